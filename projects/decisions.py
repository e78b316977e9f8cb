"""Have the residents decided this, in a meeting that may decide it? Asked of recorded facts only."""

import re

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.models import Form, Source
from funding.queries import sums
from villages.deliberation import Matter, MeetingKind, is_open_to
from villages.models import Place
from villages.rulebook import rules_for
from weishishi.kernel.dates import written
from weishishi.kernel.yuan import yuan

# What concerns all owners of an estate (民法典 278): words of a title or of the list of work.
COMMON_PROPERTY = re.compile(r"道闸|门闸|大门|单元门|门禁|监控|摄像|护栏|栏杆|停车|车位")


def matters_of(project):
    """Which rules its decision must satisfy. Common property stands apart where the estate has an
    owners' committee that can call the owners; elsewhere the residents' council decides."""
    matters = []
    shares = project.budget.shares if project.budget_id else None
    if shares and shares.filter(source=Source.SELF_RAISED, form=Form.CASH).exists():
        matters.append(Matter.SELF_RAISED)
    if _concerns_all_owners(project):
        matters.append(Matter.COMMON_PROPERTY)
    return tuple(matters) or (Matter.ORDINARY,)


def _concerns_all_owners(project):
    if not project.place_id:
        return False
    estate = project.place.parent or project.place
    if estate.kind != Place.Kind.ESTATE or not estate.has_owners_committee:
        return False
    words = [project.title, *project.work_items.values_list("name", flat=True)]
    return any(COMMON_PROPERTY.search(one) for one in words)


def kinds_for(village, matter, on):
    """The kinds of meeting that may decide that matter in this village on that day."""
    allowed = rules_for(village, on=on).decided_by.get((village.kind, matter), ())
    return [MeetingKind(kind) for kind in allowed if is_open_to(kind, village.kind)]


def missing_decision(project, at):
    """The sentence that says what is missing on that day; empty when all is decided."""
    items = _voted_by(project, at)
    for matter in matters_of(project):
        if sentence := _missing(project, matter, items, at):
            return sentence
    return ""


def decision_of(project, at):
    """The item that decides it as of that day, the newest first; None where none does."""
    if missing_decision(project, at):
        return None
    return next(item for item in _voted_by(project, at) if item.result == "passed")


def _voted_by(project, at):
    """Its items of meetings that were held by that day, the newest first; put off ones are none."""
    rows = project.agenda_items.filter(meeting__status__in=("held", "closed"))
    found = rows.exclude(result="postponed").select_related("meeting__place")
    ordered = found.order_by("-meeting__begins_at", "-pk")
    return [item for item in ordered if _day_of(item.meeting) <= at]


def _day_of(meeting):
    return localdate(meeting.ends_at or meeting.begins_at)


def _missing(project, matter, items, at):
    village = project.village
    fitting = [
        item for item in items if item.meeting.kind in kinds_for(village, matter, item.meeting.day)
    ]
    closed = [item for item in fitting if item.meeting.is_closed]
    if not closed:
        return _unfinished(fitting[0]) if fitting else _no_meeting(village, matter, items, at)
    newest = closed[0]
    if newest.result != "passed":
        return _not_passed(newest)
    return _unauthorised(village, newest.meeting) or _costs_more(project, newest)


def _no_meeting(village, matter, items, at):
    fitting = kinds_for(village, matter, at)
    kinds = "、".join(str(kind.label) for kind in fitting)
    if len(fitting) > 1:
        kinds = _("{kinds}（开其中一种就行）").format(kinds=kinds)
    if matter == Matter.SELF_RAISED:
        sentence = _("这件事有{people}自筹的钱，要由{kinds}表决通过。")
    elif matter == Matter.COMMON_PROPERTY:
        sentence = _("这件事涉及小区业主的共有部分，要由{kinds}表决通过（民法典第二百七十八条）。")
    else:
        sentence = _("还没有开会表决通过，请先召开{kinds}，填好票数并结束会议。")
    words = sentence.format(people=village.people_word, kinds=kinds)
    if items:
        words += _("{meeting}不能决定这一项。").format(meeting=items[0].meeting.name)
    return words


def _unfinished(item):
    meeting = item.meeting
    if meeting.present < meeting.needed_present:
        return _(
            "{day}的{meeting}应到 {due} 人，实到 {present} 人，至少要 {needed} 人到会，表决无效，请重新召开。"
        ).format(
            day=written(meeting.day), meeting=meeting.name, due=meeting.due,
            present=meeting.present, needed=meeting.needed_present,
        )  # fmt: skip
    return _("{meeting}还没有结束，请填好票数并结束会议。").format(meeting=meeting.name)


def _not_passed(item):
    return _(
        "{day}的{meeting}没有通过：参加表决 {voters} 人，赞成 {votes_for} 票，至少要 {needed} 票；请重新商量后再表决。"
    ).format(
        day=written(item.meeting.day), meeting=item.meeting.name, voters=item.voters,
        votes_for=item.votes_for, needed=item.needed_for,
    )  # fmt: skip


def _unauthorised(village, meeting):
    """Representatives decide on public-good matters where the assembly lets them. (村组法 2018, 24)"""
    if not meeting.rules.needs_authorisation or is_authorised(village, meeting.day):
        return ""
    return _(
        "{kind}决定公益事业，要有村民会议的授权；{day}没有有效的授权记录，请先在“村民会议授权”里登记。"
    ).format(kind=meeting.get_kind_display(), day=written(meeting.day))


def _costs_more(project, item):
    """A meeting decides the cash it was told of, or less; one that knew of none yet, the matter."""
    if item.decided_fen is None or project.budget_id is None:
        return ""
    now = sums(project.budget.shares.all()).cash
    if now <= item.decided_fen:
        return ""
    return _(
        "{meeting}表决的是 {decided} 元，现在是 {now} 元，多出的没有表决过；请把金额改回，或再次提交会议表决。"
    ).format(meeting=item.meeting.name, decided=yuan(item.decided_fen), now=yuan(now))


def is_authorised(village, on):
    """Whether an authorisation of the assembly was in force there on that day (both inclusive)."""
    days = village.authorisations.filter(decided_on__lte=on).values_list("valid_until", flat=True)
    return any(until is None or until >= on for until in days)
