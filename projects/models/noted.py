"""What does every noted fact say of itself? When it was true, when it was written, by whom."""

from django.db import models
from django.db.models import F, Q


class Noted(models.Model):
    """A fact somebody wrote down about a project; never changed, only followed by another one.

    `at` is when it was true, and rules are asked as of it; `by` is None for an import, whose office
    is in `by_name`.
    """

    append_only = True

    by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    by_name = models.CharField("记录单位", max_length=120)
    at = models.DateTimeField("时间")
    recorded_at = models.DateTimeField("记录时间")
    late_reason = models.CharField("补录原因", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_not_written_before_it_was_true",
                condition=Q(at__lte=F("recorded_at")),
                violation_error_message="时间不能晚于现在。",
            )
        ]
