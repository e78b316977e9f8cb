"""入户工程: work counted by homes. Which place may be told without saying whose home it is?

A hamlet or an estate, and only where it has at least five of them; the number of homes is told
always. (01-programme: the public sees a count, never an address)
"""

from projects.care import LEAST_SHOWN

UNITS = ("户", "家")
NEIGHBOURHOODS = ("hamlet", "estate")  # a building or a spot can be somebody's door


def is_at_home(item):
    return item.unit.strip() in UNITS


def places_told(items):
    """{item's key: its place as everybody may read it, "" where none}; work in the open is told by the
    place above a building."""
    homes = {}
    for item in items:
        if is_at_home(item) and (near := neighbourhood_of(item.place)):
            key = near.pk, item.name
            homes[key] = homes.get(key, 0) + item.quantity
    return {item.pk: _told(item, homes) for item in items}


def is_few(items):
    """Whether the whole matter is done at fewer homes than may be told with a place."""
    by_name = {}
    for item in items:
        if is_at_home(item):
            by_name[item.name] = by_name.get(item.name, 0) + item.quantity
    return bool(by_name) and max(by_name.values()) < LEAST_SHOWN


def neighbourhood_of(place):
    """The hamlet or estate it is or lies in, or None."""
    if place is None:
        return None
    near = place if place.kind in NEIGHBOURHOODS else place.parent
    return near if near is not None and near.kind in NEIGHBOURHOODS else None


def _told(item, homes):
    if not is_at_home(item):
        where = item.place and (item.place.parent or item.place)
        return str(where) if where else ""
    near = neighbourhood_of(item.place)
    return str(near) if near and homes[near.pk, item.name] >= LEAST_SHOWN else ""
