"""Who else needs it? One voice per person (我也需要: seconding, supporting and following in one)."""

from django.conf import settings
from django.db import models


class Support(models.Model):
    """A resident's 我也需要. Taken back it is gone: it is a wish, not a step of the record."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="supports", verbose_name="项目"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="supports", verbose_name="居民"
    )
    since = models.DateTimeField("从什么时候起")
    # She said it of another matter, which was merged into this one; see projects.actions.merging.
    brought_by = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, related_name="+", verbose_name="从哪一件并来"
    )

    class Meta:
        verbose_name = verbose_name_plural = "我也需要"
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                name="one_voice_per_person",
                violation_error_message="每个人只算一次。",
            )
        ]

    def __str__(self):
        return f"我也需要 {self.pk}"
