"""Which photos of a matter may be seen, by whom, and in what order?"""

from dataclasses import dataclass
from itertools import zip_longest

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import Photo
from weishishi.kernel.dates import written
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


def public_of(project_pk):
    """The published photos of one project, in one query: rows of pictures that belong together,
    before beside after, then those of the work."""
    shown = Photo.objects.filter(project=project_pk, is_public=True, state=Photo.State.READY)
    shots = {phase: [] for phase in Photo.Phase}
    for photo in shown.order_by("taken_on", "pk"):
        shots[photo.phase].append(shot(photo))
    rows = list(zip_longest(shots[Photo.Phase.BEFORE], shots[Photo.Phase.AFTER]))
    during = shots[Photo.Phase.DURING]
    rows += zip_longest(during[::2], during[1::2])
    return [[one for one in row if one] for row in rows]


def all_of(project):
    """Every photo of one project, for its proposer and for staff."""
    return list(project.photos.select_related("uploaded_by__village").order_by("pk"))


def shot_if_ready(photo):
    return shot(photo) if photo.state == Photo.State.READY else None


def shot(photo):
    """A ready photo as a page shows it."""
    addresses = [reverse("photo", args=[photo.key, width]) for width in WIDTHS]
    wide = min(MIDDLE, photo.width)
    day = written(photo.taken_on) if photo.taken_on else ""
    phase = str(photo.get_phase_display())
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
    """The photo with that key when its clean copies exist and its project was submitted."""
    rows = Photo.objects.filter(state=Photo.State.READY, project__submitted_at__isnull=False)
    return rows.filter(key=key).values("key", "is_public", "project__village").first()


def copy(key, width):
    """The open file of the clean copy of that width."""
    return default_storage.open(f"photos/{key}/{width}.webp")
