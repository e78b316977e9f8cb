"""Who agreed to a project, under which hat, when and where; and who has an interest in it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.approving import AGREE, RETURN
from villages.roles import Role

OPINION_LENGTH = 500
_FROM_TWO_HANDS_ON = Q(amount_fen__gte=F("two_hands_from_fen"))


class Approval(models.Model):
    """One opinion of the chain, written once: its sum and the threshold of that day stand in it, so
    that the database can hold recorder and approver apart."""

    append_only = True

    class Verdict(models.TextChoices):
        AGREE = AGREE, "同意"
        RETURN = RETURN, "退回"

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="approvals", verbose_name="项目"
    )
    round = models.PositiveSmallIntegerField("第几次报批")
    order = models.PositiveSmallIntegerField("第几道")
    role = models.CharField("审批角色", max_length=24, choices=Role)
    post = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="职务"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审批人"
    )
    actor_name = models.CharField("办理者", max_length=120)
    imported = models.BooleanField("导入", default=False)
    verdict = models.CharField("结论", max_length=10, choices=Verdict)
    opinion = models.CharField("意见", max_length=OPINION_LENGTH)
    ceiling_reason = models.CharField("超过上限的理由", max_length=300, blank=True)
    at = models.DateTimeField("审批时间")
    recorded_at = models.DateTimeField("记录时间")
    late_reason = models.CharField("补录原因", max_length=200, blank=True)
    amount_fen = models.BigIntegerField("金额（分）")
    two_hands_from_fen = models.BigIntegerField("多少起两人办理（分）")
    # Who wrote the proposal down at the desk.
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    on_site = models.BooleanField("现场审批", default=False)
    latitude = models.FloatField("纬度（WGS-84）", null=True, blank=True)
    longitude = models.FloatField("经度（WGS-84）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审批意见"
        ordering = ["project", "round", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="each_role_agrees_once_a_round",
                fields=["project", "round", "role"],
                condition=Q(verdict=AGREE),
                violation_error_message="这一级的意见刚才已经写过了，请刷新页面。",
            ),
            models.UniqueConstraint(
                name="from_a_sum_on_nobody_agrees_twice",
                fields=["project", "round", "person"],
                condition=Q(verdict=AGREE) & _FROM_TWO_HANDS_ON,
                violation_error_message="这笔金额经办和审批要由不同的人办理，请换一位同事。",
            ),
            models.CheckConstraint(
                name="recorder_and_approver_differ",
                condition=~Q(verdict=AGREE)
                | Q(amount_fen__lt=F("two_hands_from_fen"))
                | Q(recorder__isnull=True)
                | Q(person__isnull=True)
                | ~Q(recorder=F("person")),
                violation_error_message="登记人和审批人要是不同的人，请换一位同事审批。",
            ),
            models.CheckConstraint(
                name="no_opinion_before_it_was_given", condition=Q(at__lte=F("recorded_at"))
            ),
            models.CheckConstraint(
                name="a_place_of_approval_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message="位置要同时有纬度和经度。",
            ),
        ]

    def __str__(self):
        return f"{Role(self.role).label}：{self.get_verdict_display()}"

    @property
    def office(self):
        """What may be shown in public instead of a name."""
        return self.post.office if self.post else str(Role(self.role).label)


class DistrictFiling(models.Model):
    """The district took note of a confirmed project (备案): a recorded fact, not a state."""

    project = models.OneToOneField(
        "projects.Project", models.PROTECT, related_name="filing", verbose_name="项目"
    )
    number = models.CharField("备案号", max_length=40, unique=True)
    filed_on = models.DateField("备案日期")
    filed_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="备案人"
    )
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "区级备案"
        ordering = ["-filed_on", "-pk"]

    def __str__(self):
        return self.number


class TemplatePhrase(models.Model):
    """常用语: a sentence a town writes often, offered where a reason is asked and edited after
    picking. The codes of steps are their verbs."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("审批：同意")
        RETURN = "return", _("审批：退回")
        SEND_BACK = "send_back", _("退回补正")
        DECLINE = "decline", _("不予受理")
        MERGE = "merge", _("合并")
        SUSPEND = "suspend", _("暂停")
        RECTIFY = "rectify", _("整改")

    OF_STEPS = (Kind.SEND_BACK, Kind.DECLINE, Kind.MERGE, Kind.SUSPEND, Kind.RECTIFY)
    MOST = 6  # in use of each kind: more are no help when somebody is in a hurry

    town = models.ForeignKey("villages.Town", models.PROTECT, verbose_name="镇")
    verdict = models.CharField("用在", max_length=10, choices=Kind)
    words = models.CharField("意见", max_length=120)
    is_offered = models.BooleanField("在用", default=True, help_text="不用了就取消，不删除。")

    class Meta:
        verbose_name = verbose_name_plural = "常用语"
        ordering = ["verdict", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "verdict", "words"], name="each_phrase_once",
                violation_error_message="已经有这一条了。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.words

    def clean(self):
        """A town offers at most six of each kind."""
        if not self.is_offered or self.town_id is None:
            return
        same = TemplatePhrase.objects.filter(
            town=self.town_id, verdict=self.verdict, is_offered=True
        ).exclude(pk=self.pk)
        if same.count() >= self.MOST:
            raise ValidationError(
                {"is_offered": _("这一类在用的已经有 {} 条，请先停用一条。").format(self.MOST)}
            )


class InterestedParty(models.Model):
    """Somebody with a post who gives money to it, carries it out, or is near to who does. She leaves
    approving, accepting and scoring to a colleague."""

    class Kind(models.TextChoices):
        SPONSOR = "sponsor", "出资或赞助"
        IMPLEMENTER = "implementer", "承办或施工"
        RELATIVE = "relative", "上述人员的近亲属"

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="interested", verbose_name="项目"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员"
    )
    kind = models.CharField("关系", max_length=12, choices=Kind)
    declared_by = models.ForeignKey(
        "villages.Post", models.PROTECT, related_name="+", verbose_name="申报人"
    )
    declared_at = models.DateTimeField("申报时间")
    ended_at = models.DateTimeField("取消时间", null=True, blank=True)
    end_reason = models.CharField("取消的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "利害关系"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "kind"], name="each_interest_once",
                condition=Q(ended_at__isnull=True),
                violation_error_message="这个关系已经申报过了。",
            ),
            models.CheckConstraint(
                name="an_interest_ends_with_a_reason",
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""),
                violation_error_message="取消申报要写明原因。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.person}：{self.get_kind_display()}"
