"""政策交流推介会: to which organisations was the programme explained, who came, what came of it?"""

from django.db import models
from django.db.models import Q


class Briefing(models.Model):
    """One afternoon. It can be changed until attendance is written down; from then on it is a fact."""

    district = models.ForeignKey(
        "villages.District", models.PROTECT, related_name="briefings", editable=False
    )
    title = models.CharField("名称", max_length=60)
    held_on = models.DateField("日期")
    venue = models.CharField("地点", max_length=60)
    documents = models.ManyToManyField(
        "villages.PolicyDocument", blank=True, related_name="+", verbose_name="讲解的文件"
    )
    outcome = models.CharField(
        "会后情况",
        max_length=300,
        blank=True,
        help_text="会公开：谈了什么、约定了什么；不写个人姓名。",
    )
    by_name = models.CharField("组织单位", max_length=120, editable=False)
    written_at = models.DateTimeField("登记时间", editable=False)
    counted_at = models.DateTimeField("登记到会的时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "政策交流推介会"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_briefing_of_a_day_once", fields=["district", "held_on", "title"],
                violation_error_message="这一天已经登记过同名的推介会了。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.title


class BriefingGuest(models.Model):
    """An organisation that was invited, and whether it came; how many people, no names."""

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="guests")
    organisation = models.ForeignKey(
        "villages.Organisation", models.PROTECT, related_name="briefings", verbose_name="组织"
    )
    attended = models.BooleanField("到会", null=True)
    people = models.PositiveSmallIntegerField("到会人数", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "受邀组织"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_guest_is_invited_once", fields=["briefing", "organisation"],
                violation_error_message="这个组织已经在邀请名单里了。",
            ),
            models.CheckConstraint(
                name="who_came_were_people",
                condition=Q(attended=True, people__gte=1) | ~Q(attended=True) & Q(people__isnull=True)
                | Q(attended__isnull=True, people__isnull=True),
                violation_error_message="到会的写来了几个人，至少 1 人；没有到会的不写。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.organisation)
