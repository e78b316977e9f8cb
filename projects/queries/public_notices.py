"""What may the public read of notices? What hung there, for which days, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import BigIntegerField, Count, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from projects import board
from projects.models import NoticeItem, Photo, PublicNotice
from projects.queries import public_meetings
from projects.queries.history import committee_of
from projects.queries.photos import shot
from projects.queries.public_objections import answered, said_to, told_objections
from projects.states import OPEN_TO_OBJECTIONS
from weishishi.kernel import clock
from weishishi.kernel.dates import from_to, written
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.tags import look_of
from weishishi.kernel.yuan import yuan

PAGE = 12
MOST_RUNNING = 60


@dataclass(frozen=True)
class Card:
    """One notice in a list."""

    pk: int
    number: str
    title: str
    where: str
    days: str
    stage: str
    left: str
    matters: int
    money: str

    @property
    def lamp(self):
        return {"running": "soon", "ended": "fine", "withdrawn": "hold"}[self.stage]


@dataclass(frozen=True)
class Line:
    """One row of the table; money in yuan as it is written."""

    pk: int
    query_no: str
    name: str
    content: str
    place: str
    amount: str
    sources: str
    implementer: str
    period: str
    beneficiaries: str
    is_down: bool
    is_open: bool
    decided: public_meetings.Decided | None


@dataclass(frozen=True)
class Notice:
    """A whole notice with what was said to it."""

    card: Card
    village_id: int
    village: str
    town: str
    office: str
    basis: str
    disclosure: str
    people: str
    signed_by: str
    supervision: str
    counted: str
    rule_basis: str
    posted_at: datetime
    posted_on: str
    phones: list
    point: object
    lines: list
    said: list
    shots: list

    @property
    def is_open(self):
        return any(line.is_open for line in self.lines)

    @property
    def answered(self):
        return sum(bool(one.answer) for one in self.said)


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────
def running(village=None):
    """The notices that hang today, what ends first on top; one query."""
    rows = _listed(village).filter(withdrawn_at__isnull=True, last_day__gte=clock.today())
    return [_card(row) for row in rows.order_by("last_day", "-pk")[:MOST_RUNNING]]


def past(village=None, before=None):
    """(cards, the mark of the next page or ""): the newest that hang no more; one query."""
    rows = _listed(village).exclude(withdrawn_at__isnull=True, last_day__gte=clock.today())
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    more = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return [_card(row) for row in found[:PAGE]], more


def _listed(village):
    rows = PublicNotice.objects.filter(village=village) if village else PublicNotice.objects
    return rows.select_related("village__town").annotate(
        matters=Count("items"), fen=Sum("items__amount_fen")
    )


def _card(row):
    stage = row.stage_on(clock.today())
    return Card(
        pk=row.pk, number=row.number, title=row.title,
        where=f"{row.village.town.name} · {row.village.name}", days=from_to(row.first_day, row.last_day),
        stage=stage.value, left=_left(row, stage), matters=row.matters,
        money=_("{} 元").format(yuan(int(row.fen or 0))),
    )  # fmt: skip


def _left(row, stage):
    """还有 2 天, the last day counted; otherwise where it stands."""
    if stage != PublicNotice.Stage.RUNNING:
        return str(stage.label)
    days = (row.last_day - clock.today()).days
    return _("正在公示 · 还有 {} 天").format(days) if days else _("正在公示 · 今天最后一天")


# ── One notice ───────────────────────────────────────────────────────────────────────────────────
def notice(pk):
    """The notice with its lines, votes, answers and photos in five queries, or None."""
    rows = _listed(None).select_related("village__town", "village__service_point")
    row = rows.filter(pk=pk).first()
    if row is None:
        return None
    village = row.village
    items = row.items.select_related("project").only(
        "name", "content", "place", "amount_fen", "sources", "implementer", "period",
        "beneficiaries", "withdrawn_at", "notice", "project__query_no", "project__state",
    )  # fmt: skip
    items = list(items)
    decided = public_meetings.decided([item.project_id for item in items], row.posted_at)
    return Notice(
        card=_card(row), village_id=village.pk, village=village.name, town=village.town.name,
        office=committee_of(village), basis=row.basis, disclosure=village.disclosure_word,
        people=village.people_word, signed_by=row.signed_by, supervision=village.supervision_name,
        counted=board.counted(row.days, row.in_working_days), rule_basis=row.rule_basis,
        posted_at=row.posted_at, posted_on=written(row.posted_at),
        phones=_phones(row), point=getattr(village, "service_point", None),
        lines=[_line(item, village.people_word, decided) for item in items],
        said=said_to(Q(item__notice=row.pk)), shots=_shots(row.pk),
    )  # fmt: skip


def _phones(row):
    pairs = (
        (committee_of(row.village), row.village_phone),
        (row.village.town.name, row.town_phone),
        (row.village.supervision_name, row.supervision_phone),
    )
    return [pair for pair in pairs if pair[1]]


def _line(item, people, decided):
    return Line(
        pk=item.pk, query_no=item.project.query_no, name=item.name, content=item.content,
        place=item.place, amount=_("{} 元").format(yuan(item.amount_fen)),
        sources=board.source_words(item.sources, people), implementer=item.implementer,
        period=item.period, beneficiaries=item.beneficiaries, is_down=bool(item.withdrawn_at),
        is_open=not item.withdrawn_at and item.project.state in OPEN_TO_OBJECTIONS,
        decided=decided.get(item.project_id),
    )  # fmt: skip


def _shots(notice_pk):
    """The photos of the board, as they were taken; one query."""
    shown = Photo.objects.filter(notice=notice_pk, is_public=True, state=Photo.State.READY)
    return [shot(photo) for photo in shown.order_by("taken_on", "pk")]


# ── On a matter's own page ──────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Hanging:
    """A matter's newest notice, for its own page."""

    card: Card
    said: list
    is_open: bool

    look = cached_property(look_of)

    @property
    def answered(self):
        return sum(bool(one.answer) for one in self.said)


def of_project(project_pk):
    """The newest notice of a matter with everything that was ever said to the matter; None without
    one. One query."""
    item = _newest.first(project=project_pk)
    if item is None:
        return None
    row = item.notice
    row.matters, row.fen = 1, item.amount_fen
    if item.withdrawn_at:
        row.withdrawn_at = item.withdrawn_at
    return Hanging(
        card=_card(row), said=[answered(one) for one in item.told_said],
        is_open=not item.withdrawn_at and item.project.state in OPEN_TO_OBJECTIONS,
    )  # fmt: skip


@KeptQuery
def _newest():
    rows = NoticeItem.objects.filter(project=Param("project", BigIntegerField()))
    rows = rows.select_related("notice__village__town", "project")
    return rows.annotate(told_said=told_objections(OuterRef("project"))).order_by("-pk")[:1]
