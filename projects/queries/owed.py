"""What is still owed for hazards that were removed first, by whom, until when?

Nothing is ticked off: a debt is settled when the state behind its fact is reached (each has a guard
that asks for the meeting, the days of notice, the approvals) or when the papers are there.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.clocks import Lamp, until
from projects.models import Debt, Photo, WorkItem
from projects.people import APPROVERS, village_leaders
from projects.states import FINAL, Holder, State
from villages.models import Post
from villages.roles import Role
from villages.scopes import villages_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.dates import written

MOST = 200
CONFIRMED = frozenset(
    {
        State.CONFIRMED, State.IN_PROGRESS, State.SUSPENDED, State.INSPECTING, State.RECTIFYING,
        State.COMPLETED, State.EVALUATING, State.EVALUATED, State.ARCHIVED, State.TERMINATED,
    }
)  # fmt: skip
SETTLED_IN = {
    Debt.Kind.DECISION: CONFIRMED | {State.ON_NOTICE, State.TOWN_REVIEW},
    Debt.Kind.NOTICE: CONFIRMED | {State.TOWN_REVIEW},
    Debt.Kind.APPROVAL: CONFIRMED,
}
_ENDED = FINAL - CONFIRMED
_OWES = {Debt.Kind.APPROVAL: Holder.TOWN}


_ORDERERS = (
    Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.TOWN_OFFICER, Role.LEAD_CONTACT,
    Role.DISTRICT_OFFICER,
)  # fmt: skip


@dataclass(frozen=True)
class Owed:
    """One debt as it stands: its lamp, and who has to settle it."""

    debt: Debt
    project: object
    what: str
    who: str
    until: str
    is_settled: bool
    lamp: Lamp


@dataclass(frozen=True)
class Owing:
    """One matter with its open debts, the longest due first."""

    project: object
    debts: list

    @property
    def lamp(self):
        return self.debts[0].lamp


def _photo(phase):
    rows = Photo.objects.filter(project=OuterRef("project"), phase=phase, is_drawing=False)
    return Exists(rows.exclude(state=Photo.State.REFUSED))


def _has_papers():
    """The list of work, the money, and a photo of before and one of after."""
    return (
        Exists(WorkItem.objects.filter(project=OuterRef("project")))
        & Q(project__budget__isnull=False)
        & _photo(Photo.Phase.BEFORE)
        & _photo(Photo.Phase.AFTER)
    )


def is_settled():
    """The condition of a settled debt."""
    settled = Q(kind=Debt.Kind.PAPERS) & _has_papers()
    for kind, states in SETTLED_IN.items():
        settled |= Q(kind=kind, project__state__in=states)
    return settled


def still_owed(post):
    """The open debts in this post's reach, the longest due first, as a queryset."""
    villages = villages_of(post).order_by().values("pk")
    rows = Debt.objects.filter(project__village__in=villages)
    return (
        rows.exclude(is_settled())
        .exclude(project__state__in=_ENDED)
        .select_related("project__village__town")
        .order_by("due_on", "pk")
    )


def waiting(post):
    """For 我的待办: the matters with open debts."""
    return [(still_owed(post), lambda rows: by_matter(_listed(rows, clock.today())))]


def owed_to(post, today, *, lamp="", town=None):
    """What the page 应急欠账 lists; one query."""
    rows = still_owed(post)
    if town:
        rows = rows.filter(project__village__town=town)
    return [one for one in _listed(rows, today) if lamp in ("", one.lamp.kind)]


def by_matter(debts):
    """The same debts, those of one matter together; the matter whose debt is due first stands first."""
    found = {}
    for one in debts:
        found.setdefault(one.project.pk, Owing(one.project, [])).debts.append(one)
    return list(found.values())


def _listed(rows, today):
    return [_owed(debt, debt.project, False, today) for debt in rows[:MOST]]


def of_project(project, today):
    """Every debt of one project, settled or not, in the order of their dates; one query."""
    rows = Debt.objects.filter(project=project.pk).annotate(settled=_settled_now())
    return [_owed(debt, project, debt.settled, today) for debt in rows.order_by("due_on", "pk")]


def _settled_now():
    return Exists(Debt.objects.filter(is_settled(), pk=OuterRef("pk")))


def _owed(debt, project, settled, today):
    village = project.village
    who = village.committee_name
    if _OWES.get(debt.kind) == Holder.TOWN:
        who = village.town.name
    lamp = Lamp("fine", _("已补办")) if settled else until(debt.due_on, today)
    return Owed(
        debt, project, str(debt.get_kind_display()), who, written(debt.due_on), settled, lamp
    )


def removed_words(project, removal, debts, *, ended=False):
    """In plain words for everybody: what was done, and that it is not confirmed yet."""
    day = written(localdate(removal.done_at))
    if ended:
        return _("险情已经在{day}先行排除。这件事后来没有立项。").format(day=day)
    if all(one.is_settled for one in debts):
        return _("险情已经在{day}先行排除，会议、公示、审批和资料都已经补办。").format(day=day)
    if State(project.state) in CONFIRMED:
        return _("险情已经在{day}先行排除，现在已经确定立项，还有资料没有补齐。").format(day=day)
    return _(
        "险情已经在{day}先行排除。这件事还没有确定立项，下面的手续正在补办，补齐以前不算确定。"
    ).format(day=day)


def may_order(project, post, on):
    """Whether that post could order it on that day: leaders of the village, the town, the district."""
    held = post.since <= on and (post.until is None or post.until > on)
    hands = [village_leaders, *APPROVERS.values()]
    return held and any(one.hold(project, Actor.at(post)) for one in hands)


def who_may_order(project):
    """The posts that could order it today, for the choice of a form."""
    village, today = project.village, clock.today()
    near = Q(village=village) | Q(town=village.town_id) | Q(district=village.town.district_id)
    rows = Post.objects.held_on(today).filter(near, role__in=_ORDERERS)
    rows = rows.select_related("person", "village", "town", "district")
    return [post for post in rows if may_order(project, post, today)]
