"""变更: what was decided, what it became, why, and who let it. The old numbers stay readable."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weishishi.kernel.actor import Kind


class Change(models.Model):
    """A change of amount, content or period of something confirmed.

    `old` and `new` are {"fen", "work": [[name, quantity, unit, unit price in fen, place]], "sources":
    [[source, form, giver, fen]], "days"}; `new` also holds the shares as they will be written. Over
    the book's per cent it goes back to the residents and the board, below it the town decides.
    (06-forms 变更表)
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待镇里审批")
        TO_RESIDENTS = "to_residents", _("要重新协商公示")
        APPROVED = "approved", _("镇里已同意")
        DECIDED_ANEW = "decided_anew", _("已退回重新协商")
        REFUSED = "refused", _("镇里不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="changes", verbose_name="项目"
    )
    state = models.CharField("状态", max_length=12, choices=State)
    old = models.JSONField("原来")
    new = models.JSONField("变更后")
    reason = models.CharField("变更理由", max_length=300)
    # In tenths of a per cent, of what changed most: amount, a quantity, the period.
    per_mille = models.PositiveIntegerField("变更幅度（千分之）")
    allowed_per_cent = models.PositiveSmallIntegerField("镇里可批的幅度（%）")
    actor_kind = models.CharField("申请者类别", max_length=10, choices=Kind)
    actor_name = models.CharField("申请者", max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="申请人",
    )
    at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审批人",
    )
    decided_name = models.CharField("审批者", max_length=120, blank=True)
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    answer = models.CharField("审批意见", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "变更"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_change_of_a_project", fields=["project"],
                condition=Q(state__in=["waiting", "to_residents"]),
                violation_error_message="这个项目还有一份变更没有办完，请先办完或撤回。",
            ),
            models.CheckConstraint(
                name="who_asks_for_a_change_does_not_let_it",
                condition=~Q(state="approved")
                | Q(person__isnull=True)
                | ~Q(decided_by=models.F("person")),
                violation_error_message="申请变更和同意变更要是两个不同的人，请换一位同事。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.project_id} {self.get_state_display()}"

    @property
    def is_open(self):
        return self.state in (self.State.WAITING, self.State.TO_RESIDENTS)
