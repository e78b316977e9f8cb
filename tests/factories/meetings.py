"""Meetings: called, attended, voted on and closed by the real deeds, or brought in from paper."""

from datetime import date, timedelta

from projects.actions import meetings, past_meetings
from projects.actions.meetings import Came, Name, Votes
from projects.decisions import kinds_for, matters_of
from projects.models import Authorisation
from villages.deliberation import MeetingKind
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

REPS, COUNCIL = MeetingKind.VILLAGERS_REPS, MeetingKind.RESIDENTS_COUNCIL
AN_HOUR = timedelta(hours=1)
LONG_AGO = date(2016, 1, 1)
# The machine's own answer to how many have to come and agree.
NOBODY = "历史资料导入"


def names(number):
    return [Name(f"代表{one}号") for one in range(1, number + 1)]


def authorise(village):
    """The villagers' assembly let its representatives decide, long ago."""
    Authorisation.objects.get_or_create(
        village=village, decided_on=LONG_AGO,
        defaults={"words": "村民代表会议讨论决定公益事业的兴办方案。", "recorded_at": clock.now()},
    )  # fmt: skip


def called(village, projects, *, by, kind=REPS, due=45, at=None, **more):
    """A meeting that begins an hour ago, or at `at`, with `due` names on its roster."""
    begins = at or clock.now() - AN_HOUR
    more = {"called_at": begins - timedelta(minutes=5), "venue": "村委会会议室", **more}
    return meetings.call(
        village, by=by, kind=kind, begins_at=begins, projects=projects,
        roster=more.pop("roster", None) or names(due), **more,
    )  # fmt: skip


def came(meeting, number, on_leave=0):
    """The first `number` of the roster came, the next `on_leave` asked for leave."""
    rows = list(meeting.roster.values_list("pk", flat=True))
    away = rows[number : number + on_leave]
    return Came(present=frozenset(rows[:number]), leave=dict.fromkeys(away, "外出务工"))


def held(village, projects, *, by, present=38, **more):
    """A meeting whose attendance is written down."""
    meeting = called(village, projects, by=by, **more)
    return meetings.attend(meeting, came(meeting, present), by=by)


def closed(village, projects, *, by, agree, present=38, **more):
    """A closed meeting; `agree` is one number for each project, the others were against."""
    meeting = held(village, projects, by=by, present=present, **more)
    for item, number in zip(meeting.items.order_by("order"), agree, strict=True):
        meetings.vote(item, Votes(number, present - number), by=by)
    return meetings.close(meeting, by=by, ends_at=meeting.begins_at + AN_HOUR)


def decide(project, at, *, agree=38):
    """Everything a meeting decides about this project, shortly before `at`, from paper."""
    by = Actor.importer(NOBODY)
    authorise(project.village)
    done = set()
    for matter in matters_of(project):
        kind = kinds_for(project.village, matter, at.date())[0]
        if kind not in done:
            done.add(kind)
            past_meetings.record(
                project.village, by=by, kind=kind, called_at=at - timedelta(days=11),
                begins_at=at, ends_at=at, venue="会议室", due=45, present=38,
                decided=[past_meetings.Decided(project, agree, 38 - agree)],
            )  # fmt: skip
