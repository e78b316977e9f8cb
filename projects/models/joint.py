"""共同实施: which other villages carry a matter out together with the one that leads it."""

from django.db import models


class JointVillage(models.Model):
    """One more village of a matter. It counts once in each of its villages and towns, and once in the
    district; the money lies in the books of the village that leads. Named until it hangs on the board
    (actions/joint.py)."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="joint", verbose_name="项目"
    )
    village = models.ForeignKey(
        "villages.Village",
        models.PROTECT,
        related_name="joint",
        verbose_name="共同实施的村（社区）",
    )
    added_by = models.CharField("记录单位", max_length=120)
    added_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "共同实施的村（社区）"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "village"], name="a_village_takes_part_once",
                violation_error_message="这个村（社区）已经在里面了。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.village.name
