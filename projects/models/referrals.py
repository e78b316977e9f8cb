"""What became of a matter another office took over? Its number there, and what it answered."""

from django.db import models
from django.db.models import Q

from projects.models.noted import Noted


class ReferralNote(Noted):
    """What the other office told us; the newest number and the newest answer count.

    The number is for the resident and for staff; the answer is read by everybody.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="referral_notes", verbose_name="项目"
    )
    receipt_no = models.CharField("对方收件号", max_length=40, blank=True)
    answer = models.CharField("对方的答复", max_length=500, blank=True)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "转办回执"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="a_referral_note_says_something",
                condition=~Q(receipt_no="", answer=""),
                violation_error_message="收件号和答复至少写一样。",
            ),
        ]

    def __str__(self):
        return self.receipt_no or self.answer[:20]
