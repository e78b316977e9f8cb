"""What was agreed of a service, which activities it has, how many came, and what is missing at the end?"""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models.noted import Noted


class ServicePlan(Noted):
    """服务约定; the newest one holds, and a later one says why it is another.

    `activities` is None for what goes on without being counted by occasions.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="service_plans", verbose_name="项目"
    )
    eligibility = models.CharField("谁可以参加、享受", max_length=200)
    begins_on = models.DateField("服务从哪天起")
    ends_on = models.DateField("到哪天止（含当天）")
    frequency = models.CharField("频次", max_length=60)
    venue = models.CharField("地点", max_length=80)
    activities = models.PositiveSmallIntegerField("约定场次", null=True)
    person_times = models.PositiveIntegerField("约定人次")
    reason = models.CharField("更正原因", max_length=200, blank=True)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "服务约定"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="a_service_ends_after_it_began",
                condition=Q(ends_on__gte=F("begins_on")),
                violation_error_message="服务结束的日期不能早于开始的日期。",
            ),
            models.CheckConstraint(
                name="a_service_is_for_somebody",
                condition=Q(person_times__gte=1)
                & (Q(activities__isnull=True) | Q(activities__gte=1)),
                violation_error_message="约定场次和人次至少是 1；不按场次的，场次留空。",
            ),
        ]

    def __str__(self):
        return f"{self.begins_on} — {self.ends_on}"


class Activity(models.Model):
    """One occasion: announced, then held, or cancelled with its reason."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("已预告")
        HELD = "held", _("已开展")
        CANCELLED = "cancelled", _("已取消")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="activities", verbose_name="项目"
    )
    title = models.CharField("活动名称", max_length=60)
    on = models.DateField("日期")
    starts = models.TimeField("开始时间")
    ends = models.TimeField("结束时间")
    venue = models.CharField("地点", max_length=80)
    takes_sign_up = models.BooleanField("要报名", default=True)
    capacity = models.PositiveSmallIntegerField("名额", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ANNOUNCED)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    announced_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="预告人"
    )
    announced_by_name = models.CharField("预告单位", max_length=120)
    announced_at = models.DateTimeField("预告时间")
    ended_at = models.DateTimeField("开展或取消的记录时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["on", "starts", "pk"]
        indexes = [models.Index(fields=["state", "on"], name="activity_by_day")]
        constraints = [
            models.CheckConstraint(
                name="an_activity_ends_after_it_starts",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="结束时间要晚于开始时间。",
            ),
            models.CheckConstraint(
                name="an_activity_has_room_for_somebody",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                violation_error_message="名额至少是 1；不限人数的留空。",
            ),
            models.CheckConstraint(
                name="what_is_cancelled_says_why",
                condition=Q(state="cancelled") & ~Q(cancel_reason="")
                | ~Q(state="cancelled") & Q(cancel_reason=""),
                violation_error_message="取消活动要写明原因。",
            ),
            models.CheckConstraint(
                name="an_activity_ends_whole",
                condition=Q(state="announced", ended_at__isnull=True)
                | ~Q(state="announced") & Q(ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="an_activity_is_announced_once",
                fields=["project", "on", "starts", "title"],
                condition=~Q(state="cancelled"),
                violation_error_message="这一天这个时间已经有同名的活动了。",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def starts_at(self):
        return timezone.make_aware(datetime.combine(self.on, self.starts))

    @property
    def ends_at(self):
        return timezone.make_aware(datetime.combine(self.on, self.ends))


class ActivityChange(Noted):
    """Another day, time, place or number of places, with its reason."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="+", verbose_name="项目"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="changes", verbose_name="活动"
    )
    words = models.CharField("改了什么", max_length=400)
    reason = models.CharField("原因", max_length=200)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "活动变更"

    def __str__(self):
        return self.words


class Attendance(Noted):
    """How many came and who helped; the newest one of an activity holds, a later one says why.

    `came` are the keys of the sign-ups that came, `others` came without. A running service writes
    down several occasions at once: `sessions` says how many.
    """

    class Way(models.TextChoices):
        SIGN_IN = "sign_in", _("按签到表")
        HEAD_COUNT = "head_count", _("现场点人数")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="attendances", verbose_name="项目"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="attendances", verbose_name="活动"
    )
    way = models.CharField("怎么数的", max_length=10, choices=Way)
    came = models.JSONField("报了名、来了的", default=list)
    others = models.PositiveIntegerField("没报名、来了的人数", default=0)
    person_times = models.PositiveIntegerField("人次")
    sessions = models.PositiveSmallIntegerField("算几场（次）", default=1)
    volunteers = models.PositiveSmallIntegerField("志愿者人数", default=0)
    half_hours = models.PositiveSmallIntegerField("每人服务多少个半小时", default=0)
    team = models.ForeignKey(
        "villages.Organisation", models.PROTECT, null=True, related_name="+",
        verbose_name="公益服务队",
    )  # fmt: skip
    words = models.CharField("活动情况", max_length=200, blank=True)
    reason = models.CharField("更正原因", max_length=200, blank=True)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "活动到场记录"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="an_activity_was_held_for_somebody",
                condition=Q(person_times__gte=1, sessions__gte=1),
                violation_error_message="至少有 1 人参加才算开展；没有人来的，请取消活动，写明原因。",
            ),
            models.CheckConstraint(
                name="volunteers_gave_hours",
                condition=Q(volunteers=0, half_hours=0, team__isnull=True)
                | Q(volunteers__gte=1, half_hours__range=(1, 48)),
                violation_error_message="志愿者要写人数和每人服务多少小时（半小时为一档，最多 24 小时）。",
            ),
        ]

    def __str__(self):
        return f"{self.person_times} 人次"

    @property
    def hours(self):
        """Of all volunteers together; halves."""
        return self.volunteers * self.half_hours / 2


class Shortfall(Noted):
    """Why fewer activities, or person-times, were there than agreed; holds for these numbers only."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="shortfalls", verbose_name="项目"
    )
    agreed = models.PositiveIntegerField("约定")
    given = models.PositiveIntegerField("实际")
    unit = models.CharField("单位", max_length=10)
    words = models.CharField("为什么", max_length=300)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "没有做足的说明"

    def __str__(self):
        return self.words
