"""What did residents say when they were asked again? Fewer than five are never split."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, OuterRef, Q, Subquery

from projects.models import LookRound, LookWords
from projects.satisfaction import HIDDEN_BELOW
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, Param


@dataclass(frozen=True)
class Asked:
    """One look: `fine` and `wrong` are None where fewer than five spoke."""

    months: int
    on: date
    asked: int
    n: int
    fine: int | None
    wrong: int | None
    words: tuple = ()


def open_round(project):
    """The round in which residents may speak today, or None."""
    rows = LookRound.objects.filter(project=project, last_day__gte=clock.today())
    return rows.select_related("project__village__town").order_by("-opened_on", "-pk").first()


def told_last_day():
    """For `annotate` on projects: until when the latest round asks, None without one."""
    rows = LookRound.objects.filter(project=OuterRef("pk")).order_by("-last_day")
    return Subquery(rows.values("last_day")[:1])


def public_of(project_pk):
    """Those looks of which five or more spoke, one query."""
    return [one for one in _asked(project_pk) if one.fine is not None]


def at_desk(project):
    """Every look; the words from five voices on, or they would tell whose they are. Two queries."""
    found = _asked(project.pk)
    if not any(one.wrong for one in found):
        return found
    words = {}
    for one in LookWords.objects.filter(round__project=project).select_related("round"):
        words.setdefault(one.round.months, []).append(one.words)
    return [
        Asked(**{**vars(one), "words": tuple(words.get(one.months, ())) if one.wrong else ()})
        for one in found
    ]


@KeptQuery
def _rounds():
    voices = {"n": Count("voices"), "n_fine": Count("voices", filter=Q(voices__is_fine=True))}
    rows = LookRound.objects.filter(project=Param("project", BigIntegerField()))
    return rows.annotate(**voices).order_by("months")


def _asked(project_pk):
    return [
        Asked(
            row.months, row.opened_on, row.asked, row.n,
            *((row.n_fine, row.n - row.n_fine) if row.n >= HIDDEN_BELOW else (None, None)),
        )
        for row in _rounds(project=project_pk)
    ]  # fmt: skip
