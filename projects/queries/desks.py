"""What waits for this post, and for whom else do its matters wait? Derived, never stored."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.clocks import lamp, lit
from projects.lifecycle import ProjectLife
from projects.queries.reach import ITS_DRAFTS, for_list, projects_of, with_drafts
from projects.queries.turns import before_the_town, with_roles_left
from projects.states import Holder, State
from villages.roles import TOWN_DESK, VILLAGE_DESK, WATCHERS, Role
from villages.standing_in import acted_as
from weishishi.kernel import clock

MOST = 20  # rows of a group on the page: a morning; the rest is behind its link
MOST_OF_OTHERS = 10  # of what waits for others: the longest list, and nothing to do in it
LATE, TODAY, WEEK, LATER, OTHERS = "late", "today", "week", "later", "others"
GROUPS = {
    LATE: gettext_lazy("已超期"),
    TODAY: gettext_lazy("今天到期"),
    WEEK: gettext_lazy("本周内"),
    LATER: gettext_lazy("以后"),
    OTHERS: gettext_lazy("等别人"),
}
RUNNING = [state for state in State if state.holder != Holder.NOBODY and state != State.DRAFT]


@dataclass
class Group:
    key: str
    title: str
    number: int
    rows: list = field(default_factory=list)

    @property
    def hidden(self):
        return self.number - len(self.rows)


@dataclass
class DeskPage:
    """`mine` counts what this post has to do; a watcher has nothing to do and sees all of it."""

    groups: list
    mine: int = 0
    drafts: int = 0
    to_release: int = 0
    without_public: int = 0
    to_approve: int = 0
    watches: bool = False

    @property
    def is_empty(self):
        return not any(group.number for group in self.groups)


def holder_of(role):
    """Whose move is hers: the village's or the town's; None for somebody who only reads."""
    if role in VILLAGE_DESK:
        return Holder.VILLAGE
    return Holder.TOWN if role in TOWN_DESK else None


def states_waiting_for(role):
    """The states in which somebody of this role has the next move."""
    holder = holder_of(role)
    return [state for state in RUNNING if state.holder == holder and main_step(state, role)]


def main_step(state, role):
    """The step the button offers: forward before back, without a reason before with one."""
    steps = [
        step for step in ProjectLife.steps() if state in step.sources and role in step.hands.roles
    ]
    return min(steps, key=_awkwardness, default=None)


@dataclass(frozen=True)
class Choice:
    """A step in this actor's hands: ready, or with every reason why not."""

    step: object
    reasons: list


def choices_for(project, by):
    """The decision panel of one project: ready steps first, the most usual of them on top.

    What is asked together with the button (which other one, which department) is no obstacle.
    """
    today = clock.today()
    found = []
    for step, objections in ProjectLife.outlook(project, by=by).items():
        asked = [guard(project, today).reason for guard in step.guards if _comes_along(guard)]
        found.append(Choice(step, [one for one in objections if one not in asked]))
    return sorted(found, key=lambda one: (bool(one.reasons), *_awkwardness(one.step)))


def usual_of(choices):
    """The step to offer before anybody has chosen; None when only a refusal could be offered.

    A way forward that still lacks something must not leave "refuse" picked in its place.
    """
    first = choices[0] if choices else None
    awkward = first is None or first.reasons or _awkwardness(first.step)[0]
    return None if awkward else first.step


def _comes_along(guard):
    return getattr(guard, "answered_with_the_step", False)


def asks_for(step):
    """Whether the step needs an answer besides the reason: another number, or a department."""
    return any(_comes_along(guard) for guard in step.guards)


def _awkwardness(step):
    return (step.reason_length >= 10 or asks_for(step), State(step.target).is_final)


def due(group, today):
    """The condition of a group of dates; `today` is a date. What is suspended is never late, here
    as in every figure."""
    sunday = today + timedelta(days=6 - today.weekday())
    suspended = Q(state=State.SUSPENDED, due_on__lt=today)
    return {
        LATE: lit("late", today),
        TODAY: Q(due_on=today),
        WEEK: Q(due_on__gt=today, due_on__lte=sunday),
        LATER: Q(due_on__gt=max(sunday, today)) | Q(due_on__isnull=True) | suspended,
    }[group]


def hers(post, reviewed=None):
    """The condition of what is in this post's hands; a watcher looks after all of it. Of the matters
    before the town (`reviewed`) those are that wait for her opinion, and those that have all."""
    role = Role(post.role)
    if role in WATCHERS:
        return Q(state__in=RUNNING)
    states = [state for state in states_waiting_for(role) if state != State.TOWN_REVIEW]
    rows = before_the_town(post) if reviewed is None else reviewed
    mine = [one.pk for one in rows if one.roles_left[:1] in ([], [role])]
    return Q(state__in=states) | Q(state=State.TOWN_REVIEW, pk__in=mine)


def in_group(mine, group, today):
    """The condition for one group of a post's page, whose own matters are `mine` (`hers`); the list
    it links to uses the same."""
    if group == OTHERS:
        return Q(state__in=RUNNING) & ~mine
    return mine & due(group, today)


def desk_of(post):
    """The page 我的待办 in three queries, for the town three more: two counts, the first rows of
    every group, and whose opinions are missing."""
    today, role = clock.today(), Role(post.role)
    reviewed = before_the_town(post)
    mine = hers(post, reviewed)
    conditions = {key: in_group(mine, key, today) for key in GROUPS}
    rows = projects_of(post)
    numbers = with_drafts(post).aggregate(
        drafts=Count("pk", filter=ITS_DRAFTS),
        to_release=Count("pk", filter=waits_for_release(post)),
        without_public=Count("pk", filter=Q(public_title="", state__in=RUNNING)),
        **{key: Count("pk", filter=condition) for key, condition in conditions.items()},
    )
    groups = {key: Group(key, title, numbers[key]) for key, title in GROUPS.items()}
    for project in with_roles_left(_first_rows(rows, conditions)):
        groups[project.group].rows.append(_dress(project, role, today))
    at_work = role in VILLAGE_DESK
    return DeskPage(
        groups=list(groups.values()),
        mine=0 if role in WATCHERS else sum(numbers[key] for key in (LATE, TODAY, WEEK, LATER)),
        drafts=numbers["drafts"] if at_work else 0,
        to_release=numbers["to_release"] if at_work else 0,
        without_public=numbers["without_public"] if at_work else 0,
        to_approve=sum(one.roles_left[:1] == [role] for one in reviewed),
        watches=role in WATCHERS,
    )


def next_for(post, after):
    """The next matter in this post's hands, the most urgent first; None when all is done."""
    waiting = hers(post) if holder_of(Role(post.role)) else Q(pk__in=[])
    order = F("due_on").asc(nulls_last=True)
    return projects_of(post).filter(waiting).exclude(pk=after.pk).order_by(order, "pk").first()


def waits_for_release(post):
    """Public versions a colleague edited, which this person may release."""
    mine = acted_as("edited_by", post.acting_person_id)
    edited = Q(released_at__isnull=True) & ~Q(public_title="")
    return edited & ~mine & Q(village=post.village_id)


def _first_rows(rows, conditions):
    order = (F("due_on").asc(nulls_last=True), F("pk").asc())
    grouped = for_list(rows).annotate(
        group=Case(*(When(condition, Value(key)) for key, condition in conditions.items()))
    )
    ranked = grouped.filter(group__isnull=False).annotate(
        place_in_group=Window(RowNumber(), partition_by=F("group"), order_by=order)
    )
    few = Q(group=OTHERS, place_in_group__gt=MOST_OF_OTHERS)
    return ranked.filter(~few, place_in_group__lte=MOST).order_by(*order)


def _dress(project, role, today):
    project.lamp = lamp(project, today)
    in_hand = project.status.holder == holder_of(role) and project.roles_left[:1] in ([], [role])
    project.next_step = step = main_step(project.status, role) if in_hand else None
    hands_on = len(project.roles_left) > 1  # the first of several does not confirm anything yet
    project.next_words = _("审核同意，交下一级") if hands_on else step.button if step else ""
    project.waits_for = _("等{}").format(_who(project))
    return project


def _who(project):
    """Whose move it is, in the words of that place."""
    holder = project.status.holder
    if holder == Holder.VILLAGE:
        village = project.village
        return _("书记、委员") if project.state in _LEADERS_ONLY else village.committee_name
    if project.roles_left:
        return project.roles_left[0].label
    return _("镇里") if holder == Holder.TOWN else holder.label


_LEADERS_ONLY = frozenset(
    state
    for state in RUNNING
    if state.holder == Holder.VILLAGE and not main_step(state, Role.LIAISON)
)
