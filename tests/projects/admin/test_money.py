"""The money of one project at the desk: every deed once through its page, and every refusal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from funding.actions import settlements
from funding.actions.budgets import Part
from funding.models import Document, Entry, Giver, PaymentRequest, Pledge
from funding.queries.balances import standings
from projects.lifecycle import ProjectLife
from projects.models import Change, Project
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from tests.factories.money import CLERK, PDF, firm, receive_all, settled
from tests.factories.projects import REASON, bring, furnish, propose, take
from tests.projects.admin.test_writing import filled
from villages.offices import office_of
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(days=9)


def deed(project, name, pk=None):
    return f"{PROJECTS}{project.pk}/money/{name}/" + (f"?id={pk}" if pk else "")


def bill(name="fapiao.pdf", data=PDF):
    return SimpleUploadedFile(name, data, "application/pdf")


def fresh(project):
    return Project.objects.get(pk=project.pk)


@pytest.fixture
def confirmed(lamps):
    return bring(furnish(lamps), "confirm")


def asked(**changed):
    return {
        "key": uuid4(), "pay_kind": "stage", "yuan": "１２，０００元", "purpose": "灯具款",
        "payee": "青溪照明有限公司", "payee_is_firm": "yes", "document_no": "发票00012345",
        "evidence": bill(), **changed,
    }  # fmt: skip


# ── Paying ───────────────────────────────────────────────────────────────────────────────────────
def test_the_village_asks_and_the_towns_finance_office_pays(confirmed, liaison, town_finance):
    answer = sign_in(liaison).post(deed(confirmed, "pay"), asked())
    assert answer.url == f"{page_of(confirmed, 'money')}#main"
    request = PaymentRequest.objects.get()
    assert (request.amount_fen, request.payer) == (1_200_000, "青溪镇财政所")
    [told] = Message.objects.filter(topic="office_payment")
    assert told.recipient == office_of(town_finance.post) and "青溪照明" not in told.text
    desk = sign_in(town_finance)
    page = text_of(desk.get(page_of(confirmed, "money")))
    assert "审核支付" in page
    where = deed(confirmed, "decide", request.pk)
    assert "fapiao.pdf" in text_of(desk.get(where))
    neither = desk.post(where, {"key": uuid4()})
    assert (neither.status_code, "请按下面的一个按钮" in text_of(neither)) == (409, True)
    assert desk.post(where, {"key": uuid4(), "choice": "pay"}).url == "/admin/#main"  # none left
    entry = Entry.objects.get(kind="pay")
    assert (entry.amount_fen, entry.approver) == (1_200_000, town_finance.person)
    page = text_of(desk.get(page_of(confirmed, "money")))
    assert "发票00012345" in page
    assert "fapiao.pdf" in page


def test_after_one_payment_the_next_that_waits_opens(confirmed, liaison, town_finance):
    for number in ("发票1", "发票2"):
        typed = asked(yuan="6000", document_no=number)
        sign_in(liaison).post(deed(confirmed, "pay"), typed)
    first, second = PaymentRequest.objects.order_by("pk")
    paying = {"key": uuid4(), "choice": "pay"}
    answer = sign_in(town_finance).post(deed(confirmed, "decide", first.pk), paying, follow=True)
    assert answer.redirect_chain[-1][0] == f"{deed(confirmed, 'decide', second.pk)}#main"
    assert "下一件" in text_of(answer)


def test_it_is_sent_back_with_a_reason(confirmed, liaison, town_finance):
    sign_in(liaison).post(deed(confirmed, "pay"), asked())
    where = deed(confirmed, "decide", PaymentRequest.objects.get().pk)
    desk = sign_in(town_finance)
    refused = desk.post(where, {"key": uuid4(), "choice": "refuse", "answer": "不"})
    assert (refused.status_code, "至少 4 个字" in text_of(refused)) == (409, True)
    desk.post(where, {"key": uuid4(), "choice": "refuse", "answer": "发票抬头不对"})
    assert PaymentRequest.objects.get().state == "refused"
    assert "发票抬头不对" in text_of(sign_in(liaison).get(page_of(confirmed, "money")))


def test_who_asked_takes_it_back(confirmed, liaison, secretary):
    desk = sign_in(liaison)
    desk.post(deed(confirmed, "pay"), asked())
    where = deed(confirmed, "take-back", PaymentRequest.objects.get().pk)
    other = sign_in(secretary)
    assert "撤回申请" not in text_of(other.get(page_of(confirmed, "money")))
    assert "由提出的人撤回" in text_of(other.post(where, {"key": uuid4()}))
    assert "撤回申请" in text_of(desk.get(page_of(confirmed, "money")))
    desk.post(where, {"key": uuid4()})
    assert PaymentRequest.objects.get().state == "withdrawn"


def test_who_paid_does_not_take_it_back_alone(confirmed, liaison, town_finance, town_officer):
    sign_in(liaison).post(deed(confirmed, "pay"), asked())
    paying = {"key": uuid4(), "choice": "pay"}
    finance = sign_in(town_finance)
    finance.post(deed(confirmed, "decide", PaymentRequest.objects.get().pk), paying)
    paid = Entry.objects.get(kind="pay")
    where, typed = deed(confirmed, "correct", paid.pk), {"key": uuid4(), "why": "付错了收款方"}
    assert sign_in(liaison).get(where).status_code == 403
    refused = finance.post(where, typed)
    assert (refused.status_code, "不能由您自己更正" in text_of(refused)) == (409, True)
    assert "付错了收款方" in text_of(refused)
    assert sign_in(town_officer).post(where, typed).status_code == 302
    page = text_of(finance.get(page_of(confirmed, "money")))
    assert f'href="#e{Entry.objects.get(kind="correct").pk}"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-1", "金额不能是负数"),
        ("0", "付款金额要大于 0 元"),
        ("1.005", "最多写到分"),
        ("1e308", "1e308"),
        ("$100", "请换算成人民币元"),
        ("34,000.01", "最多还能付 34,000 元"),
        ("", "请写金额"),
    ],
)
def test_a_bad_amount_is_refused_in_a_sentence_and_nothing_typed_is_lost(
    confirmed, liaison, typed, sentence
):
    answer = sign_in(liaison).post(deed(confirmed, "pay"), asked(yuan=typed))
    page = text_of(answer)
    assert answer.status_code in (400, 409)
    assert sentence in page
    assert "灯具款" in page
    assert "已收到：fapiao.pdf" in page
    assert not PaymentRequest.objects.exists()


def test_the_file_of_a_refused_form_goes_along(confirmed, liaison):
    desk = sign_in(liaison)
    desk.post(deed(confirmed, "pay"), asked(yuan="-1"))
    kept = Document.objects.get()
    again = asked(kept=kept.pk)
    del again["evidence"]
    assert desk.post(deed(confirmed, "pay"), again).status_code == 302
    assert PaymentRequest.objects.get().evidence == kept.sha256


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (bill("a.jpg", b"hello"), "a.jpg"),
        (bill("b.pdf", b"%PDF-1.4 /JavaScript (x)"), "带有程序或附件"),
    ],
)
def test_what_is_no_paper_is_refused_by_name(confirmed, liaison, file, sentence):
    answer = sign_in(liaison).post(deed(confirmed, "pay"), asked(evidence=file))
    assert (answer.status_code, sentence in text_of(answer)) == (409, True)
    assert not Document.objects.exists()


def test_without_a_paper_nothing_is_asked(confirmed, liaison):
    typed = asked()
    del typed["evidence"]
    answer = sign_in(liaison).post(deed(confirmed, "pay"), typed)
    assert "请附上发票、合同或收据" in text_of(answer)


def test_the_button_pressed_twice_asks_once(confirmed, liaison):
    desk, key = sign_in(liaison), uuid4()
    for _press in range(2):
        assert desk.post(deed(confirmed, "pay"), asked(key=key)).status_code == 302
    assert PaymentRequest.objects.count() == 1


# ── Promised and received ────────────────────────────────────────────────────────────────────────
@pytest.fixture
def gifted(village, programme, clerk):
    """A course a firm pays for in part, with material it gives."""
    giver = firm(village)
    parts = [
        Part("district", 320_000), Part("sponsorship", 880_000, giver=giver),
        Part("sponsorship", 100_000, "in_kind", "材料清单和报价", giver=giver),
    ]  # fmt: skip
    project = propose(village, clerk, at=clock.now() - A_WHILE)
    return bring(furnish(project, parts=parts, work=[("课程", 4, "场", None, 325_000)]), "report")


def promised(whose, **changed):
    day = clock.today()
    return {
        "key": uuid4(), "giver": whose.pk, "source": "sponsorship", "form": "cash",
        "yuan": "8800", "what": "课程费用", "signed_on": day, "due_on": day + timedelta(days=9),
        "terms_read": "on", "is_voluntary": "on", **changed,
    }  # fmt: skip


def test_a_pledge_is_signed_and_thanked_for_and_withdrawn(gifted, secretary):
    desk, giver = sign_in(secretary), Giver.objects.get()
    page = text_of(desk.get(deed(gifted, "pledge")))
    assert "没有人可以摊派" in page
    assert desk.post(deed(gifted, "pledge"), promised(giver)).status_code == 302
    pledge = Pledge.objects.get()
    assert (pledge.amount_fen, pledge.is_voluntary) == (880_000, True)
    thanks = text_of(desk.get(deed(gifted, f"thanks/{pledge.pk}")))
    assert "青溪照明有限公司" in thanks
    assert "不是捐赠票据" in thanks and written(pledge.signed_on) in thanks
    where = deed(gifted, "withdraw-pledge", pledge.pk)
    assert "请再写详细一点" in text_of(desk.post(where, {"key": uuid4(), "why": "不给"}))
    desk.post(where, {"key": uuid4(), "why": "公司今年效益不好"})
    assert not Pledge.objects.get().is_live
    assert desk.get(deed(gifted, f"thanks/{pledge.pk}")).status_code == 404


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [("terms_read", "请先请出资方看条款"), ("is_voluntary", "不能摊派")],
)
def test_terms_are_read_and_nobody_is_made_to_give(gifted, secretary, left_out, sentence):
    typed = promised(Giver.objects.get())
    del typed[left_out]
    answer = sign_in(secretary).post(deed(gifted, "pledge"), typed)
    assert (answer.status_code, sentence in text_of(answer)) == (400, True)
    assert not Pledge.objects.exists()


def test_a_giver_nobody_knew_is_written_down_with_the_pledge(gifted, secretary):
    typed = promised(Giver.objects.get(), giver="new", new_name="陈某", new_kind="person",
                     source="donation")  # fmt: skip
    sign_in(secretary).post(deed(gifted, "pledge"), typed)
    assert Pledge.objects.get().giver == Giver.objects.get(kind="person", name="陈某")
    typed["new_name"] = ""
    answer = sign_in(secretary).post(deed(gifted, "pledge"), typed)
    assert "请写出资方的名称" in text_of(answer)


def test_cash_arrives_and_goods_are_taken_over(gifted, secretary):
    gifted = bring_on(gifted)
    desk, day = sign_in(secretary), clock.today()
    desk.post(
        deed(gifted, "receive"),
        {"key": uuid4(), "line": "1", "yuan": "8800", "on": day, "reference": "收据1"},
    )
    desk.post(
        deed(gifted, "take-over"),
        {"key": uuid4(), "line": "0", "yuan": "1000", "basis": "送货单价", "on": day, "reference": "接收单1"},
    )  # fmt: skip
    received = {
        (one.line.source, one.line.is_in_kind): one.received for one in standings(gifted.budget)
    }
    assert received == {
        ("district", False): 0, ("sponsorship", False): 880_000, ("sponsorship", True): 100_000,
    }  # fmt: skip
    paper = text_of(
        desk.get(
            deed(gifted, f"receipts/{Entry.objects.get(in_kind=True, kind='receive_in_kind').pk}")
        )
    )
    assert "壹仟元整" in paper


def bring_on(project):
    return fresh(take(project, "confirm"))


# ── Settled, refunded, corrected ─────────────────────────────────────────────────────────────────
def test_a_whole_life_at_the_desk(confirmed, liaison, secretary, town_finance, clerk):
    receive_all(confirmed.budget)
    for verb in ("start", "inspect", "complete"):
        confirmed = take(confirmed, verb)
    desk, day = sign_in(liaison), clock.today()
    settle = {
        "key": uuid4(), "contract_no": "合同1", "contract": "34000", "claimed": "34000",
        "settled": "34001", "on": day, "keeps": "on",
    }  # fmt: skip
    refused = desk.post(deed(confirmed, "settle"), settle)
    assert "审定价不能高于送审价" in text_of(refused) or "超过已确定的" in text_of(refused)
    assert desk.post(deed(confirmed, "settle"), settle | {"settled": "30600"}).status_code == 302
    row = fresh(confirmed).budget.settlement
    assert (row.reduced_fen, row.retained_fen) == (340_000, 91_800)
    desk.post(deed(confirmed, "pay"), asked(pay_kind="final", yuan="29682"))
    finance = sign_in(town_finance)
    request = PaymentRequest.objects.get()
    finance.post(deed(confirmed, "decide", request.pk), {"key": uuid4(), "choice": "pay"})
    refund = {
        "key": uuid4(), "line": "0", "yuan": "1", "payee": "青溪照明有限公司", "why": "多付",
        "on": day, "reference": "退款1",
    }  # fmt: skip
    assert finance.post(deed(confirmed, "refund"), refund).status_code == 302
    entry = Entry.objects.get(kind="refund")
    assert "更正" in text_of(finance.get(page_of(confirmed, "money")))
    assert (
        finance.post(
            deed(confirmed, "correct", entry.pk), {"key": uuid4(), "why": "登记错了，没有退"}
        ).status_code
        == 302
    )
    assert Entry.objects.get(kind="correct").corrects == entry
    page = text_of(finance.get(page_of(confirmed, "money")))
    assert "已更正" in page


def test_what_is_still_to_be_paid_is_not_given_back(confirmed, liaison):
    receive_all(confirmed.budget)
    answer = sign_in(liaison).post(
        deed(confirmed, "give-back"), {"key": uuid4(), "on": clock.today(), "reference": "退1"}
    )
    assert (answer.status_code, "还有钱没有付完" in text_of(answer)) == (409, True)


# ── Changes ──────────────────────────────────────────────────────────────────────────────────────
def change(**changed):
    return {
        "key": uuid4(), "reason": "材料涨价，按三家询价的结果调整。", "days": "",
        "work-TOTAL_FORMS": "1", "work-INITIAL_FORMS": "1", "work-0-name": "照明灯",
        "work-0-quantity": "30", "work-0-unit": "盏", "work-0-price": "1200",
        "money-TOTAL_FORMS": "2", "money-INITIAL_FORMS": "1",
        "money-0-source": "district", "money-0-kind": "fixed", "money-0-yuan": "32000",
        "money-0-form": "cash", "money-1-source": "self_raised", "money-1-kind": "remainder",
        "money-1-form": "cash", "money-1-is_voluntary": "on", "money-1-payers": "1栋",
        **changed,
    }  # fmt: skip


def test_a_small_change_goes_to_the_town(confirmed, secretary, town_officer):
    answer = sign_in(secretary).post(deed(confirmed, "change"), change())
    assert answer.status_code == 302
    row = Change.objects.get()
    assert (row.old["fen"], row.new["fen"], row.state) == (3_400_000, 3_600_000, "to_residents")
    page = text_of(sign_in(secretary).get(page_of(confirmed, "money")))
    assert "34,000 → 36,000" in page
    sign_in(secretary).post(deed(confirmed, "withdraw-change", row.pk), {"key": uuid4()})
    typed = change(**{
        "work-TOTAL_FORMS": "2", "work-INITIAL_FORMS": "2", "work-0-price": "1100",
        "work-1-name": "安装和辅料", "work-1-quantity": "1", "work-1-unit": "项",
        "work-1-price": "2000",
    })  # fmt: skip
    sign_in(secretary).post(deed(confirmed, "change"), typed)
    row = Change.objects.get(state="waiting")
    officer = sign_in(town_officer)
    assert "审批变更" in text_of(officer.get(page_of(confirmed, "money")))
    officer.post(deed(confirmed, "decide-change", row.pk), {"key": uuid4(), "choice": "agree"})
    assert fresh(confirmed).budget.approved_fen == 3_500_000


def test_what_does_not_add_up_is_refused_and_stays_typed(confirmed, secretary):
    answer = sign_in(secretary).post(
        deed(confirmed, "change"), change(**{"money-1-kind": "fixed", "money-1-yuan": "1"})
    )
    page = text_of(answer)
    assert (answer.status_code, "请改到一样多" in page, "按三家询价" in page) == (409, True, True)
    assert not Change.objects.exists()


# ── Whose it is ──────────────────────────────────────────────────────────────────────────────────
OF_THE_VILLAGE = ("pledge", "receive", "take-over", "pay", "settle", "refund", "give-back")


@pytest.mark.parametrize("name", OF_THE_VILLAGE)
def test_who_only_reads_gets_no_form(confirmed, name, auditor, supervisor, town_officer):
    for actor in (auditor, supervisor, town_officer):
        assert sign_in(actor).get(deed(confirmed, name)).status_code == 403
        assert sign_in(actor).post(deed(confirmed, name), asked()).status_code == 403


def test_only_the_finance_office_of_the_town_pays(confirmed, liaison, secretary, town_officer):
    sign_in(liaison).post(deed(confirmed, "pay"), asked())
    where = deed(confirmed, "decide", PaymentRequest.objects.get().pk)
    for actor in (secretary, town_officer):
        assert sign_in(actor).post(where, {"key": uuid4()}).status_code == 403
    assert not Entry.objects.filter(kind="pay").exists()


def test_another_projects_rows_are_not_there(confirmed, liaison, town_finance, village, clerk):
    sign_in(liaison).post(deed(confirmed, "pay"), asked())
    other = bring(furnish(propose(village, clerk, at=clock.now() - A_WHILE)), "confirm")
    pk = PaymentRequest.objects.get().pk
    assert sign_in(town_finance).get(deed(other, "decide", pk)).status_code == 404
    assert sign_in(town_finance).get(deed(other, "decide", "x")).status_code == 404
    paper = Document.objects.get()
    assert sign_in(liaison).get(deed(other, f"files/{paper.pk}")).status_code == 404
    answer = sign_in(liaison).get(deed(confirmed, f"files/{paper.pk}"))
    assert (answer["X-Content-Type-Options"], b"".join(answer.streaming_content)) == (
        "nosniff",
        PDF,
    )


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_asks_a_constant_number_of_questions(
    confirmed, liaison, django_assert_num_queries, entries
):
    desk = sign_in(liaison)
    for number in range(entries):
        desk.post(deed(confirmed, "pay"), asked(yuan=str(number + 1)))
    receive_all(confirmed.budget)
    desk.get(page_of(confirmed, "money"))
    with django_assert_num_queries(17):
        desk.get(page_of(confirmed, "money"))


# ── The split, in two windows ────────────────────────────────────────────────────────────────────
def test_a_split_changed_in_another_window_is_not_overwritten(furnished, secretary):
    desk = sign_in(secretary)
    page = text_of(desk.get(page_of(furnished, "facts")))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    furnished.budget.shares.update(note="另一个窗口")
    typed = filled(
        seen=seen, **{"work-TOTAL_FORMS": "1", "work-0-price": "1400", "money-TOTAL_FORMS": "1"}
    )
    answer = desk.post(page_of(furnished, "facts"), typed)
    assert (answer.status_code, "刚才有人在另一个页面改过资金来源" in text_of(answer)) == (
        409,
        True,
    )
    page = text_of(answer)
    assert "42,000" in page
    assert "别人刚才保存的资金来源是" in page
    assert set(furnished.budget.shares.values_list("note", flat=True)) == {"另一个窗口"}
    typed["seen"] = page.split('name="seen" value="')[1].split('"')[0]
    assert desk.post(page_of(furnished, "facts"), typed).status_code == 302
    assert [one.amount_fen for one in fresh(furnished).budget.shares.all()] == [4_200_000]


def test_it_is_said_at_once_what_the_sources_lack(furnished, secretary):
    desk = sign_in(secretary)
    typed = filled(**{"work-TOTAL_FORMS": "1", "work-0-price": "1500", "money-TOTAL_FORMS": "1"})
    answer = desk.post(page_of(furnished, "facts"), typed, follow=True)
    words = "主要内容合计 45,000 元，资金来源合计 42,000 元，还差 3,000 元"
    assert words in text_of(answer)
    assert words in text_of(desk.get(page_of(furnished, "facts")))


def test_a_hundred_and_one_per_cent_are_refused(furnished, secretary):
    typed = filled(**{
        "work-TOTAL_FORMS": "1", "work-0-price": "1400", "money-0-kind": "per_cent", "money-0-per_cent": "60",
        "money-0-yuan": "", "money-1-source": "town", "money-1-kind": "per_cent",
        "money-1-per_cent": "４１%", "money-1-yuan": "",
    })  # fmt: skip
    before = list(furnished.budget.shares.values_list("source", "amount_fen"))
    answer = sign_in(secretary).post(page_of(furnished, "facts"), typed)
    assert answer.status_code in (400, 409, 200)
    assert "100%" in text_of(answer)
    assert list(furnished.budget.shares.values_list("source", "amount_fen")) == before


# ── After the end ────────────────────────────────────────────────────────────────────────────────
def offered(project, actor):
    return [
        name for name, _title in sign_in(actor).get(page_of(project, "money")).context["offered"]
    ]


def test_of_closed_books_nothing_is_offered_and_nothing_corrected(lamps, liaison, town_finance):
    project = bring(lamps, "archive")
    assert fresh(project).budget.closed_on
    for actor in (liaison, town_finance):
        assert offered(project, actor) == []
        page = text_of(sign_in(actor).get(page_of(project, "money")))
        assert "已经办结归档，账目结清" in page and "/money/correct/" not in page


def test_what_was_kept_back_can_still_be_paid_from_closed_books(lamps, liaison, town_finance):
    project = bring(lamps, "close_evaluation")
    due = sum(one.promised for one in standings(project.budget) if not one.line.is_in_kind)
    settlements.settle(
        project.budget, settled(due, retained_basis_points=300,
                                release_on=clock.today() + A_WHILE),
        by=CLERK, on=clock.today(), reference="结算1",
    )  # fmt: skip
    project = take(fresh(project), "archive")
    assert (offered(project, liaison), offered(project, town_finance)) == (["pay"], [])


def test_what_was_given_up_takes_no_more_pledges(lamps, liaison, clerk):
    project = ProjectLife.terminate(bring(lamps, "start"), by=clerk, note=REASON)
    assert "pledge" not in offered(project, liaison)
