"""A budget and its shares: who gives how much, in cash or in kind. It never asks what it buys."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding.arithmetic import Kind
from funding.arithmetic import Line as Rule
from weishishi.kernel.cipher import SealedField
from weishishi.kernel.yuan import yuan


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
# Somebody promised it and signed: without that nothing is confirmed.
PLEDGED = (Source.SPONSORSHIP, Source.DONATION, Source.COMMUNITY_FUND)
# The members' own money: their own meeting decides about it. (居组法 16, 村组法 24)
OWN_MONEY = (Source.COLLECTIVE, Source.SELF_RAISED)


class Form(models.TextChoices):
    CASH = "cash", _("现金")
    IN_KIND = "in_kind", _("实物")


class Budget(models.Model):
    """An amount of money somebody decided on; `reference` is the number of the record behind it.

    `approved_fen` is the cash that was confirmed, None before that and while a change is decided
    again; PostgreSQL holds shares and ledger against it (migration 0003).
    """

    title = models.CharField("名称", max_length=120)
    reference = models.CharField("依据编号", max_length=40, blank=True)
    village = models.ForeignKey(
        "villages.Village", models.PROTECT, null=True, related_name="+", verbose_name="村（社区）"
    )
    year = models.PositiveSmallIntegerField("年度", null=True)
    approved_fen = models.BigIntegerField("确定的现金（分）", null=True, editable=False)
    accepted_on = models.DateField("验收合格日期", null=True, editable=False)
    closed_on = models.DateField("账目结清日期", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "预算"
        constraints = [
            models.CheckConstraint(
                name="a_confirmed_budget_has_its_village_and_year",
                condition=Q(approved_fen__isnull=True)
                | Q(village__isnull=False, year__isnull=False, approved_fen__gte=0),
            )
        ]

    def __str__(self):
        """Its title may hold a proposer's own words, which not everybody at the desk may read."""
        return self.reference or f"#{self.pk}"


class Share(models.Model):
    """One source's part of a budget, in fen; what is given in kind carries its basis of value.

    `amount_fen` is what the rule of its kind came to (funding/arithmetic.py). What residents raise
    names the decision behind it and, for staff only, who pays (PIPL 6).
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="shares", verbose_name="预算")
    source = models.CharField("来源", max_length=20, choices=Source)
    form = models.CharField("形式", max_length=10, choices=Form, default=Form.CASH)
    giver = models.ForeignKey(
        "funding.Giver", models.PROTECT, null=True, blank=True, related_name="shares",
        verbose_name="出资方",
    )  # fmt: skip
    kind = models.CharField(
        "算法", max_length=10, choices=Kind, default=Kind.FIXED, db_default=Kind.FIXED
    )
    amount_fen = models.BigIntegerField("金额（分）")
    unit_fen = models.BigIntegerField("每单位（分）", null=True, blank=True)
    units = models.PositiveIntegerField("单位数", null=True, blank=True)
    unit_name = models.CharField("单位名称", max_length=10, blank=True, db_default="")
    basis_points = models.PositiveIntegerField("比例（万分之）", null=True, blank=True)
    cap_fen = models.BigIntegerField("最多（分）", null=True, blank=True)
    note = models.CharField("说明", max_length=120, blank=True)
    decision = models.CharField("依据的会议决定", max_length=80, blank=True, db_default="")
    is_voluntary = models.BooleanField("自愿出资", default=False, db_default=False)
    payers = SealedField("出资的楼栋或户", blank=True, db_default="")

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
            models.CheckConstraint(
                name="a_share_per_unit_says_of_what",
                condition=~Q(kind="per_unit")
                | Q(unit_fen__gt=0, units__gt=0, unit_fen__isnull=False, units__isnull=False),
                violation_error_message="按单位补贴要写每单位多少元和多少个单位，例如每栋 2000 元、24 栋。",
            ),
        ]

    def __str__(self):
        return f"{self.get_source_display()} {yuan(self.amount_fen)} 元"

    @property
    def is_fiscal(self):
        return self.source in FISCAL

    @property
    def rule(self):
        """How its amount is reckoned of a total."""
        return Rule(
            self.kind, fen=self.amount_fen if self.kind == Kind.FIXED else 0,
            unit_fen=self.unit_fen or 0, units=self.units or 0,
            basis_points=self.basis_points or 0, cap_fen=self.cap_fen,
        )  # fmt: skip
