"""A meeting of residents or villagers: who was due, who came, what was decided with how many votes."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.deliberation import Basis, MeetingKind, MeetingRule

TEXT = 4000


class Meeting(models.Model):
    """`rule` is the rule of the day on which it was held, frozen with the roster when it was
    called; `needed_present` is what follows from it. Names are for staff, numbers for everybody."""

    class Status(models.TextChoices):
        CALLED = "called", gettext_lazy("已通知")
        HELD = "held", gettext_lazy("正在记录")
        CLOSED = "closed", gettext_lazy("已结束")
        CANCELLED = "cancelled", gettext_lazy("已取消")

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="meetings", verbose_name="村（社区）"
    )
    kind = models.CharField("会议类型", max_length=20, choices=MeetingKind)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("第几次")
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.CALLED)
    # A group meeting is of one hamlet, an owners' decision of one estate.
    place = models.ForeignKey(
        "villages.Place", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="哪个小组、小区",
    )  # fmt: skip
    venue = models.CharField("开会地点", max_length=60)
    convener = models.CharField("召集人", max_length=40, blank=True)
    chair = models.CharField("主持人", max_length=40, blank=True)
    recorder = models.CharField("记录人", max_length=40, blank=True)
    called_at = models.DateTimeField("通知时间")
    begins_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间", null=True, blank=True)

    basis = models.CharField("应到按人还是按户", max_length=10, choices=Basis, default=Basis.PEOPLE)
    rule = models.JSONField("适用的规则", editable=False)
    needed_present = models.PositiveIntegerField("至少到会", editable=False)
    due = models.PositiveIntegerField("应到")
    present = models.PositiveIntegerField("实到", default=0)
    on_leave = models.PositiveIntegerField("请假", default=0)
    observers = models.PositiveIntegerField("列席", default=0)
    observer_names = models.CharField("列席人员", max_length=400, blank=True)
    # Square metres, for owners only.
    area_due = models.DecimalField("业主总面积", max_digits=12, decimal_places=2, null=True)
    area_present = models.DecimalField("到会面积", max_digits=12, decimal_places=2, null=True)

    called_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="登记人",
    )  # fmt: skip
    recorded_at = models.DateTimeField("登记时间", editable=False)
    imported = models.BooleanField("导入", default=False, editable=False)
    late_reason = models.CharField("补录原因", max_length=200, blank=True)
    cancelled_because = models.CharField("取消原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = gettext_lazy("会议")
        ordering = ["-begins_at", "-pk"]
        indexes = [models.Index(fields=["village", "status", "begins_at"], name="meetings_here")]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "kind", "year", "number"], name="a_meeting_has_its_number",
                violation_error_message="这次会议已经登记过了，请刷新页面再看。",
            ),
            models.CheckConstraint(
                name="not_more_came_than_were_due",
                condition=Q(present__lte=F("due") - F("on_leave")),
                violation_error_message="实到加请假不能多于应到，请核对人数。",
            ),
            models.CheckConstraint(
                name="somebody_is_due",
                condition=Q(due__gt=0, needed_present__gt=0, needed_present__lte=F("due")),
                violation_error_message="应到人数要大于 0。",
            ),
            models.CheckConstraint(
                name="called_before_it_begins_and_begun_before_it_ends",
                condition=Q(called_at__lte=F("begins_at"))
                & (Q(ends_at__isnull=True) | Q(ends_at__gte=F("begins_at"))),
                violation_error_message="通知在前，开会在后；结束时间不能早于开始时间。",
            ),
            models.CheckConstraint(
                name="a_closed_meeting_had_its_quorum",
                condition=~Q(status="closed")
                | Q(ends_at__isnull=False, present__gte=F("needed_present")),
                violation_error_message="到会人数不够，会议的表决无效。",
            ),
            models.CheckConstraint(
                name="a_cancelled_meeting_says_why",
                condition=~Q(status="cancelled") | ~Q(cancelled_because=""),
                violation_error_message="请写明取消的原因。",
            ),
            models.CheckConstraint(
                name="not_more_area_came_than_there_is",
                condition=Q(area_due__isnull=True, area_present__isnull=True)
                | Q(area_due__gt=0, area_present__isnull=False, area_present__lte=F("area_due")),
                violation_error_message="到会面积不能多于总面积。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def name(self):
        """2021年第3次村民代表会议; of an estate or a hamlet: 华丰园2021年第1次业主共同决定."""
        where = self.place.name if self.place_id else ""
        return where + _("{year}年第{number}次{kind}").format(
            year=self.year, number=self.number, kind=self.get_kind_display()
        )

    @property
    def day(self):
        return localdate(self.begins_at)

    @property
    def rules(self):
        return MeetingRule.read(self.rule)

    @property
    def absent(self):
        """Neither came nor asked for leave."""
        return self.due - self.present - self.on_leave

    @property
    def is_open(self):
        return self.status in (self.Status.CALLED, self.Status.HELD)

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED


class AgendaItem(models.Model):
    """One project on the agenda. Of a closed meeting, with result `passed`, it is the decision.

    `voters` are those present who may vote: present less those with an interest, where the rule
    keeps them from voting (`excluded`). Whoever of them neither agrees nor refuses still counts.
    """

    class Method(models.TextChoices):
        SHOW_OF_HANDS = "show_of_hands", gettext_lazy("举手表决")
        SECRET_BALLOT = "secret_ballot", gettext_lazy("无记名投票")

    class Result(models.TextChoices):
        NONE = "", gettext_lazy("还没有结果")
        PASSED = "passed", gettext_lazy("通过")
        NOT_PASSED = "not_passed", gettext_lazy("未通过")
        POSTPONED = "postponed", gettext_lazy("缓议")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="会议")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="agenda_items", verbose_name="项目"
    )
    order = models.PositiveSmallIntegerField("第几项")
    discussion = models.TextField("讨论要点", max_length=TEXT, blank=True)
    method = models.CharField(
        "表决方式", max_length=14, choices=Method, default=Method.SHOW_OF_HANDS
    )
    votes_for = models.PositiveIntegerField("赞成", null=True)
    votes_against = models.PositiveIntegerField("反对", null=True)
    votes_abstain = models.PositiveIntegerField("弃权", null=True)
    excluded = models.PositiveIntegerField("回避", default=0)
    voters = models.PositiveIntegerField("参加表决", null=True, editable=False)
    needed_for = models.PositiveIntegerField("至少赞成", null=True, editable=False)
    area_for = models.DecimalField(
        "赞成的面积", max_digits=12, decimal_places=2, null=True, blank=True
    )
    result = models.CharField("结果", max_length=10, choices=Result, blank=True, default="")
    # The cash of the budget when it was voted on, whole fen; None before money was stated.
    decided_fen = models.BigIntegerField("表决时的金额（分）", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "project"], name="a_project_stands_once_on_an_agenda",
                violation_error_message="这件事已经在这次会议的议题里了。",
            ),
            models.UniqueConstraint(
                fields=["meeting", "order"], name="each_item_has_its_place",
                violation_error_message="两个议题的顺序一样，请刷新页面再试。",
            ),
            models.CheckConstraint(
                name="votes_are_counted_together",
                condition=Q(
                    votes_for__isnull=True, votes_against__isnull=True, votes_abstain__isnull=True
                )
                | Q(
                    votes_for__isnull=False, votes_against__isnull=False,
                    votes_abstain__isnull=False, voters__isnull=False,
                ),
                violation_error_message="赞成、反对、弃权要一起填，没有的填 0。",
            ),
            models.CheckConstraint(
                name="not_more_votes_than_voters",
                condition=Q(votes_for__isnull=True)
                | Q(voters__gte=F("votes_for") + F("votes_against") + F("votes_abstain")),
                violation_error_message="赞成、反对、弃权加起来不能多于参加表决的人数。",
            ),
            models.CheckConstraint(
                name="what_passed_had_its_votes",
                condition=~Q(result="passed")
                | Q(needed_for__isnull=False, votes_for__gte=F("needed_for")),
                violation_error_message="赞成票不够，不能记为通过。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.order}. {self.project}"

    @property
    def has_votes(self):
        return self.votes_for is not None

    @property
    def is_unanimous(self):
        """一致通过: everybody who voted was there and agreed."""
        return self.result == self.Result.PASSED and self.votes_for == self.voters

    @property
    def result_words(self):
        return _("一致通过") if self.is_unanimous else self.get_result_display()
