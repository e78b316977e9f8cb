"""还好用吗: what residents say three and twelve months later, so that nobody can tell who said what.

Kept as the voices of an evaluation are (models/evaluations.py, docs/decisions/0021): a voice carries
no person and no time finer than the day, and that somebody spoke is a digest apart from it.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from projects.models.acceptance import LookAgain
from weishishi.kernel.cipher import SealedField

LOOK_WORDS = 200


class LookRound(models.Model):
    """Residents are asked once for each look; `asked` is how many were sent a link."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="look_rounds", verbose_name="项目"
    )
    months = models.PositiveSmallIntegerField(
        "第几个月", choices=LookAgain._meta.get_field("months").choices
    )
    opened_on = models.DateField("开始日期")
    last_day = models.DateField("到哪天为止（含当天）")
    asked = models.PositiveIntegerField("请了几位")

    class Meta:
        verbose_name = verbose_name_plural = "还好用吗"
        ordering = ["project", "months"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "months"], name="residents_are_asked_once_for_each_look"
            ),
            models.CheckConstraint(
                name="a_look_of_residents_has_its_days",
                condition=Q(last_day__gte=F("opened_on")),
                violation_error_message="至少问一天。",
            ),
        ]

    def __str__(self):
        return self.get_months_display()


class LookVoice(models.Model):
    """What one person said. Its number is drawn by chance, its day is all its time."""

    append_only = True
    recorded = False  # the chain would tell in which order people spoke

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        LookRound, models.PROTECT, related_name="voices", verbose_name="还好用吗"
    )
    is_fine = models.BooleanField("好用")
    said_on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "还好用吗：居民说的"
        ordering = ["id"]

    def __str__(self):
        return "好用" if self.is_fine else "有问题"


class LookWords(models.Model):
    """What is wrong with it, apart from the voice: for the committee, and forgotten later."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        LookRound, models.PROTECT, related_name="words", verbose_name="还好用吗"
    )
    words = SealedField("哪里不好用")

    class Meta:
        verbose_name = verbose_name_plural = "还好用吗：留言"
        ordering = ["key"]

    def __str__(self):
        return f"留言 {self.key}"


class LookSpoken(models.Model):
    """That somebody has spoken: a keyed digest; the rows of a round are written anew in their order."""

    digest = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(LookRound, models.PROTECT, related_name="spoken")

    class Meta:
        verbose_name = verbose_name_plural = "还好用吗：已经说过"
        ordering = ["digest"]

    def __str__(self):
        return "已经说过"
