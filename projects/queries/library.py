"""What is on the menu: entries, what they cost and took where they were done, and who did them?"""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from funding.queries import cash_of
from projects.choices import ProjectClass
from projects.models import (
    Award,
    Evaluation,
    JournalEntry,
    LibraryBasis,
    LibraryDecision,
    LibraryEntry,
    Origin,
    Project,
)
from projects.models.library import is_reviewed
from projects.satisfaction import Grade
from projects.states import State
from weishishi.kernel import clock
from weishishi.kernel.yuan import yuan

PAGE = 12
DONE = (State.EVALUATED, State.ARCHIVED)
WELL_DONE = lazy("办完并评议过")


def worthy(district):
    """Finished, public and not found wanting: what an entry may stand on."""
    rounds = Evaluation.objects.filter(project=OuterRef("pk"), closed_at__isnull=False)
    last = Subquery(rounds.order_by("-round").values("outcome")[:1])
    rows = Project.objects.filter(
        village__town__district=district, state__in=DONE, released_at__isnull=False
    )
    return rows.annotate(last_outcome=last).exclude(last_outcome=Grade.DISSATISFIED)


def released_elsewhere(village):
    """What other villages of the district have made public."""
    rows = Project.objects.filter(village__town__district=village.town.district_id)
    return rows.filter(released_at__isnull=False).exclude(village=village)


@dataclass(frozen=True)
class Done:
    """A project an entry stands on, as everybody may read it."""

    number: str
    title: str
    village: str
    fen: int
    days: int | None
    doer: str
    doer_id: int | None


@dataclass(frozen=True)
class Dish:
    """An entry with what follows from its projects."""

    entry: LibraryEntry
    done: list = field(default_factory=list)
    is_reviewed: bool = False
    is_on_offer: bool = False

    @property
    def fens(self):
        return [one.fen for one in self.done if one.fen]

    @property
    def least_fen(self):
        return min(self.fens, default=None)

    @property
    def most_fen(self):
        return max(self.fens, default=None)

    @property
    def cost(self):
        """The least and the most it cost, and of how many projects that is known."""
        if not self.fens:
            return _("没有现金支出的记录")
        told = {"least": yuan(self.least_fen), "most": yuan(self.most_fen), "n": len(self.fens)}
        if self.least_fen == self.most_fen:
            return _("{least} 元（{n} 件项目的资金）").format(**told)
        return _("{least} 到 {most} 元（{n} 件项目的资金）").format(**told)

    @property
    def doers(self):
        """[(name, id)] of those who did it, each once."""
        return list({(one.doer, one.doer_id): None for one in self.done if one.doer_id})


@dataclass(frozen=True)
class Asked:
    project_class: str = ""
    micro_type: str = ""
    text: str = ""


def entries(asked=Asked()):
    """What is on offer in this district, as asked."""
    rows = LibraryEntry.objects.on_offer().filter(district__code=settings.DISTRICT_CODE)
    if asked.project_class:
        rows = rows.filter(project_class=asked.project_class)
    if asked.micro_type:
        rows = rows.filter(micro_type=asked.micro_type)
    if asked.text:
        rows = rows.filter(Q(title__icontains=asked.text) | Q(what__icontains=asked.text))
    order = [one.value for one in (ProjectClass.SERVICES, ProjectClass.GOODS, ProjectClass.WORKS)]
    return rows.annotate(reviewed=is_reviewed(clock.today().year)).order_by(
        _in_order("project_class", order), "title", "pk"
    )


def _in_order(name, values):
    return Case(*(When(**{name: value}, then=Value(n)) for n, value in enumerate(values)))


def page(asked, number):
    """(dishes, the Django page) of 12; four queries, two where nothing is found."""
    found = Paginator(entries(asked), PAGE).get_page(number)
    return dishes(list(found.object_list)), found


def one(pk):
    """An entry of this district with everything it says, also when it is out; None otherwise."""
    rows = LibraryEntry.objects.with_standing().filter(district__code=settings.DISTRICT_CODE, pk=pk)
    row = rows.annotate(reviewed=is_reviewed(clock.today().year)).first()
    return dishes([row])[0] if row else None


def dishes(rows):
    """A Dish of every annotated entry; two queries for all of them."""
    done = done_of([row.pk for row in rows])
    return [
        Dish(row, done.get(row.pk, []), row.reviewed, row.standing in LibraryDecision.KEEPS)
        for row in rows
    ]


def done_of(pks):
    """{entry: [Done]}"""
    if not pks:
        return {}
    began, ended = (_day_of(state) for state in (State.IN_PROGRESS, State.COMPLETED))
    basis = LibraryBasis.objects.filter(entry__in=pks).select_related("project__village")
    basis = basis.annotate(fen=cash_of("project__budget"), began=began, ended=ended).order_by("pk")
    basis = list(basis)
    awards = Award.objects.standing().filter(project__in={row.project_id for row in basis})
    doers = {one.project_id: one.organisation for one in awards.select_related("organisation")}
    found = {}
    for row in basis:
        doer, project = doers.get(row.project_id), row.project
        found.setdefault(row.entry_id, []).append(
            Done(
                number=project.query_no, title=project.shown_title, village=project.village.name,
                fen=int(row.fen or 0), days=_days(row), doer=doer.name if doer else "",
                doer_id=doer.pk if doer else None,
            )
        )  # fmt: skip
    return found


def _day_of(state):
    rows = JournalEntry.objects.filter(project=OuterRef("project"), target=state, first_time=True)
    return Subquery(rows.annotate(day=TruncDate("happened_at")).values("day")[:1])


def _days(row):
    return (row.ended - row.began).days + 1 if row.began and row.ended else None


@dataclass(frozen=True)
class From:
    """Where a proposal was taken over from: an entry of the library, or another village's project."""

    title: str
    entry: int | None
    number: str


def told_origin():
    """For `annotate` on projects; costs no query of its own."""
    told = JSONObject(
        entry="entry", entry_title="entry__title", number="source__query_no",
        title="source__public_title", village="source__village__name",
    )  # fmt: skip
    return Subquery(Origin.objects.filter(project=OuterRef("pk")).values(told=told)[:1])


def origin_of(told):
    """What `told_origin` brought, or None."""
    if not told:
        return None
    if told["entry"]:
        return From(told["entry_title"], told["entry"], "")
    return From(f"{told['village']}：{told['title']}", None, told["number"])


def picked(entry):
    """In how many villages it was ordered and submitted."""
    return Project.objects.filter(origin__entry=entry.pk, submitted_at__isnull=False).count()


def waiting_for_review(district, year):
    """On offer and not reviewed this year."""
    rows = LibraryEntry.objects.on_offer().filter(district=district)
    return rows.filter(~is_reviewed(year))


def offered(pk):
    """{"title", "what"} of an entry on offer here, or None."""
    rows = LibraryEntry.objects.on_offer().filter(district__code=settings.DISTRICT_CODE, pk=pk)
    return rows.values("title", "what").first()
