"""The pictures themselves: what is published for everybody, the rest for the staff it concerns."""

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import photos as deeds
from projects.forms.photos import MorePhotosForm
from projects.pages import proofs
from projects.pages.resident import SeeOther
from projects.queries import filed_papers, photos
from villages.roles import may
from villages.scopes import reaches
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workshop.sizes import WIDTHS

# A published photo can be taken back: a copy on somebody's way is gone after a day.
PUBLISHED = "public, max-age=86400"
UNPUBLISHED = "private, no-store"


@require_safe
def photo(request, key, width):
    found = photos.ready(key) if width in WIDTHS else None
    if found is None or not (found["is_public"] or _is_of_staff(request, found)):
        raise Http404
    try:
        copy = photos.copy(key, width)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        copy,
        content_type="image/webp",
        headers={
            "Cache-Control": PUBLISHED if found["is_public"] else UNPUBLISHED,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _is_of_staff(request, found):
    """Within her scope; the pages of a meeting carry names and are for who reads meetings, filed
    papers for who is told them."""
    post = request.hats.acting
    if post and found["filed"]:
        return filed_papers.may_read(post, found["filed"])
    if post is None or (found["meeting"] and not may(post.role, "v", "projects.meeting")):
        return False
    return reaches(post, found["village"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proofs.required
def more(request, project):
    """The proposer sends photos after proposing; all of them or none."""
    form = MorePhotosForm()
    if request.method == "POST":
        form = MorePhotosForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                deeds.attach(project, by=request.hands, files=form.cleaned_data["photos"])
                return SeeOther("tracked", project.query_no)
            except Refused as refusal:
                form.add_error("photos", refusal.reasons)
    context = {"own": project, "form": form}
    return render(request, "resident/photos.html", context, status=422 if form.errors else 200)
