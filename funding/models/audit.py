"""When the invariants of the money were last asked, and what they answered."""

from django.db import models


class AuditRun(models.Model):
    """One nightly answer: {code of the invariant: rows against it}; empty tables mean all is well."""

    append_only = True

    ran_at = models.DateTimeField("核对时间")
    found = models.JSONField("发现", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "资金核对"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.ran_at:%Y-%m-%d %H:%M}"

    @property
    def is_clean(self):
        return not any(self.found.values())
