"""The needs of the weak, in confidence: yearly census, safety of the home, and who read what.

Names, addresses and needs lie sealed. Whoever opens one says why first, and that is written down for
good. The public reads numbers of at least five.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.care import Category, Grade, Mode, NeedKind
from weishishi.kernel.cipher import SealedField


class CareNeed(models.Model):
    """One person of the year's census, and what she needs."""

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="care_needs", verbose_name="村（社区）"
    )
    year = models.PositiveSmallIntegerField("年份")
    category = models.CharField("类别", max_length=10, choices=Category)
    kind = models.CharField("需求类型", max_length=10, choices=NeedKind)
    mode = models.CharField("帮扶方式", max_length=10, choices=Mode, blank=True, default="")
    # What came of it where a project is the way (开发项目); a draft that is swept leaves nothing.
    project = models.ForeignKey(
        "projects.Project", models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name="为此提的项目",
    )  # fmt: skip
    name = SealedField("姓名", blank=True)
    address = SealedField("住址", blank=True)
    need = SealedField("需求", blank=True)
    # She, or her guardian, said yes to its being written down. (PIPL 28, 29: sensitive)
    is_agreed = models.BooleanField("本人或监护人同意登记")
    written_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    written_at = models.DateTimeField("登记时间")
    form_token = models.UUIDField(editable=False)
    forgotten_at = models.DateTimeField("个人信息删除时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "困难群众需求（保密）"
        ordering = ["-year", "village", "pk"]
        indexes = [models.Index(fields=["village", "year", "category"], name="care_by_year")]
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_care_need"),
            models.CheckConstraint(
                name="nobody_is_listed_against_her_will",
                condition=Q(is_agreed=True),
                violation_error_message="要本人或监护人同意才能登记。",
            ),
            models.CheckConstraint(
                name="a_census_has_its_year",
                condition=Q(year__range=(2000, 2100)),
                violation_error_message="年份请写四位数，例如 2021。",
            ),
        ]

    def __str__(self):
        return f"{self.year}年 第 {self.pk} 号"


class HomeSafety(models.Model):
    """居家环境安全评估: what was looked at in the home, and what has to be changed."""

    need = models.ForeignKey(
        CareNeed, models.PROTECT, related_name="home_checks", verbose_name="困难群众需求"
    )
    checked_on = models.DateField("评估日期")
    in_order = models.JSONField("没有问题的", default=list)  # codes of projects.care.Spot
    grade = models.CharField("结论", max_length=10, choices=Grade)
    advice = SealedField("改造建议", blank=True)
    # Several villages looking at homes together do it under one campaign.
    campaign = models.ForeignKey(
        "projects.CampaignTag", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="联合项目",
    )  # fmt: skip
    by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="评估人"
    )
    by_name = models.CharField("评估单位", max_length=120)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "居家环境安全评估"
        ordering = ["-checked_on", "-pk"]

    def __str__(self):
        return f"{self.checked_on} 评估"


class CareReading(models.Model):
    """查阅记录: who opened whose need, when, what for. Written before anything is shown."""

    append_only = True

    need = models.ForeignKey(
        CareNeed, models.PROTECT, related_name="readings", verbose_name="查阅的需求"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查阅人"
    )
    post = models.ForeignKey("villages.Post", models.PROTECT, related_name="+", verbose_name="职务")
    office = models.CharField("查阅单位", max_length=120)
    what = models.CharField("查阅内容", max_length=60)
    why = models.CharField("为什么查阅", max_length=200)
    at = models.DateTimeField("查阅时间")

    class Meta:
        verbose_name = verbose_name_plural = "困难群众需求查阅记录"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_reading_has_its_reason",
                condition=~Q(why=""),
                violation_error_message="查阅要写明为什么。",
            )
        ]

    def __str__(self):
        return f"{self.office} {self.at:%Y-%m-%d %H:%M}"
