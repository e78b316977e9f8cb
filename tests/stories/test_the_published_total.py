"""涉及资金达 2247.647 万元（其中社会资金 20.24 万元）: the page, the ledger and the twelve invariants agree."""

import pytest
from django.db import connection

from funding.invariants import TWELVE, rows_against
from projects.dashboards import tiles
from weishishi.kernel.yuan import wan

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]


def test_the_published_total_is_the_ledgers_to_the_fen():
    told_by_the_page = tiles.funds()
    assert (wan(told_by_the_page.cash), wan(told_by_the_page.social)) == ("2,247.647", "20.24")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(l.fen), sum(l.fen) FILTER (WHERE a.source IN"
            " ('sponsorship', 'donation', 'community_fund', 'self_raised'))"
            " FROM funding_leg l JOIN funding_account a ON a.id = l.account_id"
            " JOIN funding_entry e ON e.id = l.entry_id"
            " WHERE a.kind = 'committed' AND NOT a.in_kind AND e.kind = 'commit'"
        )
        cash, social = map(int, cursor.fetchone())
    assert (wan(cash), wan(social)) == ("2,247.647", "20.24")
    assert {one.code: rows_against(one)[1] for one in TWELVE if rows_against(one)[0]} == {}
