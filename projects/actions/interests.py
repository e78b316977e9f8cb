"""Somebody's interest in a project is declared at the desk, and ended with a reason."""

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import InterestedParty
from projects.people import APPROVERS, village_committee
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused


def may_declare(project, by):
    """The village's desk, the town's, and the district's."""
    hands = [village_committee, *APPROVERS.values()]
    return any(one.hold(project, by) for one in hands)


@atomic
def declare(project, person, kind, *, by):
    """That person sponsors it, carries it out, or is near to who does. Raises Refused."""
    _refuse_strangers(project, by)
    party = InterestedParty(
        project=project, person=person, kind=kind, declared_by=by.post, declared_at=clock.now()
    )
    try:
        with in_words(InterestedParty):
            party.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from broken
    return party


@atomic
def end(party, *, by, reason):
    """It was a mistake, or it is over; nobody ends what is declared of herself. Raises Refused."""
    _refuse_strangers(party.project, by)
    party = InterestedParty.objects.select_for_update(no_key=True).get(pk=party.pk)
    if by.person.pk == party.person_id:
        raise Refused(_("您自己的申报要请同事取消。"))
    if party.ended_at:
        raise Refused(_("这条申报已经取消了。"))
    if not reason.strip():
        raise Refused(_("取消申报要写明原因。"))
    party.ended_at, party.end_reason = clock.now(), reason.strip()
    party.save(update_fields=["ended_at", "end_reason"])
    return party


def _refuse_strangers(project, by):
    if by.post is None or not may_declare(project, by):
        raise Refused(_("利害关系由本村（社区）、本镇的工作人员申报。"))
