"""Who was shown somebody's name and phone in clear, and who took a package of the books away."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PrivateReading(models.Model):
    """查看记录: written in the moment in which the name or the phone is shown, one row for each press
    of the button; `row` is the number of what it belongs to, `number` how people call it."""

    append_only = True

    class Fact(models.TextChoices):
        PROPOSER = "proposer", _("提出人")
        OBJECTOR = "objector", _("提意见的人")
        CLAIMER = "claimer", _("心愿认领人")
        WISHER = "wisher", _("心愿给谁")
        SIGN_UPS = "sign_ups", _("活动报名名单")
        PACKAGE = "package", _("审计资料包")

    fact = models.CharField("看了谁的", max_length=10, choices=Fact)
    row = models.BigIntegerField("行号")
    number = models.CharField("编号", max_length=40)
    field = models.CharField("看了什么", max_length=60)
    post = models.ForeignKey("villages.Post", models.PROTECT, related_name="+", verbose_name="职务")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查看人"
    )
    office = models.CharField("查看单位", max_length=120)
    at = models.DateTimeField("查看时间")

    class Meta:
        verbose_name = verbose_name_plural = "姓名电话查看记录"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["fact", "row"], name="who_read_it")]
        constraints = [
            models.CheckConstraint(
                name="a_private_reading_says_of_what",
                condition=~Q(number="") & ~Q(field=""),
                violation_error_message="查看记录要写明看了哪一条的什么。",
            )
        ]

    def __str__(self):
        return f"{self.office} {self.at:%Y-%m-%d %H:%M}"
