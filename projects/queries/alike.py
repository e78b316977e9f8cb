"""Has something like it been proposed here already? Asked of what the public may read, no more.

Two texts are alike when they share words that are rare in this village. Chinese writes no spaces,
so a word is taken to be two neighbouring signs, and a sign alone counts a little (路灯, 照明灯).
Measured against pg_trgm: docs/decisions/0008-four-screens.md.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from projects.models import Project
from projects.queries.signs import Chip, chip
from projects.queries.support import BUILT
from projects.states import FINAL, State
from weishishi.kernel import clock

MOST_SHOWN = 3
MOST_COMPARED = 400  # the newest of the village
DONE_LATELY = timedelta(days=90)
ENOUGH = 1.6  # about two rare words in common
HERE, ANOTHER_KIND = 1.5, 0.7  # factors
ALONE = 0.35  # what a single sign weighs beside a word of two
BACKGROUND = 20  # as if so many other matters shared none of the words
# Signs of every sentence; alone, or two of them together, they say nothing.
_EVERYWHERE = set("的了是在有没和也都就不一个这那里上下想请要村我们能可以到去来给把很太大家人")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Alike:
    """One matter as the last screen shows it; `support` leads to 我也需要, empty once it is built."""

    number: str
    title: str
    where: str
    chip: Chip
    support: str


def to(village, words, *, kind="", place=None, point=(None, None)):
    """At most three released matters of the village that seem to be the same one, the likest first;
    never one that ended, and what was done only for 90 days. Another kind of matter weighs less,
    one at the same place or within NEAR_METRES more. One query."""
    rows = list(_candidates(village).order_by("-submitted_at", "-pk")[:MOST_COMPARED])
    texts = [words_of(f"{row.public_title}。{row.public_need}") for row in rows]
    rarity = rarity_of(texts)
    said = words_of(words)
    found = []
    for row, text in zip(rows, texts, strict=True):
        weight = sum(rarity(word) for word in said & text)
        if _is_near(row, place, point):
            weight *= HERE
        if kind and row.micro_type and row.micro_type != kind:
            weight *= ANOTHER_KIND
        if weight >= ENOUGH:
            found.append((weight, row.pk, row))
    found.sort(key=lambda one: one[:2], reverse=True)
    return [_alike(row) for _weight, _pk, row in found[:MOST_SHOWN]]


def _candidates(village):
    rows = Project.objects.filter(still_open(), village=village, released_at__isnull=False)
    return rows.select_related("place").only(
        "query_no",
        "state",
        "public_title",
        "public_need",
        "micro_type",
        "place__name",
        "latitude",
        "longitude",
    )


def still_open():
    """The condition: it has not ended, or it was done in the last 90 days."""
    lately = Q(state__in=BUILT, state_since__gte=clock.now() - DONE_LATELY)
    return lately | ~Q(state__in=FINAL | BUILT)


def words_of(text):
    """Pairs of neighbouring signs, and the signs themselves."""
    found = set()
    for piece in _MARKS.split(text.lower()):
        found.update(sign for sign in piece if sign not in _EVERYWHERE)
        found.update(a + b for a, b in pairwise(piece) if not {a, b} <= _EVERYWHERE)
    return found


def rarity_of(texts):
    """A function: 1 for a word of one text only, towards 0 for a word of all of them."""
    counts, number = Counter(word for text in texts for word in text), len(texts) + BACKGROUND
    rarest = math.log(number / 1.5)

    def rarity(word):
        weight = math.log(number / (counts[word] + 0.5)) / rarest
        return weight * (ALONE if len(word) == 1 else 1)

    return rarity


def _is_near(row, place, point):
    if place is not None and row.place_id == place.pk:
        return True
    metres = metres_between(row, point)
    return metres is not None and metres <= settings.NEAR_METRES


def metres_between(row, point):
    """From a row to (latitude, longitude), along the ground; None where one of them has no point."""
    if None in point or row.latitude is None:
        return None
    north = (row.latitude - point[0]) * 111_000
    east = (row.longitude - point[1]) * 111_000 * math.cos(math.radians(point[0]))
    return math.hypot(north, east)


def _alike(row):
    state = State(row.state)
    return Alike(
        number=row.query_no,
        title=row.public_title,
        where=row.place.name if row.place else "",
        chip=chip(state),
        support="" if state in BUILT else reverse("support", args=[row.query_no]),
    )
