"""对账: a bank's statement of a month beside the ledger, until every line is matched or explained."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from weishishi.kernel.cipher import SealedField


class BankStatement(models.Model):
    """One file of one month of a town's finance office; closed by a second person."""

    town = models.ForeignKey("villages.Town", models.PROTECT, related_name="+", verbose_name="镇")
    month = models.DateField("月份")
    name = models.CharField("文件名", max_length=80)
    sha256 = models.CharField("文件指纹", max_length=64)
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

    class Meta:
        verbose_name = verbose_name_plural = "银行对账"
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_statement_once", fields=["town", "sha256"],
                violation_error_message="这个文件已经传过了。",
            ),
            models.UniqueConstraint(
                name="a_month_of_a_town_once", fields=["town", "month"],
                violation_error_message="这个月已经有一份流水了；要补的请合在一个文件里。",
            ),
            models.CheckConstraint(
                name="who_uploads_does_not_close",
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("uploaded_by")),
                violation_error_message="上传和复核要是两个不同的人，请换一位同事复核。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.month:%Y-%m}"


class BankRow(models.Model):
    """One line of it; who was on the other side may be a person, so it is sealed."""

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
    explanation = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "银行流水"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="a_bank_row_moves_something", condition=~Q(fen=0)),
            models.CheckConstraint(
                name="matched_or_explained",
                condition=Q(entry__isnull=True) | Q(explanation=""),
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.fen}"


class LedgerNote(models.Model):
    """Why an entry of the ledger is not in the bank's statement of its month."""

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="notes")
    entry = models.ForeignKey("funding.Entry", models.PROTECT, related_name="+")
    words = models.CharField("说明", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "对账说明"
        constraints = [
            models.UniqueConstraint(
                name="an_entry_is_explained_once", fields=["statement", "entry"]
            )
        ]

    def __str__(self):
        return self.words
