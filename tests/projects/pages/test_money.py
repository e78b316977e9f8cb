"""The money everybody sees: on a project's page and, by the quarter, on its village's."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.conf import settings

from funding.actions import corrections, payments, receipts, settlements
from funding.actions.budgets import Part
from funding.actions.settlements import Settled
from funding.arithmetic import Kind
from funding.lines import Line
from funding.models import Budget, Entry, Giver
from funding.queries.balances import standings
from projects.actions import changes, facts
from projects.actions import money as deeds
from projects.actions.changes import Wanted
from projects.lifecycle import ProjectLife
from projects.queries import public_books
from projects.queries.money import of_project
from projects.queries.public_books import Quarter
from projects.queries.public_project import detail
from tests.factories.money import CLERK, EVIDENCE, OWN, firm, pay, settled
from tests.factories.projects import REASON, bring, furnish, propose
from tests.factories.wishes import again
from weishishi.kernel import clock
from weishishi.kernel.yuan import yuan

A_YEAR = timedelta(days=365)


def book_of(project):
    return Budget.objects.get(pk=project.budget_id)


def money(project):
    return detail(project.query_no).money


def page(client, project):
    return client.get(f"/projects/{project.query_no}/").content.decode()


@pytest.fixture
def works(village, clerk, programme):
    """`works(*parts)`: a project of the village at work, everything received."""

    def begin(*parts, until="start", title=None):
        at = clock.now() - timedelta(days=20)
        project = propose(village, clerk, at=at)
        return bring(furnish(project, parts=list(parts)) if parts else project, until)

    return begin


# ── One project ──────────────────────────────────────────────────────────────────────────────────
def test_before_it_is_confirmed_only_the_split_is_told(client, furnished, text_of):
    told = money(furnished)
    assert (told.total, told.is_booked, told.payments) == ("34,000", False, [])
    text = page(client, furnished)
    assert "还没有确定，金额可能会改。" in text
    assert "到账" not in text


def test_each_source_says_what_is_confirmed_there_and_paid(client, works):
    project = works()
    pay(book_of(project), 1_020_000)
    told = money(project)
    assert [(one.label, one.fen, one.received_fen, one.paid_fen) for one in told.parts] == [
        ("区级财政", 3_000_000, 900_000, 900_000), ("村民自筹", 400_000, 400_000, 120_000),
    ]  # fmt: skip
    assert (told.received, told.paid, told.paid_rate) == ("13,000", "10,200", "30.0%")
    assert [(one.name, one.what, one.payee, one.amount) for one in told.payments] == [
        ("进度款", "工程款", "青溪建设有限公司", "10,200")
    ]
    text = page(client, project)
    assert "已支付 <b>10,200</b> 元，占确定的 34,000 元的 30.0%。" in text
    assert 'style="' not in text.split("<main")[1]


def test_in_a_community_residents_raise_it_in_a_village_villagers(works, village):
    project = works()
    assert money(project).parts[1].label == "村民自筹"
    village.kind = "community"
    village.save()
    assert money(project).parts[1].label == "居民自筹"


def test_the_rule_is_told_in_words(client, works):
    subsidy = Part("district", kind=Kind.PER_UNIT, unit_fen=200_000, units=12, unit_name="栋")
    project = propose(works().village, CLERK)
    facts.list_work(project, by=CLERK, work=[("防盗门", 12, "樘", None, 350_000)])
    rest = Part("self_raised", kind=Kind.REMAINDER, **OWN)
    project = facts.state_budget(project, by=CLERK, parts=[rest, subsidy])
    from projects.actions import publications

    publications.edit(project, by=CLERK, title="加装防盗门", text="楼栋加装防盗门。")
    publications.release(project, by=CLERK)
    assert money(project).rule == "每栋补贴 2,000 元 × 12 栋，其余村民自筹"
    assert "每栋补贴 2,000 元 × 12 栋，其余村民自筹。" in page(client, project)


def test_what_is_given_in_kind_stands_apart_with_its_basis(client, works, village):
    gift = Part("sponsorship", 500_000, "in_kind", "灯具 10 盏，按供货报价", giver=firm(village))
    project = works(Part("district", 1_000_000), gift)
    [told] = money(project).gifts
    assert (told.giver, told.amount, told.basis, told.is_there) == (
        "青溪照明有限公司", "5,000", "灯具 10 盏，按供货报价", False,
    )  # fmt: skip
    assert money(project).total == "10,000"
    receipts.receive_in_kind(
        book_of(project), Line("sponsorship", gift.giver.pk, True), fen=500_000, key=uuid4(), by=CLERK,
        on=clock.today(), reference="接收单1", basis="灯具 10 盏，按供货报价",
    )  # fmt: skip
    told = money(project)
    assert (told.gifts[0].is_there, told.paid, told.payments) == (True, "0", [])
    assert "另有实物，不计入上面的合计" in page(client, project)


def test_a_sponsor_who_does_the_work_is_said_openly(client, works, village):
    sponsor = Part("sponsorship", 300_000, giver=firm(village, "青溪社工中心"))
    project = works(Part("district", 100_000), sponsor)
    assert "赞助方同时承办" not in page(client, project)
    pay(book_of(project), 100_000, payee="青溪社工中心")
    assert money(project).parts[1].notes == ["赞助方同时承办"]
    assert "赞助方同时承办" in page(client, project)


def test_a_person_is_named_only_where_she_agreed(client, works, village):
    giver = firm(village, "司马一二", Giver.Kind.PERSON)
    project = works(Part("district", 100_000), Part("donation", 300_000, giver=giver))
    pay(book_of(project), 50_000, payee="欧阳三四", payee_is_firm=False)
    text = page(client, project)
    assert ("司马一二" in text, "欧阳三四" in text) == (False, False)
    assert money(project).parts[1].giver == "爱心人士"
    assert money(project).payments[0].payee == "个人"
    giver.shows_name = True
    giver.save()
    assert "司马一二" in page(client, project)


def test_a_refund_and_a_correction_are_shown_as_such(client, works):
    project = works()
    wrong, right = pay(book_of(project), 700_000), pay(book_of(project), 500_000)
    corrections.correct(
        wrong, key=uuid4(), by=CLERK, on=clock.today(), why="金额登记错了，发票是五千元。"
    )
    payments.refund(
        book_of(project), Line("district"), fen=10_000, key=uuid4(), by=CLERK, on=clock.today(),
        reference="退款1", payee="青溪建设有限公司", why="少装一盏灯，退回材料钱。",
    )  # fmt: skip
    assert [(one.name, one.mark, one.fen) for one in money(project).payments] == [
        ("进度款", "void", 700_000), ("进度款", "", 500_000), ("更正", "correct", -700_000),
        ("收款方退回", "refund", -10_000),
    ]  # fmt: skip
    assert money(project).paid_fen == 490_000 == sum(one.fen for one in money(project).payments)
    text = page(client, project)
    for words in ("已更正", "金额登记错了，发票是五千元。", "-7,000", "少装一盏灯，退回材料钱。"):
        assert words in text
    assert right.document_no not in text


def test_a_settlement_tells_its_prices_and_the_money_kept_back(client, works):
    project = works(Part("district", 1_000_000), until="complete")
    settlements.settle(
        book_of(project),
        settled(900_000, contract_fen=950_000, claimed_fen=980_000, retained_basis_points=300,
                release_on=clock.today() + A_YEAR),
        by=CLERK, on=clock.today(), reference="结算1",
    )  # fmt: skip
    pay(book_of(project), 873_000, "final")
    told = money(project)
    assert told.settlement.prices == [
        ("预算", "10,000"), ("合同价", "9,500"), ("送审价", "9,800"), ("审减", "800"),
        ("审定价", "9,000"),
    ]  # fmt: skip
    assert (told.kept, told.paid, told.parts[0].retained) == ("270", "8,730", "270")
    assert told.retained == "质保金 270 元，质保期到 2027年6月10日，没有问题再付。"
    assert [one.what for one in told.returned] == ["没有用的额度，退回区级财政"]
    pay(book_of(project), 27_000, "retention")
    assert money(project).retained == "质保金 270 元已在 2026年6月10日付清。"
    assert "审定价" in page(client, project)


def test_the_old_numbers_of_a_change_stay_to_be_read_with_the_reason(
    client, works, committee, town_officer
):
    project = works(Part("district", 1_000_000), until="confirm")
    work = [
        ("照明灯", Decimal(30), "盏", None, 30_000), ("安装和辅料", Decimal(1), "项", None, 150_000),
    ]  # fmt: skip
    row = changes.ask(
        project, Wanted("灯的市场价涨了，按新询价。", work=work, parts=[Part("district", 1_050_000)]),
        by=committee,
    )  # fmt: skip
    assert money(project).changes == []
    changes.agree(row, by=town_officer)
    [told] = money(project).changes
    assert told.reason == "灯的市场价涨了，按新询价。"
    assert ("资金", "10,000 元", "10,500 元") in told.lines
    text = page(client, project)
    assert "<del>10,000 元</del> → <ins>10,500 元</ins>" in text


def test_what_is_never_public_is_on_no_page(client, works):
    project = works()
    pay(book_of(project), 100_000)
    for address in (
        f"/projects/{project.query_no}/", f"/villages/{project.village_id}/money/",
        f"/villages/{project.village_id}/money/print/", f"/api/v1/projects/{project.query_no}/",
    ):  # fmt: skip
        text = client.get(address).content.decode()
        for private in (EVIDENCE, "1 栋", "发票00012345", "付款申请"):
            assert private not in text, address


# ── A village by the quarter ─────────────────────────────────────────────────────────────────────
def books(village, key=None):
    return public_books.books(village, Quarter.read(key) if key else None)


def test_a_quarter_tells_income_payments_gifts_and_what_is_left(client, works, village):
    gift = Part("sponsorship", 500_000, "in_kind", "灯具 10 盏，按供货报价", giver=firm(village))
    project = works(
        Part("district", 1_000_000), Part("sponsorship", 400_000, giver=gift.giver), gift
    )
    pay(book_of(project), 700_000)
    receipts.receive_in_kind(
        book_of(project), Line("sponsorship", gift.giver.pk, True), fen=500_000, key=uuid4(), by=CLERK,
        on=clock.today(), reference="接收单1", basis="灯具 10 盏，按供货报价",
    )  # fmt: skip
    told = books(village)
    assert told.quarter.key == "2026Q2"
    assert [(one.source, one.giver, one.fen) for one in told.income] == [
        ("区级财政", "", 500_000), ("企业赞助", "青溪照明有限公司", 400_000),
    ]  # fmt: skip
    assert (told.income_fen, told.paid_fen, told.gifts_fen) == (900_000, 700_000, 500_000)
    assert (told.opening_fen, told.closing_fen) == (0, 200_000)
    quota = books(village, "2021Q2").quota  # the year of the programme, not that of the payment
    assert (quota.committed, quota.paid, quota.left) == (1_000_000, 500_000, None)

    text = client.get(f"/villages/{village.pk}/money/").content.decode()
    for words in (
        "村务公开 · 资金",
        "2026年第2季度",
        "青溪照明有限公司",
        "9,000",
        "7,000",
        "接收的实物，不计入上面",
        "村务监督委员会",
        f"/projects/{project.query_no}/#money",
    ):
        assert words in text  # fmt: skip


def test_what_is_unused_is_carried_from_quarter_to_quarter(works, village):
    project = works()
    entries = Entry.objects.filter(budget=project.budget_id, kind="receive")
    assert {one.happened_on for one in entries} <= {
        clock.today() - timedelta(days=n) for n in range(30)
    }
    told, later = books(village, "2026Q2"), books(village, "2026Q3")
    assert told.closing_fen == later.opening_fen == later.closing_fen == 400_000
    cash = sum(one.cash for one in standings(book_of(project)))
    assert told.closing_fen == cash


def test_a_refund_a_correction_and_what_went_back_are_told_apart(works, village):
    project = works()
    wrong = pay(book_of(project), 700_000)
    corrections.correct(
        wrong, key=uuid4(), by=CLERK, on=clock.today(), why="金额登记错了，重新来。"
    )
    ProjectLife.terminate(project, by=CLERK, note=REASON)
    told = books(village)
    assert [(one.name, one.mark, one.fen) for one in told.payments] == [
        ("进度款", "void", 700_000), ("更正", "correct", -700_000),
    ]  # fmt: skip
    assert told.paid_fen == 0
    assert sorted({one.mark for one in told.income}) == ["", "退还出资方"]
    assert (told.income_fen, told.closing_fen) == (0, 0)


def test_what_was_given_up_says_what_was_paid_came_back_and_was_settled(works, client):
    project = works()
    pay(book_of(project), 700_000)
    ProjectLife.terminate(project, by=CLERK, note=REASON)
    desk = of_project(again(project)).open_books
    read = page(client, project)
    assert "终止前一共付了 7,000 元，还没有退回。还没有按实际完成的结算" in read
    assert any("终止前已付 7,000 元" in one for one in desk)
    line = next(one.line for one in standings(book_of(project)) if one.paid)
    deeds.refund(
        project, line, fen=300_000, key=uuid4(), by=CLERK, on=clock.today(),
        reference="退款回单", payee="路灯厂", why="没有做的部分退回",
    )  # fmt: skip
    told = Settled(
        key=uuid4(), contract_no="合同1", contract_fen=700_000, claimed_fen=400_000,
        settled_fen=400_000,
    )  # fmt: skip
    deeds.settle(project, told, by=CLERK, on=clock.today())
    read = page(client, project)
    assert "付了 7,000 元，收款方退回 3,000 元。按实际完成的结算 4,000 元。" in read
    assert of_project(again(project)).open_books == []


@pytest.mark.parametrize(("kind", "words"), [("village", "村务公开"), ("community", "居务公开")])
def test_the_wording_follows_the_units_kind(kind, words, client, village, programme):
    village.kind = kind
    village.save()
    for address in ("money/", "money/print/"):
        assert words in client.get(f"/villages/{village.pk}/{address}").content.decode()


def test_an_empty_quarter_says_so(client, village, programme):
    text = client.get(f"/villages/{village.pk}/money/").content.decode()
    assert "这个季度没有收到钱，也没有付钱。" in text
    assert "2026年第2季度" in text


@pytest.mark.parametrize("asked", ["2026", "2026-Q2", "Q2", "２０２６Q2", "2026Q5", "%00"])
def test_a_quarter_that_makes_no_sense_is_said_and_left_out(asked, client, village, programme):
    response = client.get(f"/villages/{village.pk}/money/?quarter={asked}")
    assert response.status_code == 200
    assert "季度写成 2021Q2" in response.content.decode()


def test_the_file_has_its_mark_and_the_same_sums(client, works, village):
    project = works()
    pay(book_of(project), 700_000)
    payments.refund(
        book_of(project), Line("district"), fen=10_000, key=uuid4(), by=CLERK, on=clock.today(),
        reference="退款1", payee="青溪建设有限公司", why="少装一盏灯，退回材料钱。",
    )  # fmt: skip
    answer = client.get(f"/villages/{village.pk}/money.csv")
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff类别,")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    sums = {row[0]: row[-1] for row in rows if row and row[0].endswith("合计")}
    told = books(village)
    assert sums == {
        "收入合计": yuan(told.income_fen).replace(",", ""), "支付合计": "6900",
    }  # fmt: skip
    assert [row[-1] for row in rows if row and row[0] == "支付"] == ["7000", "-100"]
    assert answer["Content-Disposition"] == f'attachment; filename="money-{village.pk}-2026Q2.csv"'


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("money/", 10), ("money/print/", 11), ("money.csv", 10)]
)
def test_a_quarter_asks_as_many_questions_for_one_project_as_for_three(
    number, address, queries, client, works, village, django_assert_num_queries
):
    for _more in range(number):
        pay(book_of(works()), 100_000)
    with django_assert_num_queries(queries):
        b"".join(client.get(f"/villages/{village.pk}/{address}"))


def test_a_quarter_of_very_many_payments_lists_the_first_and_sums_all(
    client, works, village, monkeypatch
):
    """The page is of bounded size; the table has every line."""
    monkeypatch.setattr(public_books, "MOST", 2)
    book = book_of(works())
    for _one in range(5):
        pay(book, 10_000)
    page = client.get(f"/villages/{village.pk}/money/").content.decode()
    assert page.count('<time datetime="2026') == 2
    assert "还有 3 笔在表里" in page and "500" in page
    assert "还有 3 笔" in client.get(f"/villages/{village.pk}/money/print/").content.decode()
    table = b"".join(client.get(f"/villages/{village.pk}/money.csv")).decode()
    assert sum(line.startswith("支付,") for line in table.splitlines()) == 5
    told = public_books.books(village, most=2)
    assert (len(told.payments), told.paid_lines, told.hidden, told.paid_fen) == (2, 5, 3, 50_000)


def test_a_village_that_is_not_there_is_404(client, village):
    village.valid_from = clock.today() + timedelta(days=1)
    village.save()
    for address in ("money/", "money/print/", "money.csv"):
        assert client.get(f"/villages/{village.pk}/{address}").status_code == 404


def test_quarters_are_read_from_their_key():
    assert (Quarter.read("2021Q2").first, Quarter.read("2021Q2").last) == (
        date(2021, 4, 1), date(2021, 6, 30),
    )  # fmt: skip
    assert Quarter.of(date(2021, 12, 31)).key == "2021Q4"


def test_english_pages_mark_what_stays_chinese(client, works, village):
    pay(book_of(works()), 100_000)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = client.get(f"/villages/{village.pk}/money/").content.decode()
    assert "village affairs in the open · money" in text
    assert '<span lang="zh-CN">工程款</span>' in text
