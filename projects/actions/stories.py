"""The story of a finished matter: written at the desk by one person, released by another."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import locked
from projects.models import Photo, Story
from projects.states import DONE, State
from villages.standing_in import may_have_acted
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

FINISHED = DONE | {State.EVALUATING}
EDITABLE = (
    "words", "before", "after", "figure", "figure_unit", "figure_before", "figure_after",
    "figure_source", "quote", "quote_name", "consent_on", "consent",
)  # fmt: skip


@atomic
def write(project, *, by, **told):
    """Write it or write it anew; it waits for a colleague's release. `Refused` for photos of another
    matter, and by the rules of the table for a figure without source and a quote without consent."""
    project = locked(project, by, states=FINISHED)
    if unknown := set(told) - set(EDITABLE):
        raise TypeError(f"not editable: {unknown}")
    story = Story.objects.filter(project=project).first() or Story(project=project)
    for name, value in told.items():
        setattr(story, name, value)
    for photo in (story.before, story.after):
        if photo is not None and photo.project_id != project.pk:
            raise Refused(_("请选这件事自己的照片。"))
    story.edited_by, story.released_by, story.released_at = by.post, None, None
    story.clean_fields(
        exclude=["project", "edited_by", "released_by", "released_at", "before", "after"]
    )
    with in_words(Story):
        story.save()
    return story


@atomic
def release(project, *, by, at=None):
    """A second person lets everybody read it, and the two photos with it must be public already."""
    project = locked(project, by, states=FINISHED)
    story = Story.objects.select_for_update(of=("self",)).filter(project=project).first()
    if story is None:
        raise Refused(_("还没有写故事，请先写。"))
    if not project.is_released:
        raise Refused(_("公开版还没有发布，请先发布公开版。"))
    if may_have_acted(by.person, story.edited_by):
        raise Refused(_("故事是您写的，请另一位同事审核发布。"))
    hidden = [one for one in (story.before, story.after) if one and not _is_shown(one)]
    if hidden:
        raise Refused(_("选的照片还没有公开，请先在“照片”页公开。"))
    story.released_by, story.released_at = by.post, at or clock.now()
    with in_words(Story):
        story.save()
    return story


def _is_shown(photo):
    return photo.is_public and photo.state == Photo.State.READY
