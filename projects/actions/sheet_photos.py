"""Photos on a form that is still being filled in: taken in at once, kept whatever else is wrong."""

from django.db.transaction import atomic, on_commit
from django.utils.translation import gettext as _

from projects.actions import photos
from projects.models import Photo, Sheet
from projects.models.attachments import MOST_PHOTOS
from weishishi.kernel import clock, pictures
from weishishi.kernel.verdict import Refused


def add(sheet, *, by, files):
    """Take in every file that is a photo while there is room; the worker cleans them right away.

    Returns a sentence for each file that was not taken, by its name and with the reason.
    """
    refused = []
    with photos.all_or_none() as taken:
        sheet = _locked(sheet, by)
        room = MOST_PHOTOS - sheet.photos.exclude(state=Photo.State.REFUSED).count()
        for file in files:
            if reason := _reason_against(file, room - len(taken)):
                refused.append(f"{photos.named(file)}：{reason}")
            else:
                name = photos.named(file)
                taken.take(Photo(sheet=sheet, file_name=name, uploaded_at=clock.now()), file)
    return refused


@atomic
def describe(sheet, key, *, by, caption, scene, taken_on):
    """What the photo shows, where and when it was taken. `Refused` when a word is too long."""
    photo = _locked(sheet, by).photos.filter(key=key).first()
    if photo is not None:
        photo.caption, photo.scene, photo.taken_on = caption.strip(), scene.strip(), taken_on
        photos.check_words(photo)
        photo.save(update_fields=["caption", "scene", "taken_on"])


@atomic
def remove(sheet, key, *, by):
    """Take one photo off the sheet, with its files."""
    drop(_locked(sheet, by).photos.filter(key=key))


def drop(rows):
    """Delete these photos; their files go once the rows are gone."""
    for photo in rows:
        photo.delete()
        on_commit(lambda photo=photo: photos.erase(photo))


def _reason_against(file, room):
    if room < 1:
        return _("没有收，最多 {most} 张；要换的话，先去掉一张。").format(most=MOST_PHOTOS)
    return pictures.check(file).reason


def _locked(sheet, by):
    found = Sheet.objects.select_for_update().filter(pk=sheet.pk, submitted_at=None).first()
    if found is None or (found.person_id and by.person and found.person_id != by.person.pk):
        raise Refused(_("这张表已经提交或者删掉了，照片没有收。"))
    return found
