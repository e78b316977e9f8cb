"""Which towns and villages can a visitor choose, and what does a village's own page say of it?"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import CharField, DateField

from villages.models import Place, Town, Village
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.numbers import counted_order


@dataclass(frozen=True)
class Choice:
    pk: int
    name: str


@dataclass(frozen=True)
class TownOfVillages:
    pk: int
    name: str
    villages: list[Choice]


def villages_of_the_district(day):
    """Villages of this site's district that exist on that day and have residents."""
    rows = Village.objects.on(day).filter(is_virtual=False)
    return rows.filter(town__district__code=settings.DISTRICT_CODE)


def open_villages():
    """Where something can be proposed today."""
    return villages_of_the_district(clock.today())


def to_choose_from():
    """((village, its name, its town, the town's name), …) in the order of their codes; one query."""
    return tuple(_open_villages(today=clock.today(), district=settings.DISTRICT_CODE))


def towns_with_villages(rows=None):
    """The district's towns, each with its villages; `rows` are those `to_choose_from`."""
    towns = {}
    for pk, name, town_pk, town_name in to_choose_from() if rows is None else rows:
        town = towns.setdefault(town_pk, TownOfVillages(town_pk, town_name, []))
        town.villages.append(Choice(pk, name))
    return list(towns.values())


@KeptQuery
def _open_villages():
    today, district = Param("today", DateField()), Param("district", CharField())
    rows = Village.objects.on(today).filter(is_virtual=False, town__district__code=district)
    rows = rows.order_by("town__code", "code", "pk")
    return rows.values_list("pk", "name", "town", "town__name")


def village(pk):
    """A village with its town and service point, or None: unknown, without residents, not yet."""
    rows = Village.objects.select_related("town", "service_point").filter(is_virtual=False)
    found = rows.filter(pk=pk).first()
    if found and found.valid_from and found.valid_from > clock.today():
        return None
    return found


def neighbourhoods(village):
    """The names of its natural villages and estates."""
    kinds = (Place.Kind.HAMLET, Place.Kind.ESTATE)
    rows = village.places.filter(kind__in=kinds).values_list("kind", "name")
    return [name for _kind, name in sorted(rows, key=_as_counted)]


def places_to_choose(village):
    """The natural villages and estates of the village with that id, as typed: none for no id."""
    if not (str(village).isascii() and str(village).isdigit() and len(str(village)) < 16):
        return []
    kinds = (Place.Kind.HAMLET, Place.Kind.ESTATE)
    rows = Place.objects.filter(village=int(village), kind__in=kinds)
    found = sorted(rows.values_list("kind", "name", "pk"), key=_as_counted)
    return [Choice(pk, name) for _kind, name, pk in found]


def _as_counted(row):
    """第一, 第二, 第三自然村: in the order in which one counts, not that of the characters."""
    kind, name, *_rest = row
    return kind, counted_order(name)


def place(pk):
    """A place by its id, or None for an empty one."""
    return Place.objects.filter(pk=pk).first() if pk else None


def town(pk):
    return Town.objects.select_related("district").filter(pk=pk).first()


def villages_of_town(town):
    """Its villages of today, in the order of their codes."""
    rows = Village.objects.on(clock.today()).filter(town=town, is_virtual=False)
    return list(rows.only("pk", "name", "kind").order_by("code", "pk"))
