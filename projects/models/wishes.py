"""Who wishes for what small thing, who promised it, and how did it arrive? (06-forms: 微心愿登记表)

The wall of wishes is no list of projects: it has its own life (projects/wishes/life.py), its own steps
and its own counters. No money passes through here; what is promised is a thing.
"""

from django.db import models
from django.db.models import F, Q

from projects.models.journal import StepTaken
from projects.wishes.life import WishLife
from projects.wishes.states import (
    BEFORE_DELIVERY,
    FULFILLED,
    Whose,
    WishState,
)
from weishishi.kernel import clock
from weishishi.kernel.cipher import SealedField
from weishishi.kernel.machine import LifecycleField, Living

TITLE_LENGTH, WORDS_LENGTH = 40, 300


class Wishes(models.QuerySet):
    def ever_published(self):
        return self.filter(published_at__isnull=False)

    def on_the_wall(self):
        """What everybody reads."""
        return self.ever_published().exclude(state=WishState.WITHDRAWN)

    def open_to_claims(self, day=None):
        """Published, or claimed by a promise whose days are over, whether it was noted or not."""
        over = Q(state=WishState.CLAIMED, lapses_on__lt=day or clock.today())
        return self.filter(Q(state=WishState.PUBLISHED) | over)

    def promised(self, day=None):
        """Claimed by a promise that holds."""
        return self.filter(state=WishState.CLAIMED, lapses_on__gte=day or clock.today())

    def fulfilled(self):
        return self.filter(state__in=FULFILLED)


class Wish(Living):
    """Written by staff, without a name. `whom` is for those who deliver it, and sealed."""

    read_with = ("village__town", "written_by")

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="wishes", verbose_name="村（社区）"
    )
    number = models.CharField("编号", max_length=12, unique=True, editable=False)
    state = LifecycleField(
        WishLife, verbose_name="状态", choices=WishState.choices, default=WishState.DRAFT
    )
    title = models.CharField("心愿", max_length=TITLE_LENGTH)
    words = models.TextField("说明", max_length=WORDS_LENGTH, blank=True)
    whose = models.CharField("对象类别", max_length=12, choices=Whose)
    value_fen = models.BigIntegerField("预估价值（分）")
    whom = SealedField("给谁（只给送达的人看）", blank=True)
    written_by = models.ForeignKey(  # None: an import
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    written_at = models.DateTimeField("登记时间")
    published_at = models.DateTimeField("公布时间", null=True, editable=False)
    # Of the promise that holds: the last day on which it does.
    lapses_on = models.DateField("认领有效到", null=True, editable=False)
    thanks = models.CharField("感谢的话", max_length=WORDS_LENGTH, blank=True)
    thanked_name = models.CharField("公开感谢谁", max_length=60, blank=True)
    form_token = models.UUIDField(editable=False)
    forgotten_at = models.DateTimeField("个人信息删除时间", null=True, editable=False)

    objects = Wishes.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "微心愿"
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["village", "state"], name="wishes_of_a_village"),
            models.Index(
                fields=["lapses_on", "id"], name="wishes_promised", condition=Q(state="claimed")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_wish"),
            models.CheckConstraint(
                name="a_wish_is_worth_something",
                condition=Q(value_fen__gt=0),
                violation_error_message="请写预估价值，要大于 0 元。",
            ),
            models.CheckConstraint(
                name="a_promise_has_its_last_day",
                condition=Q(state="claimed", lapses_on__isnull=False)
                | (~Q(state="claimed") & Q(lapses_on__isnull=True)),
                violation_error_message="认领要有有效期，没有认领就没有有效期。",
            ),
        ]

    def __str__(self):
        return self.title

    def arrive(self, state, happened):
        """The wall's own dates move with the state."""
        fields = super().arrive(state, happened)
        if state == WishState.PUBLISHED and self.published_at is None:
            self.published_at = happened
            fields.append("published_at")
        if state != WishState.CLAIMED:
            self.lapses_on = None
            return [*fields, "lapses_on"]
        self.lapses_on = self.claims.holding().values_list("lapses_on", flat=True).get()
        return [*fields, "lapses_on"]

    def state_on(self, day):
        """As everybody reads it that day: a promise whose days are over is none."""
        if self.state == WishState.CLAIMED and self.lapses_on < day:
            return WishState.PUBLISHED
        return WishState(self.state)

    @property
    def status(self):
        return self.state_on(clock.today())

    @property
    def may_be_changed(self):
        """Its words may be corrected until somebody has promised it."""
        return self.status in BEFORE_DELIVERY and self.status != WishState.CLAIMED


class WishStep(StepTaken):
    """A step of a wish."""

    wish = models.ForeignKey(Wish, models.PROTECT, related_name="journal", verbose_name="微心愿")
    source = models.CharField("原状态", max_length=20, choices=WishState)
    target = models.CharField("新状态", max_length=20, choices=WishState)

    class Meta:
        verbose_name = verbose_name_plural = "微心愿办理记录"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="no_wish_step_before_it_happened",
                condition=Q(happened_at__lte=F("recorded_at")),
            )
        ]
