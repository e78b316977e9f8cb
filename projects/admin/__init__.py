"""The committee's and the town's desk, and the registers of this floor."""

from projects.admin import (
    advice,
    anomalies,
    briefings,
    care,
    desk,
    findings,
    guidance,
    handovers,
    inspections,
    library,
    meetings,
    notices,
    objections,
    partners,
    phrases,
    readings,
    registers,
    reserve,
    rules,
    samples,
    screens,
    tolerance,
    wishes,
)

__all__ = [
    "advice", "anomalies", "briefings", "care", "desk", "findings", "guidance", "handovers",
    "inspections", "library", "meetings", "notices", "objections", "partners", "phrases",
    "readings", "registers", "reserve", "rules", "samples", "screens", "tolerance", "wishes",
]  # fmt: skip
