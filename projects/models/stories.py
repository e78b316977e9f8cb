"""The story of a finished matter: how it was, how it is, one figure with its source, one voice."""

from django.db import models
from django.db.models import F, Q

WORDS_LENGTH = 600
QUOTE_LENGTH = 120
NAME_LENGTH = 6


class Story(models.Model):
    """Written by one person, released by another, like every public text. A quote needs the consent
    of who said it, with its day and how it was given."""

    project = models.OneToOneField(
        "projects.Project", models.PROTECT, related_name="story", verbose_name="项目"
    )
    words = models.TextField("故事", max_length=WORDS_LENGTH)
    before = models.ForeignKey(
        "projects.Photo", models.SET_NULL, null=True, related_name="+", verbose_name="之前的照片"
    )
    after = models.ForeignKey(
        "projects.Photo", models.SET_NULL, null=True, related_name="+", verbose_name="之后的照片"
    )
    figure = models.CharField("数字说的是什么", max_length=40, blank=True)
    figure_unit = models.CharField("单位", max_length=10, blank=True)
    figure_before = models.DecimalField(
        "之前", max_digits=12, decimal_places=2, null=True, blank=True
    )
    figure_after = models.DecimalField(
        "之后", max_digits=12, decimal_places=2, null=True, blank=True
    )
    figure_source = models.CharField("数字从哪里来", max_length=120, blank=True)
    quote = models.CharField("居民的一句话", max_length=QUOTE_LENGTH, blank=True)
    quote_name = models.CharField("称呼", max_length=NAME_LENGTH, blank=True)
    consent_on = models.DateField("哪天同意公开的", null=True, blank=True)
    consent = models.CharField("怎么同意的", max_length=80, blank=True)
    edited_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="编辑"
    )
    released_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="发布审核"
    )
    released_at = models.DateTimeField("发布时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "项目故事"
        constraints = [
            models.CheckConstraint(
                name="a_figure_has_its_source",
                condition=Q(
                    figure="", figure_before__isnull=True, figure_after__isnull=True,
                    figure_source="",
                )
                | (
                    Q(figure_before__isnull=False, figure_after__isnull=False)
                    & ~Q(figure="") & ~Q(figure_source="")
                ),
                violation_error_message="数字要写明说的是什么、之前、之后，还有从哪里来。",
            ),
            models.CheckConstraint(
                name="a_quote_has_its_consent",
                condition=Q(quote="", quote_name="", consent_on__isnull=True, consent="")
                | (Q(consent_on__isnull=False) & ~Q(quote="") & ~Q(quote_name="") & ~Q(consent="")),
                violation_error_message="引用居民的话要写称呼，以及哪天、怎么同意公开的。",
            ),
            models.CheckConstraint(
                name="a_story_is_released_by_a_second_person",
                condition=Q(released_by__isnull=True)
                | Q(edited_by__isnull=True)
                | ~Q(released_by=F("edited_by")),
                violation_error_message="故事要由编辑以外的另一个人审核发布。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"项目故事 {self.project_id}"
