"""Photographed pages of a meeting: the sign-in sheet and the signed page, for staff alone."""

from django.core.files.storage import default_storage
from django.db.transaction import atomic, on_commit
from django.utils.translation import gettext as _

from projects.actions import photos
from projects.models import Meeting, Photo
from projects.models.attachments import private_path
from projects.people import village_committee
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

MOST_PAGES = 20
SHEETS = ("签到表", "签名页", "会议记录", "决议", "表决票")


def attach(meeting, *, by, files, sheet):
    """Take in all of `files` or none; `sheet` is one of SHEETS. A worker cleans them as any photo;
    they are never public."""
    photos.inspect(files)
    if sheet not in SHEETS:
        raise Refused(_("请选这是哪一种材料。"))
    kept = []
    try:
        with atomic():
            meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
            if by.kind != Kind.SYSTEM and not village_committee.hold(meeting, by):
                raise Refused(_("会议材料由所在村（社区）上传。"))
            there = meeting.pages.exclude(state=Photo.State.REFUSED).count()
            if there + len(files) > MOST_PAGES:
                raise Refused(_("一次会议最多 {most} 页。").format(most=MOST_PAGES))
            for file in files:
                page = Photo(
                    meeting=meeting, caption=sheet, file_name=photos.named(file),
                    uploaded_by=by.post, uploaded_at=clock.now(),
                )  # fmt: skip
                kept.append(page)
                page.original.save("", file, save=False)
                page.save()
                on_commit(lambda key=page.key: photos.ring(key))
    except BaseException:
        for page in kept:
            default_storage.delete(private_path(page, ""))
        raise
    return kept
