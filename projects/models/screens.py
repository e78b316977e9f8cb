"""Which wall screens are open? Each shows public figures to whoever knows its address."""

from django.db import models
from django.db.models import Q


class Screen(models.Model):
    """A wall screen of the district or of one town. Its address holds a token, of which only a
    fingerprint is kept (weishishi.kernel.cipher)."""

    name = models.CharField("名称", max_length=40, help_text="例如：区政务服务大厅东墙。")
    town = models.ForeignKey(
        "villages.Town", models.PROTECT, null=True, blank=True, verbose_name="只看一个镇",
        help_text="不选就是全区。",
    )  # fmt: skip
    token_index = models.CharField("网址指纹", max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        "villages.Post", models.PROTECT, related_name="+", verbose_name="开通人", editable=False
    )
    made_at = models.DateTimeField("开通时间", editable=False)
    ended_at = models.DateTimeField("停用时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "大屏"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_screen_ends_after_it_was_made",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("made_at")),
                violation_error_message="停用时间不能早于开通时间。",
            )
        ]

    def __str__(self):
        return self.name
