"""评议: what residents said when it was done, round by round, so that nobody can tell who said what.

A voice carries no person, no phone and no time finer than the day. That somebody spoke is kept apart
(Spoken) as a keyed digest. Why, and what this does not hide: docs/decisions/0021.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.noted import Noted
from projects.satisfaction import Grade, Said
from weishishi.kernel.cipher import SealedField

WORDS_LENGTH = 300


class Way(models.TextChoices):
    """How a voice came."""

    SITE = "site", _("现场扫码")
    LINK = "link", _("消息里的链接")
    PHONE = "phone", _("电话")


class Voter(models.TextChoices):
    """对象类别 of 满意度测评表."""

    USER = "user", _("用得上的居民")
    NEIGHBOUR = "neighbour", _("附近的居民")
    REPRESENTATIVE = "representative", _("村（居）民代表")
    PARTY_MEMBER = "party_member", _("党员")
    OTHER = "other", _("其他")


class Evaluation(models.Model):
    """One round of asking. Its days and its rule are those of the book on the day it was opened; its
    result is counted by the machine when it is closed, never typed."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="evaluations", verbose_name="项目"
    )
    round = models.PositiveSmallIntegerField("第几轮")
    opened_at = models.DateTimeField("开始时间")
    first_day = models.DateField("第一天")
    last_day = models.DateField("最少到哪天（含当天）")
    rule_basis = models.CharField("规则的依据", max_length=120)
    against_members = models.BooleanField("按应评人数算")
    least_voices = models.PositiveSmallIntegerField("至少几份有效")
    members = models.PositiveIntegerField("应评人数", null=True)
    closed_at = models.DateTimeField("结束时间", null=True)
    satisfied = models.PositiveIntegerField("满意", null=True)
    basic = models.PositiveIntegerField("基本满意", null=True)
    dissatisfied = models.PositiveIntegerField("不满意", null=True)
    invalid = models.PositiveIntegerField("无效", null=True)
    outcome = models.CharField("结果", max_length=12, choices=Grade, blank=True)
    # 不满意, or the village decided to mend it all the same: until when.
    rectify_by = models.DateField("整改期限", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "评议"
        ordering = ["project", "round"]
        constraints = [
            models.UniqueConstraint(fields=["project", "round"], name="each_round_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(closed_at__isnull=True),
                name="one_round_at_a_time",
                violation_error_message="这件事正在评议，不用再开一轮。",
            ),
            models.CheckConstraint(
                name="a_round_has_its_days", condition=Q(last_day__gte=F("first_day")),
                violation_error_message="评议至少一天。",
            ),
            models.CheckConstraint(
                name="a_result_is_whole",
                condition=Q(
                    closed_at__isnull=True, satisfied__isnull=True, basic__isnull=True,
                    dissatisfied__isnull=True, invalid__isnull=True, outcome="",
                )
                | Q(
                    closed_at__isnull=False, satisfied__isnull=False, basic__isnull=False,
                    dissatisfied__isnull=False, invalid__isnull=False,
                ),
                violation_error_message="评议结果由系统计算，不能只写一部分。",
            ),
            models.CheckConstraint(
                name="no_more_voices_than_members",
                condition=Q(members__isnull=True) | Q(against_members=False)
                | Q(satisfied__isnull=True)
                | Q(members__gte=F("satisfied") + F("basic") + F("dissatisfied")),
                violation_error_message="应评人数不能少于收到的有效评议。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"第 {self.round} 轮评议"

    @property
    def said(self):
        """The result as it was counted when the round was closed; None before."""
        if self.closed_at is None:
            return None
        return Said(self.satisfied, self.basic, self.dissatisfied, self.invalid)


class Voice(models.Model):
    """What one person said. Its number is drawn by chance, its day is all its time."""

    append_only = True
    recorded = False  # the chain would tell in which order people spoke

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="voices", verbose_name="评议"
    )
    way = models.CharField("方式", max_length=8, choices=Way)
    voter = models.CharField("对象类别", max_length=16, choices=Voter)
    overall = models.CharField("总体", max_length=12, choices=Grade)
    fits = models.CharField("需求符合", max_length=12, choices=Grade, blank=True)
    quality = models.CharField("质量", max_length=12, choices=Grade, blank=True)
    pace = models.CharField("进度", max_length=12, choices=Grade, blank=True)
    openness = models.CharField("公开", max_length=12, choices=Grade, blank=True)
    service = models.CharField("服务", max_length=12, choices=Grade, blank=True)
    said_on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "评议意见"
        ordering = ["id"]

    def __str__(self):
        return str(self.get_overall_display())


class Remark(models.Model):
    """The words that came with a voice, apart from it: to be read by the committee, and forgotten."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="remarks", verbose_name="评议"
    )
    overall = models.CharField("总体", max_length=12, choices=Grade)
    words = SealedField("意见")

    class Meta:
        verbose_name = verbose_name_plural = "评议留言"
        ordering = ["key"]

    def __str__(self):
        return f"评议留言 {self.key}"


class Spoken(models.Model):
    """That somebody has spoken in a round: a keyed digest, and nothing else.

    The rows of a round are written anew, in the order of their digests, with every voice that comes:
    neither their place in the table nor their transaction says which of them came with which voice.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="spoken")

    class Meta:
        verbose_name = verbose_name_plural = "已经评过"
        ordering = ["digest"]

    def __str__(self):
        return "已经评过"


class Barred(models.Model):
    """A phone of the implementer or of its contacts, as a keyed digest: it may not evaluate."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="barred")
    phone_index = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "不能参加评议的手机号"
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "phone_index"], name="each_phone_barred_once",
                violation_error_message="这个手机号已经登记过了。",
            )
        ]  # fmt: skip

    def __str__(self):
        return "不能参加评议的手机号"


class BallotSheets(models.QuerySet):
    def standing(self):
        """The newest version of every sheet."""
        return self.filter(replaced_by__isnull=True)


class BallotSheet(Noted):
    """Paper ballots counted at a meeting, an estate or a visit; corrected by a new version."""

    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="sheets", verbose_name="评议"
    )
    where = models.CharField("在哪里收的", max_length=80)
    satisfied = models.PositiveIntegerField("满意")
    basic = models.PositiveIntegerField("基本满意")
    dissatisfied = models.PositiveIntegerField("不满意")
    invalid = models.PositiveIntegerField("无效")
    # {code of satisfaction.PARTS: [满意, 基本满意, 不满意]}, of the ballots that said something of it.
    parts = models.JSONField("分项份数", default=dict, db_default={})
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="更正哪一份"
    )
    reason = models.CharField("更正原因", max_length=200, blank=True)

    objects = BallotSheets.as_manager()

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "纸质测评表汇总"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="a_corrected_sheet_has_its_reason",
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
                violation_error_message="更正要写明原因。",
            ),
            models.CheckConstraint(
                name="a_new_sheet_is_not_empty",
                condition=Q(replaces__isnull=False)
                | Q(satisfied__gt=0) | Q(basic__gt=0) | Q(dissatisfied__gt=0) | Q(invalid__gt=0),
                violation_error_message="请填收回的份数。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.where}：{self.satisfied} / {self.basic} / {self.dissatisfied}"

    @property
    def said(self):
        return Said(self.satisfied, self.basic, self.dissatisfied, self.invalid)
