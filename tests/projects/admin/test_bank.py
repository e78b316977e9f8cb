"""每月对账 at the desk: the file comes in, what is left is explained, and who may do what."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localtime

from funding.actions import reconciliation as deeds
from funding.actions.budgets import Part
from funding.models import BankStatement, Entry
from tests.factories.desk import sign_in, text_of
from tests.factories.money import OWN, committed, make_budget, pay, receive_all
from tests.factories.people import appoint
from tests.factories.statements import file_of, line, this_month, upload
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

pytestmark = pytest.mark.django_db
LIST = "/admin/funding/budget/bank/"


@pytest.fixture
def paid(village):
    """4,000 yuan of the residents arrived; 2,000 of them were paid, and 15,000 by the treasury."""
    budget = committed(
        make_budget(village, Part("district", 3_000_000), Part("self_raised", 400_000, **OWN))
    )
    receive_all(budget)
    pay(budget, 1_700_000)
    return budget


@pytest.fixture
def statement(paid, town, town_finance):
    rows = line(400_000, who="黄某某"), line(-200_000), line(-350, words="手续费", who="")
    return upload(town, rows, by=town_finance)


@pytest.fixture
def second(town):
    """Another of the finance office."""
    return Actor.at(appoint(Role.TOWN_FINANCE, town, "second-of-finance"))


def chosen(*rows, **changed):
    file = SimpleUploadedFile("六月.csv", file_of(*rows), "text/csv")
    return {
        "village": "", "month": f"{this_month():%Y-%m}", "has_fiscal": "no",
        "file": file, **changed,
    }  # fmt: skip


def page(statement, name=""):
    return f"{LIST}{statement.pk}/{name}"


def do(actor, statement, what, **more):
    return sign_in(actor).post(page(statement), {"do": what, **more})


def test_a_file_comes_in_and_the_machine_has_matched(paid, town_finance):
    desk = sign_in(town_finance)
    assert "传一个月的流水" in text_of(desk.get(LIST))
    answer = desk.post(LIST, chosen(line(400_000), line(-200_000), line(-350)))
    statement = BankStatement.objects.get()
    assert answer.url == page(statement)
    text = text_of(desk.get(answer.url))
    assert "读到 3 行，机器配上 2 行" in text
    assert "还有 1 行流水、0 笔账要配或说明" in text
    assert "1 行没有配上" in text_of(desk.get(LIST))


def test_a_file_that_cannot_be_read_names_its_rows(paid, town_finance):
    desk = sign_in(town_finance)
    bad = SimpleUploadedFile("六月.csv", "交易日期,收入,支出\n2026-06-31,1,\n".encode(), "text/csv")
    refused = desk.post(LIST, chosen(file=bad))
    text = text_of(refused)
    assert (refused.status_code, "第 2 行：“2026-06-31”不是日期" in text) == (409, True)
    assert "文件要重新选一次" in text
    wrong = desk.post(LIST, {})
    assert (wrong.status_code, "请选银行导出的流水文件" in text_of(wrong)) == (400, True)
    big = SimpleUploadedFile("六月.csv", b"x" * (5 * 1024 * 1024 + 1), "text/csv")
    assert "超过 5 MB" in text_of(desk.post(LIST, chosen(file=big)))
    assert not BankStatement.objects.exists()


def test_a_month_twice_and_another_towns_village_are_refused(statement, far_village, town_finance):
    desk = sign_in(town_finance)
    again = desk.post(LIST, chosen(line(1)))
    assert (again.status_code, "这个月已经有一份流水" in text_of(again)) == (409, True)
    assert desk.post(LIST, chosen(line(1), village=far_village.pk)).status_code == 400


def test_the_rest_is_explained_and_the_month_closed(statement, town_finance, second):
    refused = do(town_finance, statement, "explain", row=4, words="费", show="open")
    assert (refused.status_code, 'value="费"' in text_of(refused)) == (409, True)
    answer = do(
        town_finance, statement, "explain", row=4, words="银行手续费", show="open", page="1"
    )
    assert answer.url == f"{page(statement)}?show=open&page=1#main"
    text = text_of(sign_in(town_finance).get(page(statement)))
    assert "都配上或说明了，可以关账" in text
    early = do(second, statement, "close")
    assert (early.status_code, "月底以后再关账" in text_of(early)) == (409, True)
    with time_machine.travel(localtime().replace(month=7, day=3)):
        assert do(second, statement, "close").status_code == 302
        report = text_of(sign_in(town_finance).get(page(statement, "report/")))
    assert "二、流水里有、账上这个月没有：1 笔，收入 0，支出 3.50" in report
    assert "银行手续费" in report
    assert "复核关账。" in report
    assert "已复核关账" in text_of(sign_in(town_finance).get(LIST))


def test_pairs_are_taken_apart_and_made_by_hand(statement, town_finance):
    entry = Entry.objects.get(kind="pay")
    assert do(town_finance, statement, "unpair:3", show="matched").status_code == 302
    text = text_of(sign_in(town_finance).get(page(statement)))
    assert f"（凭证 {entry.pk}）</option>" in text
    assert do(town_finance, statement, "pair:3", **{"entry-3": entry.pk}).status_code == 302
    assert statement.rows.get(at=3).found == "by_hand"
    assert do(town_finance, statement, "pair:3", **{"entry-3": "x"}).status_code == 409
    assert do(town_finance, statement, "dance").status_code == 409
    assert do(town_finance, statement, "match").status_code == 302


def test_what_is_booked_after_closing_is_seen(statement, paid, town_finance, second, auditor):
    deeds.explain(statement, rows=[4], words="银行手续费", by=town_finance)
    with time_machine.travel(localtime().replace(month=7, day=3)):
        deeds.close(statement, by=second)
        assert "又有账记到这个月" not in text_of(sign_in(auditor).get(page(statement)))
        pay(paid, 17_000, on=clock.today() - timedelta(days=10))
        assert "又有账记到这个月" in text_of(sign_in(auditor).get(page(statement)))
        assert do(town_finance, statement, "reopen", why="补登了一笔付款").status_code == 302
    assert do(town_finance, statement, "discard", why="传错了账户").status_code == 302
    assert "已作废" in text_of(sign_in(auditor).get(LIST))
    assert 'name="do"' not in text_of(sign_in(town_finance).get(page(statement)))


def test_the_auditor_reads_along_and_writes_nothing(statement, auditor):
    desk = sign_in(auditor)
    text = text_of(desk.get(f"{page(statement)}?show=all"))
    assert ("黄某某" in text, 'name="do"' in text) == (True, False)
    for what in ("match", "close", "unpair:2", "explain", "discard", "reopen"):
        assert desk.post(page(statement), {"do": what}).status_code == 403
    assert desk.post(LIST, chosen(line(1))).status_code == 403


def test_nobody_else_reads_it(statement, other_town, request):
    other = sign_in(Actor.at(appoint(Role.TOWN_FINANCE, other_town)))
    assert [other.get(page(statement, name)).status_code for name in ("", "report/")] == [404, 404]
    assert other.post(page(statement), {"do": "match"}).status_code == 404
    assert "六月" not in text_of(other.get(LIST))
    for name in (
        "secretary", "supervision_committee", "lead_contact", "town_officer", "district_officer",
        "supervisor", "system_admin",
    ):  # fmt: skip
        desk = sign_in(request.getfixturevalue(name))
        for address in (LIST, page(statement), page(statement, "report/")):
            assert desk.get(address).status_code == 403


@pytest.mark.parametrize("each", [1, 3])
def test_a_page_asks_a_constant_number_of_questions(
    village, town, town_finance, each, django_assert_num_queries
):
    rows = []
    for number in range(each):
        budget = committed(make_budget(village, Part("self_raised", 1000 + number, **OWN)))
        receive_all(budget)
        pay(budget, 1000 + number)
        rows += [line(1000 + number), line(-5 - number), line(-1000 - number)]
    statement = upload(town, rows, by=town_finance)
    deeds.unpair(statement, 2, by=town_finance)
    desk = sign_in(town_finance)
    desk.get(page(statement))
    with django_assert_num_queries(16):
        assert desk.get(f"{page(statement)}?show=all").status_code == 200
    with django_assert_num_queries(9):
        desk.get(page(statement, "report/"))


def test_many_lines_are_paged(town, town_finance):
    statement = upload(town, [line(-100 - number) for number in range(60)], by=town_finance)
    desk = sign_in(town_finance)
    assert text_of(desk.get(page(statement))).count('name="row"') == 50
    assert text_of(desk.get(f"{page(statement)}?page=2")).count('name="row"') == 10
    for forged in ("?page=0", "?page=99", "?page=x", "?show=x&page=²"):
        assert desk.get(page(statement) + forged).status_code == 200
