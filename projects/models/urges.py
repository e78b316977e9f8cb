"""Who was reminded of a clock, by the house or by hand, and what was answered."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.clocks import ClockRun
from projects.models.noted import Noted
from villages.roles import Role

TEXT_LENGTH, MOST_DAYS = 500, 30


class Nudge(models.Model):
    """The house reminded whoever holds these posts, once for each kind and stay in a state."""

    append_only = True

    class Kind(models.TextChoices):
        HALF = "half", _("期限过半")
        YELLOW = "yellow", _("快到期")
        RED = "red", _("已超期")
        LONG = "long", _("超期满 5 个工作日")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="nudges", verbose_name="项目"
    )
    run = models.ForeignKey(ClockRun, models.PROTECT, related_name="nudges", verbose_name="时钟")
    kind = models.CharField("哪一次", max_length=8, choices=Kind)
    role = models.CharField("提醒谁", max_length=24, choices=Role)
    office = models.CharField("提醒哪里", max_length=120)
    due_on = models.DateField("应办日期")
    at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = verbose_name_plural = "到期提醒"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "run", "kind"], name="nudged_once",
                violation_error_message="这一次已经提醒过了。",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.office}"


class Urge(Noted):
    """催办 or 督办 by hand: words to a post, to be answered in writing within so many working days.
    `due_on` is null where the calendar is not announced."""

    class Kind(models.TextChoices):
        URGE = "urge", _("催办")
        SUPERVISION = "supervise", _("督办")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="urges", verbose_name="项目"
    )
    kind = models.CharField("催办还是督办", max_length=10, choices=Kind)
    to = models.ForeignKey(
        "villages.Post", models.PROTECT, related_name="+", verbose_name="请谁答复"
    )
    to_name = models.CharField("请哪里答复", max_length=120)
    text = models.CharField("内容", max_length=TEXT_LENGTH)
    within = models.PositiveSmallIntegerField("几个工作日内答复")
    due_on = models.DateField("答复期限", null=True)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "催办和督办"
        indexes = [models.Index(fields=["to", "due_on"], name="urges_to_answer")]
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="an_urge_is_said_in_words",
                condition=~Q(text=""),
                violation_error_message="请写明催办什么、要求什么。",
            ),
            models.CheckConstraint(
                name="an_urge_leaves_some_days",
                condition=Q(within__gte=1, within__lte=MOST_DAYS),
                violation_error_message=f"请给 1 到 {MOST_DAYS} 个工作日答复。",
            ),
            models.CheckConstraint(
                name="nobody_urges_herself",
                condition=Q(by=None) | ~Q(by=F("to")),
                violation_error_message="不能催办自己，请另选一个岗位。",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.to_name}"


class UrgeAnswer(Noted):
    """The one answer to it."""

    urge = models.OneToOneField(
        Urge, models.PROTECT, related_name="answer", verbose_name="催办或督办"
    )
    text = models.CharField("答复", max_length=TEXT_LENGTH)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "催办、督办的答复"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="an_answer_says_something",
                condition=~Q(text=""),
                violation_error_message="请写答复。",
            ),
        ]

    def __str__(self):
        return self.text
