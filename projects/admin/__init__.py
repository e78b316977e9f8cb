"""The committee's and the town's desk, and the registers of this floor."""

from projects.admin import (
    care,
    desk,
    guidance,
    meetings,
    notices,
    objections,
    partners,
    phrases,
    registers,
    reserve,
    rules,
    screens,
    tolerance,
    wishes,
)

__all__ = [
    "care", "desk", "guidance", "meetings", "notices", "objections", "partners", "phrases", "registers",
    "reserve", "rules", "screens", "tolerance", "wishes",
]  # fmt: skip
