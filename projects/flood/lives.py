"""What becomes of matter number n? Always the same, and over all of them the whole lifecycle."""

import random
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from funding.models import Source
from projects.choices import Channel, Identity, MicroType, ProjectClass
from projects.clocks import due_on
from projects.lifecycle import ProjectLife
from projects.states import State

SEED = 20210611
FIRST_YEAR, YEARS = 2006, 20  # a year's numbers end at 99,999
BEGIN = datetime(FIRST_YEAR, 1, 1, 16, tzinfo=UTC)
SECONDS = int(timedelta(days=365 * YEARS - 250).total_seconds())  # the last one still gets done
MOST = 1_600_000

_TO_SCREENING = "submit accept screen"
_TO_NOTICE = f"{_TO_SCREENING} deliberate post_notice"
_TO_WORKS = f"{_TO_NOTICE} report confirm start"
_TO_END = f"{_TO_WORKS} inspect complete open_evaluation close_evaluation archive"
# How many of a hundred live this life.
_ROUTES = {
    "submit": 3, "submit accept": 3, _TO_SCREENING: 4, f"{_TO_SCREENING} deliberate": 4,
    "submit send_back": 1, "submit send_back resubmit accept": 1, "submit decline": 9,
    f"{_TO_SCREENING} decline": 6, "submit merge": 3, "submit accept refer": 5,
    "submit withdraw": 3, f"{_TO_SCREENING} deliberate reject": 2,
    f"{_TO_SCREENING} deliberate reserve": 3, _TO_NOTICE: 2, f"{_TO_NOTICE} report": 2,
    f"{_TO_NOTICE} report confirm": 4, _TO_WORKS: 7, f"{_TO_WORKS} suspend": 1,
    f"{_TO_WORKS} inspect": 1, f"{_TO_WORKS} inspect rectify": 1, f"{_TO_WORKS} terminate": 1,
    f"{_TO_WORKS} inspect complete": 5,
    f"{_TO_WORKS} inspect complete open_evaluation": 2,
    f"{_TO_WORKS} inspect complete open_evaluation close_evaluation": 2, _TO_END: 25,
}  # fmt: skip
_WHERE = (
    "村口", "巷尾", "文化广场", "北门", "老人活动中心", "幼儿园门前", "三号楼", "河涌边", "村道", "球场",
    "菜市场", "公交站", "祠堂前", "东区", "停车场", "学校围墙外",
)  # fmt: skip
_WHAT = (
    "加装路灯", "修补路面", "增设健身器材", "加高护栏", "新建电动车棚", "清理排水沟", "更换健身器",
    "粉刷墙面", "安装扶手", "铺设无障碍坡道", "添置桌椅", "种植花木", "增设垃圾分类亭", "划停车位",
)  # fmt: skip
_WHY = (
    "夜里昏暗，老人出门不便", "雨天积水，行人绕路走", "孩子放学要经过这里", "设施用了十多年，已经损坏",
    "居民反映多次，希望尽快办", "路窄车多，容易碰撞", "现有的不够用，早晚要排队", "旁边就是公交站，来往的人多",
)  # fmt: skip
_RARE = "饕餮"  # in one released text of about forty thousand
_HERE = ZoneInfo(settings.TIME_ZONE)
_ROUTE_LIST, _ROUTE_BOUNDS = list(_ROUTES), list(accumulate(_ROUTES.values()))
_CLASSES, _TYPES = list(ProjectClass.values), list(MicroType.values)
_CHANNELS, _IDENTITIES = list(Channel.values), list(Identity.values)


@dataclass(frozen=True)
class Move:
    verb: str
    source: str
    target: str
    at: datetime
    was_due_on: object
    first_time: bool
    note: str


@dataclass(frozen=True)
class Life:
    """One matter; amounts in fen, `shares` are (source, fen), `village` is an index."""

    number: int
    moves: list
    village: int
    title: str
    need: str
    released_at: datetime | None
    due_on: object
    shares: list
    project_class: str
    micro_type: str
    channel: str
    identity: str
    form_token: UUID

    @property
    def state(self):
        return self.moves[-1].target

    @property
    def submitted_at(self):
        return self.moves[0].at

    @property
    def was_accepted(self):
        return any(move.target == State.ACCEPTED for move in self.moves)


def submitted_at(number, of):
    """When matter `number` (from 0) of so many was proposed: one after the other, evenly."""
    return BEGIN + timedelta(seconds=SECONDS * number // of)


def firsts(of):
    """{year: the number of its first matter}, of the years in which any was proposed."""
    found = {}
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        first = bisect_left(range(of), year, key=lambda number: submitted_at(number, of).year)
        if first < of and submitted_at(first, of).year == year:
            found[year] = first
    return found


def life(number, of, villages):
    """Matter `number` (from 0) of so many, in one of so many villages."""
    chance = random.Random(SEED + number)
    at = submitted_at(number, of)
    verbs = chance.choices(_ROUTE_LIST, cum_weights=_ROUTE_BOUNDS)[0]
    moves, due = _moves(verbs, at, chance)
    on_board = next((move.at for move in moves if move.target == State.ON_NOTICE), None)
    edited = on_board or (at + timedelta(hours=5) if chance.random() < 0.6 else None)
    where, what, why, more = map(chance.choice, (_WHERE, _WHAT, _WHY, _WHY))
    return Life(
        number=number, moves=moves, village=number * 7919 % villages, title=f"{where}{what}",
        need=f"{where}{why}。{_RARE if chance.random() < 1 / 20_000 else more}，希望{what}。",
        released_at=edited, due_on=due, shares=_shares(chance) if on_board else [],
        project_class=chance.choice(_CLASSES), micro_type=chance.choice(_TYPES),
        channel=chance.choice(_CHANNELS), identity=chance.choice(_IDENTITIES),
        form_token=UUID(int=SEED << 64 | number),
    )  # fmt: skip


def _moves(verbs, at, chance):
    """The steps taken, and the day on which the last state is due."""
    moves, due = [], None
    for verb, source, target, first_time, note in _steps(verbs):
        moves.append(Move(verb, source, target, at, due, first_time, note))
        due = _due(target, at.astimezone(_HERE).date())
        at += timedelta(seconds=chance.randrange(3 * 3600, 9 * 86_400))
    return moves, due


@cache
def _steps(verbs):
    """(verb, source, target, first time there, note); a life the page does not allow is refused."""
    state, seen, found = State.DRAFT, set(), []
    for verb in verbs.split():
        step = ProjectLife.step(verb)
        if state not in step.sources:
            raise ValueError(f"{verb} does not lead out of {state}")
        note = "现场已经核实，情况属实，按规定这样办理。" if step.reason_length else ""
        found.append((verb, str(state), str(step.target), step.target not in seen, note))
        seen.add(step.target)
        state = step.target
    return found


@cache
def _due(state, day):
    """Every town's limits are the defaults on a bench, so any village will do."""
    return due_on(None, state, datetime(day.year, day.month, day.day, 4, tzinfo=UTC))


def _shares(chance):
    whole = chance.randrange(50, 2000) * 10_000
    if chance.random() < 0.3:
        part = whole // 10
        return [(Source.DISTRICT, whole - part), (Source.SELF_RAISED, part)]
    return [(Source.DISTRICT, whole)]
