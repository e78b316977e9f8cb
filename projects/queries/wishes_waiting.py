"""What waits at the desk of a village about wishes: to publish, to hand over, to remind of."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from projects.models import Wish
from projects.wishes.states import Ended, WishState
from villages.roles import VILLAGE_DESK, Role
from villages.standing_in import acted_as
from weishishi.kernel import clock

SOON = 3  # days before a promise ends
MOST = 20


@dataclass(frozen=True)
class Waiting:
    """One wish, what is to be done, and the day by which."""

    pk: int
    title: str
    what: str
    due_on: date | None
    is_late: bool


def waiting(post):
    """For 我的待办: those of the post's own village, the most urgent first, none for other posts.

    A liaison publishes nothing, and nobody the wish she wrote herself; a promised day that is over
    asks whether it arrived, one that ends within three days to talk to who promised.
    """
    if post.role not in VILLAGE_DESK:
        return []
    today = clock.today()
    drafts = Q(state=WishState.DRAFT) & ~acted_as("written_by", post.acting_person_id)
    if post.role == Role.LIAISON:
        drafts = Q(pk__in=[])
    near = Q(state=WishState.CLAIMED, claims__ended_as=Ended.HOLDS, lapses_on__gte=today) & (
        Q(claims__promised_on__lte=today) | Q(lapses_on__lte=today + timedelta(days=SOON))
    )
    rows = Wish.objects.filter(drafts | near, village=post.village_id)
    return [(rows, lambda rows: _listed(rows, today))]


def _listed(rows, today):
    rows = rows.values_list("pk", "title", "state", "lapses_on", "claims__promised_on")
    found = [_waiting(*row, today) for row in rows.distinct().order_by("lapses_on", "pk")[:MOST]]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.pk))


def _waiting(pk, title, state, lapses_on, promised_on, today):
    if state == WishState.DRAFT:
        return Waiting(pk, title, _("等您看过公布"), None, False)
    if promised_on <= today:
        return Waiting(
            pk, title, _("到了承诺的日期，请确认送到没有"), lapses_on, promised_on < today
        )
    return Waiting(pk, title, _("认领快到期，请问问认领人"), lapses_on, False)
