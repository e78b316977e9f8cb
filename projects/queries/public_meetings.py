"""What may the public read of a meeting? Numbers and results, of closed meetings only: no name of
anybody who was there, no discussion, no minutes."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, Prefetch, Q, When
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects.models import AgendaItem, Meeting
from projects.queries.public import title_of
from weishishi.kernel.dates import written
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.yuan import yuan

_MEETING = (
    "kind", "year", "number", "status", "begins_at", "ends_at", "basis", "due", "present",
    "on_leave", "observers", "needed_present", "rule", "venue", "village__name", "village__kind",
    "village__town__name", "place__name",
)  # fmt: skip
_ITEM = (
    "order", "method", "votes_for", "votes_against", "votes_abstain", "excluded", "voters",
    "needed_for", "result", "decided_fen", "meeting", "project__query_no", "project__micro_type",
    "project__released_at",
)  # fmt: skip


@dataclass(frozen=True)
class Vote:
    """One item as everybody may read it; every value is ready to be shown."""

    order: int
    number: str
    title: str
    method: str
    result: str
    passed: bool
    counts: list[tuple[str, int]]  # label and number, in the order of the field
    sum: str
    money: str
    votes_for: int | None
    votes_against: int | None
    votes_abstain: int | None


@dataclass(frozen=True)
class Shown:
    """A closed meeting as everybody may read it."""

    pk: int
    name: str
    url: str
    day: str
    hours: list[str]
    venue: str
    iso: str
    kind: str
    village_id: int
    village: str
    town_id: int
    town: str
    due: int
    present: int
    attendance: list[tuple[str, int]]  # adds up: who was due came, asked for leave, or was absent
    observers: int
    quorum: str
    source: str
    is_verified: bool
    votes: list[Vote]

    @property
    def vote(self):
        """The one vote of a meeting shown for one project."""
        return self.votes[0]


def visible():
    """Closed meetings; what is called, being written down or called off is nobody's news."""
    return Meeting.objects.filter(status=Meeting.Status.CLOSED)


def meeting(pk):
    """The meeting with that id in two queries, or None."""
    rows = visible().select_related("village__town", "place").only(*_MEETING)
    found = rows.prefetch_related(Prefetch("items", _items())).filter(pk=pk).first()
    return _shown(found, list(found.items.all())) if found else None


def decisions_of(project_pk):
    """The closed meetings that voted on one project, the newest first, each with that one vote; in
    one query."""
    return [_shown(item.meeting, [item]) for item in _decisions(project=project_pk)]


@KeptQuery
def _decisions():
    closed = Q(meeting__status=Meeting.Status.CLOSED)
    rows = _items().filter(closed, project=Param("project", BigIntegerField()))
    rows = rows.select_related("meeting__village__town", "meeting__place", "project")
    columns = (*_ITEM, *(f"meeting__{name}" for name in _MEETING))
    return rows.only(*columns).order_by("-meeting__begins_at", "-pk")


@dataclass(frozen=True)
class Decided:
    """The vote a notice rests on; `name` tells its meeting apart from others."""

    name: str
    url: str
    votes_for: int
    voters: int


def decided(project_pks, until):
    """{pk: the newest vote that passed it in a meeting that had begun by then}, in one query."""
    rows = AgendaItem.objects.filter(
        project__in=project_pks, result=AgendaItem.Result.PASSED,
        meeting__status=Meeting.Status.CLOSED, meeting__begins_at__lte=until,
    )  # fmt: skip
    columns = (
        *_DECIDED,
        *(f"meeting__{name}" for name in ("kind", "year", "number", "place__name")),
    )
    rows = rows.select_related("meeting__place").only(*columns)
    return {
        item.project_id: Decided(
            item.meeting.name, reverse("meeting", args=[item.meeting_id]), item.votes_for,
            item.voters,
        )
        for item in rows.order_by("meeting__begins_at", "pk")
    }  # fmt: skip


_DECIDED = ("project", "votes_for", "voters", "meeting")


def _items():
    title = Case(When(project__released_at__isnull=False, then=F("project__public_title")))
    rows = AgendaItem.objects.filter(~Q(result=""), project__submitted_at__isnull=False)
    rows = rows.select_related("project").only(*_ITEM).annotate(told_title=title)
    return rows.order_by("order")


def _shown(row, items):
    begins, rule = localtime(row.begins_at), row.rules
    return Shown(
        pk=row.pk, name=row.name, url=reverse("meeting", args=[row.pk]),
        day=written(row.begins_at), hours=_hours(row), venue=row.venue, iso=begins.isoformat(timespec="minutes"),
        kind=str(row.get_kind_display()),
        village_id=row.village_id, village=row.village.name,
        town_id=row.village.town_id, town=row.village.town.name,
        due=row.due, present=row.present,
        attendance=[
            (_("应到"), row.due), (_("实到"), row.present), (_("请假"), row.on_leave),
            (_("缺席"), row.absent),
        ],
        observers=row.observers,
        quorum=_("至少 {needed} 人到会才能表决，实到 {present} 人。").format(
            needed=row.needed_present, present=row.present
        ),
        source=rule.source, is_verified=rule.verified, votes=[_vote(item) for item in items],
    )  # fmt: skip


def _hours(row):
    """From when to when; the other day besides where it went past midnight."""
    begins, ends = localtime(row.begins_at), localtime(row.ends_at)
    day = "" if begins.date() == ends.date() else written(row.ends_at)
    return list(dict.fromkeys((f"{begins:%H:%M}", f"{day} {ends:%H:%M}".strip())))


def _vote(item):
    project = item.project
    project.told_title = item.told_title
    released = project.released_at is not None
    return Vote(
        order=item.order, number=project.query_no or "", title=title_of(project),
        method=str(item.get_method_display()), result=item.result_words,
        passed=item.result == AgendaItem.Result.PASSED, counts=_counts(item), sum=_sum(item),
        money=_("{} 元").format(yuan(item.decided_fen)) if released and item.decided_fen else "",
        votes_for=item.votes_for, votes_against=item.votes_against,
        votes_abstain=item.votes_abstain,
    )  # fmt: skip


def _counts(item):
    if not item.has_votes:
        return []
    counts = [
        (_("赞成"), item.votes_for), (_("反对"), item.votes_against),
        (_("弃权"), item.votes_abstain),
    ]  # fmt: skip
    return [*counts, (_("回避"), item.excluded)] if item.excluded else counts


def _sum(item):
    if not item.has_votes:
        return ""
    return _("参加表决 {voters} 人，至少要 {needed} 票赞成。").format(
        voters=item.voters, needed=item.needed_for
    )
