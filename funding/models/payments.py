"""Asking for a payment, and settling what was really due."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from funding.models.ledger import PayKind
from weishishi.kernel.yuan import yuan

SHA256 = r"^[0-9a-f]{64}$"


class PaymentRequest(models.Model):
    """What the village asks the town's finance office to pay; a second person decides.

    The money moves only when it is approved: then the ledger has an entry with the same key.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待审核")
        PAID = "paid", _("已支付")
        REFUSED = "refused", _("已退回")
        WITHDRAWN = "withdrawn", _("已撤回")

    key = models.UUIDField("请求编号", unique=True)
    budget = models.ForeignKey(
        "funding.Budget", models.PROTECT, related_name="requests", verbose_name="预算"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    pay_kind = models.CharField("款项", max_length=10, choices=PayKind)
    amount_fen = models.BigIntegerField("金额（分）")
    purpose = models.CharField("用途", max_length=120)
    payer = models.CharField("付款方", max_length=60)
    payee = models.CharField("收款方", max_length=60)
    payee_is_firm = models.BooleanField("收款方是单位", default=True)
    document_no = models.CharField("发票或合同号", max_length=60)
    evidence = models.CharField("凭证文件指纹", max_length=64)
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办"
    )
    recorder_name = models.CharField("经办者", max_length=120)
    requested_on = models.DateField("申请日期")
    recorded_at = models.DateTimeField("记录时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核",
    )
    decided_name = models.CharField("审核者", max_length=120, blank=True)
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    answer = models.CharField("审核意见", max_length=200, blank=True)
    entry = models.OneToOneField(
        "funding.Entry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_by",
        verbose_name="账目",
    )

    class Meta:
        verbose_name = verbose_name_plural = "付款申请"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "budget"], name="requests_waiting")]
        constraints = [
            models.CheckConstraint(
                name="a_request_is_more_than_nothing",
                condition=Q(amount_fen__gt=0),
                violation_error_message="付款金额要大于 0 元。",
            ),
            models.CheckConstraint(
                name="a_request_has_its_evidence",
                condition=Q(evidence__regex=SHA256),
                violation_error_message="请附上发票或合同的照片、扫描件。",
            ),
            models.CheckConstraint(
                name="who_asks_does_not_decide",
                condition=Q(decided_by__isnull=True)
                | Q(state="withdrawn")
                | ~Q(decided_by=F("recorder")),
                violation_error_message="经办和审核要是两个不同的人，请换一位同事审核。",
            ),
            models.CheckConstraint(
                name="paid_means_booked",
                condition=Q(state="paid", entry__isnull=False, decided_by__isnull=False)
                | (~Q(state="paid") & Q(entry__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.get_pay_kind_display()} {yuan(self.amount_fen)} 元"


class Settlement(models.Model):
    """结算: what was contracted, what was claimed, what the audit allowed; written once.

    `retained_fen` is the 质保金 kept until `release_on`; the audit's reduction is what was claimed less what was settled.
    """

    append_only = True

    budget = models.OneToOneField(
        "funding.Budget", models.PROTECT, related_name="settlement", verbose_name="预算"
    )
    contract_no = models.CharField("合同号", max_length=60)
    contract_fen = models.BigIntegerField("合同价（分）")
    claimed_fen = models.BigIntegerField("送审价（分）")
    settled_fen = models.BigIntegerField("审定价（分）")
    retained_basis_points = models.PositiveIntegerField("质保金比例（万分之）", default=0)
    retained_fen = models.BigIntegerField("质保金（分）", default=0)
    release_on = models.DateField("质保金到期日", null=True, blank=True)
    settled_on = models.DateField("结算日期")
    recorded_at = models.DateTimeField("记录时间")
    actor_name = models.CharField("办理者", max_length=120)
    evidence = models.CharField("审定文件指纹", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "结算"
        constraints = [
            models.CheckConstraint(
                name="an_audit_only_reduces",
                condition=Q(settled_fen__lte=F("claimed_fen"), settled_fen__gte=0),
                violation_error_message="审定价不能高于送审价。",
            ),
            models.CheckConstraint(
                name="what_is_kept_back_has_its_day",
                condition=Q(retained_fen=0, release_on__isnull=True)
                | Q(
                    retained_fen__gt=0, release_on__isnull=False, retained_fen__lte=F("settled_fen")
                ),
                violation_error_message="留质保金要写到期日，并且不能超过审定价。",
            ),
        ]

    def __str__(self):
        return f"{self.contract_no} {yuan(self.settled_fen)} 元"

    @property
    def reduced_fen(self):
        """What the audit took off, whole fen."""
        return self.claimed_fen - self.settled_fen
