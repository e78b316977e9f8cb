"""Who said that she will come? Name and phone lie sealed with the contact. (PIPL 14, 51)"""

from django.db import models
from django.db.models import F, Q

from projects.models.services import Activity


class SignUps(models.QuerySet):
    def standing(self):
        """Not taken back."""
        return self.filter(cancelled_at__isnull=True)


class SignUp(models.Model):
    """报名: one place at one activity; taken back by herself or by staff, never deleted."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="sign_ups", verbose_name="活动"
    )
    number = models.CharField("报名号", max_length=13, unique=True, editable=False)
    contact = models.ForeignKey(
        "villages.Contact", models.PROTECT, related_name="sign_ups", verbose_name="报名人"
    )
    phone_index = models.CharField(max_length=64, blank=True, editable=False)
    signed_up_at = models.DateTimeField("报名时间")
    recorded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    form_token = models.UUIDField(editable=False)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    cancelled_by = models.CharField("谁取消的", max_length=120, blank=True)

    objects = SignUps.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动报名"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_sign_up"),
            models.UniqueConstraint(
                name="a_phone_comes_once", fields=["activity", "phone_index"],
                condition=Q(cancelled_at__isnull=True) & ~Q(phone_index=""),
                violation_error_message="这个手机号已经报过名了，不用再报；要取消，用报名号查一查。",
            ),
            models.CheckConstraint(
                name="a_sign_up_is_taken_back_whole",
                condition=Q(cancelled_at__isnull=True, cancelled_by="")
                | Q(cancelled_at__gte=F("signed_up_at")) & ~Q(cancelled_by=""),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"报名 {self.number}"
