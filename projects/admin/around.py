"""What stands beside the decision: the chain of approval, and what was done first and is owed."""

from projects.lifecycle import ProjectLife
from projects.queries.approvals import EXPLAINED, sheet_of, why_not
from projects.queries.owed import CONFIRMED, of_project
from projects.states import State
from weishishi.kernel import clock


def of(project, by):
    """For the page of one project. A matter before the town, or past it, costs some questions more;
    so does a hazard."""
    removal = getattr(project, "urgent", None) if project.is_hazard else None
    may_give = not why_not(project, by, ceiling_reason=EXPLAINED)
    return {
        "approval": sheet_of(project) if project.status in _BEFORE_THE_TOWN else None,
        "may_give": may_give,
        "elsewhere": {ProjectLife.confirm} if may_give else set(),
        "removal": removal,
        "owed": of_project(project, clock.today()) if removal else [],
    }


_BEFORE_THE_TOWN = CONFIRMED | {State.TOWN_REVIEW}
