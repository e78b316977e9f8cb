"""The committee's and the town's desk, and the registers of this floor."""

from projects.admin import desk, registers, screens

__all__ = ["desk", "registers", "screens"]
