"""What was promised arrived: the check list, who signed, and a photo where they said yes to one."""

from dataclasses import dataclass
from datetime import date

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions import photos
from projects.actions.wishes import locked, standing
from projects.models import Photo, WishDelivery
from projects.people import village_committee
from projects.wishes.life import WishLife
from projects.wishes.states import Check, WishState
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

MOST_PHOTOS = 3


@dataclass(frozen=True)
class Handed:
    """What was looked at, who signed on paper, the number of a charity's receipt if there is one."""

    delivered_on: date
    checked: tuple
    signed_by: str
    receipt_no: str = ""


@atomic
def deliver(wish, *, by, handed, at=None):
    """Write down that it arrived; returns the wish. `Refused` in other hands, for what was not
    looked at, for a day outside the promise, and for a promise whose days are over."""
    moment = at or clock.now()
    wish = standing(wish, moment)
    if wish.state != WishState.CLAIMED:
        raise Refused(_("现在没有有效的认领。认领过期了还送到的，请先给那次认领办延期。"))
    claim = wish.claims.holding().get()
    if not localdate(claim.claimed_at) <= handed.delivered_on <= localdate(moment):
        raise Refused(_("送达日期要在认领以后、今天以前。"))
    missing = [str(one.label) for one in Check if one not in handed.checked]
    if missing:
        raise Refused(
            _("清单还有没核对的：{}。没有做到的，请先补上再登记送达。").format("；".join(missing))
        )
    WishDelivery.objects.create(
        claim=claim, delivered_on=handed.delivered_on, checked=[one.value for one in Check],
        signed_by=handed.signed_by, receipt_no=handed.receipt_no.strip(), by=by.post,
        by_name=by.name, recorded_at=moment,
    )  # fmt: skip
    return WishLife.deliver(wish, by=by, at=at)


def photograph(wish, *, by, files, is_public=False, is_drawing=False, caption="", at=None):
    """Photos of a wish come true. `is_public`: those in the picture, or their parents, agreed; without
    it they are for staff. `Refused` before it was delivered, and for more than there is room for."""
    photos.inspect(files)
    with photos.all_or_none() as taken:
        wish = locked(wish)
        _must_be_ours(wish, by)
        if wish.state not in (WishState.DELIVERED, WishState.THANKED):
            raise Refused(_("送达以后再传照片。"))
        there = wish.photos.exclude(state=Photo.State.REFUSED).count()
        if there + len(files) > MOST_PHOTOS:
            raise Refused(
                _("照片最多 {most} 张，已有 {there} 张。").format(most=MOST_PHOTOS, there=there)
            )
        for file in files:
            photo = Photo(
                wish=wish, phase=Photo.Phase.HANDED, caption=caption, is_public=is_public,
                is_drawing=is_drawing, file_name=photos.named(file), uploaded_by=by.post,
                published_by=by.post if is_public else None, uploaded_at=at or clock.now(),
            )  # fmt: skip
            taken.take(photo, file)
    return taken


@atomic
def show(photo, *, by, is_public):
    """Release a photo, or take the release back: whoever agreed may change her mind."""
    _must_be_ours(locked(photo.wish), by)
    photo.is_public, photo.published_by = is_public, by.post if is_public else None
    photo.save(update_fields=["is_public", "published_by"])
    return photo


def _must_be_ours(wish, by):
    if by.kind != Kind.SYSTEM and not village_committee.hold(wish, by):
        raise Refused(_("照片由所在村（社区）上传和公开。"))
