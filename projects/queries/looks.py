"""What did residents say when they were asked again? Fewer than five are never split."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date

from projects.models import LookRound, LookWords
from projects.satisfaction import HIDDEN_BELOW
from weishishi.kernel import clock


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


def told_looks():
    """For `annotate` on projects: what was said at every look, for `public_of`."""
    told = JSONObject(months="months", opened_on="opened_on", asked="asked", n="n", n_fine="n_fine")
    return ArraySubquery(_rounds().filter(project=OuterRef("pk")).values(told=told))


def public_of(told):
    """Of the annotation of `told_looks`: those looks of which five or more spoke."""
    found = [_asked(**{**one, "opened_on": parse_date(one["opened_on"])}) for one in told]
    return [one for one in found if one.fine is not None]


def at_desk(project):
    """Every look; the words from five voices on, or they would tell whose they are. Two queries."""
    rows = _rounds().filter(project=project)
    found = [_asked(**row) for row in rows.values("months", "opened_on", "asked", "n", "n_fine")]
    if not any(one.wrong for one in found):
        return found
    words = {}
    for one in LookWords.objects.filter(round__project=project).select_related("round"):
        words.setdefault(one.round.months, []).append(one.words)
    return [
        Asked(**{**vars(one), "words": tuple(words.get(one.months, ())) if one.wrong else ()})
        for one in found
    ]


def _rounds():
    voices = {"n": Count("voices"), "n_fine": Count("voices", filter=Q(voices__is_fine=True))}
    return LookRound.objects.annotate(**voices).order_by("months")


def _asked(months, opened_on, asked, n, n_fine):
    split = (n_fine, n - n_fine) if n >= HIDDEN_BELOW else (None, None)
    return Asked(months, opened_on, asked, n, *split)
