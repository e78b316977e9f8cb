"""Who may sign in for an organisation, let in by whoever keeps its entry, until a day?"""

from datetime import timedelta

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from villages.actions import invitations
from villages.actions.organisations import LEAST_REASON, may_keep
from villages.models import Organisation, OrganisationNote, Person, Post
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.verdict import Refused

LONGEST = timedelta(days=2 * 365)
MOST = 3  # accounts of one organisation at a time
Did = OrganisationNote.Kind


def standing_of(organisation):
    """Its accounts of today."""
    rows = Post.objects.filter(organisation=organisation, role=Role.ORGANISATION)
    return rows.held_on(clock.today()).select_related("person", "organisation").order_by("pk")


@atomic
def open_account(organisation, *, by, username, display_name, until):
    """A new person who speaks for it until that day (not included), and the secret of her link."""
    row = _kept(organisation, by)
    today = clock.today()
    if row.retired_at:
        raise Refused(_("它已经停用了，请先恢复登记，再开通账号。"))
    if not today < until <= today + LONGEST:
        raise Refused(_("账号的截止日期要在今天以后，最长两年，到期可以再开通。"))
    if standing_of(row).count() >= MOST:
        raise Refused(_("一个组织最多 {} 个账号，请先停用不用的。").format(MOST))
    person = _person(username.strip(), display_name.strip())
    post = Post.objects.create(
        person=person, role=Role.ORGANISATION, organisation=row, district_id=row.district_id,
        since=today, until=until,
    )  # fmt: skip
    _note(row, Did.OPENED, by, _("用到{day}").format(day=written(until - timedelta(days=1))))
    return post, invitations.invite(person, by=by)


@atomic
def invite_again(post, *, by):
    """Another link for an account that stands: the first one ran out, or the password is forgotten."""
    _kept(post.organisation, by)
    _must_stand(post)
    return invitations.invite(post.person, by=by)


@atomic
def close_account(post, *, by, reason):
    """From the very next request on she is not let in."""
    row = _kept(post.organisation, by)
    _must_stand(post)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("请写明原因，至少 {} 个字。").format(LEAST_REASON))
    Post.objects.filter(pk=post.pk).update(until=clock.today())
    _note(row, Did.CLOSED, by, reason.strip())


def _kept(organisation, by):
    row = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not may_keep(row, by.post):
        raise Refused(_("组织的账号由登记它的单位或区里开通、停用，您可以查看。"))
    return row


def _must_stand(post):
    if not standing_of(post.organisation_id).filter(pk=post.pk).exists():
        raise Refused(_("这个账号已经停用了。"))


def _person(username, display_name):
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError:
        raise Refused(_("用户名只用字母、数字和 @ . + - _。")) from None
    if Person.objects.filter(username=username).exists():
        raise Refused(_("这个用户名已经有人用了，请换一个。"))
    person = Person(username=username, display_name=display_name)
    person.set_unusable_password()
    person.save()
    return person


def _note(row, kind, by, reason):
    OrganisationNote.objects.create(
        organisation=row, kind=kind, reason=reason, by=by.post, by_name=by.name, at=clock.now()
    )
