"""Who came, how they voted on each item, and how both are put right afterwards."""

from dataclasses import dataclass, field

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions import minutes
from projects.actions.meeting_rows import items_of, locked, saved
from projects.models import AgendaItem, FourStep, Interest, Meeting, RosterName
from projects.people import village_leaders
from projects.queries import outcomes
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

Attendance, Result, Status = RosterName.Attendance, AgendaItem.Result, Meeting.Status


@dataclass(frozen=True)
class Came:
    """`present` are ids of the roster and `leave` {id: reason}; without a roster (imports from
    paper) `number` and `on_leave` are the sums."""

    present: frozenset = frozenset()
    leave: dict = field(default_factory=dict)
    number: int | None = None
    on_leave: int = 0
    observers: int = 0
    observer_names: str = ""


@dataclass(frozen=True)
class Votes:
    """One item's count; `interested` is {id of the roster: Interest.Kind}, `excluded` the number of
    those who kept away where there is no roster."""

    agree: int | None = None
    against: int = 0
    abstain: int = 0
    method: str = AgendaItem.Method.SHOW_OF_HANDS
    discussion: str = ""
    interested: dict | None = None
    excluded: int = 0
    area_for: object = None
    postponed: bool = False


@atomic
def attend(meeting, came, *, by, begins_at=None):
    """Write down who came; `begins_at` where it began at another minute of the same day."""
    meeting = locked(meeting, by, Status.CALLED, Status.HELD)
    if begins_at:
        _begin(meeting, begins_at)
    if meeting.begins_at > clock.now():
        raise Refused(_("会议还没有开始，到时间再登记到会。"))
    _count(meeting, came)
    meeting.status = Status.HELD
    saved(meeting, [*_COUNTED, "status", "begins_at"])
    _recount(meeting)
    return meeting


_COUNTED = ["present", "on_leave", "observers", "observer_names", "area_present"]


def _begin(meeting, begins_at):
    was = meeting.day
    meeting.begins_at = begins_at
    if meeting.day != was:
        raise Refused(_("开会的日子和通知的不一样：请取消这次会议，重新通知。"))


def _count(meeting, came):
    """Attendance into the rows and sums; the meeting itself is not saved."""
    meeting.observers, meeting.observer_names = came.observers, came.observer_names.strip()
    if came.number is not None:
        meeting.present, meeting.on_leave = came.number, came.on_leave
        return
    names = list(meeting.roster.all())
    for one in names:
        one.reason = came.leave.get(one.pk, "").strip()
        if one.pk in came.present:
            one.attendance, one.reason = Attendance.PRESENT, ""
        else:
            one.attendance = Attendance.ON_LEAVE if one.reason else Attendance.ABSENT
    RosterName.objects.bulk_update(names, ["attendance", "reason"])
    there = [one for one in names if one.attendance == Attendance.PRESENT]
    meeting.present = len(there)
    meeting.on_leave = sum(one.attendance == Attendance.ON_LEAVE for one in names)
    if meeting.rules.by_area:
        meeting.area_present = sum(one.area or 0 for one in there)


def _recount(meeting):
    """Votes counted before keep to who is there now."""
    for item in items_of(meeting):
        if item.has_votes:
            _set_voters(item, meeting)
            saved(item, ["voters", "excluded"])


@atomic
def vote(item, votes, *, by):
    """One item's votes. Refused when there are more of them than may vote."""
    meeting = locked(item.meeting, by, Status.HELD)
    item = AgendaItem.objects.select_related("project").get(pk=item.pk)
    _take_down(item, meeting, votes)
    return item


def _take_down(item, meeting, votes):
    if votes.interested is not None:
        item.interests.all().delete()
        here = meeting.roster.filter(pk__in=votes.interested)
        Interest.objects.bulk_create(
            Interest(item=item, name=one, kind=votes.interested[one.pk]) for one in here
        )
    item.excluded = votes.excluded
    _set_voters(item, meeting)
    item.method, item.discussion = votes.method, votes.discussion.strip()
    item.result = Result.POSTPONED if votes.postponed else Result.NONE
    counted = votes.agree is not None and not votes.postponed
    item.votes_for = votes.agree if counted else None
    item.votes_against = votes.against if counted else None
    item.votes_abstain = votes.abstain if counted else None
    item.area_for = votes.area_for if counted else None
    _against_more_votes_than_voters(item)
    saved(
        item,
        ["excluded", "voters", "method", "discussion", "result", "votes_for", "votes_against",
         "votes_abstain", "area_for"],
    )  # fmt: skip


def _against_more_votes_than_voters(item):
    if not item.has_votes:
        return
    total = item.votes_for + item.votes_against + item.votes_abstain
    if total > item.voters:
        raise Refused(
            _("第 {order} 项：赞成、反对、弃权加起来是 {total} 票，参加表决的只有 {voters} 人，请核对。").format(
                order=item.order, total=total, voters=item.voters
            )
        )  # fmt: skip


def _set_voters(item, meeting):
    """Present less those with an interest who are there, where the rule keeps them from voting."""
    if meeting.rules.interested_vote:
        item.excluded = 0
    elif meeting.roster.exists():
        there = item.interests.filter(name__attendance=Attendance.PRESENT)
        item.excluded = there.count()
    if item.excluded > meeting.present:
        raise Refused(_("回避的人不能多于到会的人。"))
    item.voters = meeting.present - item.excluded


@atomic
def discuss(meeting, step, *, by, held_on, words):
    """One of the discussions that come before a 四议两公开 meeting decides."""
    meeting = locked(meeting, by, Status.CALLED, Status.HELD)
    if held_on > clock.today():
        raise Refused(_("日期不能在今天以后。"))
    if not words.strip():
        raise Refused(_("请写一句这一议的意见。"))
    FourStep.objects.update_or_create(
        meeting=meeting, step=step, defaults={"held_on": held_on, "words": words.strip()}
    )


@atomic
def correct(
    meeting, *, by, reason, came=None, votes=None, record=None, resolution=None, arrangement=None
):
    """Put a closed meeting right: a further version of the minutes, results computed anew. `votes`
    is {id of the item: Votes}; what is None stays as it is. Where too few turn out to have come,
    the meeting has decided nothing and stands open again."""
    meeting = locked(meeting, by, Status.CLOSED, hands=village_leaders)
    if len(reason.strip()) < 5:
        raise Refused(_("请写明更正的原因，至少 5 个字。"))
    last = meeting.minutes.order_by("-version").first()
    if came is not None:
        _count(meeting, came)
    decided = not outcomes.quorum_sentence(meeting)
    meeting.status = Status.CLOSED if decided else Status.HELD
    saved(meeting, [*_COUNTED, "status"])
    items = items_of(meeting)
    fen = {item.project.budget_id: item.decided_fen for item in items}
    for item in items:
        _put_right(item, meeting, (votes or {}).get(item.pk), fen, decided)
    written = {"record": record, "resolution": resolution, "arrangement": arrangement}
    kept = {name: getattr(last, name) if text is None else text for name, text in written.items()}
    minutes.write(meeting, items, by=by, reason=reason.strip(), **kept)
    return meeting


def _put_right(item, meeting, votes, fen, decided):
    item.needed_for = None
    was_postponed = item.result == Result.POSTPONED and votes is None
    item.result = Result.POSTPONED if was_postponed else Result.NONE
    saved(item, ["result", "needed_for"])  # nothing passes by an older sum in between
    if votes is not None:
        _take_down(item, meeting, votes)
    elif item.has_votes:
        _set_voters(item, meeting)
        _against_more_votes_than_voters(item)
    if decided:
        outcomes.settle(item, meeting, fen)
    saved(item, ["voters", "excluded", "result", "needed_for"])
