"""Who carries it out, by which means chosen, for how much, from when until when? 确定实施单位."""

from django.db import models
from django.db.models import F, Q

from projects.choices import Means
from projects.models.noted import Noted


class Awards(models.QuerySet):
    def standing(self):
        """The newest version: at most one of a project."""
        return self.filter(replaced_by__isnull=True)


class Award(Noted):
    """One choice of an implementer with its contract; `at` is when it was chosen. Another choice is a
    new version with its reason.

    `papers` are the names of the papers that are there, as the book wrote them; `offers` are
    [name, fen] of who was asked.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="awards", verbose_name="项目"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="更正哪一份"
    )
    reason = models.CharField("更正原因", max_length=200, blank=True)
    organisation = models.ForeignKey(
        "villages.Organisation", models.PROTECT, related_name="awards", verbose_name="实施单位"
    )
    means = models.CharField("方式", max_length=12, choices=Means)
    why = models.CharField("为什么选它", max_length=200)
    offers = models.JSONField("报价", default=list)
    papers = models.JSONField("已有的材料", default=list)
    contract_no = models.CharField("合同号", max_length=40)
    contract_fen = models.BigIntegerField("合同价（分）")
    begins_on = models.DateField("合同开工日期")
    ends_on = models.DateField("合同完工日期")
    document = models.ForeignKey(
        "funding.Document", models.PROTECT, null=True, related_name="+", verbose_name="扫描件"
    )

    objects = Awards.as_manager()

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "确定实施单位"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="another_award_has_its_reason",
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
                violation_error_message="更正要写明原因。",
            ),
            models.UniqueConstraint(
                name="one_first_award_of_a_project", fields=["project"],
                condition=Q(replaces__isnull=True),
                violation_error_message="刚才有人写过实施单位，请刷新页面再办。",
            ),
            models.CheckConstraint(
                name="a_contract_is_worth_something",
                condition=Q(contract_fen__gt=0),
                violation_error_message="合同价要大于 0 元。",
            ),
            models.CheckConstraint(
                name="a_contract_ends_after_it_begins",
                condition=Q(ends_on__gte=F("begins_on")),
                violation_error_message="合同完工日期不能早于开工日期。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.organisation}（{self.get_means_display()}）"
