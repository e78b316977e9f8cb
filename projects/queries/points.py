"""Which matters have a point on the public map, and how exactly is it told?

Only a released work on something everybody can walk to. What is done at somebody's home or for one
group of people never gets a point: its place would be her address (docs/decisions/0011).
"""

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from projects.choices import Group, MicroType
from projects.households import UNITS
from projects.models import Beneficiaries, WorkItem
from projects.queries.public import listed, title_of
from projects.queries.signs import chip
from projects.states import State
from weishishi.kernel.coordinates import told_in

OUTDOORS = (MicroType.RENOVATION, MicroType.FACILITY)
PROTECTED = (Group.DISABLED, Group.LOW_INCOME, Group.OTHER)
DECIMALS = 4  # of a degree: about 11 m, the width of a lane
MOST = 500


def on_the_map(rows):
    """Those of the rows with a public point, the newest `MOST`, in one query."""
    private = Beneficiaries.objects.filter(project=OuterRef("pk"), group__in=PROTECTED)
    at_home = WorkItem.objects.filter(project=OuterRef("pk"), unit__in=UNITS)
    shown = rows.filter(
        ~Exists(private),
        ~Exists(at_home),
        released_at__isnull=False,
        micro_type__in=OUTDOORS,
        latitude__isnull=False,
    )
    placed = listed(shown).annotate(north=F("latitude"), east=F("longitude"))
    return [_point(row) for row in placed.order_by("-submitted_at", "-pk")[:MOST]]


def _point(row):
    """`at`: where the tiles of this site draw it; `latitude`, `longitude`: WGS-84."""
    north, east = round(row.north, DECIMALS), round(row.east, DECIMALS)
    at = told_in(settings.TILES_SYSTEM, north, east)
    return {
        "number": row.query_no,
        "title": title_of(row),
        "where": row.village.name,
        "status": chip(State(row.state)).word,
        "address": reverse("project", args=[row.query_no]),
        "latitude": north,
        "longitude": east,
        "at": [round(one, 6) for one in at],
    }
