"""The committee writes down who carries it out: chosen how, with which papers, under which contract."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.actions import documents
from funding.queries import shares_of, sums
from projects.actions.noting import locked, may_be_empty, stamp
from projects.choices import Means
from projects.guards_of_works import may_be_chosen_by
from projects.models import Award, Project
from projects.states import State
from villages.models import Organisation
from villages.rulebook import rules_for
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

OPEN = (State.CONFIRMED, State.IN_PROGRESS, State.SUSPENDED, State.RECTIFYING)
LEAST_REASON = 5  # characters of the reason of another choice
QUOTES = 3  # 三家询价


@dataclass(frozen=True)
class Chosen:
    """Amounts in fen; `offers` are (name, fen), `papers` the names ticked, `file` an uploaded scan."""

    organisation: Organisation
    means: str
    why: str
    contract_no: str
    contract_fen: int
    begins_on: Any
    ends_on: Any
    offers: tuple = ()
    papers: tuple = ()
    file: Any = None


@atomic
def award(project, chosen, *, by, at=None, late_reason=""):
    """Write down the choice; `Refused` with every reason against it."""
    project = locked(project, by, states=OPEN)
    if project.awards.exists():
        raise Refused(_("实施单位已经写过了，要改请在原来的一份上更正。"))
    return _write(project, chosen, by, stamp(by, at, late_reason))


@atomic
def replace(old, chosen, *, by, reason, at=None, late_reason=""):
    """Another choice, or the same with what was missing; the former one stays readable."""
    project = locked(old.project, by, states=OPEN)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("请写明更正原因，至少 {} 个字。").format(LEAST_REASON))
    if Award.objects.filter(replaces=old).exists():
        raise Refused(_("这一份已经更正过，请在最新的一份上更正。"))
    columns = stamp(by, at or old.at, late_reason or reason)
    return _write(project, chosen, by, columns | {"replaces": old, "reason": reason.strip()})


def _write(project, chosen, by, columns):
    if reasons := _objections(project, chosen, localdate(columns["at"])):
        raise Refused(*reasons)
    document = documents.keep(project.budget, chosen.file, by=by) if chosen.file else None
    before = columns.get("replaces")
    row = Award(
        project=project, organisation=chosen.organisation, means=chosen.means,
        why=chosen.why.strip(), offers=[list(one) for one in chosen.offers],
        papers=list(chosen.papers), contract_no=chosen.contract_no.strip(),
        contract_fen=chosen.contract_fen, begins_on=chosen.begins_on, ends_on=chosen.ends_on,
        document=document or (before.document if before else None), **columns,
    )  # fmt: skip
    try:
        row.clean_fields(exclude=may_be_empty(Award))
        with in_words(Award):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    # The words by which the ledger and the search for splitting know it.
    name = chosen.organisation.name[: Project._meta.get_field("implementer").max_length]
    Project.objects.filter(pk=project.pk).update(implementer=name)
    return row


def _objections(project, chosen, on):
    found = []
    if not Organisation.objects.for_village(project.village).filter(pk=chosen.organisation.pk).exists():  # fmt: skip
        found.append(_("这个组织已经停用，或者不在本村（社区）可以选的范围里，请另选一个。"))
    if not may_be_chosen_by(project, chosen.means, chosen.contract_fen, on):
        found.append(may_be_chosen_by(project, chosen.means, chosen.contract_fen, on).reason)
    if chosen.means == Means.QUOTES and len(chosen.offers) < QUOTES:
        found.append(_("三家询价要写三家的报价，现在是 {} 家。").format(len(chosen.offers)))
    lacking = [name for name in papers_for(project, chosen.means, on) if name not in chosen.papers]
    if lacking and project.state != State.CONFIRMED:  # before, the start waits for them
        found.append(
            _(
                "已经开工，换实施单位也要材料齐全。{means}还缺：{papers}。请补齐、打勾后再保存。"
            ).format(means=Means(chosen.means).label, papers="、".join(lacking))
        )
    given = sums(shares_of([project.budget_id])) if project.budget_id else None
    most = given.cash + given.in_kind if given else 0
    if chosen.contract_fen > most:
        found.append(
            _("合同价 {price} 元超过了确定的资金 {most} 元，请改合同价，或者先办变更。").format(
                price=yuan(chosen.contract_fen), most=yuan(most)
            )
        )
    return found


def papers_for(project, means, on):
    """The names of the papers the book asks for."""
    return rules_for(project.village, on=on).means_papers.get(means, ())
