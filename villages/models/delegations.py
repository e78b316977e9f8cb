"""Who stands in for whom while she is away (代理)? The post stays hers; somebody else acts under it."""

from django.db import models
from django.db.models import F, Q

from villages.models.posts import Post

REASON_LENGTH = 200


class DelegationQuerySet(models.QuerySet):
    def standing(self):
        """Those nobody has taken back."""
        return self.filter(end=None)

    def in_force(self, day):
        """Those of that date: both days inclusive, not taken back, and both posts still held."""
        return self.held(day).filter(since__lte=day, until__gte=day)

    def held(self, day):
        """Those not taken back of posts that are both held on that date; a hand-over ends one, too."""
        to = Q(to__until__isnull=True) | Q(to__until__gt=day)
        of_whom = Q(post__until__isnull=True) | Q(post__until__gt=day)
        return self.standing().filter(to, of_whom)

    def touching(self, since, until):
        """Those that share a day with these days, both inclusive, as far as both posts are held."""
        return self.held(since).filter(since__lte=until, until__gte=since)


class Delegation(models.Model):
    """From a day until a day, both inclusive, the holder of `to` also acts under `post`."""

    append_only = True

    post = models.ForeignKey(
        Post, models.PROTECT, related_name="delegations", verbose_name="哪个职务请人代"
    )
    to = models.ForeignKey(Post, models.PROTECT, related_name="stands_in", verbose_name="请谁代")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天", help_text="这一天仍由对方代，第二天起自动结束。")
    reason = models.CharField("事由", max_length=REASON_LENGTH)
    at = models.DateTimeField("登记时间")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代理"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["until", "to"], name="delegations_of_now")]
        constraints = [
            models.CheckConstraint(
                name="a_delegation_ends_after_it_begins",
                condition=Q(until__gte=F("since")),
                violation_error_message="结束的日期不能早于开始的日期。",
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_herself",
                condition=~Q(post=F("to")),
                violation_error_message="不能请自己代，请另选一位同事。",
            ),
            models.CheckConstraint(
                name="a_delegation_says_why",
                condition=~Q(reason=""),
                violation_error_message="请写明事由，例如：外出培训。",
            ),
        ]

    def __str__(self):
        return f"{self.to.person} 代 {self.post.office}"

    @property
    def posts_end(self):
        """The first day on which one of its two posts is held no more; None while neither has an end."""
        return min((day for day in (self.post.until, self.to.until) if day), default=None)

    @property
    def ended(self):
        """How it was taken back; None while nobody has."""
        return getattr(self, "end", None)


class DelegationEnd(models.Model):
    """It was taken back, or handed back, before its last day."""

    append_only = True

    delegation = models.OneToOneField(
        Delegation, models.PROTECT, related_name="end", verbose_name="代理"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="谁结束的")
    at = models.DateTimeField("结束时间")

    class Meta:
        verbose_name = verbose_name_plural = "代理提前结束"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.delegation}，{self.post.office}结束"
