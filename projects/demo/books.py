"""What happened to the demo's money? Signed, received, asked for, paid, settled, as it would be.

Two people handle every payment: the village's liaison asks, the town's finance office pays.
"""

from datetime import timedelta
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from funding.actions import documents, payments, pledges, receipts, settlements
from funding.actions.budgets import Part
from funding.actions.payments import Payment
from funding.actions.pledges import Promise
from funding.actions.settlements import Settled
from funding.arithmetic import Kind
from funding.models import PLEDGED, Budget, Giver, PayKind
from funding.queries.balances import standings
from projects.actions import money
from projects.demo import papers_drawn
from projects.demo.days import LAST
from projects.demo.partners import doer_of
from projects.lifecycle import ProjectLife
from villages.models import Village
from weishishi.kernel.actor import Actor

# Invented firms; who carries out the course gives most of its money, as the newspaper says.
NAMES = {
    "sponsorship": (("金湾区爱心企业（演示）", Giver.Kind.ENTERPRISE),),
    "donation": (("热心乡贤（演示）", Giver.Kind.PERSON),),
    "community_fund": (("社区慈善基金（演示）", Giver.Kind.FUND),),
}
OF_PLAN = {
    "article-songs": ("社会工作服务中心（演示）", Giver.Kind.SOCIAL),
    "article-railings": ("护栏材料企业（演示）", Giver.Kind.ENTERPRISE),
}
ADVANCE_FROM = 3_000_000  # fen: smaller works are paid when they are done
ADVANCE, RETAINED = 3000, 300  # of ten thousand
GIVEN_BACK, GIVEN_BACK_AFTER = 6000, timedelta(days=20)  # of ten thousand paid before the end
SAVED = 200  # of ten thousand, by the audit, where the works were larger


class Books:
    """Money of every plan, at the step at which it moves."""

    def __init__(self, staff, villages, source, plans=()):
        self.still_owed = _last_given_up(plans)
        self.staff, self.villages = staff, villages
        self.clerk = Actor.importer(source)
        self.givers = {}

    def part(self, share, plan, project):
        """One share of a plan as the committee states it."""
        own = share.source in ("self_raised", "collective")
        rule = _per_building(share) or _the_rest(share, plan)
        return Part(
            share.source, 0 if rule else share.yuan * 100, share.form, share.note,
            giver=self._giver(share.source, plan, project.village) if share.source in PLEDGED else None,
            is_voluntary=own, payers="名单在村（社区）存档" if own else "",
            decision=_decision(project.village) if own else "", **rule,
        )  # fmt: skip

    def before(self, step, project, plan, deed):
        """What the guards of the step ask for."""
        if not project.budget_id:
            return
        on = localdate(deed.at)
        if step is ProjectLife.confirm:
            self._sign(project.budget, plan, on)
        elif step is ProjectLife.start:
            self._receive(project, plan, on)
        elif step is ProjectLife.archive:
            self._end(project, plan, on)

    def after(self, step, project, plan, deed):
        """What is paid in consequence."""
        if not project.budget_id:
            return
        on = localdate(deed.at)
        if step is ProjectLife.start:
            self._advance(project, plan, on)
        elif step is ProjectLife.terminate:
            self._give_up(project, plan, on)
        elif step is ProjectLife.complete:
            self._take_over(project, plan, on)
            if "open_evaluation" in plan.verbs or _chance(plan, 2):
                self._settle(project, plan, on)
                if "open_evaluation" in plan.verbs:
                    self._pay_the_rest(project, plan, on)

    # ── Each of them ─────────────────────────────────────────────────────────────────────────
    def _giver(self, source, plan, village):
        name, kind = OF_PLAN.get(plan.key) or NAMES[source][0]
        key = village.pk, name
        if key not in self.givers:
            self.givers[key] = Giver.objects.get_or_create(village=village, name=name, kind=kind)[0]
        return self.givers[key]

    def _sign(self, budget, plan, on):
        for share in budget.shares.select_related("giver").filter(source__in=PLEDGED):
            promise = Promise(
                giver=share.giver, source=share.source, fen=share.amount_fen, form=share.form,
                what=share.note or "出资支持本项目", due_on=on + timedelta(days=15), signed_on=on,
                evidence=evidence(plan, "认捐书"),
            )  # fmt: skip
            if not budget.pledges.filter(giver=share.giver, form=share.form).exists():
                pledges.sign(budget, promise, by=self.clerk)

    def _receive(self, project, plan, on):
        budget = project.budget
        for number, one in enumerate(standings(budget), start=1):
            short = one.promised - one.received
            if short and not one.line.is_fiscal and not one.line.is_in_kind:
                receipts.receive(
                    budget, one.line, fen=short, by=self.clerk, on=on,
                    key=_key(plan, f"receive {one.line}"), reference=f"演示收据{project.query_no}-{number}",
                    evidence=evidence(plan, "收据"),
                )  # fmt: skip

    def _take_over(self, project, plan, on):
        budget = project.budget
        for number, one in enumerate(standings(budget), start=1):
            if one.line.is_in_kind and one.open:
                receipts.receive_in_kind(
                    budget, one.line, fen=one.open, by=self.clerk, on=on,
                    key=_key(plan, f"take over {one.line}"), reference=f"演示接收单{project.query_no}-{number}",
                    basis=budget.shares.filter(form="in_kind").first().note,
                    evidence=evidence(plan, "接收单"),
                )  # fmt: skip

    def _advance(self, project, plan, on):
        fen = _open(project.budget)
        if fen >= ADVANCE_FROM:
            self._pay(project, plan, fen * ADVANCE // 10_000 // 100 * 100, PayKind.ADVANCE, on)

    def _settle(self, project, plan, on):
        budget = Budget.objects.get(pk=project.budget_id)
        cash = [one for one in standings(budget) if not one.line.is_in_kind]
        most = sum(one.promised for one in cash)
        only_ours = all(one.line.is_fiscal for one in cash)
        is_large = plan.project_class == "works" and most >= 10 * ADVANCE_FROM
        fen = most - (most * SAVED // 10_000 // 100 * 100 if is_large and only_ours else 0)
        keeps = plan.project_class == "works" and only_ours and "archive" not in plan.verbs
        settled = Settled(
            key=_key(plan, "settle"), contract_no=f"演示合同{project.query_no}", contract_fen=most,
            claimed_fen=most, settled_fen=fen, retained_basis_points=RETAINED if keeps else 0,
            release_on=on + timedelta(days=365) if keeps else None,
            evidence=evidence(plan, "审定表"),
        )  # fmt: skip
        settlements.settle(
            budget, settled, by=self.clerk, on=on, reference=f"演示结算{project.query_no}"
        )

    def _pay_the_rest(self, project, plan, on):
        if fen := _open(project.budget):
            self._pay(project, plan, fen, PayKind.FINAL, on)

    def _give_up(self, project, plan, on):
        """What was paid before the end is settled by what was done: who was paid gives the rest back.
        Of the last that was given up the firm still owes it."""
        budget = Budget.objects.get(pk=project.budget_id)
        paid = {one.line: one.paid for one in standings(budget) if one.paid}
        if not paid or plan.key == self.still_owed:
            return
        then = min(on + GIVEN_BACK_AFTER, LAST)
        for line, fen in paid.items():
            money.refund(
                project, line, fen=fen * GIVEN_BACK // 10_000 // 100 * 100,
                key=_key(plan, f"refund {line}"), by=self.clerk, on=then,
                reference=f"演示回单{project.query_no}", payee=doer_of(plan), why="没有做的部分退回",
            )  # fmt: skip
        kept = sum(one.paid for one in standings(budget))
        settled = Settled(
            key=_key(plan, "settle"), contract_no=f"演示合同{project.query_no}",
            contract_fen=plan.cash * 100, claimed_fen=kept, settled_fen=kept,
            evidence=evidence(plan, "审定表"),
        )  # fmt: skip
        money.settle(project, settled, by=self.clerk, on=then)

    def _end(self, project, plan, on):
        """The books are balanced before the file is closed."""
        if not hasattr(project.budget, "settlement"):
            self._settle(project, plan, on)
        self._pay_the_rest(project, plan, on)

    def _pay(self, project, plan, fen, pay_kind, on):
        village = project.village
        asks = Actor.at(self.staff.liaison[village.code])
        pays = Actor.at(self.staff.finance[village.town.code])
        row = payments.request(
            project.budget,
            Payment(
                key=_key(plan, pay_kind), pay_kind=pay_kind, fen=fen, purpose="项目款",
                payee=doer_of(plan), document_no=invoice_no(project, pay_kind),
                evidence=self._invoice(project, plan, pay_kind, asks),
            ),
            by=asks, on=on,
        )  # fmt: skip
        payments.approve(row, by=pays, on=on, answer="票据齐全")

    def _invoice(self, project, plan, pay_kind, by):
        """The model projects have theirs to be opened, drawn; of the others there is a fingerprint."""
        if plan.key not in papers_drawn.WHOLE_FILES:
            return evidence(plan, f"发票 {pay_kind}")
        sheet = papers_drawn.paper_invoice(PayKind.values.index(pay_kind))
        drawn = ContentFile(sheet.png().getvalue(), name="发票（演示）.png")
        return documents.keep(project.budget, drawn, by=by).sha256


def invoice_no(project, pay_kind):
    """Every payment has an invoice of its own."""
    return f"演示发票{project.query_no}-{PayKind.values.index(pay_kind) + 1}"


def _decision(village):
    return "村民代表会议表决" if village.kind == Village.Kind.VILLAGE else "居民会议表决"


def _last_given_up(plans):
    """The plan that was given up last after its works began, by its key."""
    ends = [(plan.deeds[-1].at, plan.key) for plan in plans if plan.outcome == "terminated"]
    return max(ends, default=("", ""))[1]


def _open(budget):
    return sum(one.open for one in standings(budget) if not one.line.is_in_kind)


def _per_building(share):
    """每个楼栋补贴 2000 元，12 栋: a share per unit, as the newspaper tells it."""
    if share.note != "每个楼栋补贴 2000 元，12 栋":
        return {}
    return {"kind": Kind.PER_UNIT, "unit_fen": 200_000, "units": 12, "unit_name": "栋"}


def _the_rest(share, plan):
    """其余费用居民自筹: beside a share per unit, residents take what is left."""
    beside = any(_per_building(other) for other in plan.money)
    return {"kind": Kind.REMAINDER} if beside and share.source == "self_raised" else {}


def _chance(plan, of):
    return int(sha256(plan.key.encode()).hexdigest(), 16) % of == 0


def _key(plan, what):
    return uuid5(NAMESPACE_URL, f"weishishi-demo-money:{plan.key}:{what}")


def evidence(whose, what):
    """The demo has no papers: the fingerprint of a sentence that says so."""
    key = getattr(whose, "key", whose)
    return sha256(f"演示数据，没有真实票据：{key} {what}".encode()).hexdigest()
