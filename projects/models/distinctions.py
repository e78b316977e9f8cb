"""精品项目: a finished project others may look at, recommended by the town and confirmed by the district."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from projects.models.noted import Noted


class Distinction(Noted):
    """One word about it, with its reason; what holds is the newest one."""

    class Kind(models.TextChoices):
        RECOMMENDED = "recommended", _("推荐为精品项目")
        CONFIRMED = "confirmed", _("确认为精品项目")
        DECLINED = "declined", _("没有确认")
        TAKEN_BACK = "taken_back", _("取消精品项目")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="distinctions", verbose_name="项目"
    )
    kind = models.CharField("决定", max_length=12, choices=Kind)
    reason = models.CharField("理由", max_length=200)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "精品项目"
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                name="a_distinction_has_its_reason",
                condition=~Q(reason=""),
                violation_error_message="请写明理由。",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


def is_model(path="pk"):
    """A condition: the newest word about the project at `path` confirms it."""
    newest = Distinction.objects.filter(project=OuterRef("project")).order_by("-pk")
    standing = Distinction.objects.filter(
        kind=Distinction.Kind.CONFIRMED, pk=Subquery(newest.values("pk")[:1])
    )
    return Q(**{f"{path}__in": standing.values("project")})
