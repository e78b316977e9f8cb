"""What the public lists show, how they page and filter, and that they ask the database no more for
many than for one."""

from datetime import timedelta

import pytest

from projects.dashboards import drilled, tiles
from projects.models import Photo, Project
from projects.queries import public
from tests.factories.people import make_village
from tests.factories.projects import bring, furnish, propose
from weishishi.kernel import clock


@pytest.fixture
def fill(village, programme, clerk):
    """`fill(n)` proposes n matters in the village and brings them to the works."""

    def make(number):
        for day in range(number):
            at = clock.now() - timedelta(days=20, minutes=day)
            bring(propose(village, clerk, at=at), "start")

    return make


PAGES = {
    "/": 3,
    "/projects/": 3,
    "/projects/?text=灯&stage=implement&counted=started": 4,
    "/progress/": 7,
}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_the_same_few_questions_for_one_and_for_three(
    address, number, client, fill, django_assert_num_queries
):
    fill(number)
    with django_assert_num_queries(PAGES[address]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_village_page_asks_seven_questions(
    number, client, fill, village, django_assert_num_queries
):
    """The sixth is for its groups and volunteer teams, the seventh for its activities."""
    fill(number)
    with django_assert_num_queries(7):
        client.get(f"/villages/{village.pk}/")


@pytest.mark.parametrize("number", [1, 3])
def test_a_town_page_asks_five_questions(number, client, fill, town, django_assert_num_queries):
    fill(number)
    with django_assert_num_queries(5):
        client.get(f"/towns/{town.pk}/")


@pytest.mark.parametrize(("until", "number"), [("accept", 4), ("post_notice", 6), ("start", 8)])
def test_a_project_page_asks_four_questions_however_long_its_story_two_more_on_notice_and_in_the_works(
    until, number, client, lamps, clerk, django_assert_num_queries
):
    project = bring(lamps, until)
    with django_assert_num_queries(number):
        assert client.get(f"/projects/{project.query_no}/").status_code == 200


def test_pages_of_a_long_list_meet_without_gap_or_overlap(client, village, programme, clerk):
    for minute in range(30):
        propose(village, clerk, at=clock.now() - timedelta(minutes=minute // 3))
    seen, address = [], ""
    while address is not None:
        page = client.get(f"/projects/{address}").context
        seen += [card.number for card in page["page"].cards]
        address = page["older"] or None
    assert len(seen) == 30
    assert len(set(seen)) == 30


@pytest.mark.parametrize("counter", public.COUNTED)
def test_a_counter_and_the_list_behind_it_agree(counter, client, village, programme, clerk):
    at = clock.now() - timedelta(days=30)
    for until in ("accept", "confirm", "start", "complete"):
        bring(propose(village, clerk, at=at), until)
    propose(village, clerk, at=at)
    total = client.get(f"/projects/?counted={counter}").context["page"].total
    assert total == drilled.DRILLED[counter]().count()
    assert counter not in tiles.COUNTERS or total == tiles.counts()[counter]


def test_every_name_a_list_can_be_counted_by_is_a_counter():
    assert set(public.COUNTED) <= set(drilled.DRILLED)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?stage=collect", 1), ("?stage=select", 0), ("?state=submitted", 1), ("?text=石桥", 1),
        ("?text=%20", 1), ("?channel=online", 1), ("?channel=hotline", 0), ("", 1),
        ("?project_class=works", 0),
    ],
)  # fmt: skip
def test_filters_in_the_address_choose(query, found, client, lamps):
    assert client.get(f"/projects/{query}").context["page"].total == found


def test_a_town_and_a_village_choose_their_own(client, lamps, town, other_town, village, neighbour):
    total = {
        address: client.get(f"/projects/?{address}").context["page"].total
        for address in (
            f"town={town.pk}", f"town={other_town.pk}",
            f"village={village.pk}", f"village={neighbour.pk}",
        )
    }  # fmt: skip
    assert list(total.values()) == [1, 0, 1, 0]


@pytest.mark.parametrize(
    "query",
    [
        "village=abc", "village=-1", "village=99999999999999999999", "town=%00", "stage=nonsense",
        "state=draft", "counted=everything", "text=%00", "text=" + "长" * 10_000, "channel=1%27",
        "village=1&village=abc",
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_said_and_left_out(query, client, lamps, text_of):
    response = client.get(f"/projects/?{query}")
    assert response.status_code == 200
    assert response.context["page"].total == 1
    assert "看不懂，已经略过" in text_of(response)


@pytest.mark.parametrize("before", ["abc", "-", "9" * 40 + "-1", "1-" + "9" * 40, "１-１", "%00"])
def test_a_damaged_page_mark_shows_the_first_page(before, client, lamps):
    assert client.get(f"/projects/?before={before}").context["page"].total == 1


@pytest.mark.parametrize(
    "address",
    [
        "/projects/2021000317/", "/projects/123/", "/projects/abc/", "/villages/999999/",
        "/villages/99999999999999999999/", "/towns/999999/", "/villages/0/", "/projects/１２３/",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_404_with_a_way_on(address, client, db, text_of):
    response = client.get(address)
    assert response.status_code == 404
    assert "回首页" in text_of(response)


def test_a_village_that_begins_later_is_not_there_yet(client, village):
    village.valid_from = clock.today() + timedelta(days=1)
    village.save()
    assert client.get(f"/villages/{village.pk}/").status_code == 404


def test_before_its_release_a_matter_stands_under_a_general_title(client, lamps, text_of):
    assert "微设施（内容整理中）" in text_of(client.get("/projects/"))
    furnish(lamps)
    assert "村口加装路灯" in text_of(client.get("/projects/"))


def test_a_draft_is_nowhere(client, village, programme, clerk):
    from projects.actions.proposals import save_draft
    from tests.factories.projects import proposal

    save_draft(proposal(village), by=clerk)
    assert client.get("/projects/").context["page"].total == 0


def test_a_place_that_is_new_can_be_chosen_at_once(client, village, programme, settings):
    """The form of an address is kept, but only while there are the same places."""
    settings.DISTRICT_CODE = village.town.district.code
    assert "新来的村" not in client.get("/projects/").content.decode()
    new = make_village(village.town, "新来的村", "990001099999")
    page = client.get(f"/projects/?village={new.pk}").content.decode()
    assert f'<option value="{new.pk}" selected>新来的村</option>' in page
    assert (
        f'<option value="{new.pk}">新来的村</option>' in client.get("/projects/").content.decode()
    )


def test_who_types_too_much_reads_her_own_words_and_no_others(client, village, programme):
    """Kept parts are told apart by all that was typed, not by its beginning."""
    same = "灯" * 45
    for typed in (f"{same}甲", f"{same}乙", f"{same}甲"):
        page = client.get("/projects/", {"text": typed}).content.decode()
        assert f'value="{typed}"' in page and "看不懂，已经略过" in page


def test_a_card_drawn_before_is_drawn_anew_when_its_row_changed(client, village, programme, clerk):
    project = furnish(propose(village, by=clerk))
    assert "村口加装路灯" in client.get("/projects/").content.decode()
    Project.objects.filter(pk=project.pk).update(public_title="巷尾加装路灯", supporters=7)
    page = client.get("/projects/").content.decode()
    assert "巷尾加装路灯" in page and "7 人也需要" in page and "村口加装路灯" not in page


def test_what_was_finished_is_one_click_away_and_the_place_stays_chosen(
    client, lamps, village, programme, clerk
):
    bring(propose(village, clerk, at=clock.now() - timedelta(days=60)), "complete")
    form = client.get(f"/projects/?village={village.pk}&stage=select&lamp=late").context["form"]
    (words, finished, is_shown), *_others = form.shortcuts()
    assert (words, is_shown) == ("办成的", False)
    assert finished == f"?village={village.pk}&counted=completed"
    page = client.get(f"/projects/{finished}")
    assert page.context["page"].total == 1
    assert [shown for *_link, shown in page.context["form"].shortcuts()] == [True, False, False]
    for page, place in (
        ("villages", f"village={village.pk}"),
        ("towns", f"town={village.town_id}"),
    ):
        link = f'href="/projects/?{place}&amp;counted=completed"'
        assert link in client.get(f"/{page}/{place.partition('=')[2]}/").content.decode()


@pytest.mark.parametrize(
    ("words", "until", "stands"),
    [("正在实施的", "start", "正在实施"), ("正在商量的", "deliberate", "大家正在商量")],
)
def test_each_quick_link_lists_what_it_says(words, until, stands, client, lamps, village, clerk):
    bring(propose(village, clerk, at=clock.now() - timedelta(days=60)), until)
    links = {
        one: address
        for one, address, _shown in client.get("/projects/").context["form"].shortcuts()
    }
    page = client.get(f"/projects/{links[words]}").context["page"]
    assert [card.chip.word for card in page.cards] == [stands]


def test_a_village_shows_what_has_a_name_before_what_is_still_put_into_words(
    client, village, programme, clerk
):
    furnish(propose(village, clerk, at=clock.now() - timedelta(days=9)))
    propose(village, clerk, at=clock.now() - timedelta(days=1))
    cards = client.get(f"/villages/{village.pk}/").context["cards"]
    assert [card.title for card in cards] == ["村口加装路灯", "微设施（内容整理中）"]


def test_the_front_page_shows_what_was_finished_apart_from_what_is_under_way(
    client, village, programme, clerk, text_of
):
    done = bring(propose(village, clerk, at=clock.now() - timedelta(days=60)), "complete")
    assert "已经办成的" in text_of(client.get("/")) and "还没有公开的微实事" not in text_of(
        client.get("/")
    )
    running = bring(propose(village, clerk, at=clock.now() - timedelta(days=50)), "start")
    told = client.get("/").context
    assert [card.number for card in told["cards"]] == [running.query_no]
    assert [card.number for card in told["finished"]] == [done.query_no]


def test_of_the_finished_ones_those_with_a_picture_come_first(client, village, programme, clerk):
    old = bring(propose(village, clerk, at=clock.now() - timedelta(days=60)), "complete")
    for _each in range(4):
        bring(propose(village, clerk, at=clock.now() - timedelta(days=50)), "complete")
    Photo.objects.create(
        project=old, phase="after", state="ready", is_public=True, width=640, height=480,
        uploaded_at=clock.now(),
    )  # fmt: skip
    finished = client.get("/").context["finished"]
    assert (len(finished), finished[0].number) == (3, old.query_no)
