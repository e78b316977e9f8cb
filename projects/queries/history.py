"""What happened to one project so far, in plain sentences, and who has the next move until when?"""

from dataclasses import dataclass
from functools import cache

from django.db.models import BigIntegerField
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.lifecycle import ProjectLife
from projects.models import JournalEntry
from projects.states import Holder, Stage, State
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.dates import written
from weishishi.kernel.kept_query import KeptQuery, Param

_PROPOSERS = frozenset({Kind.RESIDENT, Kind.CONTACT})
# Said to the proposer alone: it may ask for a phone or a house number.
BETWEEN_OFFICE_AND_PROPOSER = frozenset({"send_back"})
NEXT = {
    State.SUBMITTED: lazy("核对情况后受理；不能办的会写明理由，该转办的会转到有关单位。"),
    State.RETURNED: lazy("提出人补充后，村（社区）接着办。"),
    State.ACCEPTED: lazy("到现场了解情况，做初审。"),
    State.SCREENING: lazy("了解清楚后，提交大家商量。"),
    State.DELIBERATING: lazy("商量通过的，公示听取意见。"),
    State.NOT_PASSED: lazy("重新了解情况、列入储备，或者答复提出人。"),
    State.RESERVED: lazy("条件成熟时从储备中取出，继续办理。"),
    State.ON_NOTICE: lazy("公示期满没有异议，报镇里批准。"),
    State.TOWN_REVIEW: lazy("镇里批准后就确定下来，准备开工。"),
    State.CONFIRMED: lazy("开工实施。"),
    State.IN_PROGRESS: lazy("做完以后验收。"),
    State.SUSPENDED: lazy("条件具备后恢复实施。"),
    State.INSPECTING: lazy("验收合格就办完了；有问题的先整改。"),
    State.RECTIFYING: lazy("整改好再验收。"),
    State.COMPLETED: lazy("请大家评议办得好不好。"),
    State.EVALUATING: lazy("公布评议结果；不满意的继续整改。"),
    State.EVALUATED: lazy("整理资料，办结归档。"),
}


@dataclass(frozen=True)
class Moment:
    """One line of the log. `late` says when it was written and why, where that was later."""

    day: str
    iso: str
    stage: str
    sentence: str
    office: str
    reason: str
    late: str


@dataclass(frozen=True)
class Outlook:
    """Whose turn it is, until which day, and what comes next; empty words where nobody's."""

    now: str
    who: str
    turn: str  # the same in a phrase
    until: str
    next: str
    asked: str = ""  # of an evaluation: from which day, and at least until when


def entries_of(project_pk):
    """The journal of one project, newest first, in one query."""
    return _entries(project=project_pk)


@KeptQuery
def _entries():
    rows = JournalEntry.objects.filter(project=Param("project", BigIntegerField())).order_by("-pk")
    return rows.only(
        "verb", "source", "target", "actor_kind", "actor_name", "happened_at", "recorded_at", "imported",
        "note", "late_reason",
    )  # fmt: skip


def timeline(entries, village, *, for_proposer=False):
    """The log of these journal entries; what was asked of the proposer stays with the proposer."""
    this_year, language = clock.today().year, get_language()
    return [
        _moment(entry, village, for_proposer, this_year, _words(entry.verb, entry.target, language))
        for entry in entries
    ]


def last_running_state(entries):
    """The last state in which the matter was alive, so that its rail shows how far it came."""
    for entry in entries:
        for state in (State(entry.target), State(entry.source)):
            if state.stage not in (Stage.ENDS, Stage.UNSEEN):
                return state
    return None


def outlook(project, asked=""):
    """What happens now: needs the project's village and town."""
    state = State(project.state)
    return Outlook(
        now=str(state.public_name),
        who=holder_name(state, project.village),
        turn=_turn(state, project.village),
        until=written(project.due_on) if project.due_on else "",
        next=str(NEXT.get(state, "")),
        asked=asked,
    )


def holder_name(state, village):
    """Whose move it is, as people call it: 沙白石村委会, 南水镇民生微实事办公室."""
    if state.holder == Holder.VILLAGE:
        return committee_of(village)
    if state.holder == Holder.TOWN:
        return _("{town}民生微实事办公室").format(town=village.town.name)
    return _("提出人") if state.holder == Holder.PROPOSER else ""


def _turn(state, village):
    who = holder_name(state, village)
    if state.holder == Holder.PROPOSER:
        return _("等提出人补充")
    return _("由{who}办理").format(who=who) if who else ""


def committee_of(village):
    """沙白石村委会, 草堂湾社区居委会."""
    return village.name.removesuffix("村") + village.committee_name


@cache
def _words(verb, target, _language):
    """(the stage, the sentence, whether a reason belongs to it) of a step in the language of now."""
    step = ProjectLife.step(verb)
    return str(State(target).stage.label), str(step.sentence), bool(step.reason_length)


def _moment(entry, village, for_proposer, this_year, words):
    stage, sentence, has_reason = words
    happened = localtime(entry.happened_at)
    told = has_reason and (for_proposer or entry.verb not in BETWEEN_OFFICE_AND_PROPOSER)
    return Moment(
        day=_day(happened, this_year),
        iso=happened.isoformat(timespec="minutes"),
        stage=stage,
        sentence=sentence,
        office=_office(entry, village),
        reason=entry.note if told else "",
        late=_late(entry, happened, this_year),
    )


def _office(entry, village):
    """The office that acted; of an imported row, the office in whose hands the matter was."""
    if entry.imported:
        return holder_name(State(entry.source), village)
    return _("提出人") if entry.actor_kind in _PROPOSERS else entry.actor_name


def _late(entry, happened, this_year):
    if entry.imported or not entry.late_reason:
        return ""
    return _("补录：{happened}发生，{recorded}记录，原因：{reason}").format(
        happened=_day(happened, this_year),
        recorded=_day(localtime(entry.recorded_at), this_year),
        reason=entry.late_reason,
    )


def _day(moment, this_year):
    return written(moment, year=moment.year != this_year)
