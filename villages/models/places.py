"""District, town, village or community, and the places inside it."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

PHONE_LINE = RegexValidator(
    r"^[0-9][0-9 -]{2,24}$", "电话只写数字，可以带区号和短横线，例如 0756-1234567。"
)


def digits(count):
    return RegexValidator(rf"^[0-9]{{{count}}}$", f"代码是 {count} 位数字，请核对后再填。")


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Those that exist on that date (both ends inclusive; an empty end is open)."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Dated(models.Model):
    """A unit that begins and may end: lists are asked as of a date."""

    valid_from = models.DateField("起始日期", null=True, blank=True)
    valid_to = models.DateField("截止日期", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
                violation_error_message="截止日期不能早于起始日期。",
            )
        ]


class District(Dated):
    """区 (县): GB/T 2260 code of six digits."""

    code = models.CharField("代码", max_length=6, unique=True, validators=[digits(6)])
    name = models.CharField("名称", max_length=60)
    city_name = models.CharField("市", max_length=60, blank=True)
    province_name = models.CharField("省", max_length=60, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "区"
        ordering = ["code"]

    def __str__(self):
        return self.name


class Town(Dated):
    """镇 or 街道: nine digits of the statistical code."""

    district = models.ForeignKey(District, models.PROTECT, related_name="towns", verbose_name="区")
    code = models.CharField("代码", max_length=9, unique=True, validators=[digits(9)])
    name = models.CharField("名称", max_length=80)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "镇"
        ordering = ["code"]

    def __str__(self):
        return self.name


class Village(Dated):
    """村 or 社区. The 12-digit statistical code is its key where it has one; names are not unique."""

    class Kind(models.TextChoices):
        VILLAGE = "village", "村"
        COMMUNITY = "community", "社区"

    town = models.ForeignKey(Town, models.PROTECT, related_name="villages", verbose_name="镇")
    code = models.CharField(
        "统计用区划代码", max_length=12, unique=True, null=True, blank=True, validators=[digits(12)],
        help_text="12 位数字；新设的村（社区）还没有代码时留空。",
    )  # fmt: skip
    name = models.CharField("简称", max_length=80, help_text="例如：沙白石村、草堂湾社区。")
    full_name = models.CharField("全称", max_length=100, help_text="例如：沙白石村村民委员会。")
    kind = models.CharField("类型", max_length=10, choices=Kind)
    is_virtual = models.BooleanField(
        "虚拟单位", default=False, help_text="只在统计上存在，没有居民。"
    )
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    houses = models.PositiveIntegerField("房屋数", null=True, blank=True)
    population = models.PositiveIntegerField("人口", null=True, blank=True)
    source_note = models.CharField("数据说明", max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "村（社区）"
        ordering = ["code", "pk"]

    def __str__(self):
        return f"{self.town.name} · {self.name}"

    @property
    def committee_name(self):
        """村民委员会 or 居民委员会: the wording follows the unit's kind."""
        return "村委会" if self.kind == self.Kind.VILLAGE else "居委会"

    @property
    def people_word(self):
        return "村民" if self.kind == self.Kind.VILLAGE else "居民"

    @property
    def disclosure_word(self):
        """What opening its affairs is called: 村务公开 or 居务公开."""
        return "村务公开" if self.kind == self.Kind.VILLAGE else "居务公开"

    @property
    def supervision_name(self):
        return "村务监督委员会" if self.kind == self.Kind.VILLAGE else "居务监督委员会"


class Place(models.Model):
    """自然村, 小区 or 楼栋 inside a village; a building stands in its estate."""

    class Kind(models.TextChoices):
        HAMLET = "hamlet", "自然村"
        ESTATE = "estate", "小区"
        BUILDING = "building", "楼栋"
        SPOT = "spot", "其他地点"

    village = models.ForeignKey(
        Village, models.PROTECT, related_name="places", verbose_name="村（社区）"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="所在小区"
    )
    kind = models.CharField("类型", max_length=10, choices=Kind)
    name = models.CharField("名称", max_length=60)
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    has_property_management = models.BooleanField("有物业管理", null=True, blank=True)
    has_owners_committee = models.BooleanField("有业委会", null=True, blank=True)
    is_old_estate = models.BooleanField("老旧小区", null=True, blank=True)
    is_open_estate = models.BooleanField("开放式小区", null=True, blank=True)
    source_note = models.CharField("数据说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "村内地点"
        ordering = ["village", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "parent", "name"], nulls_distinct=False,
                name="one_place_of_a_name", violation_error_message="这个村（社区）里已经有同名的地点。",
            ),
            models.CheckConstraint(
                name="only_buildings_stand_in_an_estate",
                condition=Q(parent__isnull=True) | Q(kind="building"),
                violation_error_message="只有楼栋可以选所在小区。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.parent.name}{self.name}" if self.parent_id else self.name


class ServicePoint(models.Model):
    """Where a village's residents come to speak: 党群服务中心 with its 民微VIP专窗."""

    village = models.OneToOneField(
        Village, models.PROTECT, related_name="service_point", verbose_name="村（社区）"
    )
    name = models.CharField("名称", max_length=80)
    address = models.CharField("地址", max_length=120, blank=True)
    window = models.CharField("窗口", max_length=40, default="民微VIP专窗", blank=True)
    hotline = models.CharField("热线", max_length=25, blank=True, validators=[PHONE_LINE])
    hours = models.CharField("开放时间", max_length=80, blank=True)
    liaison = models.ForeignKey(
        "villages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="联络员",
    )
    deputy = models.ForeignKey(
        "villages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="副联络员",
    )

    class Meta:
        verbose_name = verbose_name_plural = "联络点"

    def __str__(self):
        return self.name
