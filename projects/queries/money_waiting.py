"""What of the money waits for this post: a payment, a change, a promise that is due? Derived, never
stored, and in a number of queries that does not grow with what waits."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.lines import Line
from funding.models import Account, AccountKind, PayKind, PaymentRequest, Pledge, Settlement
from funding.queries.balances import standings_told, told_standings
from projects.clocks import Lamp, until
from projects.models import Change
from projects.queries.changed import of_change
from projects.states import FINAL
from villages.roles import TOWN_DESK, VILLAGE_DESK, Role
from villages.scopes import villages_of
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.yuan import yuan

MOST = 20  # of one kind on 我的待办; the rest comes up when these are done
Paying = PaymentRequest.State


@dataclass(frozen=True)
class Waiting:
    """One thing to do: `words` says what and how much, `button` what the link leads to."""

    project: object
    words: str
    lamp: Lamp
    button: str
    url: str


def waiting(post):
    """For 我的待办, in the order in which it is to be done: (rows not asked yet, what reads them)."""
    villages = villages_of(post).order_by().values("pk")
    role = Role(post.role)
    if role == Role.TOWN_FINANCE:
        return [(_to_pay(villages, post), _payments)]
    if role in TOWN_DESK:
        return [(_to_change(villages, post), _changes)]
    if role in VILLAGE_DESK:
        return [
            (_refused(villages), _sent_back), (_promised(villages), _not_come),
            (_kept(villages), _retained),
        ]  # fmt: skip
    return []


# ── The town ─────────────────────────────────────────────────────────────────────────────────────
def _to_pay(villages, post):
    """What the villages ask to be paid; what this very person asked for waits for a colleague."""
    rows = _of_matters(PaymentRequest.objects.filter(state=Paying.WAITING), villages)
    return rows.exclude(recorder=post.acting_person_id).order_by("requested_on", "pk")


def _payments(rows):
    return [
        Waiting(
            row.budget.project,
            _("{kind} {fen} 元，付给{payee}").format(
                kind=row.get_pay_kind_display(), fen=yuan(row.amount_fen), payee=row.payee
            ),
            _since(row.requested_on), _("审核支付"), _deed(row.budget.project, "decide", row),
        )
        for row in rows[:MOST]
    ]  # fmt: skip


def _to_change(villages, post):
    """Small changes the town may let happen; who asked for one does not."""
    rows = Change.objects.filter(state=Change.State.WAITING, project__village__in=villages)
    mine = Q(person=post.acting_person_id, person__isnull=False)
    return rows.exclude(mine).select_related("project__village__town").order_by("at", "pk")


def _changes(rows):
    return [
        Waiting(
            row.project, _changed(row),
            _since(localdate(row.at)), _("审批变更"), _deed(row.project, "decide-change", row),
        )
        for row in rows[:MOST]
    ]  # fmt: skip


def _changed(row):
    """The sum before and after; where it stays, what is changed instead."""
    compared = of_change(row)
    if row.old["fen"] != row.new["fen"]:
        return _("{before} 元改为 {after} 元，幅度 {per_cent}%").format(
            before=yuan(row.old["fen"]), after=yuan(row.new["fen"]), per_cent=compared.per_cent
        )
    what = _("、").join(one.what for one in compared.pairs if one.is_changed)
    return _("金额不变，改的是{what}，幅度 {per_cent}%").format(
        what=what, per_cent=compared.per_cent
    )


# ── The village ──────────────────────────────────────────────────────────────────────────────────
def _refused(villages):
    """Payments the town sent back, as long as nobody has asked again."""
    later = PaymentRequest.objects.filter(budget=OuterRef("budget"), pk__gt=OuterRef("pk"))
    rows = _of_matters(PaymentRequest.objects.filter(state=Paying.REFUSED), villages)
    rows = rows.filter(~Exists(later), budget__closed_on__isnull=True)
    return rows.order_by("decided_at", "pk")


def _sent_back(rows):
    return [
        Waiting(
            row.budget.project,
            _("付款申请 {fen} 元退回：{why}").format(fen=yuan(row.amount_fen), why=row.answer),
            Lamp("soon", _("{}退回").format(written(row.decided_at, year=False))),
            _("改好再申请"), _deed(row.budget.project, "pay"),
        )
        for row in rows[:MOST]
    ]  # fmt: skip


def _promised(villages):
    """What was promised to be here by now and is not, of what is confirmed and not settled."""
    rows = _of_matters(
        Pledge.objects.filter(withdrawn_at__isnull=True, due_on__lte=clock.today()), villages
    )
    rows = rows.filter(
        budget__approved_fen__isnull=False, budget__closed_on__isnull=True,
        budget__settlement__isnull=True,
    )  # fmt: skip
    return rows.select_related("giver").order_by("due_on", "pk")


def _not_come(rows):
    today, found = clock.today(), []
    for row in rows.annotate(told=told_standings("budget"))[: MOST * 5]:
        line, standing = Line.of(row), standings_told(row.told)
        received = sum(one.received for one in standing if one.line == line)
        if received < row.amount_fen:
            words = _("{giver}认捐 {promised} 元，到了 {received} 元").format(
                giver=row.giver, promised=yuan(row.amount_fen), received=yuan(received)
            )
            name, button = (
                ("take-over", _("接收实物")) if line.is_in_kind else ("receive", _("登记到账"))
            )
            project = row.budget.project
            lamp = until(row.due_on, today)
            found.append(Waiting(project, words, lamp, button, _deed(project, name)))
    return found[:MOST]


def _kept(villages):
    """质保金 whose day has come, not asked for yet."""
    kept = Account.objects.filter(
        budget=OuterRef("budget"), kind=AccountKind.RETAINED, balance_fen__gt=0
    )
    asked = PaymentRequest.objects.filter(
        budget=OuterRef("budget"), pay_kind=PayKind.RETENTION, state=Paying.WAITING
    )
    rows = Settlement.objects.filter(release_on__lte=clock.today())
    rows = _of_matters(rows, villages, ended=True)
    return rows.filter(Exists(kept), ~Exists(asked)).order_by("release_on", "pk")


def _retained(rows):
    today = clock.today()
    return [
        Waiting(
            row.budget.project, _("质保金 {} 元到期").format(yuan(row.retained_fen)),
            until(row.release_on, today), _("申请付质保金"), _deed(row.budget.project, "pay"),
        )
        for row in rows[:MOST]
    ]  # fmt: skip


def _of_matters(rows, villages, *, ended=False):
    """Rows about a budget, with its project; of projects that go on, unless `ended` ones count."""
    rows = rows.filter(budget__project__village__in=villages)
    if not ended:
        rows = rows.exclude(budget__project__state__in=FINAL)
    return rows.select_related("budget__project__village__town")


def _since(day):
    return Lamp("soon", _("{}提出").format(written(day, year=False)))


def _deed(project, name, row=None):
    where = reverse("admin:projects_project_money_deed", args=[project.pk, name])
    return f"{where}?id={row.pk}" if row else where
