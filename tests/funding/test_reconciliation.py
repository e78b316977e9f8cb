"""A month between bank and ledger: what meets, what is explained, and every refusal on the way."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localtime

from funding.actions import corrections
from funding.actions import reconciliation as deeds
from funding.actions.budgets import Part
from funding.models import BankStatement, Entry, LedgerNote
from funding.queries import reconciliation as queries
from tests.factories.money import CLERK, OWN, committed, make_budget, pay, receive_all
from tests.factories.people import appoint
from tests.factories.statements import line, this_month, upload
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db


def told(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.reasons


@pytest.fixture
def paid(village):
    """4,000 yuan of the residents arrived; 15,000 of the district's and 2,000 of theirs were paid."""
    budget = committed(
        make_budget(village, Part("district", 3_000_000), Part("self_raised", 400_000, **OWN))
    )
    receive_all(budget)
    pay(budget, 1_700_000)
    return budget


@pytest.fixture
def statement(paid, town, town_finance):
    """What the bank knows of it, and 3.50 yuan of its own."""
    rows = line(400_000, who="石桥村居民"), line(-200_000), line(-350, words="手续费", who="")
    return upload(town, rows, by=town_finance)


def rows_of(statement):
    return {one.at: (one.fen, one.found, one.explanation) for one in statement.rows.order_by("at")}


def seen(statement):
    return queries.of_statement(BankStatement.objects.get(pk=statement.pk))


@pytest.fixture
def second(town):
    """Another of the finance office."""
    return Actor.at(appoint(Role.TOWN_FINANCE, town, "second-of-finance"))


def after_the_month():
    """A day on which June is over."""
    return time_machine.travel(localtime().replace(month=7, day=3))


def test_the_machine_matches_what_is_the_same(statement):
    assert rows_of(statement) == {
        2: (400_000, "exact", ""), 3: (-200_000, "exact", ""), 4: (-350, "", ""),
    }  # fmt: skip
    found = seen(statement)
    assert (found.matched, found.open_rows, found.open_entries) == (2, 1, 0)
    assert (found.ledger.income, found.ledger.spending) == (400_000, 200_000)
    assert (found.difference.net, found.unexplained.net) == (-350, -350)


def test_what_the_treasury_pays_out_itself_is_asked_for_only_where_it_passes_here(
    paid, town, town_finance
):
    rows = line(400_000), line(1_500_000), line(-1_700_000)
    statement = upload(town, rows, by=town_finance, has_fiscal=True)
    assert [found for _fen, found, _words in rows_of(statement).values()] == ["exact"] * 3
    assert seen(statement).is_done


def test_a_month_is_closed_when_everything_is_matched_or_explained(statement, town_finance, second):
    assert told(deeds.close, statement, by=second) == ["这个月还没有过完，月底以后再关账。"]
    with after_the_month():
        assert told(deeds.close, statement, by=second) == [
            "还有 1 行流水、0 笔账没有配上也没有说明。"
        ]
        assert told(deeds.explain, statement, rows=[4], words="费", by=town_finance) == [
            "请写明原因，至少 4 个字。"
        ]
        deeds.explain(statement, rows=[4], words="银行手续费", by=town_finance)
        assert told(deeds.close, statement, by=town_finance) == [
            "上传和复核要是两个不同的人，请换一位同事复核。"
        ]
        closed = deeds.close(statement, by=second)
    assert (closed.closed_name, closed.closed_by) == (second.name, second.person)
    assert (closed.ledger_in_fen, closed.ledger_out_fen) == (400_000, 200_000)
    found = seen(statement)
    assert (found.difference.net, found.explained.net, found.unexplained.net) == (-350, -350, 0)
    assert [one.kind for one in statement.steps.all()] == ["upload", "close"]


def test_what_the_bank_does_not_know_yet_is_explained_too(paid, town, town_finance, second):
    statement = upload(town, [line(400_000)], by=town_finance)
    with after_the_month():
        assert told(deeds.close, statement, by=second) == [
            "还有 0 行流水、1 笔账没有配上也没有说明。"
        ]
        entry = Entry.objects.get(kind="pay")
        deeds.explain(statement, entries=[entry.pk], words="银行七月一日才划出", by=town_finance)
        deeds.close(statement, by=second)
        july = clock.today().replace(day=1)
        late = upload(
            town, [line(-200_000, day=july)], month=july, by=town_finance
        )  # fmt: skip
        assert told(deeds.pair, late, 3, entry, by=town_finance) == ["流水里没有第 3 行。"]
        deeds.pair(late, 2, entry, by=town_finance)
    found = seen(late)
    assert (found.is_done, found.difference.net, found.unexplained.net) == (True, -200_000, 0)
    assert seen(statement).unexplained.net == 0


def test_a_pair_comes_apart_and_another_is_made(statement, paid, town_finance):
    deeds.unpair(statement, 3, by=town_finance)
    assert seen(statement).open_rows == 2
    entry = Entry.objects.get(kind="pay")
    assert told(deeds.pair, statement, 2, entry, by=town_finance) == [
        f"凭证 {entry.pk} 是支出 2,000 元，这一行是收入 4,000 元，一样才能配上；不一样的请分别写说明。"
    ]
    deeds.pair(statement, 3, entry, by=town_finance)
    assert rows_of(statement)[3] == (-200_000, "by_hand", "")
    assert told(deeds.explain, statement, rows=[3], words="不用说明的", by=town_finance) == [
        "第 3 行已经配上账目，不用说明。"
    ]


def test_an_entry_stands_on_one_line_only(town, paid, town_finance):
    statement = upload(town, [line(-200_000), line(-200_000)], by=town_finance)
    entry = Entry.objects.get(kind="pay")
    assert told(deeds.pair, statement, 3, entry, by=town_finance) == [
        f"凭证 {entry.pk} 已经和青溪镇 2026-06第 2 行配上了，请先取消那一笔。"
    ]


def test_an_entry_of_another_town_is_not_on_this_account(statement, far_village, town_finance):
    pay(committed(make_budget(far_village, Part("district", 350))), 350)
    entry = Entry.objects.filter(kind="pay").latest("pk")
    assert told(deeds.pair, statement, 4, entry, by=town_finance) == [
        f"凭证 {entry.pk} 不在这个账户的账里。"
    ]


def test_what_was_booked_after_the_upload_is_matched_again(village, town, town_finance):
    statement = upload(town, [line(400_000), line(-200_000)], by=town_finance)
    assert deeds.match_again(statement, by=town_finance) == 0
    budget = committed(make_budget(village, Part("self_raised", 400_000, **OWN)))
    receive_all(budget)
    pay(budget, 200_000)
    assert deeds.match_again(statement, by=town_finance) == 2


def test_a_mistake_and_what_took_it_back_explain_themselves(statement, paid, town_finance):
    wrong = pay(paid, 17_000)
    assert seen(statement).open_entries == 1
    corrections.correct(wrong, key=uuid4(), by=CLERK, on=clock.today(), why="金额写错，重新登记")
    assert deeds.match_again(statement, by=town_finance) == 0
    assert seen(statement).open_entries == 0


def test_a_month_is_uploaded_once_and_thrown_away_with_a_reason(statement, town, town_finance):
    with pytest.raises(Exception, match="这个月已经有一份流水"):
        upload(town, [line(1)], by=town_finance)
    assert told(deeds.discard, statement, why="错", by=town_finance) == [
        "请写明原因，至少 4 个字。"
    ]
    deeds.discard(statement, why="传成别的账户了", by=town_finance)
    assert told(deeds.match_again, statement, by=town_finance) == ["这份流水已经作废。"]
    again = upload(town, [line(400_000)], by=town_finance)
    assert rows_of(again)[2][1] == "exact"


def test_a_towns_account_and_a_villages_are_not_reconciled_side_by_side(
    statement, town, village, other_town, far_village, town_finance
):
    assert told(upload, town, [line(1)], village=village, by=town_finance) == [
        "这个月已经有全镇的流水，这个村（社区）的账在那里一起对。"
    ]
    upload(other_town, [line(1)], village=far_village, by=town_finance)
    assert told(upload, other_town, [line(1)], by=town_finance) == [
        "这个月已经有单个村（社区）的流水，请接着按村（社区）传。"
    ]


def test_a_month_that_has_not_come_is_refused(town, town_finance):
    month = (this_month() + timedelta(days=40)).replace(day=1)
    assert told(upload, town, [line(1, day=month)], month=month, by=town_finance) == [
        "这个月还没有到。"
    ]


@pytest.fixture
def closed(statement, town_finance, second):
    deeds.explain(statement, rows=[4], words="银行手续费", by=town_finance)
    with after_the_month():
        return deeds.close(statement, by=second)


def test_a_closed_month_stays_whoever_writes(closed, town_finance, second):
    entry = Entry.objects.get(kind="pay")
    for deed in (
        lambda: deeds.unpair(closed, 3, by=town_finance),
        lambda: deeds.pair(closed, 4, entry, by=town_finance),
        lambda: deeds.explain(closed, rows=[4], words="别的原因", by=town_finance),
        lambda: deeds.match_again(closed, by=town_finance),
        lambda: deeds.discard(closed, why="传错了文件", by=town_finance),
        lambda: deeds.close(closed, by=second),
    ):
        assert told(deed) == ["这个月已经复核关账，不能再改。"]
    for write in (
        lambda: closed.rows.update(explanation="换个说法"),
        lambda: closed.rows.all().delete(),
        lambda: BankStatement.objects.filter(pk=closed.pk).update(ledger_in_fen=1),
        lambda: LedgerNote.objects.create(
            statement=closed, entry=entry, words="补一句", written_by="x"
        ),
    ):
        with pytest.raises(IntegrityError, match="已经关账"), transaction.atomic():
            write()


def test_it_is_opened_again_with_a_reason_that_stays(closed, town_finance):
    assert told(deeds.reopen, closed, why="改", by=town_finance) == ["请写明原因，至少 4 个字。"]
    opened = deeds.reopen(closed, why="手续费记错月份", by=town_finance)
    assert opened.ledger_in_fen is None
    assert [str(one.words) for one in closed.steps.all()][-1] == "手续费记错月份"
    assert told(deeds.reopen, closed, why="再开一次", by=town_finance) == [
        "这个月没有关账，不用重新打开。"
    ]


def test_what_the_bank_says_of_persons_lies_sealed(statement):
    with connection.cursor() as cursor:
        cursor.execute("SELECT who, words FROM funding_bankrow")
        written = str(cursor.fetchall())
    assert "居民" not in written
    assert "手续费" not in written
