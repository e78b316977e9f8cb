"""What happened, written once and for good."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from projects.states import State
from weishishi.kernel.actor import Kind


class StepTaken(models.Model):
    """One step taken: when it was true, when it was written, by whom and under which hat."""

    append_only = True

    actor_kind = models.CharField("办理者类别", max_length=10, choices=Kind)
    actor_name = models.CharField("办理者", max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    post = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="职务"
    )
    happened_at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("记录时间")
    imported = models.BooleanField("导入", default=False)
    verb = models.CharField("步骤", max_length=20)
    # The published counters are cumulative: they count the first time a project came here.
    first_time = models.BooleanField("第一次到此环节")
    note = models.TextField("理由、说明", blank=True)
    late_reason = models.TextField("补录原因", blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.get_source_display()} → {self.get_target_display()}"


class JournalEntry(StepTaken):
    """A step of a project."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="journal", verbose_name="项目"
    )
    source = models.CharField("原环节", max_length=20, choices=State)
    target = models.CharField("新环节", max_length=20, choices=State)
    was_due_on = models.DateField("原环节应办日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["target", "happened_at", "project"],
                name="journal_ever_reached",
                condition=Q(first_time=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="nothing_written_before_it_happened",
                condition=Q(happened_at__lte=F("recorded_at")),
            ),
            models.UniqueConstraint(
                fields=["project", "target"],
                condition=Q(first_time=True),
                name="first_time_is_once",
            ),
        ]
