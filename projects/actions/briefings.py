"""政策交流推介会: prepared, held, and who came is written down once."""

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import Briefing, BriefingGuest
from villages.models import Organisation
from villages.roles import Role
from villages.scopes import district_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

HOSTS = frozenset({Role.TOWN_OFFICER, Role.DISTRICT_OFFICER})


@atomic
def prepare(briefing, *, by, guests, documents=(), at=None):
    """A new one, or one that is still to be held, with whom it invites."""
    _must_host(by)
    if briefing.pk:
        _open(briefing, by)
    elif by.post:
        briefing.district_id = district_of(by.post)
    briefing.by_name, briefing.written_at = by.name, at or clock.now()
    strange = set(guests) - set(
        Organisation.objects.standing().filter(district=briefing.district_id, pk__in=[g.pk for g in guests])
    )  # fmt: skip
    if not guests or strange:
        raise Refused(_("请从登记在册的组织里选邀请谁，至少一个。"))
    try:
        briefing.full_clean()
        with in_words(Briefing):
            briefing.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    briefing.documents.set(documents)
    briefing.guests.exclude(organisation__in=guests).delete()
    there = set(briefing.guests.values_list("organisation", flat=True))
    BriefingGuest.objects.bulk_create(
        BriefingGuest(briefing=briefing, organisation=one) for one in guests if one.pk not in there
    )
    return briefing


@atomic
def count(briefing, *, by, people, outcome="", at=None):
    """Who came, once: `people` is {guest id: how many}, the others did not come. Nothing of it is
    changed afterwards."""
    row = _open(briefing, by)
    if row.held_on > clock.today():
        raise Refused(_("推介会还没有开，到那天以后再登记到会。"))
    for guest in row.guests.all():
        came = people.get(guest.pk) or 0
        guest.attended, guest.people = came > 0, came or None
        guest.save(update_fields=["attended", "people"])
    row.outcome, row.counted_at = outcome.strip(), at or clock.now()
    row.save(update_fields=["outcome", "counted_at"])
    return row


def _open(briefing, by):
    _must_host(by)
    row = Briefing.objects.select_for_update(no_key=True).get(pk=briefing.pk)
    if by.post and district_of(by.post) != row.district_id:
        raise Refused(_("推介会由组织它的镇、区登记，您可以查看。"))
    if row.counted_at:
        raise Refused(_("到会情况已经登记，不能再改。"))
    return row


def _must_host(by):
    if by.kind != Kind.SYSTEM and (by.post is None or by.post.role not in HOSTS):
        raise Refused(_("推介会由组织它的镇、区登记，您可以查看。"))
