"""What is offered, what was held, who is served: for the desk, and as much of it as everybody may read."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects import serving
from projects.care import LEAST_SHOWN
from projects.choices import ProjectClass
from projects.models import Activity, Attendance, ServedPerson, ServicePlan, Shortfall, SignUp
from projects.queries.public import visible
from weishishi.kernel import clock
from weishishi.kernel.dates import written

SHOWN_NEXT, SHOWN_HELD, MOST = 6, 12, 200
A_PAGE = 30
AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class PublicActivity:
    """One activity as everybody may read it; `left` is None where there is no limit."""

    pk: int
    title: str
    day: str
    time: str
    venue: str
    state: str
    state_name: str
    reason: str
    capacity: int | None
    left: int | None
    takes_sign_up: bool
    is_over: bool
    has_begun: bool
    person_times: int | None
    sessions: int
    words: str
    iso: str
    ends_iso: str
    matter: str = ""
    village: str = ""  # where a list has several

    @property
    def is_open(self):
        """Whether there is a form to sign up with."""
        return self.takes_sign_up and self.state == "announced" and not self.has_begun

    @property
    def is_full(self):
        return self.left == 0


@dataclass(frozen=True)
class PublicService:
    """`served` and `person_times` are words, since a small number is not told."""

    eligibility: str
    period: str
    frequency: str
    venue: str
    agreed_activities: int | None
    agreed_person_times: int
    held: int
    person_times: str
    hours: str
    served: str
    shortfall: str
    next: list
    past: list


def of_project(pk):
    """What the page of a service shows, or None without a plan; five queries, one without a plan."""
    plan = ServicePlan.objects.filter(project=pk).last()
    if plan is None:
        return None
    rows = list(_told(Activity.objects.filter(project=pk))[:MOST])
    newest = _newest({one.pk for one in rows if one.state == Activity.State.HELD})
    served, few = served_words(pk)
    told = [public_of(one, newest.get(one.pk), hides=few) for one in rows]
    times = sum(one.person_times for one in newest.values())
    held = sum(one.sessions for one in newest.values())
    hours = sum(one.hours for one in newest.values())
    last = Shortfall.objects.filter(project=pk).last() if _is_short(plan, held, times) else None
    return PublicService(
        eligibility=plan.eligibility, frequency=plan.frequency, venue=plan.venue,
        period=_("{first}到{last}").format(
            first=written(plan.begins_on), last=written(plan.ends_on)
        ),
        agreed_activities=plan.activities, agreed_person_times=plan.person_times, held=held,
        person_times="" if few else f"{times:,}", hours=f"{hours:g}" if hours else "",
        served=served, shortfall=last.words if last else "",
        next=[one for one in told if one.state == "announced"][:SHOWN_NEXT],
        past=[one for one in reversed(told) if one.state != "announced"][:SHOWN_HELD],
    )  # fmt: skip


def one(pk):
    """An activity of a matter whose public version is released, with its project; None otherwise."""
    shown = visible().filter(pk=OuterRef("project"), released_at__isnull=False)
    rows = _told(Activity.objects.filter(Exists(shown), pk=pk))
    return rows.select_related("project__village__town").first()


def told(activity):
    """The same as everybody reads it; two queries."""
    row = _newest([activity.pk]).get(activity.pk)
    return public_of(activity, row, hides=served_words(activity.project_id)[1])


def public_of(activity, row=None, *, hides=False, matter="", village=""):
    """`row` is what holds of who came; `hides` where few are served and their number would tell."""
    now = clock.now()
    capacity = activity.capacity
    return PublicActivity(
        pk=activity.pk, title=activity.title, day=written(activity.on, year=activity.on.year != clock.today().year),
        time=f"{activity.starts:%H:%M}—{activity.ends:%H:%M}", venue=activity.venue,
        state=activity.state, state_name=str(activity.get_state_display()),
        reason=activity.cancel_reason, capacity=capacity,
        left=max(0, capacity - activity.taken) if capacity else None,
        takes_sign_up=activity.takes_sign_up, is_over=activity.ends_at <= now,
        has_begun=activity.starts_at <= now,
        person_times=row.person_times if row and not hides else None,
        sessions=row.sessions if row else 1, words=row.words if row else "",
        iso=localtime(activity.starts_at).isoformat(),
        ends_iso=localtime(activity.ends_at).isoformat(), matter=matter, village=village,
    )  # fmt: skip


def of_village(village):
    """The next activities of a village that are announced, soonest first; one query."""
    today = clock.today()
    shown = visible().filter(village=village, released_at__isnull=False)
    rows = _told(
        Activity.objects.filter(
            project__in=shown.order_by().values("pk"), state=Activity.State.ANNOUNCED,
            on__range=(today, today + AHEAD),
        )
    )  # fmt: skip
    rows = rows.select_related("project")[:SHOWN_NEXT]
    return [public_of(one, matter=one.project.shown_title) for one in rows]


def coming(village=None, town=None, number=1):
    """The Django page of what is announced for the next weeks: what one signs up for first, then the
    day; two queries, one where there is nothing."""
    today = clock.today()
    shown = visible().filter(released_at__isnull=False)
    if village:
        shown = shown.filter(village=village)
    if town:
        shown = shown.filter(village__town=town)
    rows = _told(
        Activity.objects.filter(
            project__in=shown.order_by().values("pk"), state=Activity.State.ANNOUNCED,
            on__range=(today, today + AHEAD),
        )
    )  # fmt: skip
    rows = rows.select_related("project__village")
    found = Paginator(rows.order_by("-takes_sign_up", "on", "starts", "pk"), A_PAGE).get_page(
        number
    )
    found.object_list = [
        public_of(one, matter=one.project.shown_title, village=one.project.village.name)
        for one in found.object_list
    ]
    return found


def served_words(pk, day=None):
    """(what the public reads of how many are served now, whether the number is too small to tell);
    ("", False) where nobody was ever listed."""
    day = day or clock.today()
    now = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    found = ServedPerson.objects.filter(project=pk).aggregate(
        ever=Count("pk"), now=Count("pk", filter=now)
    )
    if not found["ever"]:
        return "", False
    if found["now"] < LEAST_SHOWN:
        return _("少于 {} 人").format(LEAST_SHOWN), True
    return _("{} 人").format(found["now"]), False


def missing_of(project):
    """What is short of the plan now, or None; two queries."""
    plan = serving.plan_of(project)
    return plan and serving.missing(plan, serving.given(project))


def acceptance_lines(project):
    """[name, place, agreed, given, unit, quality is good, words] of a service with a plan, as the list of
    an acceptance keeps its items; [] otherwise."""
    plan = serving.plan_of(project) if project.project_class == ProjectClass.SERVICES else None
    if plan is None:
        return []
    done, last = serving.given(project), project.shortfalls.last()
    short = serving.missing(plan, done)
    why = last.words if last and short else ""
    lines = [["服务人次", "", str(plan.person_times), str(done.person_times), "人次", True, ""]]
    if plan.activities is not None:
        lines.insert(0, ["活动", "", str(plan.activities), str(done.held), "场", True, why])
    else:
        lines[0][-1] = why
    return lines


def _told(rows):
    """With how many signed up, in the order of time."""
    standing = Q(sign_ups__cancelled_at__isnull=True)
    return rows.annotate(taken=Count("sign_ups", filter=standing)).order_by("on", "starts", "pk")


def _newest(keys):
    return {
        one.activity_id: one
        for one in serving.newest(Attendance.objects.filter(activity__in=keys))
    }  # fmt: skip


def _is_short(plan, held, times):
    return held < plan.activities if plan.activities is not None else times < plan.person_times


def desk_of(project):
    """[(activity, its row or None)] of all activities, newest last, with how many signed up."""
    rows = list(_told(project.activities.all()))
    newest = _newest({one.pk for one in rows if one.state == Activity.State.HELD})
    return [(one, newest.get(one.pk)) for one in rows]


def signed_up(activity):
    """Who will come, for who may know it; the contact is read with each."""
    rows = SignUp.objects.standing().filter(activity=activity)
    return list(rows.select_related("contact").order_by("pk"))
