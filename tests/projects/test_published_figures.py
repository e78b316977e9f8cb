"""Every figure of the newspaper of 11 June 2021, recounted without the functions that publish it."""

import pytest
from django.db import connection

from projects.dashboards import boards, spending, tiles
from projects.dashboards.coverage import coverage, villages_with
from projects.dashboards.where import EVERYWHERE, Where
from projects.demo.quotas import ENDED
from projects.queries.periods import Period
from projects.queries.recount import differences, live
from projects.states import State
from tests.factories.recount import SQL_OF_THE_COVERAGE
from weishishi.kernel import clock
from weishishi.kernel.yuan import wan

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]

FIGURES = {
    "collected": 1236, "confirmed": 415, "started": 317, "completed": 167,
    "online": 663, "online_accepted": 360,
}  # fmt: skip
CASH_FEN, SOCIAL_FEN = 2_247_647_000, 20_240_000
A_TOWN = "SELECT id FROM villages_town WHERE code = '440404101'"

REACHED = "SELECT DISTINCT project_id FROM projects_journalentry WHERE target = '{}'"
ONLINE = "SELECT id FROM projects_project WHERE channel = 'online'"
RECOUNT = {
    "collected": REACHED.format("submitted"),
    "accepted": REACHED.format("accepted"),
    "confirmed": REACHED.format("confirmed"),
    "started": REACHED.format("in_progress"),
    "completed": REACHED.format("completed"),
    "online": f"{REACHED.format('submitted')} INTERSECT ({ONLINE})",
    "online_accepted": f"{REACHED.format('accepted')} INTERSECT ({ONLINE})",
}
MONEY = """
    SELECT coalesce(sum(amount_fen) FILTER (WHERE form = 'cash'), 0),
           coalesce(sum(amount_fen) FILTER (WHERE form = 'cash' AND source IN
               ('sponsorship', 'donation', 'community_fund', 'self_raised')), 0),
           coalesce(sum(amount_fen) FILTER (WHERE source = 'collective'), 0),
           coalesce(sum(amount_fen) FILTER (WHERE form = 'in_kind'), 0)
    FROM funding_share JOIN projects_project USING (budget_id)
    WHERE projects_project.id IN (SELECT project_id FROM projects_journalentry
                                  WHERE target = 'confirmed')
"""


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def one(sql):
    return ask(sql)[0][0]


@pytest.mark.parametrize(("name", "figure"), FIGURES.items())
def test_the_recount_is_the_newspapers_figure(name, figure):
    assert one(f"SELECT count(*) FROM ({RECOUNT[name]}) AS rows") == figure


@pytest.mark.parametrize("name", RECOUNT)
def test_a_published_figure_is_the_count_of_the_rows_behind_it(name):
    recounted = sorted(pk for (pk,) in ask(RECOUNT[name]))
    behind = tiles.COUNTERS[name]()
    assert sorted(behind.values_list("pk", flat=True)) == recounted
    assert tiles.counts()[name] == behind.count() == len(recounted)


@pytest.mark.parametrize("name", RECOUNT)
def test_the_towns_and_villages_add_up_to_the_district(name):
    by_town = tiles.counts_by_town()
    assert sum(row[name] for row in by_town.values()) == len(ask(RECOUNT[name]))
    town = one(A_TOWN)
    # What villages carry out together counts once in each of them, once in their town (decision 0027).
    shared = one(
        f"SELECT count(*) FROM projects_jointvillage WHERE project_id IN ({RECOUNT[name]})"
    )
    villages = [pk for (pk,) in ask(f"SELECT id FROM villages_village WHERE town_id = {town}")]
    by_village = tiles.counts_by_village(villages).values()
    assert sum(row[name] for row in by_village) == by_town[town][name] + shared


def test_money_is_the_newspapers_to_the_fen():
    cash, social, collective, in_kind = ask(MONEY)[0]
    assert (cash, social, collective) == (CASH_FEN, SOCIAL_FEN, 0)
    funds = tiles.funds()
    assert (funds.cash, funds.social, funds.collective, funds.in_kind) == (
        cash, social, collective, in_kind,
    )  # fmt: skip
    assert funds.in_kind > 0
    assert sum(tiles.funds_by_town().values()) == cash


PAID = """
    SELECT p.id, p.project_class, p.village_id, sum(l.fen)::bigint FROM funding_leg l
    JOIN funding_account a ON a.id = l.account_id JOIN projects_project p USING (budget_id)
    WHERE a.kind = 'spent' AND NOT a.in_kind GROUP BY 1, 2, 3
"""


def test_what_was_paid_is_the_ledgers_to_the_fen_by_class_by_town_and_by_project():
    rows = ask(PAID)
    total = sum(fen for *_rest, fen in rows)
    assert spending.paid() == total > 0
    town = one(A_TOWN)
    figures = tiles.figures([EVERYWHERE, Where(town=town)])
    for code, (_cash, paid) in figures[EVERYWHERE].by_class.items():
        assert paid == sum(fen for _pk, kind, _village, fen in rows if kind == code)
    assert sum(cash for cash, _paid in figures[EVERYWHERE].by_class.values()) == CASH_FEN
    here = {pk for (pk,) in ask(f"SELECT id FROM villages_village WHERE town_id = {town}")}
    assert figures[Where(town=town)].paid == sum(row[3] for row in rows if row[2] in here)
    assert set(spending.with_payments().values_list("pk", flat=True)) == {row[0] for row in rows}


def test_the_rate_is_paid_of_the_newspapers_money(client):
    paid = sum(fen for *_rest, fen in ask(PAID))
    told = client.get("/api/v1/figures/").json()
    assert (told["paid_fen"], told["paid_rate"]) == (paid, round(paid / CASH_FEN, 4))
    board = boards.progress().tables["paid"]
    assert [cell.text for cell in board.total[1:]] == [
        "2,247.647",
        wan(paid),
        f"{paid / CASH_FEN:.1%}",
    ]
    assert wan(paid) in client.get("/progress/").content.decode()


def test_a_villages_quarters_add_up_to_its_payments(client):
    village, paid = ask(
        f"SELECT village_id, sum(sum) FROM ({PAID}) p GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )[0]
    books = client.get(f"/villages/{village}/money/").context["books"]
    told = [
        client.get(f"/villages/{village}/money/?quarter={quarter.key}").context["books"]
        for quarter in reversed(books.quarters)
    ]
    assert sum(one.paid_fen for one in told) == paid
    assert [one.closing_fen for one in told[:-1]] == [one.opening_fen for one in told[1:]]
    assert told[0].opening_fen == 0


def test_at_least_55_of_the_confirmed_came_by_other_channels():
    assert one(f"SELECT count(*) FROM ({RECOUNT['confirmed']} EXCEPT ({ONLINE})) AS rows") >= 55


def test_all_41_villages_in_4_towns_have_confirmed_projects():
    villages, towns = ask(
        f"""SELECT count(DISTINCT v.id), count(DISTINCT v.town_id)
            FROM projects_project p JOIN villages_village v ON v.id = p.village_id
            WHERE p.id IN ({RECOUNT["confirmed"]})"""
    )[0]
    assert (villages, towns) == (41, 4)


def test_every_state_is_occupied():
    assert {state for (state,) in ask("SELECT DISTINCT state FROM projects_project")} == set(State)


def test_every_submission_not_accepted_has_an_end_or_is_within_its_limit():
    waiting = ask(
        f"""SELECT channel = 'online', state, due_on >= '2021-06-11', j.note
            FROM projects_project p
            JOIN LATERAL (SELECT note FROM projects_journalentry WHERE project_id = p.id
                          ORDER BY id DESC LIMIT 1) j ON true
            WHERE submitted_at IS NOT NULL AND p.id NOT IN ({RECOUNT["accepted"]})"""
    )
    assert sum(online for online, *_ in waiting) == 303
    for _, state, in_time, _ in waiting:
        assert state in ENDED or (state in ("submitted", "returned") and in_time)
    for _, state, _, note in waiting:
        assert len(note) >= 10 or state not in ("declined", "merged", "referred")


def test_no_project_exceeds_the_ceiling_of_its_class():
    over = ask(
        """SELECT title FROM projects_project p
           JOIN (SELECT budget_id, sum(amount_fen) AS fen FROM funding_share
                 WHERE form = 'cash' GROUP BY 1) s USING (budget_id)
           WHERE fen > CASE project_class WHEN 'works' THEN 50000000 ELSE 20000000 END"""
    )
    assert over == []


def test_the_pages_show_the_newspapers_figures(client):
    home, progress = (client.get(path).content.decode() for path in ("/", "/progress/"))
    for figure in ("1,236", "415", "317", "167", "2,247.647"):
        assert figure in home
        assert figure in progress
    for figure in ("20.24", "0.90%", "663", "360", "41 个村（社区）", "4 个镇"):
        assert figure in progress


def test_the_api_tells_the_newspapers_figures(client):
    told = client.get("/api/v1/figures/").json()
    assert {name: told[name] for name in FIGURES} == FIGURES
    assert (told["cash_fen"], told["social_fen"], told["collective_fen"]) == (
        CASH_FEN,
        SOCIAL_FEN,
        0,
    )
    assert (told["villages"], told["towns"], told["as_of"]) == (41, 4, "2021-06-11")


@pytest.mark.parametrize("name", ["collected", "accepted", "confirmed", "started", "completed"])
def test_the_list_behind_a_figure_lists_as_many(client, name):
    number = one(f"SELECT count(*) FROM ({RECOUNT[name]}) AS rows")
    listed = client.get(f"/projects/?counted={name}").content.decode()
    assert f"共 {number:,} 件" in listed
    records, address = [], f"/api/v1/projects/?counted={name}"
    while address:
        answer = client.get(address).json()
        records += [record["number"] for record in answer["results"]]
        address = answer["next"]
    assert len(records) == len(set(records)) == number


# ── The summary, a period, the downloads ─────────────────────────────────────────────────────────
MAY = Period.read("2021-05")
IN_MAY = """
    SELECT project_id, min(happened_at) AS at FROM projects_journalentry
    WHERE target = '{}' GROUP BY project_id
    HAVING min(happened_at) >= '2021-05-01 00:00+08' AND min(happened_at) < '2021-06-01 00:00+08'
"""
STATES = {
    "collected": "submitted", "accepted": "accepted", "confirmed": "confirmed",
    "started": "in_progress", "completed": "completed",
}  # fmt: skip


def test_every_figure_of_the_summary_is_the_live_one():
    assert ask(differences()) == []
    assert len(ask(live())) > 1000


@pytest.mark.parametrize("name", STATES)
def test_a_months_figure_is_its_list_its_towns_its_download_and_the_recount(name, client):
    recounted = {pk for pk, _at in ask(IN_MAY.format(STATES[name]))}
    counter = tiles.COUNTERS[name](period=MAY)
    assert set(counter.values_list("pk", flat=True)) == recounted
    assert tiles.counts(period=MAY)[name] == len(recounted) > 0
    assert sum(row[name] for row in tiles.counts_by_town(MAY).values()) == len(recounted)

    query = f"?counted={name}&period=2021-05"
    assert client.get(f"/projects/{query}").context["page"].total == len(recounted)
    answer = client.get(f"/projects.csv{query}")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert f"合计,{len(recounted)} 件" in next(one for one in lines if one.startswith("合计"))


def test_the_towns_on_the_page_add_up_to_the_newspapers_figures(client):
    board = boards.progress()
    table = board.tables["places"]
    for column, figure in ((1, 1236), (3, 415), (4, 317), (5, 167)):
        numbers = [int(row[column].text.replace(",", "")) for row in table.rows]
        assert sum(numbers) == figure == int(table.total[column].text.replace(",", ""))
    assert table.total[6].text == "2,247.647"
    assert [cell.text for cell in board.tables["money"].rows[1]][:3] == [
        "社会资金",
        "20.24",
        "0.90%",
    ]
    told = client.get("/progress/?table=places").content.decode()
    assert "合计,1236," in told
    assert ",2247.647," in told


def test_days_on_the_page_are_the_databases_percentiles():
    rows = ask(
        """SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY days),
                  percentile_disc(0.9) WITHIN GROUP (ORDER BY days), count(*)
           FROM (SELECT (min(happened_at) FILTER (WHERE target = 'completed')
                         AT TIME ZONE 'Asia/Shanghai')::date
                      - (min(happened_at) FILTER (WHERE target = 'submitted')
                         AT TIME ZONE 'Asia/Shanghai')::date AS days
                 FROM projects_journalentry GROUP BY project_id) spans WHERE days IS NOT NULL"""
    )[0]
    median, ninety, number = (str(one) for one in rows)
    whole = boards.progress().tables["days"].rows[-1]
    assert [cell.text for cell in whole[1:4]] == [number, median, ninety]
    assert number == "167"


def test_the_overdue_on_the_page_are_those_of_the_database(client):
    late = one(
        """SELECT count(*) FROM projects_project
           WHERE due_on < '2021-06-11' AND state NOT IN ('suspended', 'draft')"""
    )
    assert boards.progress().lamps.late == late
    assert client.get("/projects/?lamp=late").context["page"].total == late


@pytest.mark.parametrize("key", SQL_OF_THE_COVERAGE)
def test_the_coverage_of_the_demo_is_what_sql_counts(key):
    """社区协商全覆盖: each unit that has it, the same ones, in every town and in all."""
    day = clock.today()
    found = {pk for (pk,) in ask(SQL_OF_THE_COVERAGE[key].format(year=day.year))}
    assert {village.pk for village in villages_with(key, EVERYWHERE, day)} == found
    towns = [coverage(Where(town=pk), day)[key] for (pk,) in ask("SELECT id FROM villages_town")]
    assert sum(towns) == coverage(EVERYWHERE, day)[key] == len(found)
