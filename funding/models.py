"""A budget and its shares: who gives how much, in cash or in kind. It never asks what it buys."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where money comes from; the codes are stored."""

    CITY = "city", _("市级财政")
    DISTRICT = "district", _("区级财政")
    TOWN = "town", _("镇级财政")
    SPONSORSHIP = "sponsorship", _("企业赞助")
    DONATION = "donation", _("慈善捐赠")
    COMMUNITY_FUND = "community_fund", _("社区基金")
    COLLECTIVE = "collective", _("村集体资金")
    SELF_RAISED = "self_raised", _("居民自筹")


FISCAL = (Source.CITY, Source.DISTRICT, Source.TOWN)
# 社会资金: cash only, includes what residents raise themselves; the collective's money is apart.
SOCIAL = (Source.SPONSORSHIP, Source.DONATION, Source.COMMUNITY_FUND, Source.SELF_RAISED)


class Form(models.TextChoices):
    CASH = "cash", _("现金")
    IN_KIND = "in_kind", _("实物")


class Budget(models.Model):
    """An amount of money somebody decided on; `reference` is the number of the record behind it."""

    title = models.CharField("名称", max_length=120)
    reference = models.CharField("依据编号", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预算"

    def __str__(self):
        """Its title may hold a proposer's own words, which not everybody at the desk may read."""
        return self.reference or f"#{self.pk}"


class Share(models.Model):
    """One source's part of a budget, in fen; what is given in kind carries its basis of value."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="shares", verbose_name="预算")
    source = models.CharField("来源", max_length=20, choices=Source)
    form = models.CharField("形式", max_length=10, choices=Form, default=Form.CASH)
    amount_fen = models.BigIntegerField("金额（分）")
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "资金来源"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_share_is_more_than_nothing",
                condition=Q(amount_fen__gt=0),
                violation_error_message="金额要大于 0 元。",
            ),
            models.CheckConstraint(
                name="in_kind_says_how_it_was_valued",
                condition=Q(form="cash") | ~Q(note=""),
                violation_error_message="实物要写明折价依据，例如“材料清单和报价”。",
            ),
            models.CheckConstraint(
                name="fiscal_money_is_cash",
                condition=Q(form="cash") | ~Q(source__in=["city", "district", "town"]),
                violation_error_message="财政资金只能是现金。",
            ),
        ]

    def __str__(self):
        return f"{self.get_source_display()} {self.amount_fen / 100:.2f} 元"
