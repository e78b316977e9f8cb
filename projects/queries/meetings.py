"""What the desk needs of meetings: what could come on an agenda, who was due last, what it comes to."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy

from projects.decisions import is_authorised, kinds_for, matters_of, missing_decision
from projects.lifecycle import ProjectLife
from projects.models import AgendaItem, Meeting, Minutes, Photo, Project, RosterName
from projects.queries import outcomes
from projects.queries.there_is import nothing
from projects.states import State
from villages.deliberation import OPEN_TO, USUAL, MeetingKind
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, Param

MOST = 100
TO_BE_DECIDED = (State.SCREENING, State.DELIBERATING)


@dataclass(frozen=True)
class Line:
    """An item on the meeting's page with what it comes to."""

    item: object
    outcome: outcomes.Outcome | None
    interests: list
    fits: bool  # whether this kind of meeting may decide it


def candidates(village):
    """The matters of a village that wait for a decision, the longest waiting first."""
    rows = Project.objects.filter(village=village, state__in=TO_BE_DECIDED)
    return rows.order_by("state_since", "pk")


def kinds_open_to(village):
    """[(code, label)] in the order in which they are usual there."""
    return [(kind.value, kind.label) for kind in OPEN_TO[village.kind]]


def usual_kind(village, project=None):
    """The kind to offer first: one that may decide this project."""
    if project is not None:
        kinds = kinds_for(village, matters_of(project)[0], clock.today())
        return next((kind for kind in kinds if kind in USUAL), kinds[0])
    return OPEN_TO[village.kind][0]


def last_roster(village, kind):
    """The names due at the village's last meeting of that kind, in their order."""
    last = Meeting.objects.filter(village=village, kind=kind, roster__isnull=False)
    newest = last.order_by("-begins_at", "-pk").values_list("pk", flat=True).first()
    return list(RosterName.objects.filter(meeting=newest).order_by("order")) if newest else []


def rule_of(village, kind):
    """What holds there today, for the form that calls a meeting."""
    return rules_for(village, on=clock.today()).meeting_rules[MeetingKind(kind)]


def open_ones(village):
    """Called meetings that still take a matter more, the next first."""
    rows = Meeting.objects.filter(village=village, status=Meeting.Status.CALLED)
    return list(rows.filter(begins_at__gt=clock.now()).order_by("begins_at", "pk"))


def lines_of(meeting):
    """The agenda of one meeting in three queries, and what each item comes to now."""
    rows = meeting.items.select_related(
        "project__village", "project__place__parent", "project__budget"
    ).prefetch_related("interests__name")
    return [
        Line(
            item, outcomes.outcome_of(item, meeting), list(item.interests.all()),
            fits=_fits(item.project, meeting),
        )
        for item in rows.order_by("order")
    ]  # fmt: skip


def _fits(project, meeting):
    return any(
        meeting.kind in kinds_for(meeting.village, matter, meeting.day)
        for matter in matters_of(project)
    )


def lacks_authorisation(meeting):
    """Whether representatives would decide without the assembly's authorisation on file."""
    return meeting.rules.needs_authorisation and not is_authorised(meeting.village, meeting.day)


PAPERS = {
    "sign_in": gettext_lazy("签到表"),
    "record": gettext_lazy("会议记录"),
    "resolution": gettext_lazy("决议"),
}


def papers_of(meeting, minutes, pages):
    """[(what this kind of meeting must keep, whether it is there)]: written here or photographed."""
    sheets = {one.caption for one in pages}
    written = {name for name in PAPERS if getattr(minutes, name, "")}
    return [
        (PAPERS[name], name in written or str(_SHEET[name]) in sheets)
        for name in meeting.rules.papers
    ]


_SHEET = {"sign_in": "签到表", "record": "会议记录", "resolution": "决议"}


@dataclass(frozen=True)
class Standing:
    """A project's meetings on its own page at the desk."""

    items: list
    missing: list  # every reason against the notice, the same as beside the button
    open: list
    opinions: list
    wants_meeting: bool


def agenda_of(project):
    """Where it was on the agenda, the newest meeting first, with what each meeting has on paper."""
    return _agenda(project=project.pk)


@KeptQuery
def _agenda():
    rows = AgendaItem.objects.filter(project=Param("project", BigIntegerField()))
    rows = rows.select_related("meeting__place").order_by("-meeting__begins_at")
    minutes = Minutes.objects.filter(meeting=OuterRef("meeting")).order_by("-version")
    pages = Photo.objects.filter(meeting=OuterRef("meeting")).exclude(state=Photo.State.REFUSED)
    return rows.annotate(
        has_record=Subquery(minutes.values(there=~Q(record=""))[:1]),
        has_resolution=Subquery(minutes.values(there=~Q(resolution=""))[:1]),
        photographed=ArraySubquery(pages.order_by("pk").values("caption")),
    )


def standing_of(project):
    """Which meetings spoke about it, what the notice still lacks, and, until the residents have
    decided, which meetings could take it."""
    items = [] if nothing(project, "agenda_items") else agenda_of(project)
    taken = {item.meeting_id for item in items}
    today, waits = clock.today(), project.state in TO_BE_DECIDED
    verdicts = [guard(project, today) for guard in ProjectLife.post_notice.guards] if waits else []
    wants = waits and bool(missing_decision(project, today))
    return Standing(
        items=items,
        missing=[verdict.reason for verdict in verdicts if not verdict],
        open=[one for one in open_ones(project.village) if one.pk not in taken] if wants else [],
        opinions=[]
        if nothing(project, "party_opinions")
        else list(project.party_opinions.order_by("pk")),
        wants_meeting=wants,
    )
