"""The story of a finished matter at the desk, and the notice of its result on A4."""

import hashlib

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import stories
from projects.admin import routes
from projects.admin.decision import PermissionDenied
from projects.forms.stories import StoryForm, as_typed
from projects.models import Story
from projects.people import village_committee
from projects.queries import result_notice
from projects.queries.stories import released
from villages.desk import acting
from villages.standing_in import may_have_acted
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """Write it, or release exactly the words a colleague wrote."""
    by = Actor.at(acting(request))
    is_hers = village_committee.hold(project, by)
    if request.method == "POST" and not is_hers:
        raise PermissionDenied
    story = Story.objects.filter(project=project).select_related("edited_by").first()
    is_release = "release" in request.POST
    form = StoryForm(
        None if is_release else request.POST or None, project=project, initial=as_typed(story)
    )
    refusals, status = [], 200
    if request.method == "POST":
        status = 400
        try:
            if is_release or form.is_valid():
                words = _release(request, project, story, by) if is_release else (
                    _write(project, form, by)
                )  # fmt: skip
                messages.success(request, words)
                return HttpResponseRedirect(
                    reverse("admin:projects_project_story", args=[project.pk])
                )
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
        except ValidationError as error:
            refusals, status = error.messages, 409
    return desk.render(
        request, "story", project, status, title=_("项目故事"), form=form, refusals=refusals,
        is_wrong=status == 400, story=story, may_write=is_hers and _is_finished(project),
        may_release=bool(story and not story.released_at and is_hers) and _is_other(story, by),
        seen=digest(story), is_shown=bool(released(project.pk)),
    )  # fmt: skip


def _is_finished(project):
    return project.status in stories.FINISHED


def _is_other(story, by):
    return not may_have_acted(by.person, story.edited_by)


def _write(project, form, by):
    stories.write(project, by=by, **form.told())
    return _("故事已保存，请另一位同事审核发布。")


def _release(request, project, story, by):
    if request.POST["release"] != digest(story):
        raise Refused(_("故事刚才又改过，请重新看一遍再发布。"))
    stories.release(project, by=by)
    return _("故事已发布，居民现在就能看到。")


def digest(story):
    """A fingerprint of everything that is read, so that nothing else is released."""
    if story is None:
        return ""
    text = "\n".join(str(getattr(story, name)) for name in stories.EDITABLE)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def notice(desk, request, project):
    """结果公示, written by the machine from what is on file."""
    found = result_notice.of(project)
    if found is None:
        raise Http404
    return desk.render(
        request, "result_notice", project, title=_("结果公示"), notice=found
    )  # fmt: skip


ROUTES = [
    routes.page("story", page),
    routes.page("result_notice", notice),
]
