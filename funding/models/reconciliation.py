"""对账: a bank's statement of a month beside the ledger, until every line is matched or explained.

PostgreSQL keeps a closed month as it is (migration 0005). What the bank says of persons is sealed
and never public; the file itself is not kept, only its fingerprint.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weishishi.kernel.cipher import SealedField

ONE_A_MONTH = "这个月已经有一份流水了；传错了就先作废那一份，再传新的。"


class BankStatement(models.Model):
    """One file of one month of an account of a town's finance office, for all of its villages or for
    one; closed by a second person.

    The ledger's sums are written down when the month is closed, so that what is booked into it
    later shows.
    """

    town = models.ForeignKey("villages.Town", models.PROTECT, related_name="+", verbose_name="镇")
    village = models.ForeignKey(
        "villages.Village", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="村（社区）",
    )  # fmt: skip
    month = models.DateField("月份")
    has_fiscal = models.BooleanField("财政资金也经过这个账户", default=False)
    name = models.CharField("文件名", max_length=80)
    sha256 = models.CharField("文件指纹", max_length=64)
    broken_at = models.PositiveIntegerField("余额接不上的行", null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_name = models.CharField("上传者", max_length=120)
    uploaded_at = models.DateTimeField("上传时间")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="复核人",
    )  # fmt: skip
    closed_name = models.CharField("复核者", max_length=120, blank=True)
    closed_at = models.DateTimeField("复核时间", null=True, blank=True)
    ledger_in_fen = models.BigIntegerField("关账时账上收入（分）", null=True)
    ledger_out_fen = models.BigIntegerField("关账时账上支出（分）", null=True)
    discarded_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "银行对账"
        ordering = ["-month", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_statement_is_of_a_month", condition=Q(month__day=1)),
            models.UniqueConstraint(
                name="a_month_of_a_town_once", fields=["town", "month"],
                condition=Q(discarded_at__isnull=True, village__isnull=True),
                violation_error_message=ONE_A_MONTH,
            ),
            models.UniqueConstraint(
                name="a_month_of_a_village_once", fields=["village", "month"],
                condition=Q(discarded_at__isnull=True, village__isnull=False),
                violation_error_message=ONE_A_MONTH,
            ),
            models.CheckConstraint(
                name="who_uploads_does_not_close",
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("uploaded_by")),
                violation_error_message="上传和复核要是两个不同的人，请换一位同事复核。",
            ),
            models.CheckConstraint(
                name="a_closed_month_knows_its_ledger",
                condition=Q(closed_at__isnull=True)
                | Q(
                    closed_by__isnull=False, ledger_in_fen__isnull=False,
                    ledger_out_fen__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_closed_month_is_not_thrown_away",
                condition=Q(closed_at__isnull=True) | Q(discarded_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.whose} {self.month:%Y-%m}"

    @property
    def whose(self):
        """The place whose account it is."""
        return self.village.name if self.village_id else self.town.name

    @property
    def is_open(self):
        return self.closed_at is None and self.discarded_at is None


class Found(models.TextChoices):
    EXACT = "exact", _("机器配上：同一天")
    NEAR = "near", _("机器配上：相差几天")
    BY_HAND = "by_hand", _("人工配上")


class BankRow(models.Model):
    """One line of it, `fen` below nothing for what left the account; who was on the other side may be
    a person, so it is sealed. It stands against one entry, or is explained."""

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="rows")
    at = models.PositiveIntegerField("行号")
    day = models.DateField("日期")
    fen = models.BigIntegerField("金额（分）")
    who = SealedField("对方", blank=True)
    words = SealedField("摘要", blank=True)
    number = models.CharField("流水号", max_length=40, blank=True)
    entry = models.OneToOneField(
        "funding.Entry", models.PROTECT, null=True, blank=True, related_name="bank_row"
    )
    found = models.CharField("怎么配上的", max_length=8, choices=Found, blank=True)
    explanation = models.CharField("说明", max_length=200, blank=True)
    explained_by = models.CharField("说明人", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "银行流水"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(name="a_row_of_a_statement_once", fields=["statement", "at"]),
            models.CheckConstraint(name="a_bank_row_moves_something", condition=~Q(fen=0)),
            models.CheckConstraint(
                name="matched_or_explained",
                condition=Q(entry__isnull=True, found="")
                | (Q(entry__isnull=False, explanation="") & ~Q(found="")),
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.fen}"

    @property
    def spent(self):
        """Whole fen that left the account, not below nothing."""
        return max(-self.fen, 0)


class LedgerNote(models.Model):
    """Why an entry of the ledger is not in the bank's statement of its month."""

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="notes")
    entry = models.ForeignKey("funding.Entry", models.PROTECT, related_name="+")
    words = models.CharField("说明", max_length=200)
    written_by = models.CharField("说明人", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "对账说明"
        constraints = [
            models.UniqueConstraint(
                name="an_entry_is_explained_once", fields=["statement", "entry"]
            )
        ]

    def __str__(self):
        return self.words


class StatementStep(models.Model):
    """Which office did what with a statement, and when; written once."""

    class Kind(models.TextChoices):
        UPLOAD = "upload", _("上传")
        CLOSE = "close", _("复核关账")
        REOPEN = "reopen", _("重新打开")
        DISCARD = "discard", _("作废")

    append_only = True

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="steps")
    kind = models.CharField("事项", max_length=8, choices=Kind)
    at = models.DateTimeField("时间")
    actor_name = models.CharField("办理者", max_length=120)
    words = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "对账记录"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
