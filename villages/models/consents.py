"""Who agreed to what, in which words, and until when? (PIPL 14-16, 25)"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What one can agree to; each is asked, kept and withdrawn by itself."""

    PRIVACY = "privacy", _("个人信息保护告知书")
    SHOW_NAME = "show_name", _("公开我的称呼")


class How(models.TextChoices):
    TICKED = "ticked", _("本人勾选")
    TOLD = "told", _("工作人员已口头告知")
    IMPORTED = "imported", _("历史资料")


class Consent(models.Model):
    """One yes to one version of one text. A row is never rewritten: it is withdrawn once, and a new
    yes is a new row."""

    person = models.ForeignKey(
        "villages.Person", models.PROTECT, null=True, related_name="consents", verbose_name="本人"
    )
    contact = models.ForeignKey(
        "villages.Contact", models.PROTECT, null=True, related_name="consents",
        verbose_name="无账号的居民",
    )  # fmt: skip
    topic = models.CharField("事项", max_length=12, choices=Topic)
    version = models.CharField("版本", max_length=12)
    how = models.CharField("方式", max_length=10, choices=How)
    query_no = models.CharField("随哪件事", max_length=10, blank=True)
    recorded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    given_at = models.DateTimeField("同意时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "同意记录"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_consent_is_somebodys",
                condition=Q(person__isnull=False, contact__isnull=True)
                | Q(person__isnull=True, contact__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawn_after_it_was_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self):
        return f"{self.get_topic_display()} {self.version}"
