"""Who watches sees her own place and the way down to the list; nobody sees another's board."""

import re
from datetime import timedelta

import pytest

from projects.actions import tallies
from projects.lifecycle import ProjectLife
from projects.models import Tally
from projects.models.sheets import SheetDay
from tests.factories.desk import sign_in, text_of
from tests.factories.projects import bring, propose
from weishishi.kernel import clock

DESK = "/progress/desk/"


@pytest.fixture
def late(village, neighbour, far_village, programme, clerk):
    """One long overdue in each of three villages, and one in time."""
    at = clock.now() - timedelta(days=30)
    overdue = [propose(place, by=clerk, at=at) for place in (village, neighbour, far_village)]
    propose(village, by=clerk)
    return overdue


def numbers(client, address=DESK):
    context = client.get(address).context
    return (
        context["place"],
        context["board"].counts["collected"],
        len(context["late"].rows),
        [row[0].text for row in context["board"].tables["places"].rows]
        if "places" in context["board"].tables
        else [],
    )


def test_each_post_lands_on_its_own_place(
    late, supervisor, town_officer, secretary, lead_contact, auditor, town_finance
):
    for watcher in (supervisor, auditor):
        assert numbers(sign_in(watcher)) == ("青溪区", 4, 3, ["青溪镇", "白石镇"])
    for of_the_town in (town_officer, town_finance):
        assert numbers(sign_in(of_the_town)) == ("青溪镇", 3, 2, ["柳湾社区", "石桥村"])
    assert numbers(sign_in(secretary)) == ("石桥村", 2, 1, [])
    assert numbers(sign_in(lead_contact)) == ("挂点的村（社区）", 2, 1, ["石桥村"])


def test_the_way_leads_from_the_district_to_the_town_to_the_village_to_the_list(
    late, supervisor, town, village
):
    client, address = sign_in(supervisor), DESK
    for step in (f"{DESK}towns/{town.pk}/", f"{DESK}villages/{village.pk}/"):
        assert f'href="{step}"' in text_of(client.get(address))
        address = step
    href = f"/projects/?counted=collected&amp;village={village.pk}"
    assert href in text_of(client.get(address))
    page = client.get(href.replace("&amp;", "&")).context["page"]
    assert page.total == client.get(address).context["board"].counts["collected"] == 2


def test_another_towns_and_another_villages_board_are_not_there(
    late, town_officer, secretary, lead_contact, town, other_town, village, neighbour, far_village
):
    def answers(actor):
        client = sign_in(actor)
        return [
            client.get(f"{DESK}{path}").status_code
            for path in (
                f"towns/{town.pk}/", f"towns/{other_town.pk}/", f"villages/{village.pk}/",
                f"villages/{neighbour.pk}/", f"villages/{far_village.pk}/",
            )
        ]  # fmt: skip

    assert answers(town_officer) == [200, 404, 200, 200, 404]
    assert answers(secretary) == [404, 404, 200, 404, 404]
    assert answers(lead_contact) == [404, 404, 200, 404, 404]


def test_a_table_of_another_town_is_no_download_either(late, town_officer, other_town):
    answer = sign_in(town_officer).get(f"{DESK}towns/{other_town.pk}/?table=places")
    assert answer.status_code == 404


def test_who_has_no_desk_signs_in_and_who_reads_no_projects_is_refused(client, system_admin):
    answer = client.get(DESK)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={DESK}")
    assert sign_in(system_admin).get(DESK).status_code == 403


def test_an_overdue_matter_names_whose_move_it_is_and_for_how_long(late, supervisor):
    text = text_of(sign_in(supervisor).get(DESK))
    assert "3 件超期，最久的在前" in text
    assert "在石桥村委会" in text
    assert len(re.findall(r"已超期 · \d+ 个工作日", text)) == 3


def test_overdue_matters_are_paged_without_gap_or_overlap(village, programme, clerk, supervisor):
    at = clock.now() - timedelta(days=30)
    for day in range(45):
        propose(village, by=clerk, at=at + timedelta(hours=day))
    client, seen, after = sign_in(supervisor), [], ""
    while True:
        found = client.get(f"{DESK}?after={after}").context["late"]
        seen += [row.project.pk for row in found.rows]
        if not (after := found.after):
            break
    assert len(seen) == len(set(seen)) == 45
    for damaged in ("x", "20261399-1", "-", "20260101-" + "9" * 30):
        assert len(client.get(f"{DESK}?after={damaged}").context["late"].rows) == 20


def test_fastest_and_slowest_are_listed_on_request_and_never_of_a_few(
    village, programme, clerk, secretary
):
    client, at = sign_in(secretary), clock.now() - timedelta(days=60)
    for number in range(9):
        bring(propose(village, by=clerk, at=at), "complete", pace=timedelta(days=4 + number))
    assert "不排快慢" in text_of(client.get(f"{DESK}?ends"))
    bring(propose(village, by=clerk, at=at), "complete", pace=timedelta(days=30))
    assert client.get(DESK).context["fastest"] == []
    ends = client.get(f"{DESK}?ends").context
    assert [row.days for row in ends["fastest"]] == [4, 5, 6, 7, 8]
    assert [row.days for row in ends["slowest"]] == [30, 12, 11, 10, 9]


def test_the_page_says_when_the_figures_were_checked_and_what_came_out(late, supervisor, clerk):
    client = sign_in(supervisor)
    assert "还没有核对过" in text_of(client.get(DESK))
    tallies.check()
    assert "上次核对：2026年6月10日，一致" in text_of(client.get(DESK))
    ProjectLife.accept(late[0], by=clerk)
    Tally.objects.filter(scope="all", measure="accepted").delete()
    tallies.check()
    assert "有 1 个数不一致" in text_of(client.get(DESK))


def test_the_district_sees_how_the_form_does_and_a_village_does_not(late, supervisor, secretary):
    SheetDay.objects.create(day=clock.today(), started=8, submitted=6, easy=3, hard=1)
    text = text_of(sign_in(supervisor).get(DESK))
    assert "网上开始填的，75% 交上来了" in text
    assert "75% 说好填" in text
    assert "交上来了" not in text_of(sign_in(secretary).get(DESK))
    before = text_of(sign_in(supervisor).get(f"{DESK}?period=2026-05"))
    assert "还没有人在网上填过" in before


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_board_asks_the_same_questions_for_one_and_for_three(
    number, village, programme, clerk, supervisor, django_assert_num_queries
):
    for _again in range(number):
        propose(village, by=clerk, at=clock.now() - timedelta(days=30))
    client = sign_in(supervisor)
    client.get(DESK)
    with django_assert_num_queries(14):
        client.get(DESK)


def test_how_fast_each_place_is_is_listed_on_request_for_this_year_and_downloads(
    late, supervisor, secretary
):
    client = sign_in(supervisor)
    assert "speed" not in client.get(DESK).context["board"].tables
    answer = client.get(f"{DESK}?speed")
    table = answer.context["board"].tables["speed"]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["青溪镇", "0", "—", "—", "0.0%", "2", "—"],
        ["白石镇", "0", "—", "—", "0.0%", "1", "—"],
    ]
    assert [cell.text for cell in table.total[:1]] == ["合计"]
    lines = client.get(f"{DESK}?table=speed&period=2026-05").content.decode("utf-8-sig")
    assert (
        lines.splitlines()[0]
        == "地方,办成件数,全程中位天数,全程九成天数,按时率,超期没办出,最慢的一步"
    )
    assert "2026年5月。全程从提交算到完成" in lines
    alone = sign_in(secretary).get(f"{DESK}?speed").context["board"].tables["speed"]
    assert [row[0].text for row in alone.rows] == ["合计"]
