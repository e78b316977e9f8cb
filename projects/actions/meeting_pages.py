"""Photographed pages of a meeting: the sign-in sheet and the signed page, for staff alone."""

from django.utils.translation import gettext as _

from projects.actions import photos
from projects.models import Meeting, Photo
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
    with photos.all_or_none() as taken:
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
            taken.take(page, file)
    return taken
