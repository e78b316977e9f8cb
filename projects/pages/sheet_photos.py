"""The photos on the third screen: taken in with every button, described, taken off, looked at."""

from dataclasses import dataclass

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from projects.actions import sheet_photos
from projects.forms.photos import DescribeSheetPhotoForm
from projects.forms.proposals import PHOTO
from projects.pages import hands
from projects.pages.turns import read_key
from projects.queries import photos, sheets
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.workshop.sizes import WIDTHS

UPLOADS = Tries("propose-photos", most=120, seconds=600)
SMALL = WIDTHS[0]


@dataclass(frozen=True)
class Row:
    """One photo as the list on the screen shows it, with the form for what it shows."""

    photo: object
    number: int
    form: object
    is_described: bool


def take(turn):
    """Do with the photos what was sent; returns what could not be done, in sentences."""
    request, sheet = turn.request, turn.sheet
    complaints = _describe(turn)
    if removed := read_key(request.POST.get("remove", "")):
        sheet_photos.remove(sheet, removed, by=turn.actor)
    if files := request.FILES.getlist("photos"):
        if not UPLOADS.spend(address_of(request)):
            return [*complaints, _("照片传得太快了，请过几分钟再传；写的内容都还在。")]
        complaints += sheet_photos.add(sheet, by=turn.actor, files=files)
    return complaints


def _describe(turn):
    complaints = []
    for photo in turn.sheet.photos.all():
        form = _form(photo, turn.request.POST)
        if not any(name.startswith(form.prefix) for name in turn.request.POST):
            continue
        if form.is_valid():
            sheet_photos.describe(turn.sheet, photo.key, by=turn.actor, **form.cleaned_data)
        else:
            reasons = [reason for errors in form.errors.values() for reason in errors]
            complaints += [f"{photo.file_name}：{reason}" for reason in reasons]
    return complaints


def rows(turn):
    """The photos of the sheet, each with its form as it was typed."""
    found = []
    sent = turn.request.POST if turn.complaints else None
    for number, photo in enumerate(photos.of_sheet(turn.sheet), start=1):
        is_sent = sent and any(name.startswith(f"{PHOTO}{photo.key}") for name in sent)
        form = _form(photo, sent if is_sent else None)
        described = bool(photo.caption or photo.scene or photo.taken_on or form.errors)
        found.append(Row(photo, number, form, described))
    return found


def _form(photo, data=None):
    told = {"caption": photo.caption, "scene": photo.scene, "taken_on": photo.taken_on}
    return DescribeSheetPhotoForm(
        data,
        initial=told,
        prefix=f"{PHOTO}{photo.key}",
        label_suffix="",
        use_required_attribute=False,
    )


@never_cache
@require_safe
def small(request, key, photo):
    """The small clean copy, for who has the sheet in hand."""
    sheet = sheets.opened_by(hands.writer_of(request), key)
    if sheet is None or not photos.is_ready_on(sheet, photo):
        raise Http404
    try:
        copy = photos.copy(photo, SMALL)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(copy, content_type="image/webp")
