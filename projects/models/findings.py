"""监督发现 and 审计建议: what who watches said of a matter, and what became of it. Facts, each written once.

A finding follows from its steps (answer, sent back, closed); nobody changes a row. What is advised
during the work stands apart: nothing is to be put right, and the public does not read of it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.noted import Noted
from villages.roles import Role

TEXT_LENGTH, BASIS_LENGTH, MOST_DAYS = 500, 120, 60


class Owes(models.TextChoices):
    """Whose answer it is: whoever holds a post there."""

    VILLAGE = "village", _("村（社区）")
    TOWN = "town", _("镇")


# Whose box its messages lie in.
OWING_ROLE = {Owes.VILLAGE: Role.SECRETARY, Owes.TOWN: Role.TOWN_OFFICER}


class Finding(Noted):
    """One thing found, on which law or document, to be answered within so many working days. `due_on`
    is null where the calendar is not announced; without a project it is of the village as a whole."""

    village = models.ForeignKey(
        "villages.Village", models.PROTECT, related_name="findings", verbose_name="村（社区）"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, related_name="findings", verbose_name="项目"
    )
    inspection = models.ForeignKey(
        "projects.Inspection", models.PROTECT, null=True, related_name="findings",
        verbose_name="联合监督检查",
    )  # fmt: skip
    owed_by = models.CharField("请哪里整改答复", max_length=8, choices=Owes)
    text = models.CharField("发现的问题", max_length=TEXT_LENGTH)
    basis = models.CharField("依据（法律、文件和条款）", max_length=BASIS_LENGTH)
    within = models.PositiveSmallIntegerField("几个工作日内答复")
    due_on = models.DateField("答复期限", null=True)
    form_token = models.UUIDField(editable=False)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "监督发现"
        ordering = ["-pk"]
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(
                fields=["form_token"], name="one_form_one_finding",
                violation_error_message="这一张已经登记过了，请刷新页面。",
            ),
            models.CheckConstraint(
                name="a_finding_says_what_and_on_which_basis",
                condition=~Q(text="") & ~Q(basis=""),
                violation_error_message="请写发现的问题和依据。",
            ),
            models.CheckConstraint(
                name="a_finding_leaves_some_days",
                condition=Q(within__gte=1, within__lte=MOST_DAYS),
                violation_error_message=f"请给 1 到 {MOST_DAYS} 个工作日答复。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"监督发现 第 {self.pk} 号"


class FindingStep(Noted):
    """What came after it: an answer, sent back with a new deadline, or closed. `order` is its place;
    no two are written at the same time."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("整改答复")
        RETURN = "return", _("退回重新整改")
        CLOSE = "close", _("认可整改，销号")

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="steps", verbose_name="监督发现"
    )
    order = models.PositiveSmallIntegerField("第几步")
    kind = models.CharField("哪一步", max_length=8, choices=Kind)
    text = models.CharField("内容", max_length=TEXT_LENGTH)
    within = models.PositiveSmallIntegerField("退回的，几个工作日内再答复", null=True)
    due_on = models.DateField("新的答复期限", null=True)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "监督发现的经过"
        ordering = ["finding", "order"]
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(
                fields=["finding", "order"], name="one_step_of_a_finding_at_a_time",
                violation_error_message="刚才有人写过了，请刷新页面再办。",
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(kind="close"), name="a_finding_is_closed_once",
                violation_error_message="这一条已经销号。",
            ),
            models.CheckConstraint(
                name="a_step_of_a_finding_has_its_words", condition=~Q(text=""),
                violation_error_message="请写明内容。",
            ),
            models.CheckConstraint(
                name="only_what_is_sent_back_has_a_new_day",
                condition=Q(kind="return") | Q(due_on__isnull=True),
                violation_error_message="退回的时候才给新的期限。",
            ),
            models.CheckConstraint(
                name="only_what_is_sent_back_has_new_days",
                condition=Q(kind="return") | Q(within__isnull=True),
                violation_error_message="退回的时候才给新的期限。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_kind_display()


class Advice(Noted):
    """寓审计于服务: advice of the auditors during the work. No finding, no deadline, not public."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="advice", verbose_name="项目"
    )
    text = models.CharField("建议", max_length=TEXT_LENGTH)
    asks = models.BooleanField("请村（社区）答复", default=False)
    form_token = models.UUIDField(editable=False)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "审计建议"
        ordering = ["-pk"]
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(
                fields=["form_token"], name="one_form_one_advice",
                violation_error_message="这一张已经登记过了，请刷新页面。",
            ),
            models.CheckConstraint(
                name="advice_is_said_in_words", condition=~Q(text=""),
                violation_error_message="请写建议。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"审计建议 第 {self.pk} 号"


class AdviceAnswer(Noted):
    """What the village says to it, once, whether it was asked or not."""

    advice = models.OneToOneField(
        Advice, models.PROTECT, related_name="answer", verbose_name="审计建议"
    )
    text = models.CharField("答复", max_length=TEXT_LENGTH)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "审计建议的答复"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="who_answers_advice_says_something", condition=~Q(text=""),
                violation_error_message="请写答复。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.text


class AnomalyLook(models.Model):
    """Somebody looked at one line of the list of anomalies and says why it is well, or what is done
    about it. `print` is what the line said then: when it changes, it is back on the list."""

    append_only = True

    rule = models.CharField("哪条规则", max_length=16)
    subject = models.CharField("哪一条", max_length=60)
    print = models.CharField("当时的指纹", max_length=64)
    # What the line said then: the register reads without asking the rules again.
    title = models.CharField("标题", max_length=200, blank=True, default="")
    words = models.CharField("当时的情况", max_length=500, blank=True, default="")
    why = models.CharField("看过以后怎么说", max_length=200)
    by = models.ForeignKey("villages.Post", models.PROTECT, related_name="+", verbose_name="职务")
    by_name = models.CharField("单位", max_length=120)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "异常提示查看记录"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["rule", "subject"], name="anomaly_looked_at")]
        constraints = [
            models.CheckConstraint(
                name="who_looked_says_why", condition=~Q(why=""),
                violation_error_message="请写明看过以后怎么说。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.title or self.why
