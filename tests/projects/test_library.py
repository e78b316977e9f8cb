"""项目库: what may be taken in, what follows from its projects, the review, the order, the copy."""

from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from funding.actions.budgets import Part
from projects.actions import library, ordering
from projects.actions.library import Did
from projects.lifecycle import ProjectLife
from projects.models import LibraryEntry, Origin, Project, Sheet
from projects.queries import library as menu
from projects.queries.library import Asked
from projects.states import State
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.library import WHY, dish, in_the_library
from tests.factories.projects import A_WHILE, bring, furnish, hand_in, propose
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@pytest.fixture(autouse=True)
def our_district(settings):
    settings.DISTRICT_CODE = "990001"


@pytest.fixture
def done(lamps):
    return bring(lamps, "close_evaluation")


@pytest.fixture
def entry(done):
    return in_the_library(done)


def another(village, clerk, parts=None):
    project = propose(village, clerk, at=clock.now() - A_WHILE, title="另一件")
    project = furnish(project, parts=parts) if parts else furnish(project)
    return bring(project, "close_evaluation")


def test_only_what_is_finished_public_and_liked_is_taken_in(
    done, village, clerk, district_officer, far_village
):
    running = bring(propose(village, clerk, at=clock.now() - A_WHILE), "accept")
    with pytest.raises(Refused, match=running.query_no):
        library.take_in(dish(done, running), by=district_officer, reason=WHY)
    with pytest.raises(Refused, match="至少写一件"):
        library.take_in(dish(), by=district_officer, reason=WHY)
    with pytest.raises(Refused, match="至少 10 个字"):
        library.take_in(dish(done), by=district_officer, reason="好")
    found = library.take_in(dish(done, title="一个名称"), by=district_officer, reason=WHY)
    assert list(LibraryEntry.objects.on_offer()) == [found]
    with pytest.raises(Refused, match="同名"):
        library.take_in(dish(done, title="一个名称"), by=district_officer, reason=WHY)


def test_what_residents_did_not_like_is_not_taken_in(lamps, clerk, district_officer):
    project = bring(lamps, "open_evaluation")
    hand_in(project, satisfied=2, basic=0, dissatisfied=9)
    project = ProjectLife.reopen(project, by=clerk, note="大家不满意，要整改。")
    with pytest.raises(Refused, match="还不能入库"):
        library.take_in(dish(project), by=district_officer, reason=WHY)


@pytest.mark.parametrize("who", ["secretary", "town_officer", "supervisor"])
def test_the_district_decides(who, done, entry, request):
    by = request.getfixturevalue(who)
    with pytest.raises(Refused, match="由区里决定"):
        library.take_in(dish(done), by=by, reason=WHY)
    with pytest.raises(Refused, match="由区里决定"):
        library.review(entry, Did.OUT, by=by, reason=WHY)


def test_cost_and_implementers_follow_from_the_projects(done, village, clerk):
    cheap = another(village, clerk, [Part("district", 900_000)])
    row = in_the_library(done)
    found = menu.one(row.pk)
    assert (found.least_fen, found.most_fen) == (3_400_000, 3_400_000)
    assert found.cost == "34,000 元（1 件项目的资金）"
    both = menu.one(library.take_in(
        dish(done, cheap), by=clerk, reason=WHY, district=village.town.district
    ).pk)  # fmt: skip
    assert both.cost == "9,000 到 34,000 元（2 件项目的资金）"
    assert [name for name, _pk in both.doers] == ["青溪建设有限公司"]
    assert [one.days is not None for one in both.done] == [True, True]


def test_a_year_without_a_review_is_said_and_a_review_ends_it(entry, clerk):
    assert menu.one(entry.pk).is_reviewed
    with time_machine.travel(datetime(2027, 1, 4, 9), tick=False):
        assert not menu.one(entry.pk).is_reviewed
        assert "2027年还没有年审" in text_of(Client().get(f"/library/{entry.pk}/"))
        assert "2027年还没有年审" in text_of(Client().get("/library/"))
        library.review(entry, Did.KEPT, by=clerk, reason="今年又有两个村点了单，效果好。")
        assert menu.one(entry.pk).is_reviewed
        with pytest.raises(Refused, match="今年已经年审过"):
            library.review(entry, Did.KEPT, by=clerk, reason=WHY)


def test_out_is_not_on_the_menu_and_its_page_says_so(entry, clerk, secretary):
    library.review(entry, Did.OUT, by=clerk, reason="价格涨了一倍，不再适合推广。")
    assert "共 0 项" in text_of(Client().get("/library/"))
    assert "已经出库" in text_of(Client().get(f"/library/{entry.pk}/"))
    with pytest.raises(Refused, match="已经出库，不能点单"):
        ordering.pick(entry, by=secretary)
    with pytest.raises(Refused, match="不在库里"):
        library.review(entry, Did.KEPT, by=clerk, reason=WHY)
    library.review(entry, Did.IN, by=clerk, reason=WHY)
    with pytest.raises(Refused, match="已经在库里"):
        library.review(entry, Did.IN, by=clerk, reason=WHY)
    assert menu.one(entry.pk).is_on_offer


def test_an_order_is_a_draft_with_words_and_items_and_its_origin(entry, done, far_secretary):
    draft = ordering.pick(entry, by=far_secretary)
    assert (draft.village, draft.state, draft.title, draft.need) == (
        far_secretary.post.village, State.DRAFT, entry.title, entry.what,
    )  # fmt: skip
    assert (draft.project_class, draft.micro_type) == ("services", "service")
    items = [(one.name, one.quantity, one.unit) for one in done.work_items.all()]
    assert [(one.name, one.quantity, one.unit) for one in draft.work_items.all()] == items
    assert_nothing_else_came(draft, done)
    assert draft.origin.entry == entry
    assert ordering.pick(entry, by=far_secretary) == draft  # pressed twice


def assert_nothing_else_came(draft, like):
    """No money, no people, no photos, no decisions, no place, and not what the resident said."""
    assert (draft.budget, draft.place, draft.spot, draft.latitude) == (None, None, "", None)
    assert not any(one.unit_price_fen or one.place_id for one in draft.work_items.all())
    assert (draft.contact.name, draft.contact.phone, draft.proposer) == ("", "", None)
    assert draft.beneficiaries.count() == draft.photos.count() == draft.agenda_items.count() == 0
    assert like.need not in draft.need


def test_only_a_secretary_orders(entry, liaison, town_officer):
    for other in (liaison, town_officer):
        with pytest.raises(Refused, match="由村（社区）党组织书记办理"):
            ordering.pick(entry, by=other)


def test_a_copy_takes_the_public_words_only(done, village, far_secretary, liaison, clerk):
    draft = ordering.copy(done, by=far_secretary)
    assert (draft.title, draft.need) == (done.public_title, done.public_need)
    assert_nothing_else_came(draft, done)
    assert draft.origin.source == done
    with pytest.raises(Refused, match="别的村"):
        ordering.copy(done, by=liaison)  # of one's own village
    unreleased = propose(village, clerk, at=clock.now())
    with pytest.raises(Refused, match="已经公开发布"):
        ordering.copy(unreleased, by=far_secretary)


def test_the_page_of_what_was_ordered_names_its_origin(entry, far_secretary, done):
    project = ProjectLife.submit(ordering.pick(entry, by=far_secretary), by=far_secretary)
    page = text_of(Client().get(f"/projects/{project.query_no}/"))
    assert f'href="/library/{entry.pk}/"' in page
    assert menu.picked(entry) == 1
    copied = ProjectLife.submit(ordering.copy(done, by=far_secretary), by=far_secretary)
    assert done.query_no in text_of(Client().get(f"/projects/{copied.query_no}/"))
    assert Origin.objects.count() == 2


def test_a_resident_begins_with_the_words_of_the_entry(entry):
    client = Client()
    page = text_of(client.get(f"/library/{entry.pk}/"))
    assert "我们村也想要" in page
    start = f"/propose/?new=1&kind=service&library={entry.pk}"
    assert f'name="library" value="{entry.pk}"' in text_of(client.get(start))
    client.post(
        "/propose/", {"kind": "service", "library": entry.pk, "form_token": "", "village": ""}
    )
    words = Sheet.objects.get().told["words"]
    assert words.startswith(f"我们村也想要“{entry.title}”")
    assert menu.offered(999_999) is None


def test_the_menu_is_filtered_and_costs_the_same_for_one_and_three(done, clerk):
    asked = []
    for number in (1, 2):
        for _one in range(number):
            in_the_library(done)
        with CaptureQueriesContext(connection) as queries:
            assert Client().get("/library/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5
    assert menu.page(Asked(project_class="works"), 1)[1].paginator.count == 0
    assert menu.page(Asked(project_class="services", text="理发"), 1)[1].paginator.count == 3


def test_the_api_tells_the_menu(entry, done):
    [told] = Client().get("/api/v1/library/").json()["results"]
    assert (told["title"], told["least_fen"], told["counted"]) == (entry.title, 3_400_000, 1)
    assert (told["implementers"], told["projects"]) == (["青溪建设有限公司"], [done.query_no])
    assert Client().get("/api/v1/library/?micro_type=nonsense").status_code == 400


def test_at_the_desk_taken_in_reviewed_and_ordered(done, district_officer, far_secretary, liaison):
    desk = sign_in(district_officer)
    add = "/admin/projects/libraryentry/add/"
    page = text_of(desk.get(f"{add}?project={done.query_no}"))
    assert done.query_no in page and done.public_title in page
    told = {
        "projects": f"{done.query_no[:4]} {done.query_no[4:]}", "title": "村道路灯",
        "project_class": "works", "micro_type": "facility", "what": "村道加装节能路灯，自动开关。",
        "days": "60", "conditions": "没有", "reason": WHY,
    }  # fmt: skip
    assert desk.post(add, told | {"projects": "1234567890"}).status_code == 400
    assert desk.post(add, told).status_code == 302
    entry = LibraryEntry.objects.get()
    page = f"/admin/projects/libraryentry/{entry.pk}/change/"
    assert sign_in(liaison).post(page, {"pick": "1"}).status_code == 403
    answer = sign_in(far_secretary).post(page, {"pick": "1"})
    draft = Project.objects.get(origin__entry=entry)
    assert answer.url == page_of(draft) + "#main"
    wrong = desk.post(page, {"kind": "out", "reason": "短"})
    assert wrong.status_code == 400
    assert desk.post(page, {"kind": "out", "reason": WHY}).status_code == 302
    assert not LibraryEntry.objects.on_offer().exists()


def test_copied_at_the_desk(done, far_secretary, town_officer):
    desk, address = sign_in(far_secretary), "/admin/projects/project/copy/"
    assert desk.post(address, {"number": "1"}).status_code == 400
    assert desk.post(address, {"number": done.query_no}).status_code == 302
    assert sign_in(town_officer).get(address).status_code == 403
