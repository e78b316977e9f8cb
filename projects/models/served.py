"""Who is served by a restricted service, in confidence, and who read the list?

Names and phones lie sealed. Whoever opens a list says why first, and that is written down for good.
The public reads a number of at least five.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from projects.choices import Group
from weishishi.kernel.cipher import SealedField


class ServedPerson(models.Model):
    """服务对象: one person, the rule confirmed for her, from a day until a day."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="served", verbose_name="项目"
    )
    kind = models.CharField("类别", max_length=12, choices=Group)
    name = SealedField("姓名", blank=True)
    phone = SealedField("电话", blank=True)
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止（含当天）", null=True)
    # Somebody looked whether the rule of the plan fits her, and she said yes to being listed.
    is_eligible = models.BooleanField("符合服务约定的条件")
    is_agreed = models.BooleanField("本人或监护人同意登记")
    written_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    written_at = models.DateTimeField("登记时间")
    form_token = models.UUIDField(editable=False)
    ended_because = models.CharField("停止原因", max_length=60, blank=True)
    forgotten_at = models.DateTimeField("个人信息删除时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "服务对象（保密）"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_served_person"),
            models.CheckConstraint(
                name="who_is_served_fits_the_rule",
                condition=Q(is_eligible=True),
                violation_error_message="先核对条件，符合服务约定的才能登记。",
            ),
            models.CheckConstraint(
                name="nobody_is_served_against_her_will",
                condition=Q(is_agreed=True),
                violation_error_message="要本人或监护人同意才能登记。",
            ),
            models.CheckConstraint(
                name="who_is_served_stops_after_she_began",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="停止的日期不能早于开始的日期。",
            ),
        ]

    def __str__(self):
        return f"第 {self.pk} 号"


class ServedReading(models.Model):
    """查阅记录: who opened which list, when, what for. Written before anything is shown."""

    append_only = True

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="served_readings",
        verbose_name="查阅哪个项目的名单",
    )  # fmt: skip
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查阅人"
    )
    post = models.ForeignKey("villages.Post", models.PROTECT, related_name="+", verbose_name="职务")
    office = models.CharField("查阅单位", max_length=120)
    why = models.CharField("为什么查阅", max_length=200)
    at = models.DateTimeField("查阅时间")

    class Meta:
        verbose_name = verbose_name_plural = "服务对象名单查阅记录"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_reading_of_the_served_has_its_reason",
                condition=~Q(why=""),
                violation_error_message="查阅要写明为什么。",
            )
        ]

    def __str__(self):
        return f"{self.office} {self.at:%Y-%m-%d %H:%M}"
