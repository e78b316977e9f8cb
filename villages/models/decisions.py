"""What district and town decided about their rules, each with its document and its days."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from villages.models.documents import PolicyDocument
from villages.models.places import District, Town


class RuleDecision(models.Model):
    """One rule set to one value from a day on; a later row takes its place, no row is rewritten.

    No value (None) takes an earlier decision of the same level back: what stands above it holds.
    """

    append_only = True

    class Level(models.TextChoices):
        LAW = "law", _("法律规定的数")
        DISTRICT = "district", _("区")
        TOWN = "town", _("镇")

    level = models.CharField("哪一级", max_length=10, choices=Level)
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name="区")
    town = models.ForeignKey(
        Town, models.PROTECT, null=True, related_name="rule_decisions", verbose_name="镇"
    )
    rule = models.CharField("规则", max_length=60)
    value = models.JSONField("值", null=True)
    valid_from = models.DateField("从哪天起")
    valid_to = models.DateField("到哪天（含）", null=True)
    document = models.ForeignKey(
        PolicyDocument, models.PROTECT, related_name="decisions", verbose_name="依据的文件"
    )
    recorded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间")
    imported = models.BooleanField("历史资料", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "规则决定"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_towns_decision_names_the_town",
                condition=Q(level="town", town__isnull=False)
                | (~Q(level="town") & Q(town__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_decision_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
            ),
        ]

    def __str__(self):
        return f"{self.rule}（{self.valid_from:%Y-%m-%d}起）"
