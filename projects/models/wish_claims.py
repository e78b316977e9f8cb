"""Who promised a wish, under which terms, and how did it arrive? (06-forms: 认领书)"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from projects.models.wishes import Wish
from projects.wishes.states import Claimer, Ended, SignedBy


class Claims(models.QuerySet):
    def holding(self):
        """Not ended. Whether its days are over is asked besides."""
        return self.filter(ended_as=Ended.HOLDS)

    def open_on(self, day):
        """Still to be kept, and within its days."""
        return self.holding().filter(lapses_on__gte=day)


class WishClaim(models.Model):
    """认领书: one promise, under terms that were seen first."""

    wish = models.ForeignKey(Wish, models.PROTECT, related_name="claims", verbose_name="微心愿")
    number = models.CharField("认领号", max_length=12, unique=True, editable=False)
    kind = models.CharField("认领人类别", max_length=12, choices=Claimer)
    # Name and phone lie sealed there.
    contact = models.ForeignKey(
        "villages.Contact", models.PROTECT, editable=False, related_name="wish_claims",
        verbose_name="认领人",
    )  # fmt: skip
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False,
        related_name="wish_claims", verbose_name="认领人的账号",
    )  # fmt: skip
    phone_index = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    may_be_named = models.BooleanField("同意公开感谢", default=False)
    terms_version = models.CharField("承诺书版本", max_length=12)
    is_no_relative = models.BooleanField("声明不是受助人亲属")
    promised_on = models.DateField("承诺日期")
    lapses_on = models.DateField("有效到")
    claimed_at = models.DateTimeField("认领时间")
    recorded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    ended_as = models.CharField("结果", max_length=10, choices=Ended, blank=True, default="")
    ended_at = models.DateTimeField("结束时间", null=True, editable=False)
    form_token = models.UUIDField(editable=False)

    objects = Claims.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "微心愿认领"
        ordering = ["-claimed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["form_token"], name="one_form_one_claim"),
            models.UniqueConstraint(
                fields=["wish"],
                condition=Q(ended_as__in=["", "delivered"]),
                name="one_promise_for_a_wish",
                violation_error_message="刚刚有人认领了这个心愿，请看看别的心愿。",
            ),
            models.UniqueConstraint(
                fields=["wish", "phone_index"],
                condition=~Q(phone_index=""),
                name="a_phone_claims_a_wish_once",
                violation_error_message="这个手机号认领过这个心愿了；要继续，请联系村（社区）办延期。",
            ),
            models.UniqueConstraint(
                fields=["wish", "person"],
                condition=Q(person__isnull=False),
                name="an_account_claims_a_wish_once",
                violation_error_message="您认领过这个心愿了；要继续，请联系村（社区）办延期。",
            ),
            models.CheckConstraint(
                name="who_claims_is_no_relative",
                condition=Q(is_no_relative=True),
                violation_error_message="受助人的亲属不能认领，请直接帮助。",
            ),
            models.CheckConstraint(
                name="a_promise_lapses_after_its_day",
                condition=Q(lapses_on__gte=F("promised_on")),
                violation_error_message="有效期不能早于承诺日期。",
            ),
            models.CheckConstraint(
                name="a_claim_ends_whole",
                condition=Q(ended_as="", ended_at__isnull=True)
                | (~Q(ended_as="") & Q(ended_at__isnull=False)),
                violation_error_message="认领结束要有结果和时间。",
            ),
        ]

    def __str__(self):
        return f"认领 {self.number}"

    def outcome_on(self, day):
        """As it stands that day, whether somebody noted it or not."""
        if self.ended_as == Ended.HOLDS and self.lapses_on < day:
            return Ended.LAPSED
        return Ended(self.ended_as)


class WishDelivery(models.Model):
    """送达和签收: the check list; the name of who signed stands on the paper only."""

    append_only = True

    claim = models.OneToOneField(
        WishClaim, models.PROTECT, related_name="delivery", verbose_name="认领"
    )
    delivered_on = models.DateField("送达日期")
    checked = models.JSONField("送达清单")  # the codes of projects.wishes.states.Check
    signed_by = models.CharField("谁签收", max_length=10, choices=SignedBy)
    receipt_no = models.CharField("捐赠票据号", max_length=40, blank=True)
    by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    by_name = models.CharField("记录单位", max_length=120)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "微心愿送达"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.delivered_on} 送达"
