"""What does an approver look at before she agrees? One line each, and a short form for a list."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.clocks import lamp
from projects.models import AgendaItem, JournalEntry, Photo
from projects.queries import papers
from projects.queries.awards import standing_of
from projects.queries.hung import hung
from projects.queries.meetings import agenda_of
from weishishi.kernel import clock
from weishishi.kernel.dates import written


@dataclass(frozen=True)
class Fact:
    """One line; `is_wrong` marks what speaks against agreeing now."""

    title: str
    words: str
    url: str = ""
    is_wrong: bool = False


@dataclass(frozen=True)
class Evidence:
    """All of it, and the papers that should be here and are not."""

    facts: list
    missing: list


@dataclass(frozen=True)
class Short:
    """The same in a list: votes, notice, objections."""

    votes: str
    notice: str
    said: str
    is_wrong: bool


def of(project):
    """For the page of one approval."""
    today = clock.today()
    items = agenda_of(project)
    notice = hung([project.pk]).get(project.pk)
    lines = project.self_checks.lines(today)
    journal = JournalEntry.objects.filter(project=project.pk).order_by("pk")
    shelves = papers.shelves(
        project, items=items, hung=notice, lines=lines, journal=list(journal),
        award=standing_of(project), accepted=project.acceptances.last(),
    )  # fmt: skip
    light = lamp(project, today)
    facts = [
        _meeting(items), *_notice(notice), _visit(project), _check(lines),
        Fact(_("隐患"), str(project.get_hazard_display())), _photos(project),
        Fact(_("应办日期"), _until(project, light), is_wrong=bool(light and light.kind == "late")),
        _split(project, today),
    ]  # fmt: skip
    return Evidence(facts, papers.missing(shelves))


def short(projects):
    """{pk: the short form} of these matters; two queries for any number of them."""
    keys = [one.pk for one in projects]
    rows = AgendaItem.objects.filter(project__in=keys, meeting__status="closed", result="passed")
    newest = {item.project_id: item for item in rows.order_by("meeting__begins_at", "pk")}
    notices = hung(keys)
    return {pk: _short(newest.get(pk), notices.get(pk)) for pk in keys}


def _short(item, notice):
    votes = _votes(item) if item else _("没有会议表决通过的记录")
    if notice is None:
        return Short(votes, _("没有公示记录"), "", is_wrong=True)
    is_wrong = item is None or not notice.is_over or bool(notice.unanswered)
    return Short(votes, _stage(notice), notice.said_words, is_wrong)


def _votes(item):
    """赞成 38 / 参加表决 40"""
    return _("赞成 {votes_for} / 参加表决 {voters}").format(
        votes_for=item.votes_for, voters=item.voters
    )


def _meeting(items):
    passed = [one for one in items if one.meeting.is_closed and one.result == "passed"]
    if not passed:
        return Fact(_("会议"), _("没有会议表决通过的记录"), is_wrong=True)
    told = [
        _("{meeting}，{day}，{votes}").format(
            meeting=one.meeting.name, day=written(one.meeting.begins_at), votes=_votes(one)
        )
        for one in passed
    ]
    page = reverse("admin:projects_meeting_change", args=[passed[0].meeting_id])
    return Fact(_("会议"), _("；").join(told), page)


def _notice(notice):
    if notice is None:
        return [Fact(_("公示"), _("没有公示记录"), is_wrong=True)]
    page = reverse("admin:projects_publicnotice_change", args=[notice.pk])
    words = _("{days}，共 {counted}，{stage}").format(
        days=notice.days, counted=notice.counted, stage=_stage(notice)
    )
    return [
        Fact(_("公示"), words, page, is_wrong=not notice.is_over),
        Fact(_("公示意见"), notice.said_words, page, is_wrong=bool(notice.unanswered)),
    ]


def _stage(notice):
    return str(notice.stage.label)


def _visit(project):
    visit = project.visits.standing().order_by("-at").first()
    if visit is None:
        return Fact(_("踏勘"), _("没有踏勘记录"))
    result = _("可行") if visit.feasible else _("不可行")
    page = reverse("admin:projects_project_visit_sheet", args=[project.pk, visit.pk])
    words = _("{day}，{result}").format(day=written(localdate(visit.at)), result=result)
    return Fact(_("踏勘"), words, page, is_wrong=not visit.feasible)


def _check(lines):
    against = [str(line.rule) for line in lines if line.is_negative and line.is_yes]
    unanswered = [str(line.rule) for line in lines if line.is_open]
    if against:
        return Fact(_("自查"), _("属于{}").format(_("、").join(against)), is_wrong=True)
    if unanswered:
        return Fact(_("自查"), _("{}还没有自查").format(_("、").join(unanswered)), is_wrong=True)
    served = [str(line.rule) for line in lines if line.is_yes]
    if not served:
        return Fact(_("自查"), _("还没有选对应正面清单的哪一项"), is_wrong=True)
    return Fact(_("自查"), _("符合{}，不属于负面清单").format(_("、").join(served)))


def _photos(project):
    number = project.photos.exclude(state=Photo.State.REFUSED).count()
    page = reverse("admin:projects_project_photos", args=[project.pk])
    return Fact(_("照片"), _("{} 张").format(number) if number else _("没有照片"), page)


def _until(project, light):
    if project.due_on is None:
        return _("没有期限")
    words = written(project.due_on)
    return _("{day}（{lamp}）").format(day=words, lamp=light.words) if light else words


def _split(project, today):
    page = reverse("admin:projects_project_split", args=[project.pk])
    answer = project.split_answers.order_by("-pk").first()
    if open_ones := project.split_answers.unanswered(today):
        words = _("和另外 {} 件合起来超过上限，还没有说明").format(len(open_ones))
        return Fact(_("拆分说明"), words, page, is_wrong=True)
    if answer:
        return Fact(_("拆分说明"), answer.words, page)
    return Fact(_("拆分说明"), _("没有合起来超过上限的，不用说明"))
