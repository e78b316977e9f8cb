"""The public progress page: the finding, the period in the address, and each table as CSV."""

import csv
from datetime import timedelta

import pytest

from projects.dashboards import boards, export
from tests.factories.projects import bring, furnish, propose
from weishishi.kernel import clock


@pytest.fixture
def some(village, far_village, programme, clerk):
    at = clock.now() - timedelta(days=30)
    bring(propose(village, by=clerk, at=at), "complete")
    propose(far_village, by=clerk, at=at)


def rows_of(answer):
    """The cells of a CSV answer; the mark must lead."""
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode()
    assert text.startswith("\ufeff")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))


def test_the_finding_is_the_title(client, some, text_of):
    text = text_of(client.get("/progress/"))
    assert '已办成 1 件，</span><span class="ph">占已确定 1 件的 100.0%' in text
    assert "截至 2026年6月10日" in text


def test_a_period_is_chosen_in_the_address(client, some, text_of):
    page = client.get("/progress/?period=2026-05")
    assert page.context["board"].counts["collected"] == 2
    assert "2026年5月办成 1 件" in text_of(page)
    assert client.get("/progress/?period=2026-04").context["board"].counts["collected"] == 0


@pytest.mark.parametrize("period", ["abc", "2026-13", "%00", "9" * 500, "2026-05&period=x"])
def test_a_period_that_makes_no_sense_is_said_and_left_out(period, client, some, text_of):
    page = client.get(f"/progress/?period={period}")
    assert page.context["board"].counts["collected"] == 2
    assert "看不懂，已经略过" in text_of(page)


@pytest.mark.parametrize(
    "table", ["funnel", "money", "days", "places", "channels", "months", "coverage"]
)
def test_each_table_is_downloaded_as_it_stands_on_the_page(table, client, some, text_of):
    page = text_of(client.get("/progress/?period=2026-05"))
    assert f"?table={table}&amp;period=2026-05" in page
    told = rows_of(client.get(f"/progress/?table={table}&period=2026-05"))
    from projects.queries.periods import Period

    shown = boards.progress(Period.read("2026-05")).tables[table]
    assert told[0] == shown.columns
    assert told[1 : len(shown.rows) + 1] == [[cell.text for cell in row] for row in shown.rows]
    if shown.total:
        assert told[len(shown.rows) + 1] == [cell.text for cell in shown.total]
    assert ["2026年5月，截至 2026年6月10日"] in told


def test_a_table_that_does_not_exist_is_404(client, some):
    assert client.get("/progress/?table=everything").status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1+1", "@x", "\tx", "\rx"])
def test_no_cell_of_a_download_computes(text):
    assert export.plain(text) == "'" + text
    assert export.plain("村口装路灯") == "村口装路灯"


def test_the_list_is_downloaded_with_the_filters_of_the_page(
    client, village, far_village, some, clerk
):
    furnish(propose(village, by=clerk, at=clock.now() - timedelta(days=1)))
    for query in (
        "",
        f"?town={village.town_id}",
        "?counted=completed",
        "?period=2026-05",
        "?lamp=late",
    ):
        page = client.get(f"/projects/{query}").context["page"]
        told = rows_of(client.get(f"/projects.csv{query}"))
        last = told.index(next(row for row in told if row and row[0] == "合计"))
        assert [row[0].replace(" ", "") for row in told[1:last]] == [
            card.number for card in page.cards
        ]
        assert told[last][1] == f"{page.total} 件"
        fen = sum(float(row[5] or 0) for row in told[1:last])
        assert float(told[last][5]) == fen  # numbers a program reads, without commas
    assert told[0] == ["查询号", "名称", "地方", "现在", "走到哪一步", "金额（元）", "时限"]


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        ("1,236", "1236"), ("2,247.647", "2247.647"), ("1,236 件", "1,236 件"), ("1,2", "1,2"),
        ("33.6%", "33.6%"), ("=1+1", "'=1+1"),
    ],
)  # fmt: skip
def test_an_amount_is_one_a_program_reads(told, cell):
    assert export.plain(told) == cell


def test_a_number_stays_as_printed_so_that_no_program_rounds_it(client, lamps):
    told = rows_of(client.get("/projects.csv"))
    assert told[1][0] == f"{lamps.query_no[:4]} {lamps.query_no[4:9]} {lamps.query_no[9]}"


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_is_downloaded_in_two_questions(
    number, client, village, programme, clerk, django_assert_num_queries
):
    for _again in range(number):
        propose(village, by=clerk)
    with django_assert_num_queries(2):
        rows_of(client.get("/projects.csv"))
