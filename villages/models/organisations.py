"""Who gives, does and helps besides the offices: social organisations, firms, residents' own groups."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.models.places import District, Village
from weishishi.kernel.cipher import SealedField
from weishishi.kernel.credit_codes import read_credit_code


class OrganisationQuerySet(models.QuerySet):
    def standing(self):
        """Those that may be chosen today: on the register, not retired."""
        return self.filter(retired_at__isnull=True)

    def for_village(self, village):
        """Whom a village may choose: what is registered, and its own groups and teams."""
        ours = Q(village__isnull=True) | Q(village=village)
        return self.standing().filter(ours, district=village.town.district_id)


class Organisation(models.Model):
    """An entry of the district's register. What is registered by law has its code; a residents' own
    group and a volunteer team belong to a village and have none.

    Who is in charge of it, and how to reach her, is for staff only.
    """

    class Kind(models.TextChoices):
        SOCIAL = "social", _("社会组织")
        ENTERPRISE = "enterprise", _("企业")
        PROPERTY = "property", _("物业公司")
        PUBLIC = "public", _("机关、事业单位")
        INFORMAL = "informal", _("社区自组织")
        TEAM = "team", _("公益服务队")

    UNREGISTERED = (Kind.INFORMAL, Kind.TEAM)

    class Category(models.TextChoices):
        """What a volunteer team does."""

        CULTURE = "culture", _("文化文艺")
        CARE = "care", _("恒常服务、关爱探访")
        ENVIRONMENT = "environment", _("环境卫生")
        SAFETY = "safety", _("平安巡逻")
        MEDIATION = "mediation", _("邻里调解")
        CHILDREN = "children", _("儿童陪伴")
        OTHER = "other", _("其他服务")

    class Rating(models.TextChoices):
        A1 = "1A", "1A"
        A2 = "2A", "2A"
        A3 = "3A", "3A"
        A4 = "4A", "4A"
        A5 = "5A", "5A"

    district = models.ForeignKey(
        District, models.PROTECT, related_name="organisations", verbose_name="区", editable=False
    )
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="organisations",
        verbose_name="村（社区）", help_text="只对社区自组织和公益服务队填写。",
    )  # fmt: skip
    kind = models.CharField("类型", max_length=12, choices=Kind)
    category = models.CharField(
        "服务队类别", max_length=12, choices=Category, blank=True, help_text="只对公益服务队填写。"
    )
    name = models.CharField("名称", max_length=60)
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True,
        help_text="18 位，照证书填写；社区自组织和公益服务队没有代码，留空。",
    )  # fmt: skip
    registered_on = models.DateField(
        "登记日期", null=True, blank=True, help_text="依法登记的日期；自组织写成立日期。"
    )
    rating = models.CharField(
        "评估等级", max_length=2, choices=Rating, blank=True, help_text="只对社会组织填写。"
    )
    fields_of_work = models.CharField(
        "服务领域", max_length=120, blank=True, help_text="会公开。例如：长者服务、水电安装。"
    )
    contact_name = SealedField("负责人", blank=True, help_text="只给工作人员看。")
    contact_phone = SealedField("电话", blank=True, help_text="只给工作人员看。")
    entered_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="登记人",
    )  # fmt: skip
    entered_at = models.DateTimeField("登记时间", editable=False)
    retired_at = models.DateTimeField("停用时间", null=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办和伙伴组织"
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_organisation_of_a_code", fields=["credit_code"],
                condition=~Q(credit_code=""),
                violation_error_message="这个统一社会信用代码已经登记过了，请在列表里找它。",
            ),
            models.UniqueConstraint(
                name="a_group_of_a_village_once", fields=["village", "kind", "name"],
                violation_error_message="这个村（社区）已经登记过同名的组织了。",
            ),
            models.CheckConstraint(
                name="a_registered_organisation_has_its_code",
                condition=Q(kind__in=["informal", "team"], credit_code="")
                | (~Q(kind__in=["informal", "team"]) & ~Q(credit_code="")),
                violation_error_message="依法登记的组织要填统一社会信用代码；社区自组织和公益服务队没有代码，留空。",
            ),
            models.CheckConstraint(
                name="a_group_of_residents_belongs_to_a_village",
                condition=Q(kind__in=["informal", "team"], village__isnull=False)
                | (~Q(kind__in=["informal", "team"]) & Q(village__isnull=True)),
                violation_error_message="社区自组织和公益服务队要选所在的村（社区），其他组织不选。",
            ),
            models.CheckConstraint(
                name="a_team_has_its_category",
                condition=(Q(kind="team") & ~Q(category="")) | (~Q(kind="team") & Q(category="")),
                violation_error_message="公益服务队要选类别，其他组织不选。",
            ),
            models.CheckConstraint(
                name="only_a_social_organisation_is_rated",
                condition=Q(kind="social") | Q(rating=""),
                violation_error_message="只有社会组织有评估等级，其他组织请留空。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def is_registered(self):
        return self.kind not in self.UNREGISTERED

    def clean(self):
        """The code as it is printed, its check sign looked at."""
        if self.credit_code:
            try:
                self.credit_code = read_credit_code(self.credit_code)
            except ValidationError as wrong:
                raise ValidationError({"credit_code": wrong.messages}) from None


class OrganisationNote(models.Model):
    """What happened to an entry: registered, corrected, retired, taken up again, its accounts opened
    and closed; by whom and why.

    `changes` are [label, before, after]; of what is private only that it changed.
    """

    append_only = True

    class Kind(models.TextChoices):
        REGISTERED = "registered", _("登记")
        CORRECTED = "corrected", _("更正")
        RETIRED = "retired", _("停用")
        RESUMED = "resumed", _("恢复")
        OPENED = "opened", _("开通账号")
        CLOSED = "closed", _("停用账号")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="notes", verbose_name="组织"
    )
    kind = models.CharField("做了什么", max_length=12, choices=Kind)
    changes = models.JSONField("改了什么", default=list)
    reason = models.CharField("原因", max_length=200, blank=True)
    by = models.ForeignKey("villages.Post", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("记录单位", max_length=120)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "组织登记记录"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="what_is_corrected_or_retired_says_why",
                condition=Q(kind="registered") | ~Q(reason=""),
                violation_error_message="更正、停用、恢复、开通和停用账号都要写明原因。",
            )
        ]

    def __str__(self):
        return self.get_kind_display()
