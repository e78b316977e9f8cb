"""The papers the programme rests on: laws, city and district policies, each town's own scheme."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from villages.models.places import District, Town


class PolicyDocument(models.Model):
    """Listed with number, date and validity; its file has versions, and may be missing.

    Who keeps it: the district's or the town's desk; a law or a city's document belongs to nobody
    here and is shown everywhere.
    """

    class Kind(models.TextChoices):
        LAW = "law", _("法律法规")
        CITY = "city", _("市级文件")
        DISTRICT = "district", _("区级文件")
        TOWN = "town", _("镇级文件")

    kind = models.CharField("级别", max_length=10, choices=Kind)
    title = models.CharField("标题", max_length=120)
    number = models.CharField("文号", max_length=60, blank=True, help_text="没有文号的留空。")
    issued_by = models.CharField("发文单位", max_length=80)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    valid_from = models.DateField("从哪天起有效", null=True, blank=True)
    valid_to = models.DateField(
        "有效到哪天", null=True, blank=True, help_text="含这一天；长期有效的留空。"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name="代替哪个文件",
    )  # fmt: skip
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区"
    )
    town = models.ForeignKey(
        Town, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="镇"
    )

    class Meta:
        verbose_name = verbose_name_plural = "政策文件"
        ordering = ["-issued_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_document_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                violation_error_message="“有效到哪天”不能早于“从哪天起有效”。",
            ),
            models.UniqueConstraint(
                fields=["number"], name="one_document_of_a_number", condition=~Q(number=""),
                violation_error_message="这个文号已经有一个文件了，请在那个文件里换新的版本。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number}《{self.title}》" if self.number else f"《{self.title}》"

    @property
    def short(self):
        """How a rule names it: its number, or its title."""
        return self.number or f"《{self.title}》"


class DocumentFile(models.Model):
    """One version of a document's PDF; never changed, a better scan is the next version."""

    append_only = True

    document = models.ForeignKey(
        PolicyDocument, models.PROTECT, related_name="files", verbose_name="文件"
    )
    version = models.PositiveSmallIntegerField("版本")
    key = models.UUIDField("文件名", unique=True, editable=False)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("指纹（SHA-256）", max_length=64)
    uploaded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "文件版本"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="each_version_once")
        ]

    def __str__(self):
        return f"第 {self.version} 版"

    @property
    def path(self):
        """Where the bytes lie below the media folder; never served from there."""
        return f"documents/{self.key}.pdf"
