"""报账资料: what the town's finance office asks for before it pays, what is here and what is missing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from funding.models import EntryKind
from projects.models import AgendaItem, Photo
from projects.queries.hung import hung
from weishishi.kernel.dates import written
from weishishi.kernel.yuan import in_words, yuan

SOURCE = lazy(
    "村账镇代理的常见要求：有依据、有合同、有票据、有验收、有公示（待核实，以镇里的规定为准）"
)


@dataclass(frozen=True)
class Item:
    """One paper. `words` says which one it is; without it `next` says what to do."""

    name: str
    words: str = ""
    next: str = ""
    url: str = ""

    @property
    def is_here(self):
        return bool(self.words)


@dataclass(frozen=True)
class Payment:
    """One payment as the finance office reads it; the amount also in words (大写)."""

    day: str
    kind: str
    purpose: str
    payee: str
    number: str
    amount: str
    in_words: str
    file: object


@dataclass(frozen=True)
class Package:
    items: list
    payments: list
    total: str
    total_words: str

    @property
    def missing(self):
        return [one for one in self.items if not one.is_here]


def of_project(project):
    """Everything, in a number of queries that does not grow with the payments."""
    payments = _payments(project)
    fen = sum(entry.amount_fen for entry, _file in payments)
    items = [
        _approval(project), _meeting(project), _notice(project), _visit(project),
        *_contract_and_settlement(project), _invoices(payments), *_goods(project),
        _acceptance(project), _photos(project),
    ]  # fmt: skip
    return Package(items, [_told(*one) for one in payments], yuan(fen), in_words(fen))


def _payments(project):
    if project.budget is None:
        return []
    files = {one.sha256: one for one in project.budget.documents.all()}
    rows = project.budget.entries.filter(kind=EntryKind.PAY, corrected_by__isnull=True)
    return [(entry, files.get(entry.evidence)) for entry in rows.order_by("happened_on", "pk")]


def _told(entry, file):
    return Payment(
        written(entry.happened_on), entry.get_pay_kind_display(), entry.note, entry.payee,
        entry.document_no, yuan(entry.amount_fen), in_words(entry.amount_fen), file,
    )  # fmt: skip


def _approval(project):
    name, url = _("审批表"), reverse("admin:projects_project_approval_sheet", args=[project.pk])
    if project.budget is None or project.budget.approved_fen is None:
        return Item(name, next=_("还没有批准确定，先报镇审批。"))
    words = _("已确定，现金 {} 元").format(yuan(project.budget.approved_fen))
    return Item(name, words, url=url)


def _meeting(project):
    rows = AgendaItem.objects.filter(project=project, meeting__status="closed", result="passed")
    item = rows.select_related("meeting").order_by("-meeting__begins_at").first()
    if item is None:
        return Item(_("会议纪要"), next=_("还没有会议表决通过的记录，先开会表决。"))
    url = reverse("admin:projects_meeting_minutes", args=[item.meeting_id])
    return Item(_("会议纪要"), f"{item.meeting.name}，{written(item.meeting.day)}", url=url)


def _notice(project):
    found = hung([project.pk]).get(project.pk)
    if found is None:
        return Item(_("公示和结果"), next=_("没有公示记录，先公示。"))
    url = reverse("admin:projects_publicnotice_change", args=[found.pk])
    return Item(_("公示和结果"), f"{found.days}，{found.stage.label}，{found.said_words}", url=url)


def _visit(project):
    visit = project.visits.standing().order_by("-at").first()
    if visit is None:
        return Item(_("踏勘记录"), next=_("没有踏勘记录，需要的话到现场补一份。"))
    url = reverse("admin:projects_project_visit_sheet", args=[project.pk, visit.pk])
    return Item(_("踏勘记录"), written(visit.at), url=url)


def _contract_and_settlement(project):
    row = getattr(project.budget, "settlement", None) if project.budget else None
    if row is None:
        later = _("还没有结算，验收以后在“资金”页结算，写上合同号。")
        return [Item(_("合同"), next=later), Item(_("结算审定"), next=later)]
    settled = _("送审 {claimed} 元，审定 {settled} 元").format(
        claimed=yuan(row.claimed_fen), settled=yuan(row.settled_fen)
    )
    contract = _("{number}，{fen} 元").format(number=row.contract_no, fen=yuan(row.contract_fen))
    return [Item(_("合同"), contract), Item(_("结算审定"), settled)]


def _invoices(payments):
    if not payments:
        return Item(_("发票"), next=_("还没有支付，先在“资金”页申请付款，附上发票。"))
    without = [entry.document_no for entry, file in payments if file is None]
    if without:
        return Item(
            _("发票"),
            next=_("{} 的票据文件不在系统里，请找纸质件附上。").format("、".join(without)),
        )
    return Item(_("发票"), _("{} 张，见下面的付款").format(len(payments)))


def _goods(project):
    if project.budget is None or not project.budget.shares.filter(form="in_kind").exists():
        return []
    rows = project.budget.entries.filter(kind=EntryKind.RECEIVE_IN_KIND, corrected_by__isnull=True)
    entry = rows.order_by("-pk").first()
    if entry is None:
        return [Item(_("实物接收单"), next=_("实物还没有接收，先在“资金”页登记接收。"))]
    url = reverse("admin:projects_project_money_receipt", args=[project.pk, entry.pk])
    words = _("{number}，折价 {fen} 元").format(number=entry.reference, fen=yuan(entry.amount_fen))
    return [Item(_("实物接收单"), words, url=url)]


def _acceptance(project):
    day = project.budget.accepted_on if project.budget else None
    if day is None:
        return Item(_("验收"), next=_("还没有验收合格；预付款、进度款可以先报，尾款不行。"))
    return Item(_("验收"), _("{}验收合格").format(written(day)))


def _photos(project):
    rows = project.photos.exclude(state=Photo.State.REFUSED).values_list("phase", flat=True)
    phases, url = set(rows), reverse("admin:projects_project_photos", args=[project.pk])
    if Photo.Phase.AFTER not in phases:
        return Item(_("照片"), next=_("没有做完以后的照片，请拍好上传。"), url=url)
    if Photo.Phase.BEFORE not in phases:
        return Item(_("照片"), next=_("没有动工以前的照片，有的话请补上。"), url=url)
    return Item(_("照片"), _("前、后都有"), url=url)
