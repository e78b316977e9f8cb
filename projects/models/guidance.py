"""下沉指导记录: who of the district or the town went to which village, what was found, what came of it?"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weishishi.kernel import clock


class GuidanceWay(models.TextChoices):
    DOOR = "door", _("上门服务")
    SITE = "site", _("现场指导")
    PHONE = "phone", _("电话")


class GuidanceVisit(models.Model):
    """One visit (上门服务, 现场指导). It is written once; what is to be put right has rows of its own."""

    append_only = True

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="guidance", verbose_name="村（社区）"
    )
    on = models.DateField("日期")
    way = models.CharField("方式", max_length=8, choices=GuidanceWay)
    where = models.CharField("地点", max_length=80)
    what = models.CharField("内容", max_length=500)
    by = models.ForeignKey(
        "villages.Post", models.PROTECT, related_name="+", verbose_name="人员（职务）"
    )
    by_name = models.CharField("单位", max_length=120)
    with_whom = models.CharField("同行人员", max_length=120, blank=True)
    recorded_at = models.DateTimeField("记录时间")
    form_token = models.UUIDField(editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "下沉指导记录"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["village", "-on"], name="guidance_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_guidance_visit"),
            models.CheckConstraint(
                name="a_visit_says_what_it_was_about",
                condition=~Q(what=""),
                violation_error_message="请写指导了什么。",
            ),
        ]

    def __str__(self):
        return f"{self.on} {self.village.name}"


class GuidanceIssue(models.Model):
    """发现问题、建议、整改结果: what is to be put right until a day; the village says when it is."""

    visit = models.ForeignKey(
        GuidanceVisit, models.PROTECT, related_name="issues", verbose_name="下沉指导记录"
    )
    found = models.CharField("发现问题", max_length=200)
    advice = models.CharField("建议", max_length=200, blank=True)
    due_on = models.DateField("哪天以前整改好（含当天）")
    done_on = models.DateField("整改好的日期", null=True, editable=False)
    result = models.CharField("整改结果", max_length=200, blank=True, editable=False)
    done_by = models.CharField("整改单位", max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "下沉指导发现的问题"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_is_put_right_says_how",
                condition=Q(done_on__isnull=True, result="")
                | (Q(done_on__isnull=False) & ~Q(result="")),
                violation_error_message="请写整改结果。",
            ),
            models.CheckConstraint(
                name="what_was_found_is_named",
                condition=~Q(found=""),
                violation_error_message="请写发现了什么问题。",
            ),
        ]

    def __str__(self):
        return self.found

    @property
    def is_late(self):
        return self.done_on is None and self.due_on < clock.today()
