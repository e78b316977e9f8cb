"""How many need care? For the public only numbers of at least five, and nothing to subtract from."""

from django.db.models import Count

from projects.care import LEAST_SHOWN, Category
from projects.models import CareNeed, HomeSafety
from villages.scopes import villages_of


def public_counts(town):
    """(year, [(category, how many)], homes looked at or None) of the latest census of a town. What is
    less than five is left out, and no total is told that could give it away."""
    rows = CareNeed.objects.filter(village__town=town).order_by()
    year = rows.order_by("-year").values_list("year", flat=True).first()
    if year is None:
        return None
    found = dict(rows.filter(year=year).values_list("category").annotate(Count("pk")))
    shown = [(one.label, found[one]) for one in Category if found.get(one, 0) >= LEAST_SHOWN]
    homes = _homes(rows.filter(year=year))
    return (year, shown, homes if homes >= LEAST_SHOWN else None) if shown else None


def census(post, year):
    """[(village, [how many per category], total, homes)] of what this post may see, exact."""
    villages = villages_of(post).select_related("town").order_by("town__code", "code")
    rows = CareNeed.objects.filter(village__in=villages, year=year).order_by()
    counts = {
        (village, category): number
        for village, category, number in rows.values_list("village", "category").annotate(
            Count("pk")
        )
    }
    homes = dict(
        HomeSafety.objects.filter(need__in=rows)
        .order_by()
        .values_list("need__village")
        .annotate(Count("need", distinct=True))
    )
    table = []
    for village in villages:
        numbers = [counts.get((village.pk, one.value), 0) for one in Category]
        if any(numbers):
            table.append((village, numbers, sum(numbers), homes.get(village.pk, 0)))
    return table


def modes(post, year):
    """[(way of help, how many)] of the same."""
    rows = CareNeed.objects.filter(village__in=villages_of(post).order_by(), year=year).order_by()
    return dict(rows.values_list("mode").annotate(Count("pk")))


def years(post):
    """The years with a census, the newest first."""
    rows = CareNeed.objects.filter(village__in=villages_of(post).order_by()).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def _homes(rows):
    return HomeSafety.objects.filter(need__in=rows).values("need").distinct().count()
