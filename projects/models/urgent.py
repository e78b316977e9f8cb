"""A hazard removed before everything was decided (应急先行实施), and what is owed for it."""

from django.db import models
from django.db.models import F, Q


class UrgentRemoval(models.Model):
    """Who ordered it, when and why, what was done and by whom. It confirms nothing."""

    append_only = True

    project = models.OneToOneField(
        "projects.Project", models.PROTECT, related_name="urgent", verbose_name="项目"
    )
    ordered_by = models.ForeignKey(
        "villages.Post", models.PROTECT, related_name="+", verbose_name="谁决定的"
    )
    ordered_at = models.DateTimeField("什么时候决定的")
    reason = models.CharField("为什么不能等", max_length=300)
    done_at = models.DateTimeField("什么时候排除的")
    done = models.CharField("做了什么", max_length=300)
    done_by = models.CharField("谁做的", max_length=80)
    recorded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间")
    late_reason = models.CharField("补录原因", max_length=200, blank=True)
    imported = models.BooleanField("导入", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "应急先行实施"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_hazard_is_removed_after_the_order",
                condition=Q(ordered_at__lte=F("done_at")) & Q(done_at__lte=F("recorded_at")),
                violation_error_message="排除的时间不能早于决定的时间，也不能晚于现在。",
            )
        ]

    def __str__(self):
        return self.done


class Debt(models.Model):
    """What is still owed, until when. Nobody ticks it off: whether it is settled is asked of the
    meeting, the notice, the approval and the photos themselves (projects.queries.owed)."""

    append_only = True

    class Kind(models.TextChoices):
        DECISION = "decision", "补开会议表决"
        NOTICE = "notice", "补公示"
        APPROVAL = "approval", "补审批"
        PAPERS = "papers", "补齐资料（清单、资金、前后照片）"

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="debts", verbose_name="项目"
    )
    kind = models.CharField("欠什么", max_length=10, choices=Kind)
    within = models.PositiveSmallIntegerField("几个工作日内")
    due_on = models.DateField("哪天以前（含当天）")

    class Meta:
        verbose_name = verbose_name_plural = "应急欠账"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="each_debt_once"),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="debts_by_date")]

    def __str__(self):
        return self.get_kind_display()
