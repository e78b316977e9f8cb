"""申报: an organisation proposes a project for a village, under its own name."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions import proposals
from projects.actions.proposals import Proposal
from projects.choices import Channel, Identity
from projects.people import speaks_for
from villages.models import Village
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


def villages_for(organisation):
    """Where it may propose: every village of its district that exists; a residents' own group and a
    volunteer team in their village."""
    rows = Village.objects.on(clock.today()).filter(
        town__district=organisation.district_id, is_virtual=False
    )
    rows = rows.filter(pk=organisation.village_id) if organisation.village_id else rows
    return rows.select_related("town").order_by("town__code", "code", "pk")


@atomic
def propose(told, *, by):
    """Receive it from that organisation's account; the village's desk hears of it as of every other
    proposal, and messages go to the organisation's own phone. Sent twice it is one."""
    if not speaks_for(by):
        raise Refused(_("这里由社会组织的账号申报；居民请用“我要提”。"))
    organisation = by.post.organisation
    if not villages_for(organisation).filter(pk=told["village"].pk).exists():
        raise Refused(_("不能为这个村（社区）申报，请从列表里选。"))
    return proposals.submit(
        Proposal(
            form_token=told["form_token"], village=told["village"], title=told["title"],
            need=told["need"], channel=Channel.ONLINE, micro_type=told["micro_type"],
            identity=Identity.ORGANISATION, show_name=True, notice_version=told["agree"],
            name=organisation.contact_name, phone=organisation.contact_phone,
        ),
        by=by,
    )  # fmt: skip
