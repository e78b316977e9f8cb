"""A day that was not known when somebody gave so many working days, worked out since."""

from django.db import models
from django.db.models import Q


class DueDay(models.Model):
    """The calendar of that year was announced after a finding, its return or an urge was written; those
    are never rewritten, so the day by which to answer stands here. Of one of the three."""

    append_only = True

    finding = models.OneToOneField(
        "projects.Finding", models.PROTECT, null=True, related_name="worked_out",
        verbose_name="监督发现",
    )  # fmt: skip
    step = models.OneToOneField(
        "projects.FindingStep", models.PROTECT, null=True, related_name="worked_out",
        verbose_name="退回重新整改",
    )  # fmt: skip
    urge = models.OneToOneField(
        "projects.Urge", models.PROTECT, null=True, related_name="worked_out",
        verbose_name="催办或督办",
    )  # fmt: skip
    on = models.DateField("答复期限")
    at = models.DateTimeField("算出来的时间")

    class Meta:
        verbose_name = verbose_name_plural = "日历公布以后算出的答复期限"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_due_day_is_of_one_thing",
                condition=Q(finding__isnull=False, step__isnull=True, urge__isnull=True)
                | Q(finding__isnull=True, step__isnull=False, urge__isnull=True)
                | Q(finding__isnull=True, step__isnull=True, urge__isnull=False),
                violation_error_message="一个答复期限只属于一条。",
            )
        ]

    def __str__(self):
        return f"{self.on}"
