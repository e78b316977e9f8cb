"""The committee's and the town's desk, and the registers of this floor."""

from projects.admin import desk, registers, rules, screens

__all__ = ["desk", "registers", "rules", "screens"]
