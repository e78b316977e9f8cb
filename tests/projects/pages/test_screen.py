"""The wall screen shows the figures of the pages to who knows its address, and nothing else."""

import re
from datetime import timedelta

import pytest

from projects.actions import screens
from projects.dashboards import tiles
from projects.dashboards.lamps import Lamps, lamps
from projects.dashboards.wall import worst
from projects.lifecycle import ProjectLife
from projects.models import Project, Screen
from tests.factories.projects import A_WHILE, bring, propose
from weishishi.kernel import clock

TILES = ["征集", "确定", "实施", "已完成", "涉及资金", "其中社会资金", "各镇时限"]


@pytest.fixture
def opened(district_officer):
    """`opened(town)`: the address of a new screen."""

    def make(town=None):
        screen = Screen(name="大厅", town=town)
        return f"/screen/{screens.make(screen, by=district_officer.post)}/"

    return make


@pytest.fixture
def works(village, far_village, programme, clerk):
    at = clock.now() - 3 * A_WHILE
    bring(propose(village, by=clerk, at=at), "complete")
    bring(propose(village, by=clerk, at=at), "start")
    return propose(far_village, by=clerk, at=at)


def tiles_of(answer):
    """{heading: text} of the tiles."""
    parts = re.findall(r'<section class="tile.*?</section>', answer.content.decode(), re.DOTALL)
    words = [re.sub(r"<[^>]+>", " ", part).split() for part in parts]
    return {one[0]: " ".join(one[1:]) for one in words}


def test_seven_tiles_show_the_figures_of_the_progress_page(client, works, opened):
    shown = tiles_of(client.get(opened()))
    counts = tiles.counts()

    assert list(shown) == TILES
    assert [shown[name].split()[0] for name in TILES[:4]] == [
        str(counts[name]) for name in ("collected", "confirmed", "started", "completed")
    ]
    assert (shown["涉及资金"].split()[0], shown["其中社会资金"].split()[0]) == ("6.8", "0.8")
    assert "占已确定 2 件的 50.0%" in shown["已完成"]


def test_a_town_s_screen_shows_its_own_figures_and_villages(client, works, opened, town):
    answer = client.get(opened(town))
    shown = tiles_of(answer)

    assert "青溪镇" in answer.content.decode()
    assert (shown["征集"].split()[0], shown["已完成"].split()[0]) == ("2", "1")
    assert "石桥村" in shown["各村（社区）时限"]
    assert "远山村" not in answer.content.decode()


def test_lamps_count_every_matter_as_its_own_lamp_says(works, village, far_village, clerk):
    """Read from the summary, and equal to looking at each matter on each of sixty days."""
    from projects.clocks import lamp

    rows = list(Project.objects.select_related("village__town"))
    seen = set()
    for ahead in range(60):
        day = clock.today() - timedelta(days=20) + timedelta(days=ahead)
        single = [one.kind for row in rows if row.due_on and (one := lamp(row, day))]
        towns = [tiles.Where(town=pk) for pk in tiles.towns(day).values_list("pk", flat=True)]
        found = lamps(towns, day).values()
        for kind in ("fine", "soon", "late"):
            total = sum(getattr(row, kind) for row in found)
            assert (day, kind, total) == (day, kind, single.count(kind))
            seen |= {kind} if total else set()
    villages = [tiles.Where(village=pk) for pk in tiles.units(day).values_list("pk", flat=True)]
    assert sum(one.late for one in lamps(villages, day).values()) == sum(one.late for one in found)
    assert seen == {"fine", "soon", "late"}


def test_many_towns_are_the_worst_four_and_the_rest_together():
    rows = [(f"镇{n}", Lamps(fine=1, late=n)) for n in range(1, 8)]
    shown = worst(rows, 5)
    assert [name for name, _lamps in shown] == ["镇7", "镇6", "镇5", "镇4", ""]
    assert (shown[-1][1].late, shown[-1][1].fine) == (6, 3)
    assert worst(rows[:5], 5) == rows[:5]


def test_a_screen_says_of_when_it_is_and_looks_again_without_javascript(client, opened):
    answer = client.get(opened())
    text, at = answer.content.decode(), answer.context["at"]
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in text
    assert 'data-every="60"' in text
    assert re.fullmatch("09:[0-5][0-9]", at)
    assert f"更新于 {at}" in text
    assert f"暂时连不上，显示的是 {at} 的数据" in text


def test_a_wrong_and_an_ended_address_are_not_there(client, opened, db):
    address = opened()
    assert client.get(address).status_code == 200
    assert client.get("/screen/not-a-token-of-ours/").status_code == 404
    screens.end(Screen.objects.get())
    assert client.get(address).status_code == 404


def test_ending_twice_keeps_the_first_time(opened, district_officer):
    opened()
    screen = screens.end(Screen.objects.get())
    first = screen.ended_at
    assert screens.end(screen).ended_at == first


def test_the_token_is_nowhere_in_the_database(opened):
    token = opened().split("/")[2]
    row = Screen.objects.values().get()
    assert token not in str(row)
    assert (len(token), set(token) <= set(screens.LETTERS)) == (20, True)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_screen_only_shows(client, opened, method):
    assert getattr(client, method)(opened()).status_code == 405


def test_no_private_word_hangs_on_the_wall(client, works, opened, clerk):
    ProjectLife.decline(works, by=clerk, note="王先生家的事，电话 13800138000，不归本项目管。")
    answer = client.get(opened())
    for private in ("13800138000", "王先生", "三巷", "天黑以后", works.query_no):
        assert private not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("number", [1, 3])
def test_the_wall_asks_the_same_few_questions_for_one_and_for_three(
    client, village, programme, clerk, opened, number, django_assert_num_queries
):
    at = clock.now() - 3 * A_WHILE
    for _more in range(number):
        bring(propose(village, by=clerk, at=at), "start")
    address = opened()
    with django_assert_num_queries(6):
        client.get(address)
