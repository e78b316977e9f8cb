"""Which villages has nobody visited this week, and what that was found is still open?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from projects.clocks import until
from projects.models import GuidanceIssue
from villages.offices import same_office
from villages.roles import VILLAGE_DESK, Level, Role
from villages.scopes import villages_of
from weishishi.kernel import clock

MOST, MOST_WAITING = 100, 50
GUIDES = (Role.DISTRICT_OFFICER, Role.TOWN_OFFICER, Role.LEAD_CONTACT)


@dataclass(frozen=True)
class Unvisited:
    """A village nobody has been to since Monday; `last` is the day of the last visit ever, or None.
    On the list of the district, nobody of the district's officers."""

    pk: int
    name: str
    town: str
    last: date | None
    of_district: bool = False

    @property
    def words(self):
        if self.last is None:
            return _("区里还没有去过") if self.of_district else _("还没有人去过")
        days = (clock.today() - self.last).days
        return (_("区里 {} 天没有去") if self.of_district else _("{} 天没有人去")).format(days)


def monday():
    """The first day of this week."""
    today = clock.today()
    return today - timedelta(days=today.weekday())


def not_this_week(post):
    """The villages of the post that nobody has visited since Monday, the longest unvisited first; a
    phone call is no visit, and for the district a visit of the town is none of its own. One query."""
    of_district = Role(post.role).level == Level.DISTRICT
    counts = ~Q(guidance__way="phone")
    if of_district:
        counts &= Q(guidance__by__role=Role.DISTRICT_OFFICER)
    seen = Max("guidance__on", filter=counts)
    rows = villages_of(post).filter(valid_to__isnull=True).annotate(last_visit=seen)
    never_or_before = Q(last_visit__isnull=True) | Q(last_visit__lt=monday())
    rows = rows.filter(never_or_before).select_related("town")
    found = [
        Unvisited(one.pk, one.name, one.town.name, one.last_visit, of_district) for one in rows
    ]
    return sorted(found, key=lambda one: (one.last or date.min, one.pk))


def open_issues(post):
    """What was found in the villages of the post and is not put right yet, the first due first."""
    rows = GuidanceIssue.objects.filter(
        visit__village__in=villages_of(post).order_by().values("pk"), done_on__isnull=True
    )
    return list(rows.select_related("visit__village__town").order_by("due_on", "pk")[:MOST])


def waiting(post):
    """For 我的待办: what the village has to put right; for the office that went there, what is past its
    day. Rows not asked yet, and what reads them."""
    rows = GuidanceIssue.objects.filter(done_on__isnull=True)
    if post.role in VILLAGE_DESK:
        rows = rows.filter(visit__village=post.village_id)
    elif post.role in GUIDES:
        rows = rows.filter(due_on__lt=clock.today(), **same_office(post, "visit__by"))
    else:
        return []
    return [(rows.select_related("visit__village").order_by("due_on", "pk"), _with_lamps)]


def _with_lamps(rows):
    found = list(rows[:MOST_WAITING])
    for one in found:
        one.lamp = until(one.due_on, clock.today())
    return found
