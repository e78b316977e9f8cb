"""A link with which somebody who is to work at the desk sets her own password."""

from django.db import models


class Invitation(models.Model):
    """Good once, for a day; the link itself is not kept, only its fingerprint."""

    person = models.ForeignKey(
        "villages.Person", models.PROTECT, related_name="invitations", verbose_name="人员"
    )
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="邀请人的任职"
    )
    expires_at = models.DateTimeField("到期时间")
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "邀请"
        ordering = ["-expires_at", "-pk"]

    def __str__(self):
        return f"邀请 {self.pk}"
