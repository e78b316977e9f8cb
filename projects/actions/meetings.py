"""A meeting is called, held, counted and closed; what was written wrong is corrected, never erased."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions import minutes
from projects.actions.attendance import Came, Votes, attend, correct, discuss, vote
from projects.actions.meeting_rows import items_of, locked, saved
from projects.models import AgendaItem, Interest, Meeting, RosterName
from projects.people import village_leaders
from projects.queries import calling, outcomes
from villages.deliberation import Basis
from villages.models import Village
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.machine import is_late
from weishishi.kernel.verdict import Refused

Status = Meeting.Status

__all__ = [
    "Came", "Name", "Votes", "attend", "call", "cancel", "close", "correct", "discuss", "draft",
    "put_on_agenda", "settle_all", "vote",
]  # fmt: skip


@dataclass(frozen=True)
class Name:
    """Somebody due; `area` in square metres for owners."""

    name: str
    mark: str = ""
    area: Decimal | None = None


# ── Calling ──────────────────────────────────────────────────────────────────────────────────────
@atomic
def call(
    village, *, by, kind, begins_at, venue, projects, roster=(), due=0, basis=Basis.PEOPLE,
    called_at=None, place=None, convener="", chair="", recorder="", late_reason="",
):  # fmt: skip
    """Call a meeting: its rule, its agenda and the names due are frozen.

    `due` without names is for imports from paper. Refused with every reason: not open to this kind
    of unit, too few days' notice by the law of the day, an agenda of somebody else's matters.
    """
    meeting = draft(
        village, by=by, kind=kind, begins_at=begins_at, venue=venue, basis=basis, place=place,
        called_at=called_at, due=len(roster) or due, late_reason=late_reason,
        area_due=sum(one.area or 0 for one in roster) or None,
    )  # fmt: skip
    meeting.convener, meeting.chair, meeting.recorder = convener, chair, recorder
    reasons = calling.against(meeting, by, projects) + calling.against_roster(roster, by)
    if reasons:
        raise Refused(*reasons)
    saved(meeting)
    names = RosterName.objects.bulk_create(
        RosterName(meeting=meeting, order=order, name=one.name, mark=one.mark, area=one.area)
        for order, one in enumerate(roster, start=1)
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, project=project, order=order)
        for order, project in enumerate(projects, start=1)
    )
    _mark_proposers(items, names)
    return meeting


def draft(village, *, by, kind, begins_at, due, called_at=None, area_due=None, **facts):
    """The meeting as it would be called, with the rule of the day it is held on; not saved."""
    now = clock.now()
    rule = rules_for(village, on=localdate(begins_at)).meeting_rules[kind]
    village = Village.objects.select_for_update(no_key=True).get(pk=village.pk)
    year = localdate(begins_at).year
    known = Meeting.objects.filter(village=village, kind=kind, year=year)
    return Meeting(
        village=village, kind=kind, year=year, number=_next(known), begins_at=begins_at, due=due,
        called_at=called_at or _called_now(begins_at, now), recorded_at=now, called_by=by.post, imported=by.imports,
        rule=rule.as_data(), area_due=area_due if rule.by_area else None,
        area_present=0 if rule.by_area else None,
        needed_present=rule.needed_present(due, facts.get("basis", Basis.PEOPLE)), **facts,
    )  # fmt: skip


def _called_now(begins_at, now):
    """People write times to the minute: what begins in this minute was called in it."""
    return begins_at if now.replace(second=0, microsecond=0) <= begins_at < now else now


def _next(rows):
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _mark_proposers(items, names):
    """Who proposed a matter and sits in the meeting is marked without anybody having to think of it."""
    by_name = {}
    for one in names:
        by_name.setdefault(one.name, one)
    found = [
        Interest(item=item, name=by_name[who], kind=Interest.Kind.PROPOSER)
        for item in items
        for who in _proposers(item.project) & set(by_name)
    ]
    Interest.objects.bulk_create(found)


def _proposers(project):
    contact, person = project.contact, project.proposer
    return {contact.name if contact else "", person.display_name if person else ""} - {""}


@atomic
def put_on_agenda(meeting, project, *, by):
    """One matter more, while the days of the call can still be kept for it."""
    meeting = locked(meeting, by, Status.CALLED)
    told = Meeting(kind=meeting.kind, rule=meeting.rule, begins_at=meeting.begins_at)
    told.called_at = clock.now()
    reasons = calling.against_agenda(meeting, [project])
    if told.begins_at < told.called_at:
        reasons.append(_("会议已经开始，不能再加议题。"))
    else:
        reasons += calling.too_short_notice(told)
    if meeting.items.filter(project=project).exists():
        reasons.append(_("这件事已经在这次会议的议题里了。"))
    if reasons:
        raise Refused(*reasons)
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, project=project, order=last + 1)
    _mark_proposers([item], list(meeting.roster.all()))
    return item


# ── After it ─────────────────────────────────────────────────────────────────────────────────────
@atomic
def close(
    meeting, *, by, ends_at, record="", resolution="", arrangement="", late_reason=""
):  # fmt: skip
    """The machine computes every result; from then on the minutes change by correction only."""
    meeting = locked(meeting, by, Status.HELD, hands=village_leaders)
    meeting.ends_at, now = ends_at, clock.now()
    meeting.late_reason = late_reason.strip() or meeting.late_reason
    items = items_of(meeting)
    reasons = outcomes.against_closing(meeting, items, list(meeting.four_steps.all()))
    if not meeting.begins_at <= ends_at <= now:
        reasons.append(_("结束时间不能早于开始时间，也不能晚于现在。"))
    elif is_late(by, ends_at, now) and len(meeting.late_reason) < 5:
        reasons.append(_("补录一个工作日以前的事，请写明补录原因，至少 5 个字。"))
    if reasons:
        raise Refused(*reasons)
    settle_all(meeting, items)
    meeting.status = Status.CLOSED
    meeting.save(update_fields=["status", "ends_at", "late_reason"])
    minutes.write(
        meeting, items, by=by, record=record, resolution=resolution, arrangement=arrangement,
        reason="更正以后重新结束会议" if meeting.minutes.exists() else "",
    )  # fmt: skip
    return meeting


def settle_all(meeting, items):
    """Every result by the machine, saved."""
    fen = outcomes.cash_by_budget(items)
    for item in items:
        outcomes.settle(item, meeting, fen)
    fields = ["result", "needed_for", "decided_fen"]
    AgendaItem.objects.bulk_update(items, fields)


@atomic
def cancel(meeting, *, by, reason):
    """It does not take place, or too few came: nothing was decided."""
    meeting = locked(meeting, by, Status.CALLED, Status.HELD, hands=village_leaders)
    if len(reason.strip()) < 5:
        raise Refused(_("请写明取消的原因，至少 5 个字。"))
    meeting.status, meeting.cancelled_because = Status.CANCELLED, reason.strip()
    meeting.save(update_fields=["status", "cancelled_because"])
    return meeting
