"""Which papers does the rulebook ask for at each stage, and which of them are here?

Nothing waits for a paper: it often comes later. Whoever approves sees what is missing. A paper this
system keeps no record of is said to be one to look for on paper. What `filing` asks too is answered by
the same facts.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate

from projects import filing
from projects.queries import there_is
from projects.states import State
from villages.rulebook import rules_for
from weishishi.kernel import clock


@dataclass(frozen=True)
class Paper:
    """`is_here` None: no record of it is kept here; `url` is where it is looked at or added."""

    name: str
    is_here: bool | None
    url: str = ""


@dataclass(frozen=True)
class Shelf:
    """The papers of one stage; `is_left` when the matter has gone on from it."""

    title: str
    papers: list
    is_left: bool


def shelves(project, *, items, hung, lines, journal, award, accepted):
    """What the rulebook asks for at the stages this matter has reached, by the rules of the day on
    which it left each. `items` are its agenda items (queries.meetings.agenda_of), `lines` its self-check, `journal` its entries,
    `award` and `accepted` the newest of each or None; no query where `there_is` has looked at the project."""
    left = {one.source: localdate(one.happened_at) for one in sorted(journal, key=lambda x: x.pk)}
    left.pop(project.state, None)  # there again: by the rules of today
    reached = {one.target for one in journal} | {project.state}
    records = _records(project, items, hung, lines, reached) | _of_the_award(
        project, award, accepted, State.CONFIRMED in reached
    )
    if State.COMPLETED in reached:
        records |= _of_the_end(project)
        if not records["公示照片"][0] and _has("board_elsewhere", project):
            records["公示照片"] = None, records["公示照片"][1]
    today, found = clock.today(), []
    for state in State:
        rules = rules_for(project.village, on=left.get(state, today))
        names = rules.documents.get(state, ()) if state in reached else ()
        if names:
            papers = [Paper(name, *records.get(name, (None, ""))) for name in names]
            found.append(Shelf(str(state.label), papers, state != project.state))
    return found


def missing(found):
    """What should be here already: the papers of the stages it has left that are not."""
    papers = [paper for shelf in found if shelf.is_left for paper in shelf.papers]
    return [paper for paper in papers if paper.is_here is False]


def _records(project, items, hung, lines, reached):
    """{name of a paper as rulebooks write it: (whether it is here, where)}."""
    confirmed = State.CONFIRMED in reached
    hangs = hung is not None and hung.stage != "withdrawn"
    board = reverse("admin:projects_publicnotice_change", args=[hung.pk]) if hung else ""
    sheet = reverse("admin:projects_project_approval_sheet", args=[project.pk])
    checked = any(line.is_yes for line in lines) and not any(line.is_open for line in lines)
    return {
        "初审意见": (checked, ""),
        "公示": (hangs, board),
        "公示照片": (hangs and hung.has_photo, board),
        "审批表": (confirmed, sheet if confirmed else ""),
        **_of_the_meeting(items),
    }


def _of_the_award(project, award, accepted, confirmed):
    """The contract, how its other side was chosen, and the acceptance."""
    page = reverse("admin:projects_project_award", args=[project.pk]) if confirmed else ""
    found = dict.fromkeys(("采购或比选记录", "合同"), (award is not None, page))
    where = reverse("admin:projects_project_acceptance", args=[project.pk]) if confirmed else ""
    return found | {"验收表": (accepted is not None, where)}


def _of_the_end(project):
    """The settlement, the papers of the payments and the ballots; what costs nothing needs no money."""
    money = reverse("admin:projects_project_money", args=[project.pk]) if project.budget_id else ""
    page = reverse("admin:projects_project_evaluation", args=[project.pk])
    free = project.budget_id is None
    is_paid = _has("paid", project) and not _has("unbacked", project)
    return {
        "结算审核": (free or _has("settled", project), money),
        "支付凭证": (free or is_paid, money),
        "满意度测评表": (_has("evaluated", project), page),
    }


def _has(name, project):
    """Whether a look at the project, now or before, has found it."""
    if getattr(project, "there_is", None) is None:
        there_is.look(project)
    return name in project.there_is


def _is_minuted(item):
    """Written in any version, or photographed (`filing.minutes_are_here`)."""
    return item.has_record is not None or bool(set(filing.MINUTES) & set(item.photographed))


def _of_the_meeting(items):
    """Those of the newest meeting that was held on it."""
    held = [one for one in items if one.meeting.status in ("held", "closed")]
    item = max(held, key=lambda one: one.meeting.begins_at, default=None)
    if item is None:
        names = ("会议通知", "签到表", "会议记录", "会议纪要", "表决结果", "决议")
        return dict.fromkeys(names, (False, ""))
    meeting = item.meeting
    page = reverse("admin:projects_meeting_change", args=[meeting.pk])
    sheets = set(item.photographed)
    record = bool(item.has_record) or "会议记录" in sheets
    resolution = bool(item.has_resolution) or "决议" in sheets
    return {
        "会议通知": (True, page),  # a meeting is called in writing here
        # What was brought in from paper has its sheet on paper.
        "签到表": ("签到表" in sheets or (None if meeting.imported else False), page),
        "会议记录": (record, page),
        "会议纪要": (any(_is_minuted(one) for one in held), page),
        "表决结果": (item.has_votes, page),
        "决议": (resolution, page),
    }
