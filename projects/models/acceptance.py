"""验收: who stood there, what was agreed and what is there, passed or not, signed by whom?"""

from decimal import Decimal

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from projects.models.noted import Noted
from weishishi.kernel.cipher import SealedField
from weishishi.kernel.dates import written


class Acceptances(models.Manager):
    """Each knows what the one before it said: what passes after a fault passes 整改后."""

    def get_queryset(self):
        rows = super().get_queryset()
        earlier = models.QuerySet(self.model).filter(
            project=OuterRef("project"), pk__lt=OuterRef("pk")
        )
        return rows.annotate(before=Subquery(earlier.order_by("-pk").values("result")[:1]))


class Acceptance(Noted):
    """One inspection; `at` is when it was. After a rectification there is another one.

    `items` are [name, place, agreed, actual, unit, quality is good, words]; numbers as text.
    """

    class Result(models.TextChoices):
        PASSED = "passed", _("合格")
        RECTIFY = "rectify", _("整改后合格")
        FAILED = "failed", _("不合格")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="acceptances", verbose_name="项目"
    )
    begun_on = models.DateField("开工日期")
    done_on = models.DateField("完工日期")
    on = models.DateField("验收日期")
    items = models.JSONField("逐项验收", default=list)
    result = models.CharField("结论", max_length=10, choices=Result)
    problems = models.CharField("存在问题", max_length=300, blank=True)
    deadline = models.DateField("整改期限", null=True)
    upkeep_by = models.CharField("管护单位", max_length=60, blank=True)
    upkeep_until = models.DateField("管护到哪天", null=True)
    document = models.ForeignKey(
        "funding.Document", models.PROTECT, null=True, related_name="+", verbose_name="签字扫描件"
    )

    objects = Acceptances()

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "验收"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="works_end_after_they_began",
                condition=Q(done_on__gte=F("begun_on")),
                violation_error_message="完工日期不能早于开工日期。",
            ),
            models.CheckConstraint(
                name="what_is_accepted_was_finished",
                condition=Q(on__gte=F("done_on")),
                violation_error_message="验收日期不能早于完工日期。",
            ),
            models.CheckConstraint(
                name="what_is_to_be_put_right_has_its_day",
                condition=Q(result="passed", deadline__isnull=True)
                | (
                    ~Q(result="passed")
                    & Q(deadline__isnull=False, deadline__gte=F("on"))
                    & ~Q(problems="")
                ),
                violation_error_message="要整改的，写明存在问题和整改期限，期限不早于验收日期；合格的不写期限。",
            ),
            models.CheckConstraint(
                name="upkeep_lasts_beyond_the_acceptance",
                condition=Q(upkeep_until__isnull=True) | Q(upkeep_until__gt=F("on")),
                violation_error_message="管护日期要晚于验收日期。",
            ),
        ]

    def __str__(self):
        return f"{self.on} {self.get_result_display()}"

    @property
    def conclusion(self):
        """In words: what is to be put right has not passed yet; what passes afterwards passed 整改后."""
        if self.result == self.Result.PASSED:
            mended = self.__dict__.get("before") not in (None, self.Result.PASSED)
            return str((self.Result.RECTIFY if mended else self.Result.PASSED).label)
        words = (
            _("不合格，要整改，到 {day}")
            if self.result == self.Result.FAILED
            else _("要整改，到 {day}")
        )
        return words.format(day=written(self.deadline))

    @property
    def counted(self):
        """[(name, there, agreed, unit)] of what was short, homes and places added up: for everybody."""
        found = {}
        for name, _place, agreed, actual, unit, *_rest in self.items:
            there, planned = found.get((name, unit), (0, 0))
            found[name, unit] = there + Decimal(actual), planned + Decimal(agreed)
        return [
            (name, f"{there.normalize():f}", f"{planned.normalize():f}", unit)
            for (name, unit), (there, planned) in found.items()
            if there < planned
        ]


class AcceptanceRole(models.TextChoices):
    """On whose behalf somebody stands in the committee (06-forms 验收表)."""

    VILLAGE = "village", _("村（居）委会")
    RESIDENTS = "residents", _("居民代表")
    SUPERVISION = "supervision", _("村（居）务监督委员会")
    TOWN = "town", _("镇")
    THIRD_PARTY = "third_party", _("第三方、监理")
    IMPLEMENTER = "implementer", _("实施单位")


class Signature(models.Model):
    """Somebody of the committee signed: under her account, or on the paper that is attached."""

    append_only = True

    acceptance = models.ForeignKey(
        Acceptance, models.PROTECT, related_name="signatures", verbose_name="验收"
    )
    role = models.CharField("代表", max_length=12, choices=AcceptanceRole)
    name = SealedField("姓名")
    post = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="以哪个职务"
    )
    on_paper = models.BooleanField("在纸上签的")
    signed_at = models.DateTimeField("签字时间")

    class Meta:
        verbose_name = verbose_name_plural = "验收签字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_post_signs_once", fields=["acceptance", "post"],
                violation_error_message="您已经签过了。",
            ),
            models.CheckConstraint(
                name="signed_by_account_or_on_paper",
                condition=Q(on_paper=True, post__isnull=True)
                | Q(on_paper=False, post__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_role_display()


class LookAgain(Noted):
    """After so many months somebody looked whether it still does what it should (回头看)."""

    MONTHS = (3, 12)

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="looks", verbose_name="项目"
    )
    months = models.PositiveSmallIntegerField(
        "第几个月", choices=[(3, _("3 个月")), (12, _("12 个月"))]
    )
    is_fine = models.BooleanField("完好，在用")
    words = models.CharField("看到什么", max_length=200)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "回头看"
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(
                name="looked_again_once_each", fields=["project", "months"],
                violation_error_message="这一次回头看已经记过了。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_months_display()
