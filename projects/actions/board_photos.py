"""Photos of the board on which a notice hangs, when it was posted and when its days were over."""

from django.utils.translation import gettext as _

from projects.actions import photos
from projects.models import Photo, PublicNotice
from projects.people import village_committee
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

PHASES = (Photo.Phase.BOARD_UP, Photo.Phase.BOARD_DOWN)
MOST = 2  # of each


def attach(notice, *, by, files, phase, caption="", taken_on=None, is_public=False):
    """Take in all of `files` or none; with `is_public` everybody sees the clean copies once they are
    made. `Refused` in other hands, and for more than there is room for."""
    photos.inspect(files)
    with photos.all_or_none() as taken:
        notice = PublicNotice.objects.select_for_update().get(pk=notice.pk)
        _may(notice, by, files, phase, taken_on)
        for file in files:
            photo = Photo(
                notice=notice, phase=phase, caption=caption, taken_on=taken_on,
                file_name=photos.named(file), is_public=is_public, uploaded_by=by.post,
                published_by=by.post if is_public else None, uploaded_at=clock.now(),
            )  # fmt: skip
            taken.take(photo, file)
    return taken


def _may(notice, by, files, phase, taken_on):
    if by.kind != Kind.SYSTEM and not village_committee.hold(notice, by):
        raise Refused(_("张贴照片由所在村（社区）上传。"))
    if phase not in PHASES:
        raise Refused(_("请选照片是张贴时的，还是公示期满时的。"))
    if taken_on and taken_on > clock.today():
        raise Refused(_("拍摄日期不能在今天以后。"))
    there = notice.photos.filter(phase=phase).exclude(state=Photo.State.REFUSED).count()
    if there + len(files) > MOST:
        raise Refused(
            _("“{phase}”的照片最多 {most} 张，已有 {there} 张。").format(
                phase=Photo.Phase(phase).label, most=MOST, there=there
            )
        )
