"""What may the public read about one project?"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from funding.queries import cash_of
from funding.queries.balances import told_standings
from projects.choices import Channel, Group, Identity, MicroType, ProjectClass
from projects.clocks import Lamp, lamp
from projects.households import is_few, places_told
from projects.models import Beneficiaries, Story
from projects.models.distinctions import is_model
from projects.queries import (
    awards,
    evaluations,
    findings,
    history,
    joint,
    library,
    looks,
    photos,
    public_approvals,
    public_ends,
    public_meetings,
    public_money,
    services,
    speaking,
    there_is,
    urges,
)
from projects.queries import works as built
from projects.queries.estimate import Estimate, of_items, together
from projects.queries.public import title_of, visible
from projects.queries.signs import Bead, Chip, beads, chip, reached_words
from projects.queries.support import why_closed
from projects.queries.there_is import nothing
from projects.states import DONE, State
from villages.models import Place
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.numbers import spaced
from weishishi.kernel.tags import look_of

_RELEASED = Q(released_at__isnull=False)
_COLUMNS = (
    "query_no", "acceptance_no", "state", "state_since", "due_on", "submitted_at", "released_at",
    "project_class", "micro_type", "channel", "identity", "referred_to", "budget",
    "supporters",
    "village__name", "village__kind", "village__town__name",
    "place__name", "place__kind", "merged_into__query_no", *speaking.COLUMNS,
    *public_approvals.COLUMNS, *public_money.COLUMNS,
)  # fmt: skip
# A building or a spot can be somebody's door; a hamlet or an estate is a neighbourhood.
_NEIGHBOURHOODS = (Place.Kind.HAMLET, Place.Kind.ESTATE)


@dataclass(frozen=True)
class Detail:
    """One project as everybody may see it."""

    pk: int
    number: str
    spaced: str
    acceptance_no: str
    title: str
    is_released: bool
    why: str
    icon: str
    village_id: int
    village: str
    town_id: int
    town: str
    place: str
    facts: list[tuple[str, str]]
    beads: tuple[Bead, ...]
    reached: str
    chip: Chip
    lamp: Lamp | None
    outlook: history.Outlook
    ended_because: str
    referred_to: str
    referral: public_ends.Referral | None
    merged_into: str
    merged_here: list[tuple[str, str]]
    speak: speaking.Speaking | None
    supporters: int
    may_join: bool
    entries: list
    log: list[history.Moment]
    published: str
    approved: public_approvals.Approved
    rules_on: date | None
    urgent: public_approvals.Urgent | None
    money: public_money.Money | None = None
    award: awards.PublicAward | None = None
    works: built.PublicWorks | None = None
    service: services.PublicService | None = None
    work: list[str] = field(default_factory=list)
    estimate: Estimate | None = None
    beneficiaries: list[str] = field(default_factory=list)
    photos: list = field(default_factory=list)
    decisions: list = field(default_factory=list)
    results: list = field(default_factory=list)
    is_asked: bool = False
    is_done: bool = False
    asks_still_good: bool = False  # 还好用吗: the residents may say so today
    has_story: bool = False
    is_model: bool = False
    origin: library.From | None = None
    supervised: list = field(default_factory=list)
    found: list = field(default_factory=list)

    @cached_property
    def look(self):
        """What its page draws depends on nothing else (weishishi.kernel.tags.pure); of the journal it
        draws the log."""
        return look_of({name: one for name, one in vars(self).items() if name != "entries"})

    @property
    def thanked(self):
        """Who gave and agreed to be named, once it is done."""
        return self.money.givers if self.money and self.is_done else []


def _published(row):
    """When the public version was released, as government sites write it: 2021-06-11 09:30."""
    return f"{localtime(row.released_at):%Y-%m-%d %H:%M}" if row.released_at else ""


def detail(number):
    """The project with that 查询号 in a constant number of queries, or None."""
    row = row_of(number)
    return detail_of(row) if row else None


def detail_of(row):
    """What everybody may see of a row of `row_of`."""
    there_is.note(row, row.told_there)
    state = State(row.state)
    entries = history.entries_of(row.pk)
    log, reached = history.timeline(entries, row.village), history.last_running_state(entries)
    told = row.released_at is not None
    items = built.items_of(row.pk) if told else []
    approved = public_approvals.approved(row, entries)
    return Detail(
        pk=row.pk, number=row.query_no, spaced=spaced(row.query_no),
        acceptance_no=row.acceptance_no or "", title=title_of(row), is_released=told,
        why=row.told_need, icon=row.micro_type or "matter",
        village_id=row.village_id, village=row.village.name,
        town_id=row.village.town_id, town=row.village.town.name,
        place=_neighbourhood(row) if told and not is_few(items) else "", facts=_facts(row),
        beads=beads(reached, row.has_ended), reached=reached_words(reached, row.has_ended),
        chip=chip(state),
        lamp=None if state.is_final else lamp(row, clock.today()),
        outlook=history.outlook(row, evaluations.days_told(row.told_round)), ended_because=log[0].reason if row.has_ended and log else "",
        referred_to=row.referred_to, referral=public_ends.referral(row.told_notes),
        merged_into=row.merged_into.query_no if row.merged_into_id else "",
        merged_here=public_ends.merged_here(row.told_merged),
        speak=speaking.where_to_speak(row), supporters=row.supporters, may_join=not why_closed(row),
        entries=entries, log=log, published=_published(row),
        approved=approved, rules_on=approved.on or _ended_on(row),
        urgent=public_approvals.urgent(row),
        money=public_money.of(row, entries) if told and row.budget_id else None,
        award=_award(row) if told and _was(State.CONFIRMED, entries) else None,
        works=built.public_of(row, items) if told and _was(State.IN_PROGRESS, entries) else None,
        service=services.of_project(row.pk) if told and _serves(row) else None,
        work=_work(items),
        # Prices are read by everybody from the first notice on.
        estimate=of_items(items) if _was(State.ON_NOTICE, entries) else None,
        beneficiaries=_beneficiaries(row.told_groups) if told else [],
        photos=photos.public_of(row.pk) if told and not nothing(row, "photos") else [],
        decisions=[]
        if nothing(row, "agenda_items")
        else public_meetings.decisions_of(row.pk),
        results=evaluations.of_project(row.pk) if _was_evaluated(entries) else [],
        is_asked=state == State.EVALUATING, is_done=state in DONE | {State.EVALUATING},
        asks_still_good=_asks_still_good(row), has_story=told and row.told_story,
        is_model=told and row.told_model, origin=library.origin_of(row.told_origin),
        supervised=urges.public_of(row.pk) if row.told_supervised else [],
        found=findings.public_of(row.told_findings),
    )  # fmt: skip


def _asks_still_good(row):
    return bool(row.told_look and row.told_look >= clock.today())


def _ended_on(row):
    """The day of the last step of a matter that is over; its rules are those of that day."""
    return localdate(row.state_since) if row.has_ended and row.state_since else None


def row_of(number):
    """The project with that 查询号 with its public columns only, or None; one query."""
    return _rows.first(number=number)


@KeptQuery
def _rows():
    rows = visible().select_related(
        "village__town", "village__service_point", "place", "merged_into", "filing", "urgent",
        "budget__settlement",
    )  # fmt: skip
    return (
        rows.only(*_COLUMNS)
        .annotate(
            told_title=Case(When(_RELEASED, then=F("public_title")), default=Value("")),
            told_need=Case(
                When(_RELEASED, then=F("public_need")), default=Value(""), output_field=TextField()
            ),
            cash_fen=cash_of("budget"),
            told_notes=public_ends.told_notes(),
            told_merged=public_ends.told_merged(),
            told_model=is_model(),
            told_origin=library.told_origin(),
            told_joint=joint.names(),
            told_supervised=urges.is_supervised(),
            told_findings=findings.told_findings(),
            told_there=there_is.told(),
            told_round=evaluations.told_round(),
            told_approvals=public_approvals.told_approvals(),
            told_standings=told_standings("budget"),
            told_milestones=built.told_milestones(),
            told_parties=built.told_parties(),
            told_progress=built.told_progress(),
            told_talks=built.told_talks(),
            told_groups=told_groups(),
            told_look=looks.told_last_day(),
            told_looks=looks.told_looks(),
            told_story=Exists(
                Story.objects.filter(project=OuterRef("pk"), released_at__isnull=False)
            ),
        )
        .filter(query_no=Param("number", CharField()))
    )


def told_groups():
    """For `annotate` on projects: whom it serves, each group with its number."""
    rows = Beneficiaries.objects.filter(project=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(told=JSONObject(group="group", number="number")))


def _award(row):
    return None if nothing(row, "awards") else awards.public_of(row.pk)


def _serves(row):
    return row.project_class == ProjectClass.SERVICES


def _was(state, entries):
    return any(entry.target == state for entry in entries)


def _was_evaluated(entries):
    return any(entry.source == State.EVALUATING for entry in entries)


def _neighbourhood(row):
    return row.place.name if row.place_id and row.place.kind in _NEIGHBOURHOODS else ""


def _facts(row):
    """Label and word, for the table of facts."""
    pairs = [
        (_("微类型"), MicroType(row.micro_type).label if row.micro_type else ""),
        (_("类别"), ProjectClass(row.project_class).label if row.project_class else ""),
        (_("征集渠道"), Channel(row.channel).label),
        (_("提出人身份"), Identity(row.identity).label),
        (_("受理编号"), row.acceptance_no or ""),
        (_("共同实施"), joint.words(row.told_joint)),
    ]
    return [(label, str(word)) for label, word in pairs if word]


def _work(items):
    """What is done where, the place as far as the public may know it: a hamlet or an estate; what is
    the same in the same place is said once; homes by projects/households.py."""
    told, same = places_told(items), {}
    for item in items:
        same.setdefault((told[item.pk], item.name, item.unit), []).append(item)
    return [
        _("{where}：{what}").format(where=where, what=what) if where else what
        for (where, name, unit), some in same.items()
        if (what := f"{name} {together(some):f} {unit}")
    ]


def _beneficiaries(groups):
    return [
        f"{group} {one['number']:,} 人" if one["number"] else str(group)
        for one in groups
        for group in [Group(one["group"]).label]
    ]
