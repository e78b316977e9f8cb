"""A form is filled in, screen by screen, over days if need be, and handed in once."""

from datetime import timedelta

from django.db.models import F
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions import proposals, sheet_photos
from projects.actions.proposals import Receipt
from projects.models import Photo, Project, Sheet, SheetDay
from projects.retention import days_of
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

KEPT = timedelta(days=days_of("sheets"))  # after the last touch
MOST_TYPED = 20_000  # characters of one answer that are kept, far beyond what any field allows
RATINGS = ("easy", "fair", "hard")


@atomic
def begin(key, *, by, browser, told):
    """The sheet with that key, new or known, and its first answers; `browser` is the fingerprint of
    the cookie that may open it again. A double click begins one sheet."""
    now = clock.now()
    who = {"browser": browser, "person": by.person, "started_at": now, "touched_at": now}
    sheet, is_new = Sheet.objects.get_or_create(key=key, defaults=who)
    if is_new:
        _count("started")
    return answer(sheet, by=by, told=told)


@atomic
def answer(sheet, *, by, told):
    """Keep what was typed, right or wrong. A sheet that was handed in takes nothing more."""
    sheet = _locked(sheet, by)
    if sheet.submitted_at is None:
        sheet.told |= {name: str(typed)[:MOST_TYPED] for name, typed in told.items()}
        sheet.touched_at = clock.now()
        sheet.save(update_fields=["answers", "touched_at"])
    return sheet


@atomic
def claim(sheet, *, by):
    """Somebody signed in half-way: from now on the sheet is hers."""
    sheet = _locked(sheet, by)
    if sheet.person_id is None and sheet.submitted_at is None:
        sheet.person = by.person
        sheet.save(update_fields=["person"])
    return sheet


@atomic
def submit(sheet, proposal, *, by):
    """Hand it in with its photos: one sheet is one project, however often it is sent. What was
    typed is forgotten, the project knows it. `Refused` as `proposals.submit` refuses."""
    sheet = _locked(sheet, by)
    if sheet.submitted_at is not None:
        project = Project.objects.get(form_token=sheet.key)
        return Receipt(project, proposals.slip_code(project), again=True)
    receipt = proposals.submit(proposal, by=by)
    Photo.objects.filter(sheet=sheet).update(sheet=None, project=receipt.project)
    sheet.told, sheet.submitted_at = {}, clock.now()
    sheet.touched_at = sheet.submitted_at
    sheet.save(update_fields=["answers", "submitted_at", "touched_at"])
    _count("submitted")
    return receipt


@atomic
def rate(sheet, *, by, rating):
    """Count how the form was to fill in, once per sheet that was handed in; who said it is not
    kept. An unknown rating is ignored."""
    sheet = _locked(sheet, by)
    if sheet.submitted_at and not sheet.is_rated and rating in RATINGS:
        sheet.is_rated = True
        sheet.save(update_fields=["is_rated"])
        _count(rating)


@atomic
def discard(sheet, *, by):
    """Forget a sheet with everything on it; the photos of one that was handed in are the
    project's."""
    _delete(_locked(sheet, by))


def sweep(older_than):
    """Delete the sheets nobody touched since that moment, with their photos; returns how many."""
    found = Sheet.objects.filter(touched_at__lt=older_than).order_by("pk")
    gone = 0
    for pk in list(found.values_list("pk", flat=True)):
        with atomic():
            row = found.select_for_update(skip_locked=True).filter(pk=pk).first()
            if row is not None:
                _delete(row)
                gone += 1
    return gone


@atomic
def discard_all_of(person):
    """Delete every sheet of a person who closes her account; returns how many."""
    rows = list(Sheet.objects.select_for_update().filter(person=person))
    for sheet in rows:
        _delete(sheet)
    return len(rows)


def _delete(sheet):
    sheet_photos.drop(sheet.photos.all())
    sheet.delete()


def _locked(sheet, by):
    found = Sheet.objects.select_for_update().filter(pk=sheet.pk).first()
    if found is None:
        raise Refused(_("这张表已经删掉了，请重新开始。"))
    if found.person_id and by.person and found.person_id != by.person.pk:
        raise Refused(_("这张表是别人的，请自己另填一张。"))
    return found


def _count(what):
    day = clock.today()
    SheetDay.objects.get_or_create(day=day)
    SheetDay.objects.filter(day=day).update(**{what: F(what) + 1})
