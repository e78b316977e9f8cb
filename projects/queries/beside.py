"""What stands beside this matter: perhaps the same one, near in place, or merged into it already?

For staff, who read every word; residents are asked by projects.queries.alike, of what is released.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from projects.models import Project
from projects.queries.alike import (
    ANOTHER_KIND,
    HERE,
    MOST_COMPARED,
    metres_between,
    rarity_of,
    still_open,
    words_of,
)
from projects.queries.signs import Chip, chip
from projects.states import State

MOST_SHOWN = 5
ENOUGH = 2.4  # about three rare words in common: staff read whole texts, with all their fillers
# While it is new: later the same matter can only be told apart from it by taking it back.
STILL_TO_MERGE = (State.SUBMITTED, State.ACCEPTED, State.SCREENING)


@dataclass(frozen=True)
class Beside:
    """One matter of the same village, and why it is shown."""

    pk: int
    number: str
    title: str
    day: object
    chip: Chip
    why: str


def beside(project, post):
    """At most five open matters of its village that read alike, the likest first, then those within
    NEAR_METRES, the nearest first, named as `post` may read them; nothing once the matter itself can
    be merged no more. One query, over the newest 400."""
    if project.status not in STILL_TO_MERGE:
        return []
    rows = Project.objects.filter(still_open(), village=project.village_id)
    rows = rows.exclude(state=State.DRAFT).exclude(pk=project.pk)
    rows = list(rows.order_by("-submitted_at", "-pk").only(*_COLUMNS)[:MOST_COMPARED])
    texts = [words_of(_text(row)) for row in rows]
    rarity, said = rarity_of(texts), words_of(_text(project))
    point = (project.latitude, project.longitude)
    found = []
    for row, text in zip(rows, texts, strict=True):
        metres = metres_between(row, point)
        is_near = metres is not None and metres <= settings.NEAR_METRES
        same_place = project.place_id is not None and row.place_id == project.place_id
        weight = sum(rarity(word) for word in said & text) * (HERE if is_near or same_place else 1)
        if project.micro_type and row.micro_type and row.micro_type != project.micro_type:
            weight *= ANOTHER_KIND
        if weight >= ENOUGH or is_near:
            order = (0, -weight) if weight >= ENOUGH else (1, metres)
            found.append((*order, row.pk, _told(row, post, weight >= ENOUGH, metres, is_near)))
    return [one[-1] for one in sorted(found, key=lambda one: one[:3])[:MOST_SHOWN]]


_COLUMNS = (
    "query_no", "state", "title", "need", "public_title", "public_need", "micro_type", "place",
    "latitude", "longitude", "submitted_at", "released_at",
)  # fmt: skip


def _text(row):
    """What the public reads of it, or while there is nothing to read, the proposer's own words."""
    return f"{row.public_title or row.title}。{row.public_need or row.need}"


def _told(row, post, reads_alike, metres, is_near):
    why = [_("说法相似")] if reads_alike else []
    if is_near:
        why.append(_("相距约 {} 米").format(max(10, round(metres / 10) * 10)))
    return Beside(
        row.pk, row.query_no, row.title_for(post), row.submitted_at, chip(row.status),
        "，".join(why),
    )  # fmt: skip


def merged_into(project):
    """What was merged into it, the oldest first: each keeps its number, its day and its proposer."""
    rows = project.merged.filter(state=State.MERGED).select_related("contact", "proposer")
    return list(rows.order_by("submitted_at", "pk"))
