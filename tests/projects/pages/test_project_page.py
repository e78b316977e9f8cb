"""One project's page: what happens now, who has it, and what happened so far."""

from datetime import timedelta

import pytest
from django.test import Client

from projects.lifecycle import ProjectLife
from projects.queries import history
from projects.queries.public_project import detail
from projects.states import FINAL, Holder, State
from tests.factories.drawn import drawn_once
from tests.factories.people import make_resident
from tests.factories.projects import REASON, bring, furnish
from villages.models import Village
from weishishi.kernel import clock


def test_the_rail_stands_at_the_stage_and_the_log_is_newest_first(client, lamps, text_of):
    project = bring(lamps, "start")
    told = detail(project.query_no)
    assert [bead.css for bead in told.beads] == ["done", "done", "done", "now", ""]
    assert told.log[0].sentence == "开始实施"
    assert told.log[-1].sentence == "提出了这件事"
    text = text_of(client.get(f"/projects/{project.query_no}/"))
    assert text.count('aria-current="step"') == 2  # one bead, one line


def test_a_completed_matter_has_four_beads_behind_it(lamps):
    told = detail(bring(lamps, "complete").query_no)
    assert [bead.css for bead in told.beads] == ["done"] * 4 + [""]


def test_a_refused_matter_shows_how_far_it_came_and_why(lamps, committee):
    ProjectLife.decline(lamps, by=committee, note=REASON)
    told = detail(lamps.query_no)
    assert [bead.css for bead in told.beads] == ["end", "", "", "", ""]
    assert (told.chip.css, told.ended_because) == ("end", REASON)
    assert told.outlook.turn == ""


def test_money_is_told_by_source_and_in_kind_apart(client, lamps, text_of):
    from funding.actions.budgets import Part

    parts = [
        Part("district", 3_000_000), Part("sponsorship", 1_000_000),
        Part("sponsorship", 500_000, "in_kind", "报价单"),
    ]  # fmt: skip
    money = detail(furnish(lamps, parts=parts).query_no).money
    assert money.total == "40,000"
    assert [(part.label, part.width) for part in money.parts] == [
        ("区级财政", "75.00%"),
        ("企业赞助", "25.00%"),
    ]
    assert [(gift.label, gift.amount) for gift in money.gifts] == [("企业赞助", "5,000")]


def test_a_late_record_tells_both_days_and_why(lamps, secretary):
    yesterday_or_so = clock.now() - timedelta(days=6)
    ProjectLife.accept(
        lamps, by=secretary, at=yesterday_or_so, late_reason="台风停电，当时用纸登记。"
    )
    late = detail(lamps.query_no).log[0].late
    assert late.startswith("补录：")
    assert late.endswith("原因：台风停电，当时用纸登记。")
    assert f"{clock.today():%-m月%-d日}记录" in late


def test_an_import_is_no_late_record_and_names_the_office_that_had_it(lamps, village):
    log = detail(bring(lamps, "confirm").query_no).log
    assert {moment.late for moment in log} == {""}
    assert log[0].office == "青溪镇民生微实事办公室"
    assert log[-2].office == "石桥村委会"
    assert log[-1].office == "提出人"


@pytest.mark.parametrize("state", [one for one in State if one not in FINAL | {State.DRAFT}])
def test_every_running_state_says_whose_turn_it_is_and_what_comes_next(state, lamps):
    assert history.NEXT[state]
    assert state.holder != Holder.NOBODY


def test_a_merged_matter_leads_to_the_other(client, lamps, village, clerk, committee, text_of):
    from projects.actions import steps
    from tests.factories.projects import propose

    other = propose(village, clerk)
    steps.take(lamps, "merge", by=committee, answer=other.query_no, note=REASON)
    assert f"/projects/{other.query_no}/" in text_of(client.get(f"/projects/{lamps.query_no}/"))


def test_what_ended_is_not_shown_as_on_its_way(client, lamps, clerk, text_of):
    project = ProjectLife.terminate(bring(lamps, "start"), by=clerk, note=REASON)
    found = detail(project.query_no)
    assert [bead.css for bead in found.beads] == ["done", "done", "done", "end", ""]
    assert found.reached == "走到第 4 步：实施，到此为止"
    page = text_of(client.get(f"/projects/{project.query_no}/"))
    assert '<li class="end">实施<br>到此为止</li>' in page


@pytest.mark.parametrize("until", ["post_notice", "start", "complete", "archive"])
def test_what_was_told_of_it_is_drawn_once_without_a_question(
    until, lamps, django_assert_num_queries
):
    """The parts that are kept rest on nothing but what `detail` and its notice hold: they ask no
    database, and the same matter read again looks the same."""
    number = bring(lamps, until).query_no
    drawn_once(number, lamps.pk, django_assert_num_queries)


def test_who_is_counted_is_told_to_herself_alone(client, lamps, text_of):
    """The place of 我也需要 is kept for nobody in particular, and drawn anew for who is signed in."""
    person, other = make_resident(1), Client()
    address = f"/projects/{lamps.query_no}/"
    before = text_of(other.get(address))
    client.force_login(person)
    client.post(f"{address}need/")
    hers = text_of(client.get(address))
    assert "不需要了" in hers
    assert "不需要了" not in text_of(other.get(address)) + before


def test_a_step_anywhere_in_it_is_drawn_anew(client, lamps, village, text_of):
    number = bring(lamps, "start").query_no
    before = text_of(client.get(f"/projects/{number}/"))
    Village.objects.filter(pk=village.pk).update(name="石桥新村")
    after = text_of(client.get(f"/projects/{number}/"))
    assert "石桥新村" not in before
    assert after.count("石桥新村") > 3
