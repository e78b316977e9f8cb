"""Was one matter cut into several to stay under a ceiling? What stands near it, and the answer."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from funding.queries import cash_of, shares_of, sums
from projects.models.noted import Noted
from projects.states import State
from villages.rulebook import rules_for

# What ended without money, or rests without a date, adds nothing to a sum.
COUNTED = [
    state for state in State
    if state not in {
        State.DRAFT, State.DECLINED, State.MERGED, State.REFERRED, State.WITHDRAWN,
        State.NOT_PASSED, State.RESERVED, State.TERMINATED,
    }
]  # fmt: skip
PLACE, CLASS, IMPLEMENTER = WAYS = ("place", "class", "implementer")


@dataclass(frozen=True)
class Near:
    """What is alike in one way, and together with the project above the ceiling of its class.

    `others` are projects with `cash_fen`; `sum_fen` is all of them with the project, whole fen.
    """

    way: str
    others: list
    sum_fen: int
    ceiling_fen: int
    months: int


def months_before(day, months):
    """The same day of the month so many months earlier; the month's last where there is none."""
    whole = day.year * 12 + day.month - 1 - months
    for last in (day.day, 30, 29, 28):
        try:
            return date(whole // 12, whole % 12 + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


class SplitAnswers(models.Manager):
    """Of one project: `project.split_answers`."""

    def near(self, at):
        """The ways in which this project and others of its village, proposed within `split_months`
        before the date `at`, are alike and together above the ceiling of its class.

        Ways: the same place, the same class, the same implementer. The same day so many months
        earlier still counts (inclusive), so does the date `at`. A sum of exactly the ceiling is no
        warning, one fen more is; without another project there is none. Cash counts, kind does not.
        Source: 珠委办字〔2021〕6号 has the ceilings; not to split is the field's rule (待核实).
        """
        project = self.instance
        rules = rules_for(project.village, on=at)
        ceiling = rules.ceilings.get(project.project_class)
        if ceiling is None or project.budget_id is None:
            return []
        since = months_before(at, rules.split_months)
        rows, found = list(_others(project, since, at)), []
        own = sums(shares_of([project.budget_id])).cash if rows else 0
        for way, same in _ways(project).items():
            others = [row for row in rows if same(row)]
            total = sum(row.cash_fen for row in others) + own
            if others and total > ceiling:
                found.append(Near(way, others, total, ceiling, rules.split_months))
        return found

    def unanswered(self, at):
        """The projects of `near` that no answer given up to the date `at` has in view."""
        seen_near = {row.pk: row for one in self.near(at) for row in one.others}
        if not seen_near:
            return []
        answers = self.filter(at__date__lte=at)
        seen = set(answers.values_list("others", flat=True))
        return [row for pk, row in seen_near.items() if pk not in seen]


def _ways(project):
    """{way: whether another row is the same in it}, for what is known of the project."""
    ways = {CLASS: lambda row: row.project_class == project.project_class}
    if project.place_id:
        ways[PLACE] = lambda row: row.place_id == project.place_id
    if project.implementer:
        ways[IMPLEMENTER] = lambda row: row.implementer == project.implementer
    return {way: ways[way] for way in WAYS if way in ways}


def _others(project, since, until):
    alike = Q(project_class=project.project_class)
    if project.place_id:
        alike |= Q(place=project.place_id)
    if project.implementer:
        alike |= Q(implementer=project.implementer)
    rows = type(project).objects.filter(
        alike, village=project.village_id, state__in=COUNTED, budget__isnull=False,
        submitted_at__date__gte=since, submitted_at__date__lte=until,
    ).exclude(pk=project.pk)  # fmt: skip
    rows = rows.annotate(cash_fen=cash_of("budget")).filter(cash_fen__gt=0)
    return rows.order_by("submitted_at", "pk").only(
        "title",
        "public_title",
        "released_at",
        "micro_type",
        "query_no",
        "state",
        "project_class",
        "place",
        "implementer",
        "submitted_at",
    )


class SplitAnswer(Noted):
    """Why these are different matters, in writing, with the others that were looked at."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="split_answers", verbose_name="项目"
    )
    others = models.ManyToManyField(
        "projects.Project",
        through="projects.SplitOther",
        related_name="+",
        verbose_name="比较过的项目",
    )
    words = models.CharField("说明", max_length=500)

    objects = SplitAnswers()

    class Meta(Noted.Meta):
        verbose_name = verbose_name_plural = "拆分说明"
        constraints = Noted.Meta.constraints

    def __str__(self):
        return self.words[:20]


class SplitOther(models.Model):
    """One of the projects an answer had in view."""

    append_only = True

    answer = models.ForeignKey(SplitAnswer, models.PROTECT, related_name="seen")
    other = models.ForeignKey("projects.Project", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "other"], name="seen_once")]

    def __str__(self):
        return str(self.other_id)
