"""Who may press whom, what waits for an answer, and what the public reads of it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.clocks import Lamp, until
from projects.models import Urge
from projects.people import district_office, town_office
from projects.queries.lists import read_all
from projects.states import State
from villages.models import Post
from villages.offices import OFFICE, same_office
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind

MOST, MOST_ISSUED = 50, 200
_VILLAGE = (Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.LIAISON)
BELOW = {
    Role.SECRETARY: (Role.LIAISON,),
    Role.TOWN_OFFICER: _VILLAGE,
    Role.LEAD_CONTACT: (Role.TOWN_OFFICER, *_VILLAGE),
    Role.DISTRICT_OFFICER: (Role.TOWN_OFFICER, *_VILLAGE),
}


@dataclass(frozen=True)
class Asked:
    """One of them as it stands: answered, or by when."""

    urge: Urge
    answer: object
    lamp: Lamp
    may_answer: bool = False


def may_press(project, by):
    """The kinds this actor may use on this project: 催办 from above, 督办 by the district only."""
    if project.state == State.DRAFT or project.status.is_final:
        return []
    if by.kind == Kind.SYSTEM or district_office.hold(project, by):
        return [Urge.Kind.SUPERVISION, Urge.Kind.URGE]
    own = by.post and by.post.role == Role.SECRETARY and by.post.village_id == project.village_id
    return [Urge.Kind.URGE] if own or town_office.hold(project, by) else []


def below(project, post):
    """The posts that post may press, in force today; one query."""
    village = project.village
    near = Q(village=village.pk) | Q(town=village.town_id)
    rows = Post.objects.held_on(clock.today()).filter(near, role__in=BELOW.get(post.role, ()))
    rows = rows.exclude(pk=post.pk).select_related("person", "village", "town", "district")
    return sorted(rows, key=lambda one: (_ORDER.index(one.role), one.pk))


_ORDER = [Role.TOWN_OFFICER, *_VILLAGE]


def answers_for(urge, post):
    """Whether that post answers: the one it was sent to, or who holds the same one now."""
    to = urge.to
    return all(getattr(to, name) == getattr(post, name) for name in OFFICE)


def with_day(rows):
    """These urges annotated with the day by which they are owed, worked out later where the calendar
    was not announced; None where it still is not. No query of its own."""
    return rows.annotate(owed_on=Coalesce("due_on", "worked_out__on"))


def of_project(project, post=None):
    """All of one project, the newest first; one query."""
    rows = with_day(project.urges).select_related(
        "answer", "to__village", "to__town", "to__district"
    )
    return [_asked(one, post) for one in rows.order_by("-pk")]


def waiting_for(post):
    """What this post owes an answer to, the longest due first; one query."""
    return read_all(waiting(post))


def waiting(post):
    """For 我的待办: the same, not asked yet."""
    rows = with_day(Urge.objects.filter(answer=None, **same_office(post, "to")))
    rows = rows.select_related("project__village__town", "to", "answer").order_by("owed_on", "pk")
    return [(rows, lambda rows: [_asked(one, post) for one in rows[:MOST]])]


def issued_by(post, kind=""):
    """What her office sent out and has no answer yet, the longest due first; of a 督办 that was brought
    in from papers, the district's. One query."""
    hers = Q(**same_office(post, "by"))
    if post.role == Role.DISTRICT_OFFICER:
        brought = Q(by=None, kind=Urge.Kind.SUPERVISION)
        hers |= brought & Q(project__village__town__district=post.district_id)
    rows = with_day(Urge.objects.filter(hers, answer=None))
    rows = rows.filter(kind=kind) if kind in Urge.Kind.values else rows
    rows = rows.select_related("project__village__town", "answer").order_by("owed_on", "pk")
    return [_asked(one, None) for one in rows[:MOST_ISSUED]]


def _asked(urge, post):
    answer = getattr(urge, "answer", None)
    if answer:
        lamp = Lamp("fine", _("已答复"))
    elif urge.owed_on is None:
        lamp = Lamp("soon", _("等答复"))
    else:
        lamp = until(urge.owed_on, clock.today())
    may = not answer and post is not None and answers_for(urge, post)
    return Asked(urge, answer, lamp, may)


@dataclass(frozen=True)
class Supervised:
    """What everybody reads of a 督办: that it was issued, and whether and when it was answered."""

    on: object
    answered_on: object


def is_supervised():
    """For `annotate` on projects: whether the district ever supervised it."""
    return Exists(Urge.objects.filter(project=OuterRef("pk"), kind=Urge.Kind.SUPERVISION))


def public_of(pk):
    """Of one project, in order, without a word of what was said; one query."""
    rows = Urge.objects.filter(project=pk, kind=Urge.Kind.SUPERVISION).order_by("pk")
    return [
        Supervised(localdate(at), answered and localdate(answered))
        for at, answered in rows.values_list("at", "answer__at")
    ]
