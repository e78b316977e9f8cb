"""The wall of wishes as everybody may read it, and its own counters; no name, no phone, no address.

A promise whose days are over counts as none on that day, whether it was noted or not.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from projects.models import Photo, Wish, WishClaim
from projects.queries.photos import Cover, Shot, cover, shot
from projects.wishes.life import WishLife
from projects.wishes.states import FULFILLED, Claimer, Whose, WishState
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.yuan import yuan

PAGE = 12
RECENT = 3  # on a village's page
# What a visitor can choose: the address's word → the rows.
PUBLIC_STATES = (WishState.PUBLISHED, WishState.CLAIMED, WishState.DELIVERED)
_COLUMNS = (
    "number", "title", "words", "whose", "value_fen", "state", "state_since", "lapses_on",
    "published_at", "thanks", "thanked_name", "village__name", "village__kind",
    "village__town__name",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Which wishes a visitor asked for; empty means all."""

    town: int | None = None
    village: int | None = None
    whose: str = ""
    state: str = ""


@dataclass(frozen=True)
class WishCard:
    """One wish, every value ready to be shown."""

    pk: int
    number: str
    title: str
    words: str
    where: str
    village: int
    village_name: str
    whose: str
    value: str
    state: WishState
    state_name: str
    css: str
    is_open: bool
    by: str
    until: str
    thanks: str
    thanked: str
    cover: Cover | None = None


@dataclass(frozen=True)
class Counts:
    """征集、认领、送达: `collected` was ever on the wall, `claimed` has a promise that holds or was
    kept, `delivered` arrived. A promise that lapsed is none."""

    collected: int = 0
    claimed: int = 0
    delivered: int = 0

    @property
    def rate(self):
        """认领率 = 认领 ÷ 征集, in per cent to one decimal; empty where there is none."""
        return f"{100 * self.claimed / self.collected:.1f}" if self.collected else ""

    @property
    def open(self):
        return self.collected - self.claimed


def counts(*, village=None, town=None):
    """Of the whole site, of a town or of a village; one query. Withdrawn wishes are left out."""
    rows = matching(Asked(town=town, village=village)).order_by()
    today = clock.today()
    found = rows.aggregate(
        collected=Count("pk"),
        claimed=Count("pk", filter=_promised(today) | Q(state__in=FULFILLED)),
        delivered=Count("pk", filter=Q(state__in=FULFILLED)),
    )
    return Counts(**found)


def matching(asked):
    """The wishes on the wall a visitor asked for."""
    exact = {"village": asked.village, "village__town": asked.town, "whose": asked.whose}
    rows = Wish.objects.on_the_wall().filter(**{name: one for name, one in exact.items() if one})
    if asked.state == WishState.PUBLISHED:
        return rows.open_to_claims()
    if asked.state == WishState.CLAIMED:
        return rows.promised()
    return rows.fulfilled() if asked.state == WishState.DELIVERED else rows


def page(asked, number):
    """The page of that number, those to be claimed first, then the newest: two queries."""
    found = Paginator(listed(matching(asked)).order_by(*_order()), PAGE).get_page(number)
    found.cards = [card_of(row) for row in found.object_list]
    return found


def recent(village):
    """The first wishes of a village, in one query."""
    rows = listed(matching(Asked(village=village.pk))).order_by(*_order())
    return [card_of(row) for row in rows[:RECENT]]


def listed(rows):
    """These wishes with the public columns only, who promised by kind, and a released picture."""
    kind = WishClaim.objects.holding().filter(wish=OuterRef("pk")).values("kind")[:1]
    kept = WishClaim.objects.filter(wish=OuterRef("pk"), ended_as="delivered").values("kind")[:1]
    facts = ("key", "width", "height", "caption", "phase", "is_drawing")
    shown = Photo.objects.filter(wish=OuterRef("pk"), is_public=True, state=Photo.State.READY)
    told = JSONObject(**{name: name for name in facts})
    return (
        rows.select_related("village__town")
        .only(*_COLUMNS)
        .annotate(
            promised_by=Subquery(kind), kept_by=Subquery(kept),
            told_cover=Subquery(shown.order_by("pk").values(told=told)[:1]),
        )
    )  # fmt: skip


def one(pk):
    """The row with that key as `listed`, whoever asks; None for what is not on the wall."""
    return listed(Wish.objects.on_the_wall()).filter(pk=pk).first()


def shots_of(pk) -> list[Shot]:
    """The released pictures of a wish come true."""
    rows = Photo.objects.filter(wish=pk, is_public=True, state=Photo.State.READY)
    return [shot(photo) for photo in rows.order_by("pk")]


def steps_of(wish):
    """(day, sentence) of what happened on the wall, oldest first."""
    rows = wish.journal.order_by("pk").values_list("verb", "happened_at")
    steps = [(written(at), WishLife.step(verb).sentence) for verb, at in rows]
    if wish.state == WishState.CLAIMED and wish.status != WishState.CLAIMED:
        steps.append((written(wish.lapses_on + timedelta(days=1)), WishLife.lapse.sentence))
    return steps


def card_of(row):
    state, village = row.status, row.village
    is_promised = state == WishState.CLAIMED
    kind = row.kept_by or (row.promised_by if is_promised else "")
    return WishCard(
        pk=row.pk, number=row.number, title=row.title, words=row.words,
        where=f"{village.town.name} · {village.name}",
        village=village.pk, village_name=village.name,
        whose=str(Whose(row.whose).label),
        value=_("约 {} 元").format(yuan(row.value_fen)),
        state=state, state_name=str(state.public_name), css=state.css,
        is_open=state == WishState.PUBLISHED,
        by=str(Claimer(kind).label) if kind else "",
        until=written(row.lapses_on) if is_promised else "",
        thanks=row.thanks if state == WishState.THANKED else "",
        thanked=row.thanked_name if state == WishState.THANKED else "",
        cover=cover(row.told_cover),
    )  # fmt: skip


def _promised(day: date):
    return Q(state=WishState.CLAIMED, lapses_on__gte=day)


def _order():
    """Those to be claimed, then those promised, then what came true; the newest first in each."""
    place = Case(
        When(_promised(clock.today()), then=1), When(state__in=FULFILLED, then=2), default=0
    )
    return place, "-published_at", "-pk"
