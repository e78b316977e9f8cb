"""How far is it, who takes part, what was agreed on the spot, and what is still to be done?"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.noted import Noted


class Progress(Noted):
    """One report (月进度): how far, what was done, what is in the way, what comes next.

    `actuals` are [name, place, planned, actual, unit] as they stood; numbers as text.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="progress", verbose_name="项目"
    )
    per_cent = models.PositiveSmallIntegerField("形象进度（%）")
    done = models.CharField("完成了什么", max_length=300)
    problem = models.CharField("有什么问题", max_length=300, blank=True)
    next = models.CharField("下一步", max_length=300, blank=True)
    actuals = models.JSONField("已完成的数量", default=list)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "进度"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="progress_is_a_per_cent",
                condition=Q(per_cent__lte=100),
                violation_error_message="形象进度在 0 到 100 之间。",
            ),
        ]

    def __str__(self):
        return f"{self.per_cent}%"


class Party(models.Model):
    """An organisation or an office that takes part, in one role, from a day until a day."""

    class Role(models.TextChoices):
        LEAD = "lead", _("牵头单位")
        CO_OPERATOR = "co_operator", _("协办单位")
        SPONSOR = "sponsor", _("赞助方")
        TEAM = "team", _("公益服务队")
        SOCIAL_WORKER = "social_worker", _("社工")
        DEPARTMENT = "department", _("联系部门")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="parties", verbose_name="项目"
    )
    role = models.CharField("角色", max_length=16, choices=Role)
    organisation = models.ForeignKey(
        "villages.Organisation", models.PROTECT, null=True, blank=True, related_name="parties",
        verbose_name="登记的组织",
    )  # fmt: skip
    office = models.CharField(
        "没有登记的单位", max_length=60, blank=True, help_text="写单位，不写个人姓名；会公开。"
    )
    does = models.CharField("做什么", max_length=100, blank=True)
    added_by = models.CharField("记录单位", max_length=120)
    added_at = models.DateTimeField("从什么时候起")
    ended_at = models.DateTimeField("到什么时候止", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "参加单位"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_party_is_an_organisation_or_an_office",
                condition=Q(organisation__isnull=True) & ~Q(office="")
                | Q(organisation__isnull=False, office=""),
                violation_error_message="请选一个登记的组织，或者写一个单位，二选一。",
            ),
            models.UniqueConstraint(
                name="a_party_takes_part_once", condition=Q(ended_at__isnull=True),
                fields=["project", "role", "organisation"],
                violation_error_message="它已经是这个角色了。",
            ),
            models.UniqueConstraint(  # an office has no organisation, and NULL is never the same twice
                name="an_office_takes_part_once",
                condition=Q(ended_at__isnull=True, organisation__isnull=True),
                fields=["project", "role", "office"],
                violation_error_message="它已经是这个角色了。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.organisation.name if self.organisation_id else self.office


class Task(models.Model):
    """Something somebody has to do until a day; for staff. Who does it holds a `post`, or is named in
    words; who wrote it and who ended it are kept as every office is that acts."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="tasks", verbose_name="项目"
    )
    what = models.CharField("做什么", max_length=100)
    post = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="tasks", verbose_name="哪个岗位做"
    )
    who = models.CharField("谁做", max_length=60, blank=True)
    with_whom = models.CharField("和谁一起", max_length=60, blank=True)
    due_on = models.DateField("哪天以前（含当天）")
    added_by = models.CharField("记录单位", max_length=120)
    added_at = models.DateTimeField("记录时间")
    done_at = models.DateTimeField("办完时间", null=True)
    done_by = models.CharField("办完的单位", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "分工"
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.what

    @property
    def doer(self):
        """Who does it: the office and who holds it, or the words that were written."""
        return f"{self.post.office} {self.post.person}" if self.post_id else self.who


class Milestone(models.Model):
    """A stage of the works (里程碑) everybody may follow: until when, and when it was reached."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="milestones", verbose_name="项目"
    )
    what = models.CharField("做到哪一步", max_length=60)
    due_on = models.DateField("计划哪天")
    done_on = models.DateField("哪天做到", null=True)
    order = models.PositiveSmallIntegerField("第几步")
    added_by = models.CharField("记录单位", max_length=120)
    added_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "节点"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="each_milestone_has_its_place", fields=["project", "order"],
                violation_error_message="这一步已经有了，请换一个序号。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.what


class Talk(Noted):
    """What was agreed with the people along one installation point: 与村民商定灯位."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="talks", verbose_name="项目"
    )
    place = models.ForeignKey(
        "villages.Place", models.PROTECT, null=True, related_name="+", verbose_name="地点"
    )
    point = models.CharField("哪一处", max_length=80)
    households = models.PositiveSmallIntegerField("和几户商量")
    agreed = models.CharField("商定了什么", max_length=200)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "和居民商定的位置"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="one_talks_with_somebody",
                condition=Q(households__gte=1),
                violation_error_message="至少和 1 户商量过才算。",
            ),
        ]

    def __str__(self):
        return self.point


class AssetUse(Noted):
    """A room or a thing that is there already and is put to use: 闲置用房."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="assets", verbose_name="项目"
    )
    what = models.CharField("用什么", max_length=80)
    owner = models.CharField("归谁所有", max_length=60)
    basis = models.CharField("凭什么用", max_length=120)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "利用的资产"

    def __str__(self):
        return self.what


class Compliance(Noted):
    """One line of the check of cameras and door access, answered; the newest answer holds."""

    class Line(models.TextChoices):
        PURPOSE = "purpose", _("只为公共安全，装在公共部位，不对着住户的门窗（个人信息保护法 26）")
        SIGN = "sign", _("装了显眼的提示标识（个人信息保护法 26）")
        KEPT = "kept", _("图像存多久、谁能看，写在管理制度里，到期删除")
        FILED = "filed", _("按公安机关的要求备案")
        NO_FACE = "no_face", _("门禁有刷卡、密码等别的办法，不强制刷脸")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="compliance", verbose_name="项目"
    )
    line = models.CharField("项目", max_length=10, choices=Line)
    holds = models.BooleanField("做到了")
    words = models.CharField("说明", max_length=120, blank=True)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "摄像、门禁合规检查"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="what_does_not_hold_says_why",
                condition=Q(holds=True) | ~Q(words=""),
                violation_error_message="没有做到的要写明为什么、什么时候补上。",
            ),
        ]

    def __str__(self):
        return self.get_line_display()
