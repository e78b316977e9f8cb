"""资金 of one project at the desk: how every line stands, and the page of each deed."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from funding.actions import documents
from funding.models import Document
from funding.queries.balances import standings
from projects.actions import changes, filed_papers
from projects.actions import money as deeds
from projects.admin import money_change, routes
from projects.admin.decision import TOP
from projects.admin.leading_on import lead_on
from projects.admin.money_deeds import DEEDS
from projects.forms import money as forms
from projects.people import (
    correctors,
    town_finance,
    town_office,
    village_committee,
    village_leaders,
)
from projects.queries import money as queries
from projects.queries import money_waiting
from projects.queries.changed import of_change
from projects.queries.filed_papers import invoices_of
from projects.states import FINAL, State
from villages.desk import acting
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

# What one post decides of many villages: after one the next opens.
_ONE_BY_ONE = ("decide", "decide-change")


def page(desk, request, project):
    """Every line, entry, request, pledge and change; with the deeds in one's hands."""
    by = Actor.at(acting(request))
    money = queries.of_project(project)
    return desk.render(
        request, "money", project, title=_("资金"), money=money,
        offered=_offered(project, money, by),
        may_decide=not deeds.may(project, by, town_finance),
        may_correct=not deeds.may(project, by, correctors),
        may_take_back=not deeds.may(project, by, village_committee),
        may_decide_change=not deeds.may(project, by, town_office),
        may_withdraw_change=not deeds.may(project, by, village_leaders),
    )  # fmt: skip


def _offered(project, money, by):
    """[(name, title)] of the deeds that begin here, those that have something to do first."""
    if money is None:
        return []
    names = [] if project.status in FINAL else ["pledge"]
    if money.is_confirmed:
        lines = standings(project.budget)
        cash = [one for one in lines if not one.line.is_in_kind]
        is_closed = project.budget.closed_on
        names = _after_the_end(cash) if is_closed else names + _running(project, money, lines, cash)
    return [(name, DEEDS[name].title) for name in names if DEEDS[name].hands.hold(project, by)]


def _running(project, money, lines, cash):
    """What the books of a confirmed matter still take."""
    has_ended = project.status == State.TERMINATED
    is_due = project.budget.accepted_on or has_ended
    asked = {
        "receive": cash, "take-over": any(one.line.is_in_kind for one in lines),
        "pay": not has_ended, "settle": is_due and not money.settlement,
        "refund": any(one.paid for one in cash), "give-back": any(one.cash for one in cash),
        "change": project.status in changes.CHANGEABLE,
    }  # fmt: skip
    return [name for name, applies in asked.items() if applies]


def _after_the_end(cash):
    """Books that are closed: what was kept back is paid when its day has come; where nothing is kept
    back any more, what is left goes back."""
    if any(one.retained for one in cash):
        return ["pay"]
    return ["give-back"] if any(one.cash for one in cash) else []


def deed_page(desk, request, project, name):
    """One deed: its form, and with POST the deed itself; what was typed stays on a refusal."""
    deed, by = DEEDS.get(name), Actor.at(acting(request))
    if deed is None:
        raise Http404
    if deed.carry is None:
        return money_change.change_page(desk, request, project)
    if not deed.hands.hold(project, by):
        raise PermissionDenied
    if project.budget is None:
        return HttpResponseRedirect(_home(project))
    subject = _subject(project, deed, request)
    try:
        if request.method == "POST":
            return _carry(desk, request, project, name, deed, subject, by)
    except Refused as refusal:
        return _show(
            desk, request, project, name, deed, subject, refusals=refusal.reasons, status=409
        )
    except ValidationError as error:
        return _show(
            desk, request, project, name, deed, subject, refusals=error.messages, status=409
        )
    return _show(desk, request, project, name, deed, subject)


def _carry(desk, request, project, name, deed, subject, by):
    form = _form(request, project, name, deed, subject)
    if form.refused_file:
        raise Refused(*form.refused_file)
    if not form.is_valid():
        return _show(desk, request, project, name, deed, subject, form=form, status=400)
    choice = request.POST.get("choice", "")
    if deed.choices and choice not in dict(deed.choices):
        raise Refused(_("请按下面的一个按钮：同意还是退回。"))
    deed.carry(project, form, subject, by, choice)
    if name in _ONE_BY_ONE:
        return lead_on(request, deed.done, _following(by.post))
    messages.success(request, deed.done)
    return HttpResponseRedirect(_home(project) + TOP)


def _following(post):
    """The next payment, or change, that waits for this post's decision."""
    for rows, read in money_waiting.waiting(post):
        for one in read(rows):
            return f"{one.project.title_for(post)}：{one.words}", one.url + TOP
    return None


def _show(desk, request, project, name, deed, subject, *, form=None, refusals=(), status=200):
    form = form or _form(request, project, name, deed, subject)
    wrong = status == 400
    return desk.render(
        request, "money_deed", project, status, title=deed.title, deed=deed, form=form,
        name=name, subject=subject, refusals=refusals, is_wrong=wrong,
        compared=of_change(subject) if deed.of == "change" else None, paper=_paper(project, subject),
        balance=queries.totals_of(project.budget),
    )  # fmt: skip


def _paper(project, subject):
    """The file behind the row a deed is about: whoever decides opens it first."""
    sha256 = getattr(subject, "evidence", "")
    return project.budget.documents.filter(sha256=sha256).first() if sha256 else None


def _form(request, project, name, deed, subject):
    """Bound by what was posted; the file is kept at once and stays with the form."""
    more = {"budget": project.budget} | _options(project, name, subject)
    if request.method != "POST":
        initial = {"key": uuid4(), **forms.today()} | more.pop("initial", {})
        return deed.form(initial=initial, **more)
    more.pop("initial", None)
    data, document, refused = request.POST.copy(), None, ()
    if file := request.FILES.get("evidence"):
        try:
            document = documents.keep(project.budget, file, by=Actor.at(acting(request)))
        except Refused as refusal:
            refused = refusal.reasons
    elif data.get("filed", "").isdecimal():
        try:
            by = Actor.at(acting(request))
            document = filed_papers.as_evidence(project, data["filed"][:18], by=by)
        except Refused as refusal:
            refused = refusal.reasons
    elif data.get("kept", "").isdecimal():
        document = Document.objects.filter(budget=project.budget, pk=data["kept"]).first()
    data["kept"] = str(document.pk) if document else ""
    form = deed.form(data, document=document, **more)
    form.refused_file = refused
    return form


def _options(project, name, subject):
    """What a form has to know of the project."""
    if name == "pledge":
        return {
            "givers": queries.givers_of(project.village),
            "initial": {"due_on": clock.today() + timedelta(days=30)},
        }
    if name in ("receive", "take-over", "refund"):
        goods = name == "take-over"
        return {"lines": [one for one in _lines(project) if one[0].is_in_kind is goods]}
    if name == "pay":
        return {"invoices": invoices_of(project)}
    if name == "settle":
        rules = rules_for(project.village, on=clock.today())
        return {
            "per_cent": rules.retained_per_cent,
            "release_on": clock.today() + timedelta(days=rules.retained_months * 365 // 12),
        }
    return {}


def _lines(project):
    """[(line, its name and what is open)]"""
    shares = {one.giver_id: one.giver for one in project.budget.shares.select_related("giver")}
    return [
        (one.line, _("{source}{giver}：确定 {promised} 元，到账 {received} 元").format(
            source=one.line.name,
            giver=f"（{shares[one.line.giver_id]}）" if shares.get(one.line.giver_id) else "",
            promised=yuan(one.promised), received=yuan(one.received),
        ))
        for one in standings(project.budget)
    ]  # fmt: skip


def _subject(project, deed, request):
    """The row a deed is about; another project's is not there."""
    if not deed.of:
        return None
    pk = request.GET.get("id", "")
    rows = {
        "pledge": project.budget.pledges.select_related("giver"),
        "request": project.budget.requests.all(),
        "entry": project.budget.entries.all(),
        "change": project.changes.all(),
    }[deed.of]
    found = rows.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    if found is None:
        raise Http404
    return found


def _home(project):
    return reverse("admin:projects_project_money", args=[project.pk])


ROUTES = [
    routes.page("money", page),
    routes.part("money/<slug:part>", "money_deed", deed_page),
]
