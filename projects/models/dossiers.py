"""What a matter's file holds outside this system, and why a paper is not in it."""

from django.db import models
from django.db.models import Q

from projects.models.noted import Noted


class DossierNote(Noted):
    """Said once of a paper this system holds no record of: it lies in the paper file, or is not
    needed. Nothing is ticked off without words."""

    class Kind(models.TextChoices):
        ON_PAPER = "on_paper", "在纸质档案里"
        NOT_NEEDED = "not_needed", "这件事不需要"
        FILED = "filed", "终止项目已归档"  # the file as a whole

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="dossier_notes", verbose_name="项目"
    )
    paper = models.CharField("材料", max_length=20)
    kind = models.CharField("情况", max_length=12, choices=Kind)
    words = models.CharField("说明", max_length=120)

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "档案说明"
        constraints = [
            *Noted.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "paper"], name="each_paper_said_once",
                violation_error_message="这一项刚才已经说明过了，请刷新页面。",
            ),
            models.CheckConstraint(
                name="a_missing_paper_has_its_words", condition=~Q(words=""),
                violation_error_message="请写明放在哪里，或者为什么不需要。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.paper}：{self.get_kind_display()}"
