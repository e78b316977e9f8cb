"""What was found on the spot? 踏勘记录: who went, what was measured, whose it is, what is proposed."""

from django.db import models
from django.db.models import Q

from projects.models.noted import Noted


class SiteVisits(models.QuerySet):
    def standing(self):
        """The newest version of every visit."""
        return self.filter(replaced_by__isnull=True)


class SiteVisit(Noted):
    """One visit; `at` is when they were there. A correction is a new version with its reason.

    Who came along is for staff only: names of posts, and others in words.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="visits", verbose_name="项目"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="更正哪一份"
    )
    reason = models.CharField("更正原因", max_length=200, blank=True)
    present = models.JSONField("参加的工作人员", default=list)  # "石桥村联络员 王某"
    others = models.CharField("其他参加人", max_length=200, blank=True)
    ownership = models.CharField("权属、产权", max_length=300)
    pipes = models.CharField("管线", max_length=300, blank=True)
    proposal = models.TextField("方案建议", max_length=1000)
    feasible = models.BooleanField("可行")
    feasible_words = models.CharField("可行性说明", max_length=300)
    latitude = models.FloatField("纬度（WGS-84）", null=True, blank=True)
    longitude = models.FloatField("经度（WGS-84）", null=True, blank=True)
    signature = models.CharField("签名", max_length=40)

    objects = SiteVisits.as_manager()

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "踏勘记录"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="a_correction_has_its_reason",
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
                violation_error_message="更正要写明原因。",
            ),
            models.CheckConstraint(
                name="a_visit_is_signed",
                condition=~Q(signature=""),
                violation_error_message="踏勘记录要签名。",
            ),
            models.CheckConstraint(
                name="a_visit_stands_somewhere_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False, latitude__range=(3, 54),
                    longitude__isnull=False, longitude__range=(73, 136),
                ),
                violation_error_message="坐标要同时填纬度和经度，并且在中国境内。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.at:%Y-%m-%d} 踏勘"


# Units that are read off a tape or a meter; of everything else there are so and so many.
READ_OFF = {"m", "米", "cm", "厘米", "mm", "毫米", "km", "公里", "m²", "㎡", "平方米", "度"}


class Measure(models.Model):
    """One measured fact of a visit: 护栏高 1.0 m."""

    append_only = True

    visit = models.ForeignKey(SiteVisit, models.PROTECT, related_name="measures")
    name = models.CharField("量什么", max_length=30)
    value = models.DecimalField("数值", max_digits=10, decimal_places=2)
    unit = models.CharField("单位", max_length=10)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        is_counted = self.unit not in READ_OFF and self.value == int(self.value)
        value = int(self.value) if is_counted else plain(self.value)
        return f"{self.name} {value} {self.unit}"


def plain(value):
    """A measured number keeps one decimal, so that 1.0 m says how exactly it was read."""
    text = f"{value.normalize():f}"
    return text if "." in text else f"{text}.0"
