"""The committee's and the town's desk, and the registers of this floor."""

from projects.admin import (
    briefings,
    care,
    desk,
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
    wishes,
)

__all__ = [
    "briefings", "care", "desk", "library", "meetings", "notices", "objections", "partners", "phrases", "registers",
    "reserve", "rules", "screens", "wishes",
]  # fmt: skip
