"""What came of the evaluation, for everybody and for the desk? Fewer than five voices are never split."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects import voting
from projects.models import BallotSheet, Evaluation, Project, Voice
from projects.models.evaluations import Way
from projects.queries.support import is_hers
from projects.satisfaction import PARTS, Grade, Said, rate, whole_of
from projects.states import State
from weishishi.kernel.dates import written
from weishishi.kernel.kept_query import KeptQuery, Param

BAR = 300  # the width of a bar in its own units


@dataclass(frozen=True)
class Bar:
    """One row of the result: how many said what, and where each part of the bar begins."""

    label: str
    counts: list  # (Grade, label, number, left, width)
    n: int
    described: str


@dataclass(frozen=True)
class Result:
    """A round that is over. Without `bars` there were too few voices to show more than their number."""

    round: int
    n: int
    is_shown: bool
    grade: str
    grade_label: str
    rate: int | None
    whole: str
    bars: list
    closed_on: date
    rectify_by: date | None


def of_project(project_pk):
    """The results of the rounds that are over, newest first; one query."""
    return [_result(one, _parts(one)) for one in _over(project=project_pk)]


def _result(evaluation, parts):
    said = evaluation.said
    bars, words = [], {one: str(one.label) for one in Grade}
    if said.is_shown:
        bars.append(_bar(_("总体"), said, words))
        bars += [
            _bar(str(label), parts[code], words)
            for code, label in PARTS.items()
            if code in parts and parts[code].is_shown
        ]
    grade = evaluation.outcome if said.is_shown else ""
    return Result(
        round=evaluation.round, n=said.valid, is_shown=said.is_shown, grade=grade,
        grade_label=words[grade] if grade else "",
        rate=rate(said) if said.is_shown else None, whole=whole_words(evaluation, said), bars=bars,
        closed_on=localdate(evaluation.closed_at), rectify_by=evaluation.rectify_by,
    )  # fmt: skip


def whole_words(evaluation, said):
    """Against what it was counted."""
    if evaluation.against_members:
        return _("按应评 {members} 人算").format(members=whole_of(said, evaluation.members))
    return _("按有效评议 {n} 份算").format(n=said.valid)


@KeptQuery
def _over():
    """The rounds that are over with what voices and paper ballots say of each part."""
    told = {
        f"{code}_{grade}": Count("pk", filter=Q(**{code: grade}))
        for code in PARTS
        for grade in Grade.values
    }
    voices = Voice.objects.filter(evaluation=OuterRef("pk")).order_by().values("evaluation")
    sheets = BallotSheet.objects.standing().filter(evaluation=OuterRef("pk")).exclude(parts={})
    rounds = Evaluation.objects.filter(
        project=Param("project", BigIntegerField()), closed_at__isnull=False
    )
    return rounds.order_by("-round").annotate(
        told_voices=ArraySubquery(voices.annotate(told=JSONObject(**told)).values("told")),
        told_sheets=ArraySubquery(sheets.order_by("pk").values("parts")),
    )


def _parts(round):
    """{part: Said} of a row of `_over`."""
    found = {
        code: Said(**{grade: row[f"{code}_{grade}"] for grade in Grade.values})
        for row in round.told_voices
        for code in PARTS
    }
    for parts in round.told_sheets:
        for code, numbers in parts.items():
            found[code] = found.get(code, Said()) + Said(*numbers)
    return found


def _bar(label, said, words):
    counts, left = [], 0
    for grade in Grade:
        number = getattr(said, grade.value)
        width = number * BAR // said.valid
        if grade == Grade.DISSATISFIED and number:
            width = BAR - left
        counts.append((grade.value, words[grade], number, left, width))
        left += width
    described = _("、").join(f"{word} {number}" for _code, word, number, *_rest in counts)
    return Bar(label, counts, said.valid, f"{label}：{described}")


@dataclass(frozen=True)
class Desk:
    """A round as who runs it sees it: the number of voices always, what they say from five on."""

    round: Evaluation
    n: int
    said: Said | None
    words: str
    rule: str
    ways: list  # (label, number)
    sheets: list
    remarks: list
    barred: int
    invited: int


def at_desk(project):
    """The newest round, or None."""
    evaluation = voting.last(project)
    if evaluation is None:
        return None
    said = evaluation.said or voting.counted(evaluation)
    ways = dict(evaluation.voices.order_by().values_list("way").annotate(Count("pk")))
    sheets = list(BallotSheet.objects.filter(evaluation=evaluation).standing())
    paper = sum(sheet.said.valid for sheet in sheets)
    enough = said.valid - paper >= 5  # or her words would tell who is who
    return Desk(
        round=evaluation, n=said.valid, said=said if said.is_shown else None,
        words=voting.words_of(evaluation, said), rule=voting.rule_words(evaluation),
        ways=[(str(Way(way).label), ways[way]) for way in Way if way in ways]
        + ([(str(_("纸质表")), paper)] if paper else []),
        sheets=sheets, barred=evaluation.barred.count(),
        remarks=list(evaluation.remarks.all()) if enough else [],
        invited=len(voting.invited(project)),
    )  # fmt: skip


def asked(number):
    """The project whose residents may be asked, with what its page looks at; None for a number that
    is nobody's."""
    rows = (
        Project.objects.select_related("village__town", "contact")
        .defer("contact__name", "contact__phone")
        .filter(query_no=number, submitted_at__isnull=False)
    )
    return rows.first()


def told_round():
    """For `annotate` on projects: the days of the round that is open, or None."""
    rows = Evaluation.objects.filter(project=OuterRef("pk"), closed_at__isnull=True)
    return Subquery(rows.values(told=JSONObject(first="first_day", last="last_day"))[:1])


def days_told(told):
    """从 2021年5月9日起，至少到 2021年5月22日; nothing where no round is open."""
    if not told:
        return ""
    return days_words(parse_date(told["first"]), parse_date(told["last"]))


def days_words(first, last):
    """The same words on the page, at the desk and on the poster."""
    return _("从 {first}起，至少到 {last}").format(first=written(first), last=written(last))


def is_running(project):
    return project.state == State.EVALUATING


def knows_her(project, person):
    """Whether she proposed it or also needs it."""
    return is_hers(person, project) or project.supports.filter(person=person).exists()
