"""What may everybody read of a finished matter's story? Only what a second person released."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.models import Photo, Story
from projects.queries.photos import shot
from weishishi.kernel.dates import written


@dataclass(frozen=True)
class Told:
    """The story as a page shows it; `before` and `after` are shots or None."""

    words: str
    before: object
    after: object
    figure: str
    unit: str
    figure_before: str
    figure_after: str
    change: str
    source: str
    quote: str
    name: str


def released(project_pk):
    """The released story of one matter, or None; one query."""
    rows = Story.objects.select_related("before", "after")
    story = rows.filter(
        project=project_pk, released_at__isnull=False, project__released_at__isnull=False
    ).first()
    return _told(story) if story else None


def _told(story):
    has_figure = bool(story.figure)
    return Told(
        words=story.words, before=_shown(story.before), after=_shown(story.after),
        figure=story.figure, unit=story.figure_unit,
        figure_before=plain(story.figure_before) if has_figure else "",
        figure_after=plain(story.figure_after) if has_figure else "",
        change=_change(story.figure_before, story.figure_after) if has_figure else "",
        source=story.figure_source, quote=story.quote, name=story.quote_name,
    )  # fmt: skip


def _shown(photo):
    """A photo that was taken back is not shown, whatever was released."""
    if photo is None or not photo.is_public or photo.state != Photo.State.READY:
        return None
    return shot(photo)


def plain(number):
    """12 for 12.00, 0.5 for 0.50."""
    return f"{number.normalize():f}"


def _change(before, after):
    """减少 75%: whole per cents of what it was; empty where it was nothing or did not change."""
    if not before or before == after:
        return ""
    per_cent = round(abs(after - before) * 100 / before)
    words = _("减少 {}%") if after < before else _("增加 {}%")
    return words.format(per_cent)


def choices_of(project, phases):
    """(pk, words) of the photos of these phases that everybody may see."""
    rows = project.photos.filter(phase__in=phases, is_public=True, state=Photo.State.READY)
    return [(one.pk, _words(one)) for one in rows.order_by("taken_on", "pk")]


def _words(photo):
    day = written(photo.taken_on) if photo.taken_on else ""
    return " · ".join(word for word in (day, photo.get_phase_display(), photo.caption) if word)
