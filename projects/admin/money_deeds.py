"""The deeds of the money page, one entry each: whose it is, what it asks, what it does."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as lazy

from projects.actions import changes
from projects.actions import money as deeds
from projects.forms import money as forms
from projects.forms.money import NEW
from projects.forms.paying import PayForm
from projects.people import (
    bookkeepers,
    correctors,
    town_finance,
    town_office,
    village_committee,
    village_leaders,
)
from weishishi.kernel import clock


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
        goods=told["goods"], donation_no=told["donation_no"],
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
        lazy("申请付款"), village_committee, PayForm, _pay, lazy("提交给镇财政"),
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
