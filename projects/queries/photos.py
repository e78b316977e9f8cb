"""Which photos of a matter may be seen, by whom, and in what order?"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from django.core.files.storage import default_storage
from django.db.models import BigIntegerField, Case, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import Photo
from weishishi.kernel.dates import written
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.workshop.sizes import WIDTHS

MIDDLE = WIDTHS[1]


@dataclass(frozen=True)
class Shot:
    """One picture and the line below it; `width` and `height` are those of the middle copy."""

    src: str
    srcset: str
    large: str
    width: int
    height: int
    described: str
    line: str
    is_drawing: bool


@dataclass(frozen=True)
class Cover:
    """The picture on a card, from the smallest copy."""

    src: str
    width: int
    height: int
    described: str
    is_drawing: bool


def told_cover():
    """For `annotate` on projects: the newest published photo, one after the work before one of the
    work before one of how it was; costs no query of its own."""
    shown = Photo.objects.filter(
        project=OuterRef("pk"), is_public=True, state=Photo.State.READY,
        project__released_at__isnull=False,
    ).order_by(_latest_first(), "-taken_on", "-pk")  # fmt: skip
    facts = ("key", "width", "height", "caption", "phase", "is_drawing")
    return Subquery(shown.values(told=JSONObject(**{name: name for name in facts}))[:1])


def finished_lately(states):
    """Of the newest published photos taken afterwards, the released projects in these states."""
    shown = Photo.objects.filter(
        phase=Photo.Phase.AFTER, is_public=True, state=Photo.State.READY,
        project__state__in=states, project__released_at__isnull=False,
    )  # fmt: skip
    return shown.order_by("-pk").values("project")


def _latest_first():
    phases = (Photo.Phase.AFTER, Photo.Phase.DURING, Photo.Phase.BEFORE)
    return Case(*(When(phase=phase, then=place) for place, phase in enumerate(phases)))


def cover(told):
    """The annotation of `told_cover` as a card shows it, or None."""
    if not told:
        return None
    width = min(WIDTHS[0], told["width"])
    phase = str(Photo.Phase(told["phase"]).label)
    return Cover(
        src=address_of(told["key"], WIDTHS[0]),
        width=width,
        height=round(told["height"] * width / told["width"]),
        described=told["caption"] or _("{phase}的现场").format(phase=phase),
        is_drawing=told["is_drawing"],
    )


@lru_cache(maxsize=4096)
def address_of(key, width):
    """Where a copy of a photo is; it stays there for good."""
    return reverse("photo", args=[key, width])


def public_of(project_pk):
    """The published photos of one project, in one query: rows of pictures that belong together,
    before beside after, then those of the work."""
    by_phase = {phase: [] for phase in Photo.Phase}
    for photo in _shown(project=project_pk):
        by_phase[photo.phase].append(photo)
    rows = pairs(by_phase[Photo.Phase.BEFORE], by_phase[Photo.Phase.AFTER])
    during = by_phase[Photo.Phase.DURING]
    rows += zip_longest(during[::2], during[1::2])
    return [[shot(one) for one in row if one] for row in rows]


@KeptQuery
def _shown():
    rows = Photo.objects.filter(project=Param("project", BigIntegerField()))
    return rows.filter(is_public=True, state=Photo.State.READY).order_by("taken_on", "pk")


def pairs(before, after):
    """[(before, after)]: of the same place beside each other, in the order of time; one whose place
    nobody told goes with what is left, two of different places never."""
    left = list(after)
    found = {one.pk: _of_the_same_place(one, left) for one in before if one.scene}
    for one in before:
        if found.get(one.pk) is None:
            found[one.pk] = _of_any_place(one, left)
    return [(one, found[one.pk]) for one in before] + [(None, one) for one in left]


def _of_the_same_place(one, left):
    return _taken(left, lambda other: other.scene == one.scene)


def _of_any_place(one, left):
    return _taken(left, lambda other: not (one.scene and other.scene))


def _taken(left, fits):
    found = next((other for other in left if fits(other)), None)
    if found is not None:
        left.remove(found)
    return found


def all_of(project):
    """Every photo of one project, for its proposer and for staff."""
    return _all(project=project.pk)


@KeptQuery
def _all():
    rows = Photo.objects.filter(project=Param("project", BigIntegerField()))
    return rows.select_related("uploaded_by__village").order_by("pk")


def of_sheet(sheet):
    """The photos on a sheet that is being filled in, in the order they were sent."""
    return list(sheet.photos.order_by("pk"))


def is_ready_on(sheet, key):
    """Whether the photo with that key hangs on this sheet and is clean."""
    return sheet.photos.filter(key=key, state=Photo.State.READY).exists()


def shot_if_ready(photo):
    return shot(photo) if photo.state == Photo.State.READY else None


def shot(photo):
    """A ready photo as a page shows it."""
    addresses = [address_of(photo.key, width) for width in WIDTHS]
    wide = min(MIDDLE, photo.width)
    day = written(photo.taken_on) if photo.taken_on else ""
    phase = "" if photo.meeting_id else str(photo.get_phase_display())  # a page was never before
    return Shot(
        src=addresses[1],
        srcset=", ".join(
            f"{address} {min(width, photo.width)}w"
            for address, width in zip(addresses, WIDTHS, strict=True)
            if width <= photo.width or width == WIDTHS[0]
        ),
        large=addresses[2],
        width=wide,
        height=round(photo.height * wide / photo.width),
        described=photo.caption or _("{phase}的现场").format(phase=phase),
        line=" · ".join(word for word in (day, phase, photo.caption, photo.scene) if word),
        is_drawing=photo.is_drawing,
    )


def ready(key):
    """The photo with that key when its clean copies exist and its project was submitted, or it is a
    page of a meeting, shows the board of a notice or a wish come true, or is a paper that was filed;
    `village` is whose it is."""
    hangs = Q(project__submitted_at__isnull=False) | Q(project__isnull=True, sheet__isnull=True)
    whose = Coalesce(
        "project__village", "meeting__village", "notice__village", "wish__village", "filed__village"
    )
    rows = Photo.objects.filter(hangs, state=Photo.State.READY).annotate(village=whose)
    return rows.filter(key=key).values("key", "is_public", "village", "meeting", "filed").first()


def copy(key, width):
    """The open file of the clean copy of that width."""
    return default_storage.open(f"photos/{key}/{width}.webp")
