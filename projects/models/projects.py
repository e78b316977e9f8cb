"""A micro-project from the first word to the archive."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from projects.choices import (
    Channel,
    Group,
    Hazard,
    Helps,
    Identity,
    Means,
    MicroType,
    ProjectClass,
    Urgency,
    unreleased_title,
)
from projects.lifecycle import ProjectLife
from projects.models import clocks, tallies
from projects.promises import Why, notice_pause, of_stay
from projects.states import Stage, State
from villages.roles import CONFIDANTS
from weishishi.kernel.machine import LifecycleField, Living
from weishishi.kernel.yuan import times

TITLE_LENGTH = 60
TEXT_LENGTH = 1000


class Project(Living):
    """Two texts of every need: the resident's own words for staff, the public version for all."""

    read_with = ("village__town",)
    was_due_on = None  # by when it should have left the state it is leaving
    promise = goes_on = None  # what the step under way promises, and the clock that goes on
    pauses = ()

    programme = models.ForeignKey("projects.Programme", models.PROTECT, verbose_name="年度计划")
    query_no = models.CharField(  # noqa: DJ001 (unique where there is one)
        "查询号", max_length=10, unique=True, null=True, editable=False
    )
    acceptance_no = models.CharField(  # noqa: DJ001
        "受理编号", max_length=12, unique=True, null=True, editable=False
    )
    state = LifecycleField(
        ProjectLife, verbose_name="环节", choices=State.choices, default=State.DRAFT
    )
    due_on = models.DateField("应办日期", null=True, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)

    title = models.CharField("名称", max_length=TITLE_LENGTH)
    need = models.TextField("提出人的原话", max_length=TEXT_LENGTH)
    public_title = models.CharField("公开的名称", max_length=TITLE_LENGTH, blank=True)
    public_need = models.TextField("公开的说明", max_length=TEXT_LENGTH, blank=True)
    edited_by = models.ForeignKey(
        "villages.Post",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="编辑",
    )
    released_by = models.ForeignKey(
        "villages.Post",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="发布审核",
    )
    released_at = models.DateTimeField("发布时间", null=True, editable=False)

    project_class = models.CharField("类别", max_length=10, choices=ProjectClass, blank=True)
    micro_type = models.CharField("微类型", max_length=12, choices=MicroType, blank=True)
    hazard = models.CharField("安全隐患", max_length=10, choices=Hazard, default=Hazard.NONE)
    urgency = models.CharField("紧急程度", max_length=10, choices=Urgency, default=Urgency.ORDINARY)

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="projects", verbose_name="村（社区）"
    )
    place = models.ForeignKey(
        "villages.Place", models.PROTECT, null=True, blank=True, verbose_name="小区或自然村"
    )
    spot = models.CharField("具体位置", max_length=120, blank=True, help_text="只给工作人员看。")
    latitude = models.FloatField("纬度（WGS-84）", null=True, blank=True)
    longitude = models.FloatField("经度（WGS-84）", null=True, blank=True)

    channel = models.CharField("征集渠道", max_length=10, choices=Channel)
    identity = models.CharField(
        "提出人身份", max_length=12, choices=Identity, default=Identity.RESIDENT
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="proposals",
    )
    contact = models.ForeignKey(
        "villages.Contact", models.PROTECT, null=True, editable=False, related_name="proposals"
    )
    operator = models.ForeignKey(
        "villages.Post",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="登记人",
    )
    slip_index = models.CharField(max_length=64, blank=True, editable=False)
    show_name = models.BooleanField("愿意公开姓名", default=False)
    helps = models.CharField(
        "是否愿意出资、出力", max_length=8, choices=Helps, blank=True, default="", db_default=""
    )
    # The version of the 告知书 that was agreed to with it; without one it cannot be submitted.
    notice_version = models.CharField("告知书版本", max_length=12, blank=True, editable=False)
    claimed_at = models.DateTimeField("认领时间", null=True, editable=False)
    # How many rows of Support there are; kept by actions/support.py in the same transaction.
    supporters = models.PositiveIntegerField(
        "也需要的人数", default=0, db_default=0, editable=False
    )

    tags = models.ManyToManyField("projects.CampaignTag", blank=True, verbose_name="专项标签")
    # Whether other villages take part (JointVillage); kept by actions/joint.py.
    is_joint = models.BooleanField("共同实施", default=False, db_default=False, editable=False)
    led_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, blank=True, related_name="led_projects",
        verbose_name="书记领办", limit_choices_to={"role": "secretary"},
    )  # fmt: skip
    budget = models.OneToOneField("funding.Budget", models.PROTECT, null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name="并入",
    )
    implementer = models.CharField("实施单位", max_length=60, blank=True)
    # What the 申报表 asks besides; the contract says later how it really is.
    batch = models.PositiveSmallIntegerField("第几批", null=True, blank=True)
    means = models.CharField(
        "实施方式", max_length=12, choices=Means, blank=True, default="", db_default=""
    )
    planned_from = models.DateField("计划开工", null=True, blank=True)
    planned_until = models.DateField("计划完工", null=True, blank=True)
    safety = models.CharField(
        "安全和管护措施", max_length=200, blank=True, default="", db_default=""
    )
    referred_to = models.CharField("转给哪个单位", max_length=60, blank=True, editable=False)
    source_note = models.CharField("数据说明", max_length=200, blank=True)
    form_token = models.UUIDField(editable=False)
    written_at = models.DateTimeField("登记时间", null=True, editable=False)
    without_proposer = models.BooleanField(
        "提出人已注销或要求删除", default=False, db_default=False, editable=False
    )
    # From then on it says only what is public; the proposer's own words and place are gone.
    forgotten_at = models.DateTimeField("个人信息删除时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ["-submitted_at", "-pk"]
        indexes = [
            models.Index(fields=["village", "state", "due_on"], name="project_desk"),
            models.Index(fields=["state", "due_on"], name="project_due"),
            models.Index(fields=["-submitted_at", "-id"], name="project_newest"),
            models.Index(fields=["state", "-submitted_at", "-id"], name="project_newest_there"),
            models.Index(
                fields=["-state_since", "-id"],
                name="project_lately",
                condition=Q(released_at__isnull=False),
            ),
            models.Index(
                fields=["due_on", "id"],
                name="project_longest_due",
                condition=Q(due_on__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_project"),
            models.CheckConstraint(
                name="released_by_a_second_person",
                condition=Q(released_by__isnull=True)
                | Q(edited_by__isnull=True)
                | ~Q(released_by=F("edited_by")),
                violation_error_message="公开版要由编辑以外的另一个人审核发布。",
            ),
            models.CheckConstraint(
                name="works_are_planned_to_end_after_they_begin",
                condition=Q(planned_from__isnull=True)
                | Q(planned_until__isnull=True)
                | Q(planned_until__gte=F("planned_from")),
                violation_error_message="计划完工不能早于计划开工。",
            ),
            models.CheckConstraint(
                name="a_point_on_the_map_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    latitude__range=(3, 54),
                    longitude__isnull=False,
                    longitude__range=(73, 136),
                ),
                violation_error_message="坐标要同时填纬度和经度，并且在中国境内。",
            ),
            models.CheckConstraint(
                # Both stand only where the person claimed it by the same phone: staff keep the name
                # and number that were left, and what was told the contact stays readable.
                name="proposed_by_a_person_or_a_contact",
                condition=Q(proposer__isnull=True)
                | Q(contact__isnull=True)
                | Q(claimed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def arrive(self, state, happened):
        """The day by which it should leave its new state is noted with the state."""
        self.was_due_on, self.pauses = self.due_on, []
        self.promise, self.goes_on = clocks.arriving(self, state, happened)
        self.due_on = self.promise and self.promise.due_on
        return [*super().arrive(state, happened), "due_on"]

    def hangs_until(self, last_day):
        """Where the days of the notice are none of the limit, the clock begins to count after them."""
        day = localdate(self.state_since)
        if pauses := notice_pause(self, day, last_day):
            self.promise = of_stay(self, self.state, self.state_since, pauses=pauses, until=day)
            self.pauses = [[one.isoformat() for one in pauses[0]] + [str(Why.NOTICE.value)]]
            self.due_on = self.promise and self.promise.due_on
            self.save(update_fields=["due_on"])

    def noted_with_the_step(self):
        return {"was_due_on": self.was_due_on}

    def journalled(self, entry):
        """Every clock and every figure moves in the transaction of the step that moves it."""
        clocks.turn(self, entry)
        tallies.add(self, tallies.moved_by(self, entry))

    @property
    def status(self):
        """The State member, with its stage, holder and public words."""
        return State(self.state)

    @property
    def is_hazard(self):
        return self.hazard != Hazard.NONE

    @property
    def has_ended(self):
        return self.status.stage == Stage.ENDS

    @property
    def is_released(self):
        return self.released_at is not None

    @property
    def shown_title(self):
        """What the public may read as its name before and after the public version is released."""
        return self.public_title if self.is_released else unreleased_title(self.micro_type)

    def title_for(self, post):
        """Before the release only who may read the proposer's own words reads what she called it."""
        return self.title if post.role in CONFIDANTS else self.shown_title

    @property
    def recipient(self):
        """Whom its messages are for: (kind, key), or None when nobody left a way to be reached, or
        wanted to be forgotten."""
        if self.without_proposer:
            return None
        if self.proposer_id:
            return "person", self.proposer_id
        return ("contact", self.contact_id) if self.contact_id else None


class Beneficiaries(models.Model):
    """How many of which group it serves; a number, never a list of names."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="beneficiaries", verbose_name="项目"
    )
    group = models.CharField("受益人群", max_length=12, choices=Group)
    number = models.PositiveIntegerField("人数", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "受益人群"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "group"], name="each_group_once",
                violation_error_message="同一受益人群只写一行。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.get_group_display()


class WorkItem(models.Model):
    """One line of what is built, bought or done: 照明灯 30 盏."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="work_items", verbose_name="项目"
    )
    place = models.ForeignKey(
        "villages.Place", models.PROTECT, null=True, blank=True, verbose_name="地点"
    )
    name = models.CharField("内容", max_length=60)
    quantity = models.DecimalField("数量", max_digits=10, decimal_places=2)
    unit = models.CharField("单位", max_length=10)
    unit_price_fen = models.BigIntegerField("单价（分）", null=True, blank=True)
    # How much of it is there, as last reported or accepted; None before anybody said.
    actual = models.DecimalField(
        "实际数量", max_digits=10, decimal_places=2, null=True, editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "主要内容和数量"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_quantity_is_more_than_nothing",
                condition=Q(quantity__gt=0),
                violation_error_message="数量要大于 0。",
            ),
            models.CheckConstraint(
                name="a_price_is_not_negative",
                condition=Q(unit_price_fen__isnull=True) | Q(unit_price_fen__gte=0),
                violation_error_message="单价不能是负数。",
            ),
            models.CheckConstraint(
                name="no_more_is_there_than_was_planned",
                condition=Q(actual__isnull=True) | Q(actual__gte=0, actual__lte=F("quantity")),
                violation_error_message="实际数量不能比计划的多；确实多做了，请先办变更。",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.quantity.normalize():f} {self.unit}"

    @property
    def total_fen(self):
        """Quantity times unit price in whole fen, half a fen up; None without a price."""
        if self.unit_price_fen is None:
            return None
        return times(self.unit_price_fen, self.quantity)
