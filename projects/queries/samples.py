"""From which matters is drawn, which were drawn, and what does everybody read of it?"""

from django.db.models import Q

from projects.models import Project, Sample
from projects.states import State
from villages.models import Village

MOST = 50


def pool_of(district, asked, *, most):
    """The 查询号 of all submitted matters the draw is from, sorted, at most `most`; one query."""
    villages = Village.objects.filter(town__district=district)
    if asked.village:
        villages = villages.filter(pk=asked.village.pk)
    elif asked.town:
        villages = villages.filter(town=asked.town)
    rows = Project.objects.filter(
        village__in=villages.order_by().values("pk"), query_no__isnull=False
    ).exclude(state=State.DRAFT)
    if asked.states:
        rows = rows.filter(state__in=asked.states)
    rows = rows.filter(_between(asked.since, asked.until))
    return list(rows.order_by("query_no").values_list("query_no", flat=True)[:most])


def _between(since, until):
    found = Q()
    if since:
        found &= Q(submitted_at__date__gte=since)
    if until:
        found &= Q(submitted_at__date__lte=until)
    return found


def drawn_of(sample):
    """The matters drawn, in the order of the lot; one query."""
    rows = Project.objects.filter(query_no__in=sample.drawn).select_related("village__town")
    found = {one.query_no: one for one in rows}
    return [found[number] for number in sample.drawn if number in found]


def newest():
    """The newest MOST draws, without their pools."""
    return list(Sample.objects.defer("pool", "drawn")[:MOST])


def published(pk):
    """A sample as everybody reads it, or None."""
    rows = Sample.objects.select_related("district", "town", "village")
    return rows.filter(pk=pk).first()


def told(rows):
    """[(number, title for everybody, place)]"""
    return [
        (one.query_no, one.shown_title, f"{one.village.town.name} · {one.village.name}")
        for one in rows
    ]


def words_of(sample):
    """Where and when from, in words."""
    states = " · ".join(str(State(one).label) for one in sample.states)
    return (sample.village or sample.town or sample.district).name, states
