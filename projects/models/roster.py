"""Who is due at a meeting, who came, and to whom an item is no stranger's business."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy


class RosterName(models.Model):
    """Somebody who is due, as the list stood when the meeting was called. Never shown in public."""

    class Attendance(models.TextChoices):
        DUE = "due", gettext_lazy("还没有登记")
        PRESENT = "present", gettext_lazy("到会")
        ON_LEAVE = "on_leave", gettext_lazy("请假")
        ABSENT = "absent", gettext_lazy("缺席")

    meeting = models.ForeignKey(
        "projects.Meeting", models.PROTECT, related_name="roster", verbose_name="会议"
    )
    order = models.PositiveSmallIntegerField("序号")
    name = models.CharField("姓名", max_length=40)
    mark = models.CharField("户或代表", max_length=40, blank=True)
    area = models.DecimalField("面积", max_digits=10, decimal_places=2, null=True, blank=True)
    attendance = models.CharField(
        "到会情况", max_length=10, choices=Attendance, default=Attendance.DUE
    )
    reason = models.CharField("请假原因", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "应到名单"
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="the_roster_is_in_order"),
            models.CheckConstraint(
                name="leave_has_a_reason",
                condition=~Q(attendance="on_leave") | ~Q(reason=""),
                violation_error_message="请假要写原因。",
            ),
        ]

    def __str__(self):
        return self.name


class Interest(models.Model):
    """Somebody on the roster to whom an item is no stranger's business, as declared."""

    class Kind(models.TextChoices):
        PROPOSER = "proposer", gettext_lazy("提出人")
        IMPLEMENTER = "implementer", gettext_lazy("实施单位的人")
        SPONSOR = "sponsor", gettext_lazy("赞助方的人")
        RELATIVE = "relative", gettext_lazy("以上各方的近亲属")

    item = models.ForeignKey(
        "projects.AgendaItem", models.PROTECT, related_name="interests", verbose_name="议题"
    )
    name = models.ForeignKey(
        RosterName, models.PROTECT, related_name="interests", verbose_name="谁"
    )
    kind = models.CharField("关系", max_length=12, choices=Kind)

    class Meta:
        verbose_name = verbose_name_plural = "利害关系"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "name"], name="one_interest_each"),
        ]

    def __str__(self):
        return f"{self.name} · {self.get_kind_display()}"
