"""项目库: what was done well somewhere and can be ordered elsewhere, reviewed once a year."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from projects.choices import MicroType, ProjectClass

TITLE_LENGTH, WHAT_LENGTH, CONDITIONS_LENGTH = 40, 500, 300


class LibraryEntries(models.QuerySet):
    def with_standing(self):
        """Each with what was decided last, and the year of it."""
        last = LibraryDecision.objects.filter(entry=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            standing=Subquery(last.values("kind")[:1]),
            reviewed_in=Subquery(last.values("year")[:1]),
        )

    def on_offer(self):
        """What a village may order today."""
        return self.with_standing().filter(standing__in=LibraryDecision.KEEPS)


class LibraryEntry(models.Model):
    """One dish of the menu. Its words stay as they were decided; cost and who did it follow from the
    projects it stands on."""

    append_only = True

    district = models.ForeignKey(
        "villages.District", models.PROTECT, related_name="library", verbose_name="区"
    )
    title = models.CharField("名称", max_length=TITLE_LENGTH)
    project_class = models.CharField("类别", max_length=10, choices=ProjectClass)
    micro_type = models.CharField("微类型", max_length=12, choices=MicroType)
    what = models.CharField("做什么", max_length=WHAT_LENGTH)
    days = models.PositiveSmallIntegerField("一般要几天")
    conditions = models.CharField("要什么条件", max_length=CONDITIONS_LENGTH)
    by = models.ForeignKey("villages.Post", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("记录单位", max_length=120)
    at = models.DateTimeField("记录时间")

    objects = LibraryEntries.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目库"
        ordering = ["project_class", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_library_entry_of_a_title", fields=["district", "title"],
                violation_error_message="项目库里已经有同名的条目了，请换一个名称，或到那一条里办理。",
            ),
            models.CheckConstraint(
                name="a_library_entry_takes_days", condition=Q(days__gte=1),
                violation_error_message="一般要几天，至少 1 天。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title


class LibraryBasis(models.Model):
    """A finished project an entry stands on."""

    append_only = True

    entry = models.ForeignKey(LibraryEntry, models.PROTECT, related_name="basis")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="library_basis")
    by_name = models.CharField("记录单位", max_length=120)
    at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "项目库条目依据的项目"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="an_entry_stands_on_a_project_once", fields=["entry", "project"],
                violation_error_message="这件项目已经写在这一条里了。",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.entry_id} {self.project_id}"


class LibraryDecision(models.Model):
    """In, kept for another year, or out: by the district, with its reason."""

    append_only = True

    class Kind(models.TextChoices):
        IN = "in", _("入库")
        KEPT = "kept", _("年审通过，留库")
        OUT = "out", _("出库")

    KEEPS = (Kind.IN, Kind.KEPT)

    entry = models.ForeignKey(LibraryEntry, models.PROTECT, related_name="decisions")
    kind = models.CharField("决定", max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField("年度")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey("villages.Post", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("决定单位", max_length=120)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "项目库年审"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_library_decision_has_its_reason",
                condition=~Q(reason=""),
                violation_error_message="入库、留库、出库都要写明理由。",
            ),
            models.UniqueConstraint(
                name="an_entry_is_kept_once_a_year", fields=["entry", "year"],
                condition=Q(kind="kept"),
                violation_error_message="这一条今年已经年审过了。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_kind_display()


class Origin(models.Model):
    """Where a proposal was ordered or copied from: an entry of the library, or another village's
    project. Words and items came along; no money, no people, no photos, no decisions."""

    append_only = True

    project = models.OneToOneField("projects.Project", models.PROTECT, related_name="origin")
    entry = models.ForeignKey(LibraryEntry, models.PROTECT, null=True, related_name="picks")
    source = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, related_name="copies", verbose_name="复制自"
    )
    by = models.ForeignKey("villages.Post", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("记录单位", max_length=120)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "点单和复制"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="an_origin_is_an_entry_or_a_project",
                condition=Q(entry__isnull=False, source__isnull=True)
                | Q(entry__isnull=True, source__isnull=False),
                violation_error_message="来自项目库的一条，或者来自一件项目，二选一。",
            ),
            models.CheckConstraint(
                name="no_project_is_its_own_origin",
                condition=Q(source__isnull=True) | ~Q(source=F("project")),
            ),
        ]

    def __str__(self):
        return str(self.entry or self.source_id)


def is_reviewed(year):
    """A condition on entries: taken in or kept in that year."""
    rows = LibraryDecision.objects.filter(
        entry=OuterRef("pk"), year=year, kind__in=LibraryDecision.KEEPS
    )
    return Exists(rows)
