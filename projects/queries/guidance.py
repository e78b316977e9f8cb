"""Which villages has nobody visited this week, and what that was found is still open?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from projects.models import GuidanceIssue
from villages.scopes import villages_of
from weishishi.kernel import clock

MOST = 100


@dataclass(frozen=True)
class Unvisited:
    """A village nobody has been to since Monday; `last` is the day of the last visit ever, or None."""

    pk: int
    name: str
    town: str
    last: date | None

    @property
    def words(self):
        if self.last is None:
            return _("还没有人去过")
        return _("{} 天没有人去").format((clock.today() - self.last).days)


def monday():
    """The first day of this week."""
    today = clock.today()
    return today - timedelta(days=today.weekday())


def not_this_week(post):
    """The villages of the post that nobody has visited since Monday, the longest unvisited first; a
    phone call is no visit. One query."""
    seen = Max("guidance__on", filter=~Q(guidance__way="phone"))
    rows = villages_of(post).filter(valid_to__isnull=True).annotate(last_visit=seen)
    never_or_before = Q(last_visit__isnull=True) | Q(last_visit__lt=monday())
    rows = rows.filter(never_or_before).select_related("town")
    found = [Unvisited(one.pk, one.name, one.town.name, one.last_visit) for one in rows]
    return sorted(found, key=lambda one: (one.last or date.min, one.pk))


def open_issues(post):
    """What was found in the villages of the post and is not put right yet, the first due first."""
    rows = GuidanceIssue.objects.filter(
        visit__village__in=villages_of(post).order_by().values("pk"), done_on__isnull=True
    )
    return list(rows.select_related("visit__village__town").order_by("due_on", "pk")[:MOST])
