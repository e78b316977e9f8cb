"""The house reminds: at half the limit, at yellow, at red, and when it stays red, each time one post
further up. Once each, in one transaction with the messages."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import IntegrityError
from django.db.transaction import atomic

from projects.actions.telling import public_facts
from projects.clocks import soon_until
from projects.models import ClockRun, Nudge
from projects.promises import WAITS_IN
from projects.states import Holder, State
from villages.models import Post
from villages.offices import office_of
from villages.roles import Level, Role
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import is_working_day, working_days_between
from weishishi.outbox.actions import owe_all

Kind = Nudge.Kind
LONG_AFTER = 5  # working days over
# Who is reminded first, and who after her: where nobody holds the post, the next one up.
LADDER = (Role.LIAISON, Role.SECRETARY, Role.TOWN_OFFICER, Role.DISTRICT_OFFICER)
FIRST = {
    Holder.VILLAGE: {
        Kind.HALF: Role.LIAISON, Kind.YELLOW: Role.SECRETARY,
        Kind.RED: Role.TOWN_OFFICER, Kind.LONG: Role.DISTRICT_OFFICER,
    },
    Holder.TOWN: {
        Kind.HALF: Role.TOWN_OFFICER, Kind.YELLOW: Role.TOWN_OFFICER,
        Kind.RED: Role.DISTRICT_OFFICER,
    },
    # Her days are over: whoever asked her decides what becomes of it.
    Holder.PROPOSER: {Kind.RED: Role.LIAISON},
}  # fmt: skip


def nudge(today=None, villages=None, told_at=None):
    """Write what is to be reminded of today, in these villages or everywhere; returns how many.

    Nobody is reminded on a day off; an import had told them (`told_at`). Only the last light that was passed is reminded of: what is red
    when the house looks for the first time was never yellow here.
    """
    today = today or clock.today()
    if not offices_work(today):
        return 0
    ends, held, number = soon_until(today), _Held(today), 0
    for run in _running(villages).iterator(chunk_size=500):
        kind = _kind(run, today, ends)
        number += bool(kind and kind not in run.said and _write(run, kind, held, told_at))
    return number


def tell(posts, *, topic, project, facts, key, at=None):
    """Owe the offices these posts stand for a message; `key` makes it one, `at` is when an import had
    told them.

    What it says of the project is what the public may read: it may lie open in a box.
    """
    owe_all(
        {f"{key}:{office}": ("office", office) for _kind, office in map(office_of, posts)},
        topic=topic, about=project.query_no or "",
        facts=public_facts(project, project.village) | {"state": str(project.status.label), **facts},
        happened_elsewhere_at=at,
    )  # fmt: skip


def _running(villages):
    rows = ClockRun.objects.filter(stopped_at=None, due_on__isnull=False)
    if villages is not None:
        rows = rows.filter(project__village__in=villages)
    return (
        rows.exclude(state=State.SUSPENDED)
        .select_related("project__village__town")
        .annotate(said=ArrayAgg("nudges__kind", default=[], distinct=True))
        .order_by("pk")
    )


def _kind(run, today, ends):
    """The last light the clock has passed; None before half, and while it stands still."""
    if run.is_paused:
        return None
    left = _days(today, run.due_on)
    if run.due_on < today:
        return Kind.LONG if left is not None and left <= -LONG_AFTER else Kind.RED
    if run.state in WAITS_IN:
        return None
    if run.due_on <= ends.get(run.state, today):
        return Kind.YELLOW
    return Kind.HALF if run.limit and left is not None and 2 * left <= run.limit else None


def _write(run, kind, held, told_at):
    project, firsts = run.project, FIRST[State(run.state).holder]
    role = firsts.get(kind)
    if role is None:
        return False
    role, posts = held.from_here_up(role, project.village)
    office = posts[0].office if posts else str(role.label)
    try:
        with atomic():
            written = Nudge.objects.create(
                project=project, run=run, kind=kind, role=role, office=office, due_on=run.due_on,
                at=clock.now(),
            )  # fmt: skip
            facts = {"kind": str(kind.value), "due": in_chinese(run.due_on)}
            tell(
                posts, topic="nudge", project=project, facts=facts, key=f"nudge:{written.pk}",
                at=told_at,
            )  # fmt: skip
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "nudged_once":
            raise
        return False  # somebody else's beat was faster
    return True


class _Held:
    """Who holds which post today; each asked for once."""

    def __init__(self, today):
        self._today, self._known = today, {}

    def from_here_up(self, role, village):
        """(role, its posts): the first one on the ladder from there on that somebody holds."""
        for one in LADDER[LADDER.index(role) :]:
            if posts := self._of(one, village):
                return one, posts
        return role, []

    def _of(self, role, village):
        place = {
            Level.VILLAGE: {"village": village.pk}, Level.TOWN: {"town": village.town_id},
            Level.DISTRICT: {"district": village.town.district_id},
        }[role.level]  # fmt: skip
        key = (role, *place.items())
        if key not in self._known:
            rows = Post.objects.held_on(self._today).filter(role=role, **place)
            found = rows.select_related("village", "town", "district").order_by("pk")
            self._known[key] = list(found)
        return self._known[key]


def offices_work(day):
    """Whether somebody may be reminded on that day; yes in a year nobody has announced."""
    try:
        return is_working_day(day)
    except Refused:
        return True


def _days(start, end):
    try:
        return working_days_between(start, end)
    except Refused:
        return None
