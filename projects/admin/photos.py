"""The village's staff add photos to a matter, say what they show, and decide which everybody sees."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.transaction import atomic
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import photos as deeds
from projects.admin import routes
from projects.forms.photos import DescribePhotoForm, StaffPhotosForm
from projects.people import village_committee
from projects.queries import photos
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

ABOUT = ("caption", "scene", "taken_on")


def page(desk, request, project):
    """The photos with their words and switches; one form adds, each photo has one of its own."""
    by = Actor.at(acting(request))
    may_write = village_committee.hold(project, by)
    form, refusals, status = StaffPhotosForm(), [], 200
    rows = [[photo, _form_of(photo)] for photo in photos.all_of(project)]
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        bound, deed = _asked(request, project, rows, by)
        if bound.is_valid():
            try:
                deed(bound.cleaned_data)
                return HttpResponseRedirect(reverse("admin:projects_project_photos", args=[project.pk]))  # fmt: skip
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
        else:
            status = 400
        form = bound if isinstance(bound, StaffPhotosForm) else form
    return desk.render(
        request, "photos", project, status, form=form, refusals=refusals, may_write=may_write,
        rows=[(photo, about, photos.shot_if_ready(photo)) for photo, about in rows],
        title=_("照片"),
    )  # fmt: skip


def _form_of(photo, data=None):
    initial = {name: getattr(photo, name) for name in (*ABOUT, "is_public")}
    return DescribePhotoForm(data, initial=initial, prefix=f"photo-{photo.pk}")


def _asked(request, project, rows, by):
    """The form that was sent and what is done with its answers."""
    if "photo" not in request.POST:
        form = StaffPhotosForm(request.POST, request.FILES)
        return form, lambda told: _add(request, project, by, told)
    row = next((row for row in rows if str(row[0].pk) == request.POST["photo"]), None)
    if row is None:
        raise Http404
    row[1] = _form_of(row[0], request.POST)
    return row[1], lambda told: _describe(request, row[0], by, told)


def _add(request, project, by, told):
    deeds.attach(project, by=by, files=told.pop("photos"), **told)
    messages.success(request, _("照片已收到，正在处理；处理好以后可以公开。"))


@atomic
def _describe(request, photo, by, told):
    is_public = told.pop("is_public")
    deeds.describe(photo, by=by, **told)
    if is_public != photo.is_public:
        deeds.publish(photo, by=by, is_public=is_public)
    messages.success(request, _("照片已保存，居民现在看得到。") if is_public else _("照片已保存。"))


ROUTES = [
    routes.page("photos", page),
]
