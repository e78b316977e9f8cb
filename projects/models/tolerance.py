"""容错免责: what went other than planned, why, and who says that nobody is to be blamed for it.

Read by the village's leaders, the town, the district and who supervises and audits, never by the
public. Whoever opens one says why first, and that is written down for good. (article row 35)
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.models.noted import Noted
from weishishi.kernel.cipher import SealedField


class ToleranceNote(Noted):
    """What was done otherwise than the book or the decision says, and why; the words lie sealed."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="tolerance_notes", verbose_name="项目"
    )
    happened_on = models.DateField("哪天发生")
    deviation = SealedField("偏差、失误是什么")
    reason = SealedField("为什么会这样")
    basis = models.CharField("依据文件（名称、文号）", max_length=120)
    form_token = models.UUIDField(editable=False)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "容错免责记录（保密）"
        ordering = ["-pk"]
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_tolerance_note"),
            models.CheckConstraint(
                name="tolerance_rests_on_a_document",
                condition=~Q(basis=""),
                violation_error_message="请写依据文件的名称和文号。",
            ),
            models.CheckConstraint(
                name="what_is_tolerated_has_its_reason",
                condition=~Q(deviation="") & ~Q(reason=""),
                violation_error_message="偏差和原因都要写明。",
            ),
        ]

    def __str__(self):
        return f"容错免责记录 第 {self.pk} 号"


class ToleranceRuling(Noted):
    """What a post of the town or the district, never the writer, says to it; once."""

    class Verdict(models.TextChoices):
        AGREE = "agree", "同意容错免责"
        REFUSE = "refuse", "不同意"

    note = models.OneToOneField(
        ToleranceNote, models.PROTECT, related_name="ruling", verbose_name="容错免责记录"
    )
    verdict = models.CharField("意见", max_length=10, choices=Verdict)
    words = SealedField("说明")

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "容错免责审定"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="a_ruling_has_its_words",
                condition=~Q(words=""),
                violation_error_message="请写明理由。",
            ),
        ]

    def __str__(self):
        return self.get_verdict_display()


class ToleranceReading(models.Model):
    """查阅记录: who opened which note, when, what for. Written before anything is shown."""

    append_only = True

    note = models.ForeignKey(
        ToleranceNote, models.PROTECT, related_name="readings", verbose_name="查阅的记录"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查阅人"
    )
    post = models.ForeignKey("villages.Post", models.PROTECT, related_name="+", verbose_name="职务")
    office = models.CharField("查阅单位", max_length=120)
    why = models.CharField("为什么查阅", max_length=200)
    at = models.DateTimeField("查阅时间")

    class Meta:
        verbose_name = verbose_name_plural = "容错免责查阅记录"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_tolerance_reading_has_its_reason",
                condition=~Q(why=""),
                violation_error_message="查阅要写明为什么。",
            )
        ]

    def __str__(self):
        return f"{self.office} {self.at:%Y-%m-%d %H:%M}"
