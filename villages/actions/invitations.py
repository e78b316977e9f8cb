"""How does somebody who is to work at the desk get in for the first time, or again?"""

from datetime import timedelta
from secrets import token_urlsafe

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.models import Invitation, Person
from weishishi.kernel import cipher
from weishishi.kernel.verdict import Refused


@atomic
def invite(person, *, by):
    """The secret of a link that is good once, for 24 hours; earlier links of hers end now.

    `by` is the actor, a post of the system administrator. Real time, also on a demo: a link is about
    computers, not about the district's days.
    """
    if not person.is_active:
        raise Refused(_("这个账号已停用，请先启用，再邀请。"))
    token, now = token_urlsafe(32), timezone.now()
    open_ones = Invitation.objects.filter(person=person, used_at=None, expires_at__gt=now)
    open_ones.update(expires_at=now)
    Invitation.objects.create(
        person=person,
        fingerprint=cipher.index(token),
        invited_by=by.post,
        expires_at=now + timedelta(hours=settings.INVITATION_HOURS),
    )
    return token


def open_invitation(token, *, lock=False):
    """The invitation behind the link; refused, with whom to ask, when it is no longer good."""
    rows = Invitation.objects.select_related("person")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(fingerprint=cipher.index(token)).first()
    if found is None or not found.person.is_active:
        raise Refused(_("这个邀请链接不对，请核对是否复制完整，或请系统管理员重新邀请。"))
    if found.used_at:
        raise Refused(
            _("这个邀请链接已经用过了，只能用一次。不是您用的，请马上联系系统管理员；忘了密码，请系统管理员重新邀请。")
        )  # fmt: skip
    if found.expires_at <= timezone.now():
        raise Refused(_("这个邀请链接已过期（24 小时内有效），请系统管理员重新邀请。"))
    return found


@atomic
def accept(token, password):
    """Set the password of the invited person and use the link up; of two at once one is refused."""
    invitation = open_invitation(token, lock=True)
    person = Person.objects.select_for_update().get(pk=invitation.person_id)
    person.set_password(password)
    person.save(update_fields=["password"])
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    return person


@atomic
def forget_second_factors(person):
    """Her phone is lost: the next time she signs in she sets up a new second factor."""
    return Authenticator.objects.filter(user=person).delete()[0]
