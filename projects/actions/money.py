"""The money of one project: who may record, ask for, pay, settle and correct what.

The rules of the money are funding's; here it is asked whether these are the right hands, and
whether the project is where such a thing can happen.
"""

from uuid import uuid5

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.actions import commitments, corrections, payments, pledges, receipts, settlements
from funding.models import Entry, Giver, PaymentRequest, Pledge
from projects.actions.telling import tell_role
from projects.models import Project
from projects.people import bookkeepers, correctors, town_finance, village_committee
from projects.states import FINAL, State
from villages.models import Organisation
from villages.roles import Role
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused


def may(project, by, hands):
    """Why this actor may not; an empty list when she may."""
    if by.kind == Kind.SYSTEM:
        return []
    if not hands.hold(project, by):
        return [_("这一项由{}办理，您可以查看。").format(hands.name)]
    return hands.conflicts(project, by)


def _locked(project, by, hands, *, is_confirmed=True):
    project = Project.objects.select_for_update(no_key=True, of=("self",)).get(pk=project.pk)
    if reasons := may(project, by, hands):
        raise Refused(*reasons)
    if project.budget is None:
        raise Refused(_("还没有写资金来源，请先在“填写资料和资金”里填好。"))
    if is_confirmed and project.budget.approved_fen is None:
        raise Refused(_("资金还没有确定，确定立项以后再办这一项。"))
    return project


@atomic
def sign_pledge(project, promise, *, by):
    """A sponsor's signed promise is written down; before the confirmation and after it."""
    project = _locked(project, by, village_committee, is_confirmed=False)
    if project.status in FINAL:
        raise Refused(_("这件事已经了结，不再登记认捐。"))
    return pledges.sign(project.budget, promise, by=by)


@atomic
def new_giver(project, *, name, kind, shows_name, by):
    """The giver of that name in the village, made where she is not there yet."""
    if reasons := may(project, by, village_committee):
        raise Refused(*reasons)
    giver = Giver(village=project.village, name=name.strip(), kind=kind, shows_name=shows_name)
    giver.clean_fields(exclude=["village"])
    found = Giver.objects.filter(village=project.village, name=giver.name, kind=kind).first()
    if found:
        return found
    giver.organisation = _registered(giver)
    with in_words(Giver):
        giver.save()
    return giver


def _registered(giver):
    """The one organisation of that name a village knows; a person is none."""
    if giver.kind == Giver.Kind.PERSON:
        return None
    found = list(Organisation.objects.for_village(giver.village).filter(name=giver.name)[:2])
    return found[0] if len(found) == 1 else None


@atomic
def withdraw_pledge(project, pledge: Pledge, *, by, why):
    _locked(project, by, village_committee, is_confirmed=False)
    return pledges.withdraw(pledge, by=by, why=why)


@atomic
def receive(project, line, *, by, **facts):
    """Cash of one line is there."""
    project = _locked(project, by, bookkeepers)
    return receipts.receive(project.budget, line, by=by, **facts)


@atomic
def take_over(project, line, *, by, **facts):
    """Goods of one line are taken over at their value."""
    project = _locked(project, by, bookkeepers)
    return receipts.receive_in_kind(project.budget, line, by=by, **facts)


@atomic
def ask_to_pay(project, payment, *, by, on):
    """The village asks the town's finance office to pay, which hears of it; a form sent twice is one."""
    project = _locked(project, by, village_committee)
    is_new = not PaymentRequest.objects.filter(key=payment.key).exists()
    row = payments.request(project.budget, payment, by=by, on=on)
    if is_new:
        tell_role(Role.TOWN_FINANCE, project, topic="office_payment", key=row.pk, by=by)
    return row


@atomic
def pay(project, request: PaymentRequest, *, by, on, answer="", parts=None):
    """The town's finance office pays; `parts` says from which lines, else in proportion."""
    _locked(project, by, town_finance)
    return payments.approve(request, by=by, on=on, answer=answer, parts=parts)


@atomic
def send_back(project, request: PaymentRequest, *, by, answer):
    _locked(project, by, town_finance)
    return payments.refuse(request, by=by, answer=answer)


@atomic
def take_back(project, request: PaymentRequest, *, by):
    """Who asked does not want it any more; a colleague asks the town to send it back."""
    _locked(project, by, village_committee)
    if by.kind != Kind.SYSTEM and by.person.pk != request.recorder_id:
        raise Refused(_("付款申请由提出的人撤回；别人要撤，请镇财政退回。"))
    return payments.withdraw(request, by=by)


@atomic
def settle(project, settled, *, by, on):
    """结算 by the village or the town's finance office."""
    project = _locked(project, by, bookkeepers)
    return settlements.settle(
        project.budget, settled, by=by, on=on, reference=f"{project.query_no}/结算",
        will_be_accepted=project.status != State.TERMINATED,
    )  # fmt: skip


@atomic
def refund(project, line, *, by, **facts):
    """A payee gives back. Of what was given up it goes straight on to the quota, the sponsors and the
    residents: nobody can be paid with it any more."""
    project = _locked(project, by, bookkeepers)
    entry = payments.refund(project.budget, line, by=by, **facts)
    if project.status == State.TERMINATED:
        on_it_goes = {"by": by, "on": facts["on"], "reference": facts["reference"]}
        key = facts["key"]
        commitments.release(project.budget, key=uuid5(key, "saving"), **on_it_goes)
        receipts.give_back(project.budget, key=uuid5(key, "back"), **on_it_goes)
    return entry


@atomic
def give_back(project, *, by, **facts):
    """What is there and not needed goes back to who gave it: once nothing more is to be paid."""
    project = _locked(project, by, bookkeepers)
    rows = project.budget.accounts.filter(kind__in=["committed", "retained"], in_kind=False)
    if rows.filter(balance_fen__gt=0).exists():
        raise Refused(_("还有钱没有付完或没有结算，请先结算、付清，剩下的再退还。"))
    entry = receipts.give_back(project.budget, by=by, **facts)
    if entry is None:
        raise Refused(_("没有剩下的钱要退还。"))
    return entry


@atomic
def correct(project, entry: Entry, *, by, **facts):
    """Taken back by the town; the old entry stays. Who approved a payment leaves it to a colleague."""
    _locked(project, by, correctors)
    if entry.approver_id and by.person is not None and by.person.pk == entry.approver_id:
        raise Refused(_("这笔款是您审核支付的，不能由您自己更正，请换一位同事办理。"))
    return corrections.correct(entry, by=by, **facts)
