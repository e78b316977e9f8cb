"""Is it what the programme is for? The lists it is held against, and what the committee answered."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from projects.models.noted import Noted

LEAST_WORDS = 4  # characters of an answer


class Kind(models.TextChoices):
    POSITIVE = "positive", "正面清单"
    NEGATIVE = "negative", "负面清单"


class ListRules(models.QuerySet):
    def in_force(self, day):
        """The lines in force on that date: the first day inclusive, the last exclusive."""
        open_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        return self.filter(open_ended, valid_from__lte=day)


class ListRule(models.Model):
    """One line of the positive or the negative list, in the words of the document.

    A line is never reworded: it ends on a day and another one begins, so that an old self-check
    keeps the words it was held against.
    """

    kind = models.CharField("清单", max_length=8, choices=Kind)
    number = models.PositiveSmallIntegerField("第几项")
    words = models.CharField("内容", max_length=120)
    source = models.CharField("依据文件", max_length=80)
    valid_from = models.DateField("从哪天起", help_text="这一天算在内。")
    valid_to = models.DateField("到哪天止", null=True, blank=True, help_text="从这一天起不再适用。")

    objects = ListRules.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "正面、负面清单"
        ordering = ["-kind", "number", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "valid_from"], name="a_line_begins_once",
                violation_error_message="这一项从这一天起已经有内容了。",
            ),
            models.CheckConstraint(
                name="a_line_ends_after_it_began",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_message="结束日期要晚于开始日期。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()}第 {self.number} 项"

    def clean(self):
        """Said beside the field, where the first day cannot be edited any more."""
        if self.valid_to and self.valid_from and self.valid_to <= self.valid_from:
            raise ValidationError({"valid_to": "结束日期要晚于开始日期。"})


@dataclass(frozen=True)
class Line:
    """One line of the lists and what stands against it; `check` None: not answered yet."""

    rule: ListRule
    check: "SelfCheck | None"

    @property
    def is_negative(self):
        return self.rule.kind == Kind.NEGATIVE

    @property
    def is_yes(self):
        return self.check is not None and self.check.answer

    @property
    def is_open(self):
        """A negative line nobody has answered; a positive one may stay without an answer."""
        return self.is_negative and self.check is None


class SelfChecks(models.Manager):
    """Of one project: `project.self_checks`."""

    def lines(self, at):
        """Every line in force on the date `at` with the newest answer given up to that date, the
        positive list first. Two queries."""
        given = self.filter(at__date__lte=at).order_by("pk")
        newest = {check.rule_id: check for check in given}
        return [Line(rule, newest.get(rule.pk)) for rule in ListRule.objects.in_force(at)]


class SelfCheck(Noted):
    """Whether a line of the lists applies to a project, and why; the newest answer counts."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="self_checks", verbose_name="项目"
    )
    rule = models.ForeignKey(ListRule, models.PROTECT, related_name="+", verbose_name="清单项")
    answer = models.BooleanField("属于")
    words = models.CharField("说明", max_length=200)

    objects = SelfChecks()

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "清单自查"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="an_answer_has_words",
                condition=~Q(words=""),
                violation_error_message="每一项都要写明理由。",
            ),
        ]

    def __str__(self):
        return f"{self.rule_id} {'属于' if self.answer else '不属于'}"
