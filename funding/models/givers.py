"""Who gives besides the government, and what exactly was promised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding.models.budgets import Form, Source


class Giver(models.Model):
    """A firm, an organisation, a fund or a person. A person is named in public only if she agreed
    (PIPL 25)."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("企业")
        SOCIAL = "social", _("社会组织")
        FUND = "fund", _("社区基金")
        BODY = "body", _("机关、事业单位")
        PERSON = "person", _("个人")

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="givers", verbose_name="登记的村（社区）"
    )
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    shows_name = models.BooleanField(
        "愿意公开姓名", default=False, help_text="只对个人：没有同意，公开页写“爱心人士”。"
    )

    # Its entry in the district's register, where it has one; a person never has.
    organisation = models.ForeignKey(
        "villages.Organisation", models.PROTECT, null=True, blank=True, editable=False,
        related_name="givers", verbose_name="登记的组织",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "赞助方、捐赠方"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="a_giver_of_a_village_once", fields=["village", "kind", "name"],
                violation_error_message="这个赞助方已经登记过了，请在列表里选它。",
            ),
            models.CheckConstraint(
                name="a_person_is_no_organisation",
                condition=~Q(kind="person") | Q(organisation__isnull=True),
                violation_error_message="个人不是登记的组织。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def shown_name(self):
        """What the public reads."""
        if self.kind == self.Kind.PERSON and not self.shows_name:
            return _("爱心人士")
        return self.name


class Pledge(models.Model):
    """What somebody promised to give for a budget, by when, under terms seen first.

    A promise made in public binds (慈善法 41); nobody is made to give (慈善法 32). It is withdrawn
    with a reason, and only before anything was received.
    """

    budget = models.ForeignKey("funding.Budget", models.PROTECT, related_name="pledges")
    giver = models.ForeignKey(Giver, models.PROTECT, related_name="pledges", verbose_name="出资方")
    source = models.CharField("来源", max_length=20, choices=Source)
    form = models.CharField("形式", max_length=10, choices=Form, default=Form.CASH)
    amount_fen = models.BigIntegerField("金额（分）")
    what = models.CharField("认捐内容", max_length=120)
    due_on = models.DateField("承诺日期")
    terms = models.CharField("看过的条款版本", max_length=12)
    is_voluntary = models.BooleanField("自愿")
    signed_on = models.DateField("签字日期")
    evidence = models.CharField("认捐书文件指纹", max_length=64, blank=True)
    written_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("记录时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    withdrawn_why = models.CharField("撤回理由", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "认捐"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_pledge_is_more_than_nothing",
                condition=Q(amount_fen__gt=0),
                violation_error_message="认捐金额要大于 0 元。",
            ),
            models.CheckConstraint(
                name="nobody_is_made_to_give",
                condition=Q(is_voluntary=True),
                violation_error_message="请先确认是自愿出资；不能摊派。",
            ),
            models.CheckConstraint(
                name="only_social_money_is_pledged",
                condition=Q(source__in=["sponsorship", "donation", "community_fund"]),
                violation_error_message="只有企业赞助、慈善捐赠和社区基金要登记认捐。",
            ),
            models.CheckConstraint(
                name="a_withdrawn_pledge_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                violation_error_message="撤回认捐要写明理由。",
            ),
            models.UniqueConstraint(
                name="one_live_pledge_of_a_giver_for_a_source",
                fields=["budget", "giver", "source", "form"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message="这一方已经有一份有效的认捐，请先撤回再重新登记。",
            ),
        ]

    def __str__(self):
        return f"{self.giver}：{self.what}"

    @property
    def is_live(self):
        return self.withdrawn_at is None
