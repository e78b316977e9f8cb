"""What may the public read? The only source of public pages and of the public API.

Every column is named here, and a text leaves only once it was released: no phone, no contact, no
spot, no words of the resident, no operator.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from django.db.models import BigIntegerField, Case, DateTimeField, F, Q, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.queries import cash_of
from projects.choices import unreleased_title
from projects.clocks import Lamp, lamp, lit
from projects.models import Project
from projects.models.distinctions import is_model
from projects.models.tallies import SPANS
from projects.queries import joint
from projects.queries.periods import ALWAYS, Period
from projects.queries.photos import Cover, cover, finished_lately, told_cover
from projects.queries.search import told
from projects.queries.signs import Bead, Chip, beads, chip, reached_words
from projects.states import DONE, Stage, State
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, KeptToday, Param
from weishishi.kernel.yuan import yuan

PAGE = 12
LOOKED_AT = 4  # times as many pictures as are shown: one matter has several
FINISHED = DONE | {State.EVALUATING}
MOST_COUNTED = 10_000  # beyond it a list says "more than"
WALKED = {f"walked_{name.removeprefix('days:')}": span for name, span in SPANS.items()}
# The counters a list can be drilled down by: names of projects.dashboards.drilled.
COUNTED = (
    "collected", "accepted", "deliberated", "confirmed", "started", "completed", "paid", *WALKED,
)  # fmt: skip
_RELEASED = Q(released_at__isnull=False)
_COLUMNS = (
    "query_no", "state", "state_since", "due_on", "submitted_at", "released_at", "micro_type",
    "project_class", "channel", "supporters", "village__name", "village__kind", "village__town__name",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a visitor asked for; empty means everything."""

    stage: str = ""
    state: str = ""
    district: int | None = None
    town: int | None = None
    village: int | None = None
    project_class: str = ""
    channel: str = ""
    lamp: str = ""
    counted: str = ""
    period: Period = ALWAYS
    text: str = ""
    best: str = ""


@dataclass(frozen=True)
class Card:
    """One project in a list, every value ready to be shown."""

    number: str
    title: str
    where: str
    icon: str
    beads: tuple[Bead, ...]
    reached: str
    chip: Chip
    money: str
    lamp: Lamp | None
    supporters: int
    said_on: date | None  # when it was proposed, of what has no public name yet
    cover: Cover | None = None
    fen: int = 0  # the cash the money tells
    is_model: bool = False


@dataclass(frozen=True)
class Page:
    cards: "list[LazyCard]"
    total: int
    is_capped: bool
    older: str = ""


def visible(rows=None):
    """Every project that was ever submitted; before its release under a generic title."""
    rows = Project.objects.all() if rows is None else rows
    return rows.filter(submitted_at__isnull=False)


def matching(filters, rows=None):
    """The visible projects a visitor asked for; `rows` are those a counter counts."""
    found = _chosen(filters, rows)
    return found.filter(told(filters.text)[0]) if filters.text else found


def _chosen(filters, rows):
    """What was asked for but for the text."""
    exact = {
        "state": filters.state,
        "village__town__district": filters.district,
        "project_class": filters.project_class,
        "channel": filters.channel,
    }
    found = visible(rows).filter(**{name: value for name, value in exact.items() if value})
    if filters.village:
        found = found.filter(joint.of_villages((filters.village,)))
    if filters.town:
        found = found.filter(joint.of_town(filters.town))
    if filters.stage:
        found = found.filter(state__in=[one for one in State if one.stage == filters.stage])
    if filters.best:
        found = found.filter(is_model(), released_at__isnull=False)
    if filters.lamp:
        found = found.filter(lit(filters.lamp, clock.today()))
    return found


def find(filters, rows=None):
    """(the matching rows, how many they are, at most one more than MOST_COUNTED); one query, and one
    for the names of villages where a text is looked for."""
    found = _chosen(filters, rows)
    by_index = along_dates = Q()
    if filters.text:
        by_index, along_dates = told(filters.text)
    total = found.filter(by_index).order_by()[: MOST_COUNTED + 1].count()
    return found.filter(along_dates if total > MOST_COUNTED else by_index), total


def page(filters, rows=None, *, total=None, before=None, size=PAGE):
    """The newest `size` of the matching rows, or those after the card `before` points to; one
    query, and those of `find` where nobody says how many they are. `rows` follows from the filters
    (drilled.rows_behind)."""
    counted = 0
    if total is None:
        found, counted = find(filters, rows)
    after = dict(zip(("moment", "pk"), before, strict=True)) if before else {}
    if filters.text:
        found = list(_following(found if total is None else matching(filters, rows), size, **after))
    else:
        found = _kept_pages((filters, size, bool(before)), filters, rows, size, bool(before))(
            **after
        )
    older = mark(found[size - 1]) if len(found) > size else ""
    return Page(
        cards=[LazyCard(row) for row in found[:size]],
        total=min(counted, MOST_COUNTED) if total is None else total,
        is_capped=counted > MOST_COUNTED,
        older=older,
    )


def _following(rows, size, moment=None, pk=None):
    """The newest `size` of these rows, and one more, or those after a card."""
    following = _with_covers(rows)
    if moment is not None:
        earlier = Q(submitted_at__lt=moment) | Q(pk__lt=pk)
        following = following.filter(earlier, submitted_at__lte=moment)
    return following.order_by("-submitted_at", "-pk")[: size + 1]


@KeptToday
def _kept_pages(filters, rows, size, is_later):
    """The same for what visitors ask for again and again; words are new each time."""
    after = (
        {"moment": Param("moment", DateTimeField()), "pk": Param("pk", BigIntegerField())}
        if is_later
        else {}
    )
    return KeptQuery(lambda: _following(matching(filters, rows), size, **after))


def released_first(rows, size):
    """Cards only, in one query: those that have a name before those still being put into words, each
    the newest first."""
    found = _with_covers(rows).annotate(is_untold=~_RELEASED)
    return [card_of(row) for row in found.order_by("is_untold", "-submitted_at", "-pk")[:size]]


def all_cards(rows, most):
    """The same cards one after the other, the newest first, at most so many; never all at once."""
    for row in listed(rows).order_by("-submitted_at", "-pk")[:most].iterator(chunk_size=500):
        yield card_of(row)


def released(rows):
    """Those whose public version was released."""
    return rows.filter(_RELEASED)


def lately(moving, finished):
    """(what moved last among the released ones not finished, what was finished: of which there is a picture
    afterwards first, then the latest), at most so many of each, in one query: a front page shows life,
    not a queue."""
    rows = _moved((moving, finished), moving, finished)()
    done = [row for row in rows if row.state in FINISHED]
    done.sort(key=lambda row: row.told_cover is None)
    return (
        [LazyCard(row) for row in rows if row.state not in FINISHED],
        [LazyCard(row) for row in done[:finished]],
    )


@KeptToday
def _moved(moving, finished):
    rows = visible().filter(_RELEASED).order_by("-state_since", "-pk")
    under_way = rows.exclude(state__in=FINISHED).values("pk")[:moving]
    done = rows.filter(state__in=FINISHED).values("pk")[:finished]
    pictured = finished_lately(FINISHED)[: finished * LOOKED_AT]
    shown = visible().filter(pk__in=under_way.union(done, pictured, all=True))
    return KeptQuery(lambda: _with_covers(shown).order_by("-state_since", "-pk"))


def mark(row):
    """Where a page ends, for the address of the next one."""
    micro = round(row.submitted_at.timestamp() * 1_000_000)
    return f"{micro}-{row.pk}"


def read_mark(text):
    """(moment, pk) of a mark, or None for anything that is not one."""
    micro, _dash, pk = text.partition("-")
    if not (micro.isascii() and micro.isdigit() and pk.isascii() and pk.isdigit()):
        return None
    if len(micro) > 17 or len(pk) > 18:
        return None
    seconds, rest = divmod(int(micro), 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(pk)


def listed(rows):
    """These rows with the public columns only, ready for a card or a record of the API."""
    released_title = Case(When(_RELEASED, then=F("public_title")), default=Value(""))
    return (
        rows.select_related("village__town")
        .only(*_COLUMNS)
        .annotate(told_title=released_title, cash_fen=cash_of("budget"), told_joint=joint.names())
    )


def _with_covers(rows):
    return listed(rows).annotate(told_cover=told_cover(), told_model=is_model())


def title_of(row):
    return row.told_title or unreleased_title(row.micro_type)


def public_fen(row):
    """Its cash in fen once the public version is released, else None; what is being discussed is no
    promise."""
    return int(row.cash_fen) if row.released_at and row.cash_fen else None


def _money(row):
    fen = public_fen(row)
    return _("{} 元").format(yuan(fen)) if fen else ""


def where_of(row):
    """南水镇 · 高栏村, and with whom it is carried out together."""
    place = f"{row.village.town.name} · {row.village.name}"
    return f"{place}，{joint.words(row.told_joint)}" if row.told_joint else place


class LazyCard:
    """The card of a row, made when somebody looks at it: most were drawn before, and are known by what
    they tell."""

    def __init__(self, row):
        self._row = row
        self.lamp = _lamp_of(row)

    @property
    def look(self):
        """What the drawn card depends on besides the language (weishishi.kernel.tags.pure)."""
        row, cover = self._row, self._row.told_cover
        return (
            row.query_no, row.told_title, row.micro_type, row.village.town.name, row.village.name,
            tuple(row.told_joint), row.state, row.cash_fen, row.released_at is None, row.supporters,
            row.submitted_at, row.told_model, cover and tuple(cover.items()), self.lamp,
        )  # fmt: skip

    def __getattr__(self, name):
        return getattr(self._card, name)

    @cached_property
    def _card(self):
        return card_of(self._row)


def _lamp_of(row):
    return None if State(row.state).is_final else lamp(row, clock.today())


def card_of(row):
    state = State(row.state)
    reached = None if state.stage == Stage.ENDS else state
    return Card(
        number=row.query_no,
        title=title_of(row),
        where=where_of(row),
        icon=row.micro_type or "matter",
        beads=beads(reached),
        reached=reached_words(reached),
        chip=chip(state),
        money=_money(row),
        fen=public_fen(row) or 0,
        lamp=_lamp_of(row),
        supporters=row.supporters,
        said_on=None if row.told_title else localdate(row.submitted_at),
        cover=cover(getattr(row, "told_cover", None)),
        is_model=bool(row.told_title) and getattr(row, "told_model", False),
    )
