"""资金 of one project at the desk: how every line stands, and the deeds that move the money."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from funding.actions import documents
from funding.models import Document
from funding.queries.balances import standings
from projects.actions import changes
from projects.actions import money as deeds
from projects.actions.changes import Wanted
from projects.admin.decision import TOP
from projects.forms import money as forms
from projects.forms.desk import MoneyForms
from projects.forms.money import NEW
from projects.people import (
    bookkeepers,
    correctors,
    town_finance,
    town_office,
    village_committee,
    village_leaders,
)
from projects.queries import money as queries
from projects.queries import reimbursement
from projects.queries.changed import of_change
from villages.desk import acting
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import in_words, yuan


@dataclass(frozen=True)
class Deed:
    """One page with one form: its title, whose it is, what it asks and what it does.

    `of` names the row it is about (`?id=`), `choices` the two buttons of a decision.
    """

    title: object
    hands: object
    form: type
    carry: object
    button: object
    done: object
    of: str = ""
    hint: object = ""
    choices: tuple = ()


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
        payment_lines=_words_of_lines(project),
    )  # fmt: skip


def _offered(project, money, by):
    """[(name, title)] of the deeds that begin here, those that have something to do first."""
    if money is None:
        return []
    names = ["pledge"]
    if money.is_confirmed:
        lines = standings(project.budget)
        names += ["receive"] if any(not one.line.is_in_kind for one in lines) else []
        names += ["take-over"] if any(one.line.is_in_kind for one in lines) else []
        names += ["pay"]
        names += ["settle"] if project.budget.accepted_on and not money.settlement else []
        names += ["refund", "give-back"]
        names += ["change"] if project.status in changes.CHANGEABLE else []
    return [(name, DEEDS[name].title) for name in names if DEEDS[name].hands.hold(project, by)]


def deed_page(desk, request, project, name):
    """One deed: its form, and with POST the deed itself; what was typed stays on a refusal."""
    deed, by = DEEDS.get(name), Actor.at(acting(request))
    if deed is None:
        raise Http404
    if deed.carry is None:
        return change_page(desk, request, project)
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
    messages.success(request, deed.done)
    return HttpResponseRedirect(_home(project) + TOP)


def _show(desk, request, project, name, deed, subject, *, form=None, refusals=(), status=200):
    form = form or _form(request, project, name, deed, subject)
    wrong = status == 400
    return desk.render(
        request, "money_deed", project, status, title=deed.title, deed=deed, form=form,
        name=name, subject=subject, refusals=refusals, is_wrong=wrong, lines=_words_of_lines(project),
        compared=of_change(subject) if deed.of == "change" else None, paper=_paper(project, subject),
        balance=queries.of_project(project).totals,
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


def _words_of_lines(project):
    return [words for _line, words in _lines(project)] if project.budget_id else []


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


# ── What each deed does ──────────────────────────────────────────────────────────────────────────
def _pledge(project, form, _subject, by, _choice):
    told = form.cleaned_data
    giver = form.givers.get(told["giver"])
    if told["giver"] == NEW:
        giver = deeds.new_giver(
            project, name=told["new_name"], kind=told["new_kind"], shows_name=told["shows_name"],
            by=by,
        )  # fmt: skip
    deeds.sign_pledge(project, form.promise(giver), by=by)


def _withdraw_pledge(project, form, pledge, by, _choice):
    deeds.withdraw_pledge(project, pledge, by=by, why=form.cleaned_data["why"])


def _receive(project, form, _subject, by, _choice):
    told = form.cleaned_data
    deeds.receive(
        project, told["line"], fen=told["yuan"], key=told["key"], by=by, on=told["on"],
        reference=told["reference"], note=told["note"], evidence=form.sha256,
    )  # fmt: skip


def _take_over(project, form, _subject, by, _choice):
    told = form.cleaned_data
    deeds.take_over(
        project, told["line"], fen=told["yuan"], key=told["key"], by=by, on=told["on"],
        reference=told["reference"], basis=told["basis"], evidence=form.sha256,
    )  # fmt: skip


def _pay(project, form, _subject, by, _choice):
    deeds.ask_to_pay(project, form.payment(), by=by, on=clock.today())


def _decide(project, form, asked, by, choice):
    answer = form.cleaned_data["answer"]
    if choice == "refuse":
        deeds.send_back(project, asked, by=by, answer=answer)
    else:
        deeds.pay(project, asked, by=by, on=clock.today(), answer=answer)


def _take_back(project, _form, asked, by, _choice):
    deeds.take_back(project, asked, by=by)


def _settle(project, form, _subject, by, _choice):
    deeds.settle(project, form.deed(), by=by, on=form.cleaned_data["on"])


def _refund(project, form, _subject, by, _choice):
    told = form.cleaned_data
    deeds.refund(
        project, told["line"], fen=told["yuan"], key=told["key"], by=by, on=told["on"],
        reference=told["reference"], payee=told["payee"], why=told["why"],
    )  # fmt: skip


def _give_back(project, form, _subject, by, _choice):
    told = form.cleaned_data
    deeds.give_back(project, key=told["key"], by=by, on=told["on"], reference=told["reference"])


def _correct(project, form, entry, by, _choice):
    told = form.cleaned_data
    deeds.correct(project, entry, key=told["key"], by=by, on=clock.today(), why=told["why"])


def _decide_change(_project, form, change, by, choice):
    answer = form.cleaned_data["answer"]
    if choice == "refuse":
        changes.refuse(change, by=by, answer=answer)
    else:
        changes.agree(change, by=by, answer=answer)


def _withdraw_change(_project, _form, change, by, _choice):
    changes.withdraw(change, by=by)


def change_page(desk, request, project):
    """变更表: the work and the money as they are, to be written as they shall be."""
    by = Actor.at(acting(request))
    if not village_leaders.hold(project, by):
        raise PermissionDenied
    if project.budget is None:
        return HttpResponseRedirect(_home(project))
    data = request.POST if request.method == "POST" else None
    form = forms.ChangeForm(data, initial={"key": uuid4()}, budget=project.budget)
    sections, refusals, status, compared = MoneyForms(project, data), [], 200, None
    if data is not None:
        status = 400
        if all([form.is_valid(), sections.is_valid()]):
            told = form.cleaned_data
            wanted = Wanted(
                told["reason"], work=sections.work_lines(), parts=sections.parts(),
                days=told["days"],
            )  # fmt: skip
            try:
                if "preview" in request.POST:
                    compared, status = of_change(changes.outlined(project, wanted, by=by)), 200
                else:
                    messages.success(request, _said_of(changes.ask(project, wanted, by=by)))
                    return HttpResponseRedirect(_home(project) + TOP)
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
            except ValidationError as error:
                refusals, status = error.messages, 409
    return desk.render(
        request, "change", project, status, title=_("变更"), form=form, sections=sections,
        refusals=refusals, is_wrong=status == 400, compared=compared,
        allowed=rules_for(project.village, on=clock.today()).change_to_notice_over,
    )  # fmt: skip


def _said_of(change):
    if change.state == change.State.TO_RESIDENTS:
        return _("变更超过 {}%，要重新商量和公示：请在办理页选“变更较大，重新商量”。").format(
            change.allowed_per_cent
        )
    return _("变更已报镇里审批，同意以后新的数字才生效。")


# ── Papers ───────────────────────────────────────────────────────────────────────────────────────
def receipt(desk, request, project, pk):
    """实物接收单 on A4."""
    entry = project.budget and project.budget.entries.filter(
        pk=pk, kind="receive_in_kind"
    ).first()  # fmt: skip
    if not entry:
        raise Http404
    taken = entry.legs.select_related("account").first().account
    share = project.budget.shares.filter(
        form="in_kind", source=taken.source, giver=taken.giver_id
    ).first()
    return desk.render(
        request, "receipt_in_kind", project, title=_("实物接收单"), entry=entry, share=share,
        correction=getattr(entry, "corrected_by", None), words=in_words(entry.amount_fen),
    )  # fmt: skip


def thanks(desk, request, project, pk):
    """感谢状 on A4: thanks, and no receipt for tax."""
    pledge = project.budget and project.budget.pledges.select_related("giver").filter(pk=pk).first()
    if not pledge or not pledge.is_live:
        raise Http404
    return desk.render(
        request, "thanks", project, title=_("感谢状"), pledge=pledge, today=clock.today()
    )


def package(desk, request, project):
    """报账资料: one page for the town's finance office, and before it what is missing."""
    return desk.render(
        request, "reimbursement", project, title=_("报账资料"),
        package=reimbursement.of_project(project), source=reimbursement.SOURCE,
    )  # fmt: skip


def file(desk, request, project, pk):
    """The file behind a payment, for staff who see the project: to be saved, never shown."""
    document = project.budget and project.budget.documents.filter(pk=pk).first()
    if not document:
        raise Http404
    answer = FileResponse(
        document.file.open("rb"), as_attachment=True, filename=document.name,
        content_type=document.media_type,
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


DEEDS = {
    "pledge": Deed(
        lazy("登记认捐"), village_committee, forms.PledgeForm, _pledge, lazy("登记认捐"),
        lazy("认捐已登记。"),
    ),
    "withdraw-pledge": Deed(
        lazy("撤回认捐"), village_committee, forms.WhyForm, _withdraw_pledge, lazy("撤回认捐"),
        lazy("认捐已撤回。"), of="pledge",
    ),
    "receive": Deed(
        lazy("登记到账"), bookkeepers, forms.ReceiveForm, _receive, lazy("登记到账"),
        lazy("到账已登记。"), hint=lazy("财政资金随支付拨付，一般不用先登记。"),
    ),
    "take-over": Deed(
        lazy("接收实物"), bookkeepers, forms.TakeOverForm, _take_over, lazy("接收"),
        lazy("实物已接收，可以打印接收单。"),
    ),
    "pay": Deed(
        lazy("申请付款"), village_committee, forms.PayForm, _pay, lazy("提交给镇财政"),
        lazy("已提交，等镇财政审核支付。"), hint=lazy("由镇财政代村（社区）支付（村账镇代理），经办和审核是两个人。"),
    ),
    "decide": Deed(
        lazy("审核付款"), town_finance, forms.AnswerForm, _decide, lazy("审核支付"),
        lazy("已办理。"), of="request",
        choices=(("pay", lazy("票据齐全，支付")), ("refuse", lazy("退回村里"))),
    ),
    "take-back": Deed(
        lazy("撤回付款申请"), village_committee, forms.AnswerForm, _take_back, lazy("撤回申请"),
        lazy("申请已撤回。"), of="request",
    ),
    "settle": Deed(
        lazy("结算"), bookkeepers, forms.SettleForm, _settle, lazy("结算"),
        lazy("已结算，结余退回额度和出资方。"),
    ),
    "refund": Deed(
        lazy("收款方退回"), bookkeepers, forms.RefundForm, _refund, lazy("登记退回"),
        lazy("退回已登记。"),
    ),
    "give-back": Deed(
        lazy("退还出资方"), bookkeepers, forms.GiveBackForm, _give_back, lazy("退还剩下的钱"),
        lazy("剩下的钱已退还。"),
    ),
    "correct": Deed(
        lazy("更正这笔账"), correctors, forms.WhyForm, _correct, lazy("更正"),
        lazy("已更正，原来的一笔留着。"), of="entry",
        hint=lazy("整笔冲回，再重新登记正确的一笔。"),
    ),
    "decide-change": Deed(
        lazy("审批变更"), town_office, forms.AnswerForm, _decide_change, lazy("同意变更"),
        lazy("已办理。"), of="change",
        choices=(("agree", lazy("同意变更")), ("refuse", lazy("不同意"))),
    ),
    "withdraw-change": Deed(
        lazy("撤回变更"), village_leaders, forms.AnswerForm, _withdraw_change, lazy("撤回变更"),
        lazy("变更已撤回。"), of="change",
    ),
    "change": Deed(
        lazy("变更"), village_leaders, forms.ChangeForm, None, lazy("提交变更"), lazy("已提交。")
    ),
}  # fmt: skip
