"""What is written about a meeting and beside it: minutes in versions, authorisations, opinions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.meetings import TEXT, Meeting
from projects.states import FIVE_STAGES


class Minutes(models.Model):
    """One version of a closed meeting's minutes with all its numbers; a correction is a further
    version with a reason, the earlier one stays. Internal record: staff read it, not the public."""

    append_only = True

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="minutes", verbose_name="会议"
    )
    version = models.PositiveSmallIntegerField("版本")
    record = models.TextField("会议记录", max_length=TEXT, blank=True)
    resolution = models.TextField("决议", max_length=TEXT, blank=True)
    arrangement = models.CharField("公示安排", max_length=200, blank=True)
    # {"due", "present", "on_leave", "observers", "items": [{"project", "for", …, "result"}]}
    numbers = models.JSONField("人数和票数")
    reason = models.CharField("更正原因", max_length=200, blank=True)
    actor_name = models.CharField("记录人", max_length=120)
    post = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="职务"
    )
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "会议纪要"
        ordering = ["meeting", "version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="a_version_is_once"),
            models.CheckConstraint(
                name="a_correction_says_why",
                condition=Q(version=1) | (Q(version__gt=1) & ~Q(reason="")),
                violation_error_message="请写明更正的原因。",
            ),
        ]

    def __str__(self):
        return f"{self.meeting} · {self.version}"

    @property
    def absent(self):
        """Neither came nor asked for leave, by the sums of this version."""
        return self.numbers["due"] - self.numbers["present"] - self.numbers["on_leave"]


class FourStep(models.Model):
    """One of the discussions that come before the representatives decide (四议两公开)."""

    class Step(models.TextChoices):
        BRANCH = "branch", _("村党组织提议")
        COMMITTEES = "committees", _("村“两委”会商议")
        MEMBERS = "members", _("党员大会审议")
        DECISION = "decision", _("村民代表会议或村民会议决议")

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="four_steps", verbose_name="会议"
    )
    step = models.CharField("哪一议", max_length=10, choices=Step)
    held_on = models.DateField("日期")
    words = models.CharField("意见", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "四议"
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "step"], name="each_discussion_once")
        ]

    def __str__(self):
        return self.get_step_display()


class Authorisation(models.Model):
    """The villagers' assembly lets its representatives decide on public-good matters.
    (村民委员会组织法 2018, 24)"""

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="authorisations", verbose_name="村"
    )
    decided_on = models.DateField("村民会议授权的日期")
    valid_until = models.DateField(
        "有效期到", null=True, blank=True, help_text="这一天还有效；长期有效的留空。"
    )
    words = models.CharField(
        "授权什么", max_length=200, help_text="例如：本届村民代表会议讨论决定公益事业的兴办方案。"
    )
    document_no = models.CharField("决议编号", max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="登记人",
    )  # fmt: skip
    recorded_at = models.DateTimeField("登记时间", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("村民会议授权")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_authorisation_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("decided_on")),
                violation_error_message="有效期不能早于授权的日期。",
            )
        ]

    def __str__(self):
        return f"{self.village.name} {self.decided_on:%Y-%m-%d}"


class PartyOpinion(models.Model):
    """What the party organisation says of a project at one of the five stages (党组织意见)."""

    append_only = True

    class Opinion(models.TextChoices):
        AGREES = "agrees", _("同意")
        WITH_CHANGES = "with_changes", _("修改后同意")
        DISAGREES = "disagrees", _("不同意")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="party_opinions", verbose_name="项目"
    )
    stage = models.CharField(
        "阶段", max_length=10, choices=[(one.value, one.label) for one in FIVE_STAGES]
    )
    opinion = models.CharField("意见", max_length=14, choices=Opinion)
    words = models.CharField("说明", max_length=200, blank=True)
    actor_name = models.CharField("谁的意见", max_length=120)
    post = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="职务"
    )
    happened_at = models.DateTimeField("发表时间")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "党组织意见"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="who_does_not_agree_says_why",
                condition=Q(opinion="agrees") | ~Q(words=""),
                violation_error_message="不是同意的，请写明意见。",
            ),
            models.CheckConstraint(
                name="no_opinion_written_before_it_was_given",
                condition=Q(happened_at__lte=models.F("recorded_at")),
                violation_error_message="发表时间不能晚于现在。",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} · {self.get_opinion_display()}"
