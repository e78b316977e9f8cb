"""In which meetings did the demo's villages decide? Matters that waited at the same time share one."""

import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from projects.actions import meetings, opinions, past_meetings
from projects.actions.meetings import Name
from projects.actions.past_meetings import Decided
from projects.choices import ProjectClass
from projects.demo.days import SHOWS, moment
from projects.demo.names import CHAIR, RECORDER, SURNAMES
from projects.demo.places import HAMLETS
from villages.deliberation import MeetingKind
from villages.models import Village
from weishishi.kernel.actor import Actor

MOST_ITEMS = 4
LONGEST = timedelta(minutes=80)
AUTHORISED_ON = date(2021, 1, 15)
# What was said of it, as minutes keep it: invented.
SAID = {
    "article-lamps": "逐个自然村说了最暗的路段；灯头不对着住户的窗，每一盏的位置和沿线村民商定；电费和管护由村委会负责。",
}  # fmt: skip
AGREED = {
    ProjectClass.WORKS: (
        "看了现场照片和预算，大家认为需要；要求施工提前告知，完工后写明由谁管护。",
        "问了花费和受益户数，说清楚以后表决；要求不影响出行，早晚不施工。",
        "比较了几个地方，这里最急；要求质量有保证，坏了有人修。",
    ),
    ProjectClass.GOODS: (
        "看了报价和清单，大家认为需要；要求到货当面清点，写明由谁管护。",
        "问了花费和保修，说清楚以后表决；要求货比三家，装好再付尾款。",
        "比较了几件要添置的，这件最急；要求质量有保证，坏了有人修。",
    ),
    ProjectClass.SERVICES: (
        "看了服务的内容和预算，大家认为需要；要求提前贴出通知，愿意来的都知道。",
        "问了花费和能服务多少人，说清楚以后表决；要求每次有记录，有人看护。",
        "比较了几种办法，先照这个办；要求听参加的人的意见，不合适就改。",
    ),
}
ALL_OF_THEM, MOST_OF_THEM = "一致", "多数"  # as the notice tells of the vote


@dataclass(frozen=True)
class Window:
    """A matter waited from `opens` until `shuts`, when the meeting's answer was acted on."""

    key: str
    opens: datetime
    shuts: datetime
    passes: bool
    is_self_raised: bool
    project_class: str
    told: str


@dataclass(frozen=True)
class Gathering:
    village: str
    begins: datetime
    ends: datetime
    windows: tuple


def gatherings(plans):
    """Every meeting of the plans in the order in which they ended."""
    by_village = {}
    for plan in plans:
        by_village.setdefault(plan.village, []).extend(windows_of(plan))
    found = [one for village, windows in by_village.items() for one in _gather(village, windows)]
    return sorted(found, key=lambda one: (one.ends, one.village))


def windows_of(plan):
    """The times between going into deliberation and what the vote led to."""
    decided = False
    own_money = any(share.source == "self_raised" for share in plan.money)
    for deed, after in zip(plan.deeds, plan.deeds[1:], strict=False):
        if deed.verb != "deliberate" or after.verb not in ("post_notice", "reject") or decided:
            continue
        decided = after.verb == "post_notice"
        yield Window(
            plan.key, deed.at, after.at, decided, own_money, plan.project_class, after.note
        )  # fmt: skip


def _gather(village, windows):
    """What was refused first, then what had to be decided first: on the evening on which most
    others waited, too, and they come along."""
    left = sorted(windows, key=lambda one: (one.passes, one.shuts, one.key))
    while left:
        first = left[0]
        begins, ends, others = max(
            (_with(first, left[1:], *times) for times in _times(first)),
            key=lambda found: min(len(found[2]), MOST_ITEMS - 1),
        )
        taken = (first, *others[: MOST_ITEMS - 1])
        left = [one for one in left if one not in taken]
        yield Gathering(village, begins, ends, taken)


def _with(first, left, begins, ends):
    """Who waits besides at that time, each matter once."""
    others = {one.key: one for one in left if one.opens < begins and ends <= one.shuts}
    others.pop(first.key, None)
    return begins, ends, list(others.values())


def _times(window):
    """The evenings in between, the last one first; half-way where there is none."""
    evening = moment(window.shuts.date() - timedelta(days=1), 19, 30)
    if evening <= window.opens:
        middle = window.opens + (window.shuts - window.opens) / 2
        begins = middle.replace(second=0, microsecond=0)
        yield begins, begins + min(LONGEST, (window.shuts - begins) / 2)
    while evening > window.opens:
        yield evening, evening + LONGEST
        evening -= timedelta(days=1)


class Meetings:
    """Holds each meeting when the history has come so far; `projects` is filled meanwhile."""

    def __init__(self, plans, villages, projects, source):
        self.left = gatherings(plans)[::-1]
        self.villages, self.projects, self.source = villages, projects, source
        by = Actor.importer(source)
        for village in villages.values():
            if village.kind == Village.Kind.VILLAGE:
                opinions.authorise(
                    village, by=by, decided_on=AUTHORISED_ON, document_no="演示〔2021〕1号",
                    words="授权本届村民代表会议讨论决定公益事业的兴办和筹资方案。",
                )  # fmt: skip

    def hold_until(self, now):
        """Everything that ended by then, in its order."""
        while self.left and self.left[-1].ends <= now:
            self._hold(self.left.pop())

    def _hold(self, gathering):
        village = self.villages[gathering.village]
        is_village = village.kind == Village.Kind.VILLAGE
        kind = MeetingKind.VILLAGERS_REPS if is_village else MeetingKind.RESIDENTS_COUNCIL
        self._record(village, kind, gathering, gathering.windows)
        own_money = [one for one in gathering.windows if one.is_self_raised and one.passes]
        if own_money and not is_village:
            self._record(village, MeetingKind.RESIDENTS_ASSEMBLY, gathering, own_money)

    def _record(self, village, kind, gathering, windows):
        due, present, on_leave = _people(kind, gathering)
        where = "村委会会议室" if village.kind == Village.Kind.VILLAGE else "党群服务中心议事厅"
        past_meetings.record(
            village, by=Actor.importer(f"{village.committee_name}（{self.source}）"), kind=kind,
            called_at=gathering.begins - timedelta(days=3), begins_at=gathering.begins,
            ends_at=gathering.ends, venue=where, due=due, present=present, on_leave=on_leave,
            observers=_spread(f"o{gathering.begins}{village.code}", 4),
            decided=[self._decided(one, present) for one in windows],
            convener=village.committee_name, chair=CHAIR, recorder=RECORDER,
            resolution=self._resolution(windows),
        )  # fmt: skip

    def _decided(self, window, present):
        project = self.projects[window.key]
        if window.passes and ALL_OF_THEM in window.told:
            return Decided(project, present, discussion=_said(window))
        against, abstain = _spread(f"a{window.key}", 4), _spread(f"b{window.key}", 3)
        if not window.passes:
            against += present - present // 2 - abstain
        elif MOST_OF_THEM in window.told:
            against = max(against, 1)
        return Decided(
            project, present - against - abstain, against, abstain, discussion=_said(window)
        )

    def _resolution(self, windows):
        titles = {
            passes: "、".join(
                f"“{self.projects[one.key].title}”" for one in windows if one.passes is passes
            )
            for passes in (True, False)
        }
        agreed = f"同意实施{titles[True]}，公示后报镇里审批。" if titles[True] else ""
        return agreed + (f"{titles[False]}这次不做，向提出人说明理由。" if titles[False] else "")


def _said(window):
    """In the minutes stands why it was refused, as its proposer was told, or what was asked for."""
    if not window.passes:
        return window.told
    return (
        SAID.get(window.key) or AGREED[ProjectClass(window.project_class)][_spread(window.key, 3)]
    )


def _people(kind, gathering):
    """Due, present and on leave: always the same for one village and evening; always a quorum."""
    due = _due(kind, gathering.village)
    away = _spread(f"{gathering.village}{gathering.begins}", due // 5)
    on_leave = away * 2 // 3
    return due, due - away, on_leave


def _due(kind, village):
    """How many are due: one number for every meeting of that kind in that village."""
    least, spread = (60, 40) if kind == MeetingKind.RESIDENTS_ASSEMBLY else (21, 30)
    return least + _spread(village, spread)


def _spread(text, number):
    """0 to number-1, always the same for one text."""
    return zlib.crc32(text.encode()) % number


def call_the_next_one(village, projects, by):
    """What the secretary of 沙白石村 finds called on her desk, with invented names on its roster."""
    roster = [
        Name(f"{SURNAMES[number % len(SURNAMES)]}某", f"{HAMLETS[number % 4]}{number + 1}号代表")
        for number in range(_due(MeetingKind.VILLAGERS_REPS, village.code))
    ]
    return meetings.call(
        village, by=by, kind=MeetingKind.VILLAGERS_REPS, begins_at=SHOWS + timedelta(days=4, hours=2),
        called_at=SHOWS - timedelta(hours=1), venue="村委会会议室", projects=projects, roster=roster,
        convener="村委会", chair=CHAIR, recorder=RECORDER,
    )  # fmt: skip
