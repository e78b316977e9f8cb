"""Which projects are an organisation's own, what waits for it, and what may it read of each?"""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from funding.models import Form, Share
from projects.clocks import lamp
from projects.models import Acceptance, Award, Party, Progress, Project
from projects.queries.signs import chip
from projects.states import RUNNING, State
from villages.models import Post
from weishishi.kernel import clock
from weishishi.kernel.yuan import yuan

A_MONTH = timedelta(days=30)  # 月进度
MOST = 200
PROPOSED, CARRIES, TAKES_PART, GIVES = (
    lazy("申报"), lazy("实施"), lazy("协办"), lazy("赞助"),
)  # fmt: skip


def ways_of(organisation):
    """{how it has to do with a project: a condition on projects}"""
    posts = Post.objects.filter(organisation=organisation).values("pk")
    awards = Award.objects.standing().filter(organisation=organisation).values("project")
    parties = Party.objects.filter(organisation=organisation, ended_at=None).values("project")
    shares = Share.objects.filter(giver__organisation=organisation).values("budget")
    return {
        PROPOSED: Q(operator__in=posts), CARRIES: Q(pk__in=awards), TAKES_PART: Q(pk__in=parties),
        GIVES: Q(budget__in=shares),
    }  # fmt: skip


@dataclass(frozen=True)
class Own:
    """One line of 我的项目."""

    number: str
    title: str
    village: str
    chip: object
    lamp: object
    roles: list
    asks: str
    reports: bool
    per_cent: int | None


def mine(organisation):
    """[Own], what waits for it first, then the newest; five queries, however many projects there are."""
    found = {
        way: set(Project.objects.filter(condition).values_list("pk", flat=True))
        for way, condition in ways_of(organisation).items()
    }
    last = Progress.objects.filter(project=OuterRef("pk")).order_by("-pk")
    rows = Project.objects.filter(pk__in=set().union(*found.values())).exclude(state=State.DRAFT)
    rows = rows.select_related("village__town").annotate(
        told_at=Subquery(last.values("at")[:1]), told=Subquery(last.values("per_cent")[:1])
    )
    own = [
        _own(row, [way for way, pks in found.items() if row.pk in pks])
        for row in rows.order_by("-submitted_at", "-pk")[:MOST]
    ]
    return sorted(own, key=lambda one: not one.asks)


def one(organisation, number):
    """Its own project of that number with the ways it is, or None: another's is not there."""
    rows = Project.objects.filter(query_no=number).exclude(state=State.DRAFT)
    row = rows.select_related("village__town", "operator").first()
    if row is None:
        return None
    among, ways = Project.objects.filter(pk=row.pk), ways_of(organisation).items()
    row.ways = [way for way, condition in ways if among.filter(condition).exists()]
    return row if row.ways else None


def title_for(row, roles):
    """What it proposed itself it may call by its own name; of the rest it reads what is public."""
    return row.title if PROPOSED in roles else row.shown_title


def _own(row, roles):
    reports = CARRIES in roles and row.status in RUNNING
    return Own(
        row.query_no, title_for(row, roles), row.village.name, _chip(row.status, roles),
        lamp(row, clock.today()), roles, asks_for(row, roles, row.told_at), reports, row.told,
    )  # fmt: skip


def _chip(state, roles):
    """Where it is; who carries it out does not evaluate it, so is not asked to."""
    shown = chip(state)
    if CARRIES in roles and state == State.EVALUATING:
        return replace(shown, word=str(state.label))
    return shown


def asks_for(row, roles, told_at):
    """What waits for its answer or its report, in words; "" where nothing does."""
    if PROPOSED in roles and row.state == State.RETURNED:
        return _("村里请您补充情况")
    if CARRIES in roles and row.status in RUNNING:
        if row.state == State.RECTIFYING:
            return _("有问题要整改，改好后请报进度")
        if told_at is None:
            return _("还没有报过进度")
        if clock.now() - told_at > A_MONTH:
            return _("一个月没有报进度了")
    return ""


def contract_of(project, organisation):
    """Its own contract, or None."""
    return Award.objects.standing().filter(project=project, organisation=organisation).first()


def given_by(project, organisation):
    """[(form, yuan)] of what it gives itself."""
    if project.budget_id is None:
        return []
    rows = Share.objects.filter(budget=project.budget_id, giver__organisation=organisation)
    return [(Form(one.form).label, yuan(one.amount_fen)) for one in rows]


def returned_because(project):
    """What the village asks for, while it is returned."""
    if project.state != State.RETURNED:
        return ""
    sent_back = project.journal.filter(target=State.RETURNED).order_by("-pk").first()
    return sent_back.note if sent_back else ""


@dataclass(frozen=True)
class Page:
    """What an organisation reads of its own project: public words, its own contract and gift."""

    roles: list
    chip: object
    lamp: object
    need: str
    because: str
    contract: object
    gifts: list
    items: list
    reports: list
    faults: object


def page_of(project, organisation):
    """Of a row of `one`. What residents said is not in it, nor anybody else's money."""
    carries = CARRIES in project.ways
    released = project.public_need if project.is_released else ""
    contract = contract_of(project, organisation) if carries else None
    return Page(
        roles=project.ways, chip=chip(project.status), lamp=lamp(project, clock.today()),
        need=project.need if PROPOSED in project.ways else released,
        because=returned_because(project) if PROPOSED in project.ways else "", contract=contract,
        gifts=given_by(project, organisation), items=_items(project) if carries else [],
        reports=list(project.progress.order_by("-pk")[:24]) if carries else [],
        faults=_faults(project) if carries else None,
    )  # fmt: skip


def _items(project):
    """What is to be done, as the public reads places: neighbourhoods."""
    return [
        (_name(item), item.quantity, item.actual, item.unit)
        for item in project.work_items.select_related("place__parent")
    ]


def _name(item):
    where = item.place and (item.place.parent or item.place)
    return f"{where}：{item.name}" if where else item.name


@dataclass(frozen=True)
class Faults:
    """What is to be put right until when, and who said so: the acceptance or the residents."""

    by_residents: bool
    problems: str
    deadline: object


def _faults(project):
    """Of the stay that is running; None unless it is being put right. Of an evaluation the village's
    own words, never a resident's."""
    if project.state != State.RECTIFYING:
        return None
    entry = project.journal.filter(target=State.RECTIFYING).order_by("pk").last()
    if entry and entry.source == State.EVALUATING:
        said = project.evaluations.filter(closed_at__isnull=False).order_by("round").last()
        return Faults(True, entry.note, said and said.rectify_by)
    seen = project.acceptances.filter(at__lte=project.state_since).last()
    if seen is None or seen.result == Acceptance.Result.PASSED:
        return Faults(False, entry.note, None) if entry else None
    return Faults(False, seen.problems, seen.deadline)
