"""随机抽查 and 联合监督检查: which matters were drawn, by which seed, and what was seen on the spot."""

from django.db import models
from django.db.models import F, Q

from projects.models.noted import Noted

SEED = r"^[0-9a-f]{16,64}$"
MOST_DRAWN, MOST_IN_POOL, SEEN_LENGTH = 50, 20_000, 500


class Sample(Noted):
    """`n` matters drawn from a pool. Everything a stranger needs to draw them again stands in it: the
    seed and every 查询号 of the pool, as it was then (projects.drawing_lots:draw).

    `seed_from` says where an entered seed comes from; "" when the house drew it, after the pool was
    fixed. Nothing is ever drawn over: another draw is another row that everybody reads.
    """

    district = models.ForeignKey(
        "villages.District", models.PROTECT, related_name="+", verbose_name="区"
    )
    town = models.ForeignKey(
        "villages.Town", models.PROTECT, null=True, related_name="+", verbose_name="镇"
    )
    village = models.ForeignKey(
        "villages.Village", models.PROTECT, null=True, related_name="+", verbose_name="村（社区）"
    )
    states = models.JSONField("环节", default=list)
    since = models.DateField("从哪天起提出的", null=True)
    until = models.DateField("到哪天为止提出的", null=True)
    n = models.PositiveSmallIntegerField("抽几件")
    seed = models.CharField("种子（十六进制）", max_length=64)
    seed_from = models.CharField("种子从哪里来", max_length=120, blank=True)
    pool = models.JSONField("范围里的查询号", default=list)
    drawn = models.JSONField("抽中的查询号", default=list)
    form_token = models.UUIDField(editable=False)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "随机抽查"
        ordering = ["-pk"]
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(
                fields=["form_token"], name="one_form_one_sample",
                violation_error_message="这一次已经抽过了，请刷新页面。",
            ),
            models.CheckConstraint(
                name="a_seed_is_hexadecimal", condition=Q(seed__regex=SEED),
                violation_error_message="种子是 16 到 64 位十六进制（0-9、a-f）。",
            ),
            models.CheckConstraint(
                name="a_sample_draws_some", condition=Q(n__gte=1, n__lte=MOST_DRAWN),
                violation_error_message=f"一次抽 1 到 {MOST_DRAWN} 件。",
            ),
            models.CheckConstraint(
                name="a_period_of_a_sample_ends_after_it_begins",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="结束的日期不能早于开始的日期。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"随机抽查 第 {self.pk} 号"


class Inspection(Noted):
    """联合监督检查: several offices look at some matters on one day."""

    district = models.ForeignKey(
        "villages.District", models.PROTECT, related_name="+", verbose_name="区"
    )
    on = models.DateField("日期")
    offices = models.CharField("参加的单位", max_length=200)
    about = models.CharField("检查什么", max_length=200)
    sample = models.ForeignKey(
        Sample, models.PROTECT, null=True, related_name="inspections", verbose_name="随机抽查"
    )
    form_token = models.UUIDField(editable=False)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "联合监督检查"
        ordering = ["-on", "-pk"]
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(
                fields=["form_token"], name="one_form_one_inspection",
                violation_error_message="这一次已经登记过了，请刷新页面。",
            ),
            models.CheckConstraint(
                name="an_inspection_says_who_and_what", condition=~Q(offices="") & ~Q(about=""),
                violation_error_message="请写参加的单位和检查什么。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"联合监督检查 第 {self.pk} 号"


class Stop(models.Model):
    """One matter that is looked at."""

    append_only = True

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="stops", verbose_name="联合监督检查"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="stops", verbose_name="项目"
    )

    class Meta:
        verbose_name = verbose_name_plural = "检查的项目"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "project"], name="each_matter_is_inspected_once",
                violation_error_message="同一件事只列一次。",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.inspection_id} {self.project_id}"


class Seen(Noted):
    """What was seen there, written once."""

    stop = models.OneToOneField(
        Stop, models.PROTECT, related_name="seen", verbose_name="检查的项目"
    )
    text = models.CharField("现场情况", max_length=SEEN_LENGTH)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "现场情况"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="what_was_seen_is_told", condition=~Q(text=""),
                violation_error_message="请写现场情况。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.text
