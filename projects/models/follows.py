"""Who wants to hear how it goes without saying that she needs it: one matter, or a search kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from weishishi.kernel import clock


class Follow(models.Model):
    """Of one project, or of what a search finds (`address` is its query string: a village, a town, a
    class, words). Taken back it is gone."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name="居民"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, related_name="follows", verbose_name="项目"
    )
    address = models.CharField("查找条件", max_length=200, blank=True)
    words = models.CharField("关注的是", max_length=80)
    since = models.DateTimeField("从什么时候起", default=clock.now)
    told_until = models.DateTimeField("告诉到什么时候", default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "关注"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_matter_or_a_search_is_followed",
                condition=Q(project__isnull=False, address="")
                | (Q(project__isnull=True) & ~Q(address="")),
                violation_error_message="请选一个项目，或者一种查找条件。",
            ),
            models.UniqueConstraint(
                fields=["person", "project"], name="a_matter_is_followed_once",
                violation_error_message="您已经关注了。",
            ),
            models.UniqueConstraint(
                fields=["person", "address"], name="a_search_is_followed_once",
                condition=Q(project__isnull=True), violation_error_message="您已经关注了。",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("address", name="followed_searches", condition=Q(project__isnull=True))
        ]

    def __str__(self):
        return f"关注 {self.pk}"
