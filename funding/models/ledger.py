"""The ledger: what was promised, received and paid, in legs that add up to nothing.

Two sides are kept in parallel, as the field's own accounts are (平行记账): the appropriation side
says what may be spent (额度 → 已确定 → 已支付), the cash side what is really there. Amounts are whole
fen. Nothing here is ever changed: a mistake is answered by an entry that names the old one.
PostgreSQL holds every rule itself (migration 0003).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from funding.models.budgets import Source
from weishishi.kernel.actor import Kind as ActorKind
from weishishi.kernel.yuan import yuan


class AccountKind(models.TextChoices):
    """What an account keeps; the first six are the appropriation side, the last two cash."""

    APPROPRIATION = "appropriation", _("上级下达")
    TOWN_QUOTA = "town_quota", _("镇年度额度")
    VILLAGE_QUOTA = "village_quota", _("村（社区）年度额度")
    PLEDGE = "pledge", _("各方出资承诺")
    COMMITTED = "committed", _("已确定、未支付")
    RETAINED = "retained", _("质保金")
    SPENT = "spent", _("已支付")
    WORLD = "world", _("外部（拨付方、收款方）")
    CASH = "cash", _("到账未用")


# May be below nothing: what is outside this house.
BOTTOMLESS = (AccountKind.APPROPRIATION, AccountKind.PLEDGE, AccountKind.WORLD)
# One row each for the whole house: their balance is summed when asked, not kept, or every entry
# would wait for it.
SUMMED = (AccountKind.APPROPRIATION, AccountKind.WORLD)


class Account(models.Model):
    """`code` says what it is: 'committed:17:district:0'. Balances move by legs only."""

    append_only = True
    recorded = False  # a balance moves; the legs that move it are facts

    code = models.CharField("科目", max_length=60, unique=True)
    kind = models.CharField("类别", max_length=16, choices=AccountKind)
    town = models.ForeignKey("villages.Town", models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey("villages.Village", models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField("年度", null=True)
    budget = models.ForeignKey(
        "funding.Budget", models.PROTECT, null=True, related_name="accounts", verbose_name="预算"
    )
    source = models.CharField("来源", max_length=20, choices=Source, blank=True)
    giver = models.ForeignKey(
        "funding.Giver", models.PROTECT, null=True, related_name="+", verbose_name="出资方"
    )
    in_kind = models.BooleanField("实物", default=False)
    balance_fen = models.BigIntegerField("余额（分）", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "账户"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="no_account_below_its_floor",
                condition=Q(balance_fen__gte=0) | Q(kind__in=BOTTOMLESS),
                violation_error_message="余额不够，这笔账没有记；请刷新页面看还剩多少。",
            )
        ]

    def __str__(self):
        return self.code


class EntryKind(models.TextChoices):
    """What happened to the money; the codes are stored."""

    ALLOT = "allot", _("下达额度")
    TAKE_IN = "take_in", _("纳入额度")
    COMMIT = "commit", _("确定")
    CHANGE = "change", _("变更")
    RELEASE = "release", _("释放")
    RECEIVE = "receive", _("到账")
    RECEIVE_IN_KIND = "receive_in_kind", _("接收实物")
    PAY = "pay", _("支付")
    HOLD = "hold", _("留质保金")
    REFUND = "refund", _("收款方退回")
    GIVE_BACK = "give_back", _("退还出资方")
    CORRECT = "correct", _("更正")


class PayKind(models.TextChoices):
    ADVANCE = "advance", _("预付款")
    STAGE = "stage", _("进度款")
    FINAL = "final", _("尾款")
    RETENTION = "retention", _("质保金")


# Fiscal money comes with a payment: what its receipt goes by is the request, which is no bill.
PAYMENT_REQUEST = "付款申请"


class Entry(models.Model):
    """One fact about money: what, when, for which budget, justified by which record, by whom.

    `key` was made by who asked: the same key again gives the first answer (`request` is the digest
    of what was asked, so that another question under an old key is refused). A payment names payer,
    payee, evidence and two people. (trust.md A4; 村账镇代理: the town's finance office pays)
    """

    append_only = True

    key = models.UUIDField("请求编号", unique=True)
    request = models.CharField("请求指纹", max_length=64)
    kind = models.CharField("事项", max_length=16, choices=EntryKind)
    budget = models.ForeignKey(
        "funding.Budget", models.PROTECT, null=True, related_name="entries", verbose_name="预算"
    )
    in_kind = models.BooleanField("实物", default=False)
    legs_count = models.PositiveSmallIntegerField("分录数")
    amount_fen = models.BigIntegerField("金额（分）")
    happened_on = models.DateField("日期")
    recorded_at = models.DateTimeField("记录时间")
    reference = models.CharField("依据编号", max_length=60)
    note = models.CharField("摘要", max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name="更正"
    )
    actor_kind = models.CharField("办理者类别", max_length=10, choices=ActorKind)
    actor_name = models.CharField("办理者", max_length=120)
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审核"
    )
    approver_name = models.CharField("审核者", max_length=120, blank=True)
    imported = models.BooleanField("导入", default=False)
    pay_kind = models.CharField("款项", max_length=10, choices=PayKind, blank=True)
    payer = models.CharField("付款方", max_length=60, blank=True)
    payee = models.CharField("收款方", max_length=60, blank=True)
    payee_is_firm = models.BooleanField("收款方是单位", default=False)
    document_no = models.CharField("发票或合同号", max_length=60, blank=True)
    evidence = models.CharField("凭证文件指纹", max_length=64, blank=True)
    # Of what was taken over in kind (实物接收单).
    goods = models.CharField("规格、数量", max_length=80, blank=True, default="", db_default="")
    donation_no = models.CharField(
        "捐赠票据号", max_length=60, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = verbose_name_plural = "账目"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["budget", "happened_on", "id"], name="entries_of_a_budget"),
            models.Index(fields=["kind", "happened_on"], name="entries_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_entry_has_two_legs_at_least", condition=Q(legs_count__gte=2)
            ),
            models.CheckConstraint(
                name="an_entry_moves_something",
                condition=Q(amount_fen__gt=0),
                violation_error_message="金额要大于 0 元。",
            ),
            models.CheckConstraint(
                name="an_entry_is_justified",
                condition=~Q(reference="") & ~Q(actor_name=""),
                violation_error_message="每笔账都要写明依据编号和办理者。",
            ),
            models.CheckConstraint(
                name="nothing_is_booked_before_it_happens",
                condition=Q(happened_on__lte=F("recorded_at__date")),
                violation_error_message="记账日期不能晚于今天。",
            ),
            models.CheckConstraint(
                name="a_correction_names_the_old_entry",
                condition=Q(kind="correct", corrects__isnull=False)
                | (~Q(kind="correct") & Q(corrects__isnull=True)),
                violation_error_message="更正要指明更正哪一笔。",
            ),
            models.CheckConstraint(
                name="a_payment_has_payer_payee_evidence_and_two_people",
                condition=~Q(kind="pay")
                | (
                    ~Q(payer="") & ~Q(payee="") & ~Q(pay_kind="") & ~Q(document_no="")
                    & Q(evidence__regex=r"^[0-9a-f]{64}$")
                    & Q(recorder__isnull=False, approver__isnull=False)
                    & ~Q(recorder=F("approver"))
                ),
                violation_error_message="付款要写明付款方、收款方、票据号和凭证文件，并由两个不同的人经办和审核。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {yuan(self.amount_fen)} 元"

    @property
    def bill_no(self):
        """The number of its invoice or receipt; of money that came with a payment there is none."""
        if self.document_no or self.reference.startswith(PAYMENT_REQUEST):
            return self.document_no
        return self.reference


class Leg(models.Model):
    """One side of an entry: so many fen into an account, or (negative) out of it."""

    append_only = True

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="legs", verbose_name="账目")
    account = models.ForeignKey(Account, models.PROTECT, related_name="legs", verbose_name="账户")
    fen = models.BigIntegerField("金额（分）")

    class Meta:
        verbose_name = verbose_name_plural = "分录"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="a_leg_moves_something", condition=~Q(fen=0)),
            models.UniqueConstraint(
                name="an_account_once_in_an_entry", fields=["entry", "account"]
            ),
        ]

    def __str__(self):
        return f"{self.account} {self.fen}"
