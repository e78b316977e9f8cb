"""The committee's and the town's desk, and the registers of this floor."""

from projects.admin import (
    briefings,
    care,
    desk,
    guidance,
    handovers,
    library,
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
    "briefings", "care", "desk", "guidance", "handovers", "library", "meetings", "notices", "objections", "partners",
    "phrases", "registers", "reserve", "rules", "screens", "tolerance", "wishes",
]  # fmt: skip
