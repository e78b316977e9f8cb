"""What hung on the board, word for word and day for day, and what neighbours said to it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.board import BASIS_LENGTH

WORDS_LENGTH = 1000
RELEASED_LENGTH = 200


class PublicNotice(models.Model):
    """One 公示 for one or many matters of a village. Its days are those of the rulebook on the day it
    was posted: a rule that changes later changes no notice that runs."""

    class Stage(models.TextChoices):
        """Where it stands on a day; never stored, see `stage_on`."""

        RUNNING = "running", _("正在公示")
        ENDED = "ended", _("公示期满")
        WITHDRAWN = "withdrawn", _("已撤下")

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="public_notices", verbose_name="村（社区）"
    )
    year = models.PositiveSmallIntegerField("年份", editable=False)
    serial = models.PositiveIntegerField("序号", editable=False)
    title = models.CharField("标题", max_length=120)
    basis = models.CharField("依据", max_length=BASIS_LENGTH)
    posted_at = models.DateTimeField("张贴时间")
    first_day = models.DateField("公示第一天")
    last_day = models.DateField("公示最后一天")
    days = models.PositiveSmallIntegerField("公示天数")
    in_working_days = models.BooleanField("按工作日算", default=False)
    rule_basis = models.CharField("天数的依据", max_length=120)
    signed_by = models.CharField("落款单位", max_length=100)
    village_phone = models.CharField("村（社区）电话", max_length=25, blank=True)
    town_phone = models.CharField("镇电话", max_length=25, blank=True)
    supervision_phone = models.CharField("监督电话", max_length=25, blank=True)
    # None: an import.
    posted_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="张贴人"
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        ordering = ["-posted_at", "-pk"]
        indexes = [models.Index(fields=["-last_day", "-id"], name="notices_by_last_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "year", "serial"], name="one_notice_of_a_number"
            ),
            models.CheckConstraint(
                name="a_notice_has_its_days",
                condition=Q(days__gte=1, last_day__gte=F("first_day")),
                violation_error_message="公示至少一天，最后一天不能早于第一天。",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self):
        """石桥村公示〔2021〕3号"""
        return f"{self.village.name}公示〔{self.year}〕{self.serial}号"

    def stage_on(self, day):
        if self.withdrawn_at:
            return self.Stage.WITHDRAWN
        return self.Stage.RUNNING if day <= self.last_day else self.Stage.ENDED


class NoticeItem(models.Model):
    """One line of a notice: what everybody could read about the matter while it hung there.

    Amounts are whole fen; `sources` is [[source, form, fen], …] as funding.queries.sums_by_source.
    """

    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, related_name="items", verbose_name="公示"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="notice_items", verbose_name="项目"
    )
    name = models.CharField("名称", max_length=60)
    content = models.TextField("内容")
    place = models.CharField("地点", max_length=160)
    # Where exactly, to see that it stayed the same; the public reads `place`.
    spot = models.ForeignKey("villages.Place", models.PROTECT, null=True, related_name="+")
    amount_fen = models.BigIntegerField("金额（分）")
    sources = models.JSONField("资金来源")
    implementer = models.CharField("实施单位", max_length=100, blank=True)
    period = models.CharField("工期", max_length=60, blank=True)
    beneficiaries = models.CharField("受益范围", max_length=200, blank=True)
    # From then on it hangs there no more: a matter that is talked about again gets a new notice.
    withdrawn_at = models.DateTimeField("撤下时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "公示的项目"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(withdrawn_at__isnull=True),
                name="a_matter_hangs_on_one_notice",
                violation_error_message="这件事已经在另一份公示里。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name


class Objection(models.Model):
    """What somebody said to a matter on notice; the words are for staff, the answer for everybody."""

    class Channel(models.TextChoices):
        ONLINE = "online", _("网上")
        WINDOW = "window", _("当面")
        HOTLINE = "hotline", _("电话")
        LETTER = "letter", _("书面")

    number = models.CharField("意见号", max_length=11, unique=True, editable=False)
    item = models.ForeignKey(
        NoticeItem, models.PROTECT, related_name="objections", verbose_name="公示的项目"
    )
    words = models.TextField("意见原话", max_length=WORDS_LENGTH)
    # Name and phone, when she left any; sealed there and never public.
    contact = models.ForeignKey(
        "villages.Contact", models.PROTECT, null=True, editable=False, related_name="objections"
    )
    channel = models.CharField("来自", max_length=10, choices=Channel, default=Channel.ONLINE)
    received_at = models.DateTimeField("收到时间")
    received_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    due_on = models.DateField("应答复日期", null=True)
    answer = models.TextField("书面答复", max_length=WORDS_LENGTH, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    # None with an answer: an import.
    answered_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    is_upheld = models.BooleanField("意见成立", null=True)
    # What the public reads of the objection, written by who answers; empty: only that there is one.
    released_words = models.CharField("公开的摘要", max_length=RELEASED_LENGTH, blank=True)
    form_token = models.UUIDField(editable=False)
    forgotten_at = models.DateTimeField("个人信息删除时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "公示意见"
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_on", "id"], name="objections_open",
                condition=Q(answered_at__isnull=True),
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_objection"),
            models.CheckConstraint(
                name="an_answer_is_whole",
                condition=Q(
                    answered_at__isnull=True, answer="", is_upheld__isnull=True, released_words=""
                )
                | (Q(answered_at__isnull=False, is_upheld__isnull=False) & ~Q(answer="")),
                violation_error_message="答复要写明内容，以及意见是不是成立。",
            ),
            models.CheckConstraint(
                name="answered_after_it_came",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("received_at")),
                violation_error_message="答复时间不能早于收到意见的时间。",
            ),
        ]

    def __str__(self):
        return f"意见 {self.number}"
