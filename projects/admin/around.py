"""What stands beside the decision: the chain of approval, what was done first and is owed, who carries
it out."""

from projects.actions import urgent
from projects.forms.filed_papers import FilePaperForm
from projects.lifecycle import ProjectLife
from projects.people import village_committee
from projects.queries import clocks, findings, urges
from projects.queries.approvals import EXPLAINED, sheet_of, why_not
from projects.queries.awards import conflicts, standing_of
from projects.queries.owed import CONFIRMED, of_project
from projects.queries.there_is import nothing
from projects.states import DONE, RUNNING, State
from villages.roles import may
from villages.rulebook import rules_for
from weishishi.kernel import clock


def of(project, by, journal):
    """For the page of one project with its journal. A matter before the town, or past it, costs some
    questions more; so does a hazard. What a look has shown not to be there is not asked for."""
    removal = getattr(project, "urgent", None) if project.is_hazard else None
    may_give = not why_not(project, by, ceiling_reason=EXPLAINED)
    award = None
    if project.status in _BEFORE_THE_TOWN and not nothing(project, "awards"):
        award = standing_of(project)
    urged = [] if nothing(project, "urges") else urges.of_project(project, by.post)
    writes = village_committee.hold(project, by)
    return {
        "intake": FilePaperForm(auto_id="intake_%s") if writes else None,
        "clock_run": clocks.running_of(project),
        "urged": urged,
        "may_answer_urge": any(one.may_answer for one in urged),
        "may_press": bool(urges.may_press(project, by)),
        "award": award,
        "award_conflicts": conflicts(award) if award else [],
        "shows_award": project.status in CONFIRMED,
        "progress": _last(project, "progress"),
        "accepted": _last(project, "acceptances"),
        "may_report": project.status in RUNNING and writes,
        "approval": sheet_of(project, journal=journal)
        if project.status in _BEFORE_THE_TOWN
        else None,
        "may_give": may_give,
        "elsewhere": {ProjectLife.confirm} if may_give else set(),
        "findings": [] if nothing(project, "findings") else findings.of_project(project),
        "may_find": may(by.post.role, "a", "projects.finding"),
        "may_advise": may(by.post.role, "a", "projects.advice"),
        "may_tolerate": may(by.post.role, "v", "projects.tolerancenote"),
        "removal": removal,
        "may_be_evaluated": project.status in _DONE,
        "has_a_file": project.status == State.TERMINATED,
        "is_done": project.status in DONE and project.is_released,
        "may_remove_first": project.is_hazard and removal is None and _may_remove(project, by),
        "owed": of_project(project, clock.today()) if removal else [],
    }


def _last(project, name):
    return None if nothing(project, name) else getattr(project, name).last()


def _may_remove(project, by):
    """Whether she may write down 应急先行实施 now, and the town's rules of today let it happen."""
    return rules_for(project.village, on=clock.today()).urgent_first and not urgent.why_not(
        project, by
    )


_DONE = DONE | {State.EVALUATING, State.RECTIFYING}
_BEFORE_THE_TOWN = CONFIRMED | {State.TOWN_REVIEW}
