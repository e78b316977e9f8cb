"""What the committee finds out while it screens a matter, beside and behind the decision page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import referrals, screening
from projects.admin import routes
from projects.forms.screening import ReferralForm, SelfCheckForm, SplitForm
from projects.people import village_committee
from projects.queries import beside, estimate
from projects.queries.there_is import nothing
from projects.states import OPEN_TO_EDITS, State
from villages.desk import acting
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

SEEN_BEFORE_NOTICE = (State.SCREENING, State.DELIBERATING)


def beside_the_decision(project, by, work, money):
    """What the decision page shows of it: {name in the template: what}."""
    today = clock.today()
    cash = money["sums"].cash if money else None
    near = project.split_answers.near(today) if project.status in SEEN_BEFORE_NOTICE else []
    return {
        "lines": project.self_checks.lines(today),
        "may_screen": _is_open(project) and village_committee.hold(project, by),
        "beside": beside.beside(project, by.post),
        "merged_here": [] if nothing(project, "merged") else beside.merged_into(project),
        "near": near,
        "near_answers": _answers(project),
        "near_is_open": bool(near) and bool(project.split_answers.unanswered(today)),
        "visits": _visits(project),
        "estimate": estimate.beside_the_budget(project, work, cash, today),
        "referral": latest_of(project) if project.state == State.REFERRED else None,
    }


def _answers(project):
    return [] if nothing(project, "split_answers") else list(project.split_answers.order_by("-pk"))


def _visits(project):
    if nothing(project, "visits"):
        return []
    return list(project.visits.standing().prefetch_related("measures").order_by("-at"))


def _is_open(project):
    return project.status in OPEN_TO_EDITS and project.status != State.DRAFT


def latest_of(project):
    """The newest number and the newest answer of the office that took it over, each with its day."""
    found = {}
    for note in project.referral_notes.order_by("pk"):
        for name in ("receipt_no", "answer"):
            if value := getattr(note, name):
                found |= {name: value, f"{name}_at": note.at}
    return found


def check_page(desk, request, project):
    """The positive and the negative list, line by line."""
    by = _hers(request, project)
    lines = project.self_checks.lines(clock.today())
    form = SelfCheckForm(request.POST or None, lines=lines)

    def write(told):
        screening.self_check(project, by=by, answers=form.answers(), **form.when())
        return _("清单自查已保存。")

    return _page(desk, request, project, form, write, "check", _("清单自查"))


def split_page(desk, request, project):
    """What is alike and together above the ceiling, and why it is no splitting: written by the
    committee while the matter can be edited, read by whoever approves, supervises or audits it."""
    by = Actor.at(acting(request))
    is_hers = village_committee.hold(project, by)
    if request.method == "POST" and not is_hers:
        raise PermissionDenied
    form = SplitForm(request.POST or None)

    def write(told):
        screening.answer_splitting(project, by=by, words=told["words"], **form.when())
        return _("说明已保存，会和项目一起留档。")

    return _page(
        desk, request, project, form, write, "split", _("是不是拆分"),
        near=project.split_answers.near(clock.today()), may_write=is_hers and _is_open(project),
        answers=list(project.split_answers.order_by("-pk").prefetch_related("others")),
    )  # fmt: skip


def referral_page(desk, request, project):
    """Their number and their answer, and the receipt for the resident to print."""
    by = Actor.at(acting(request))
    may_write = project.state == State.REFERRED and village_committee.hold(project, by)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = ReferralForm(request.POST or None)

    def write(told):
        names = ("receipt_no", "answer")
        referrals.note(project, by=by, **{name: told[name] for name in names}, **form.when())
        return _("转办情况已保存。")

    step = project.journal.filter(verb="refer").last()
    return _page(
        desk, request, project, form, write, "referral", _("转办回执"),
        may_write=may_write, referral=latest_of(project), step=step,
    )  # fmt: skip


def _hers(request, project):
    by = Actor.at(acting(request))
    if not village_committee.hold(project, by):
        raise PermissionDenied
    return by


def _page(desk, request, project, form, write, template, title, **context):
    """Show the form, or write what it says and go back; nothing typed is lost on an error."""
    refusals, status = [], 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                messages.success(request, write(form.cleaned_data))
                return back_to(project)
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, template, project, status, form=form, refusals=refusals, title=title,
        is_wrong=status == 400, **context,
    )  # fmt: skip


def back_to(project):
    return HttpResponseRedirect(reverse("admin:projects_project_change", args=[project.pk]))


ROUTES = [
    routes.page("check", check_page),
    routes.page("split", split_page),
    routes.page("referral", referral_page),
]
