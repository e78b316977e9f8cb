"""A change of office (换届): which post ended, who took over, and what was open on that day."""

from django.db import models
from django.db.models import F, Q

WHY_LENGTH = 200


class HandOver(models.Model):
    """移交. Written once with the end of a post; `listed` is what was open then, as it is printed:
    [{"title": …, "lines": […]}]. What belongs to the office needs nothing: whoever holds it reads it.
    """

    append_only = True

    left = models.OneToOneField(
        "villages.Post", models.PROTECT, related_name="handed_over", verbose_name="离任的职务"
    )
    taken = models.ForeignKey(
        "villages.Post", models.PROTECT, related_name="taken_over", verbose_name="接任的职务"
    )
    on = models.DateField("移交日期", help_text="从这一天起由接任的人办理。")
    why = models.CharField("事由", max_length=WHY_LENGTH)
    listed = models.JSONField("移交内容", default=list)
    by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    by_name = models.CharField("办理单位", max_length=120)
    at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = verbose_name_plural = "移交"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_hands_over_to_the_same_post",
                condition=~Q(left=F("taken")),
                violation_error_message="接任的人不能还是原来这一任，请另选。",
            ),
            models.CheckConstraint(
                name="a_hand_over_says_why",
                condition=~Q(why=""),
                violation_error_message="请写明事由，例如：换届。",
            ),
        ]

    def __str__(self):
        return f"{self.left.office} {self.on}"

    @property
    def number(self):
        """How many things were handed over."""
        return sum(len(part["lines"]) for part in self.listed)
