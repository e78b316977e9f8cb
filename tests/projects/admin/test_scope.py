"""Another village's matters are not there: in no list, filter, choice, count, search or address."""

import json

import pytest
from django.db import DatabaseError
from django.db.transaction import atomic
from django.test import Client

from projects.models import PrivateReading, Project
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from tests.factories.people import appoint, make_person
from tests.factories.projects import furnish, propose
from villages.models import Place
from villages.roles import Role
from weishishi.kernel.numbers import spaced

PAGES = ("change", "step", "facts", "public", "slip", "history")


@pytest.fixture
def three(village, neighbour, far_village, programme, clerk):
    """One matter in each of three villages, two of them in one town."""
    titles = {village: "石桥装灯", neighbour: "柳湾修路", far_village: "远山护栏"}
    return {place: propose(place, by=clerk, title=title) for place, title in titles.items()}


def listed(client, query=""):
    return named(text_of(client.get(PROJECTS + query)))


def named(page):
    """The titles of the matters whose numbers stand there: not everybody reads what the proposer
    called it."""
    projects = Project.objects.filter(query_no__isnull=False)
    return {project.title for project in projects if spaced(project.query_no) in page}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("liaison", {"石桥装灯"}),
        ("committee", {"石桥装灯"}),
        ("secretary", {"石桥装灯"}),
        ("supervision_committee", {"石桥装灯"}),
        ("far_secretary", {"远山护栏"}),
        ("lead_contact", {"石桥装灯"}),
        ("town_officer", {"石桥装灯", "柳湾修路"}),
        ("town_finance", {"石桥装灯", "柳湾修路"}),
        ("other_town_officer", {"远山护栏"}),
        ("district_officer", {"石桥装灯", "柳湾修路", "远山护栏"}),
        ("supervisor", {"石桥装灯", "柳湾修路", "远山护栏"}),
        ("auditor", {"石桥装灯", "柳湾修路", "远山护栏"}),
    ],
)
def test_everybody_lists_and_opens_exactly_her_own(who, sees, three, request):
    client = sign_in(request.getfixturevalue(who))
    assert listed(client) == sees
    assert named(text_of(client.get("/admin/"))) == sees
    for project in three.values():
        expected = 200 if project.title in sees else 404
        assert client.get(page_of(project)).status_code == expected
        assert client.get(page_of(project, "history")).status_code == expected
    assert f"共 {len(sees)} 条" in text_of(client.get(PROJECTS))


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_the_three_administrators_see_no_project(who, three, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(PROJECTS).status_code == 403
    for project in three.values():
        for page in PAGES:
            assert client.get(page_of(project, page)).status_code == 403
    assert not any(project.title in text_of(client.get("/admin/")) for project in three.values())


def test_every_page_of_another_village_is_not_there_for_reading_and_for_writing(
    three, far_village, secretary
):
    client, project = sign_in(secretary), three[far_village]
    for page in PAGES:
        address = page_of(project, page)
        assert client.get(address).status_code == 404
        assert (
            client.post(address, {"verb": "accept", "title": "x", "text": "x"}).status_code == 404
        )
    project.refresh_from_db()
    assert (project.state, project.public_title) == ("submitted", "")


def test_filters_offer_and_accept_only_ones_own_places(
    three, village, neighbour, far_village, town_officer, district_officer
):
    town, district = sign_in(town_officer), sign_in(district_officer)
    assert f"village={neighbour.pk}" in text_of(town.get(PROJECTS))
    assert f"village={far_village.pk}" not in text_of(town.get(PROJECTS))
    assert f"town={far_village.town_id}" not in text_of(town.get(PROJECTS))
    assert listed(town, f"?village={far_village.pk}") == set()
    assert "远山护栏" not in listed(town, f"?town={far_village.town_id}")
    assert listed(district, f"?town={far_village.town_id}") == {"远山护栏"}
    assert listed(district, f"?village={village.pk}") == {"石桥装灯"}
    assert listed(district, "?town=²") == listed(district, "?village=²") == set()


def test_searching_finds_only_ones_own(three, village, far_village, secretary):
    client = sign_in(secretary)
    theirs, mine = three[far_village].query_no, three[village].query_no
    assert listed(client, f"?q={theirs}") == set()
    assert listed(client, f"?q={mine[:4]}+{mine[4:9]}+{mine[9:]}") == {"石桥装灯"}


@pytest.mark.parametrize(
    "lookup",
    [
        "need__contains=天黑", "slip_index__startswith=a", "contact__phone_index=1",
        "village__town__name=白石镇", "operator__person__username=x",
    ],
)  # fmt: skip
def test_no_hidden_field_can_be_guessed_through_the_address(lookup, three, supervisor):
    answer = sign_in(supervisor).get(f"{PROJECTS}?{lookup}")
    assert answer.status_code in (302, 400)


def test_autocomplete_is_scoped(three, village, far_village, hamlet, secretary):
    Place.objects.create(village=far_village, kind="hamlet", name="上石远")
    client = sign_in(secretary)

    def found(model, field, term):
        query = {"app_label": "projects", "model_name": model, "field_name": field, "term": term}
        answer = client.get("/admin/autocomplete/", query)
        return [row["text"] for row in json.loads(answer.content)["results"]]

    assert found("project", "place", "上石") == ["上石"]
    assert found("project", "merged_into", "") == ["石桥装灯"]
    assert [text.split()[-1] for text in found("project", "village", "")] == ["石桥村"]


def test_places_of_another_village_are_no_choice(three, village, far_village, secretary):
    foreign = Place.objects.create(village=far_village, kind="hamlet", name="远坡")
    client = sign_in(secretary)
    page = text_of(client.get("/admin/villages/place/add/"))
    assert f'value="{village.pk}" selected' in page
    assert f'value="{far_village.pk}"' not in page
    forged = {"village": far_village.pk, "kind": "spot", "name": "伪造"}
    assert client.post("/admin/villages/place/add/", forged).status_code == 200
    assert not Place.objects.filter(name="伪造").exists()
    assert client.get(f"/admin/villages/place/{foreign.pk}/change/").status_code == 404
    assert client.get(f"/admin/villages/place/{foreign.pk}/history/").status_code == 404


def test_the_journal_and_the_budgets_are_scoped(three, village, far_village, secretary):
    for project in three.values():
        furnish(project)
    client = sign_in(secretary)
    for register in ("projects/journalentry", "funding/budget"):
        page = text_of(client.get(f"/admin/{register}/"))
        assert ("石桥装灯" in page, "远山护栏" in page) == (True, False)
    theirs = three[far_village].journal.get()
    assert client.get(f"/admin/projects/journalentry/{theirs.pk}/change/").status_code == 404


def test_a_draft_is_its_writers_alone(three, village, secretary, wang):
    from projects.actions.proposals import save_draft
    from tests.factories.projects import proposal

    draft = save_draft(proposal(village, title="还没写完"), by=wang).project
    client = sign_in(secretary)
    assert client.get(page_of(draft)).status_code == 404
    assert "还没写完" not in text_of(client.get(PROJECTS))


def test_own_words_and_phone_are_for_confidants(three, village, request):
    project = three[village]
    for who, told in {
        "liaison": True, "secretary": True, "town_officer": True, "lead_contact": False,
        "supervision_committee": False, "town_finance": False, "district_officer": False,
        "supervisor": False, "auditor": False,
    }.items():  # fmt: skip
        desk = sign_in(request.getfixturevalue(who))
        page = text_of(desk.get(page_of(project)))
        assert "13800138000" not in page and "王先生" not in page
        assert ("138****8000" in page, "老人走路怕摔" in page) == (told, told), who
        pressed = desk.post(page_of(project), {"reveal": f"proposer:{project.pk}"})
        assert pressed.status_code == (200 if told else 403), who
        assert ("13800138000" in text_of(pressed), "王先生" in text_of(pressed)) == (told, told)
    assert PrivateReading.objects.count() == 3


def test_a_name_and_a_phone_are_shown_by_one_press_that_is_written_down(three, village, liaison, neighbour_secretary):  # fmt: skip
    project = three[village]
    desk, pressed = sign_in(liaison), {"reveal": f"proposer:{project.pk}"}
    page = text_of(desk.post(page_of(project), pressed))
    assert 'href="tel:13800138000"' in page and "王先生" in page
    reading = PrivateReading.objects.get()
    assert (reading.fact, reading.row, reading.number) == ("proposer", project.pk, project.query_no)
    assert (reading.post, reading.person) == (liaison.post, liaison.person)
    assert "13800138000" not in text_of(desk.get(page_of(project)))
    assert desk.post(page_of(project), {"reveal": "proposer:0"}).status_code == 404
    assert desk.post(page_of(project), {"reveal": "nonsense"}).status_code == 404
    assert desk.post(page_of(project), {}).status_code == 405
    assert sign_in(neighbour_secretary).post(page_of(project), pressed).status_code == 404
    assert PrivateReading.objects.count() == 1
    with pytest.raises(DatabaseError), atomic():
        PrivateReading.objects.update(number="1")


def test_nobody_without_a_post_comes_in(three, village, wang):
    client = Client()
    assert client.get("/admin/").status_code == 302
    client.force_login(wang.person)
    assert client.get(page_of(three[village])).status_code == 302
    assert "现在没有在任的职务" in text_of(client.get("/admin/", follow=True))


def test_a_superuser_without_a_post_does_not_come_in_and_with_one_deletes_nothing(
    three, village, db
):
    root = make_person("root", is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(root)
    assert client.get("/admin/").status_code == 302
    appoint(Role.SECRETARY, village, person=root)
    address = page_of(three[village], "delete")
    assert client.get(address).status_code == 403
    assert client.post(address, {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": three[village].pk, "post": "yes"}
    client.post(PROJECTS, bulk)
    three[village].refresh_from_db()


WHO_READS = {"liaison": True, "town_officer": True, "supervisor": False, "auditor": False}


def test_only_who_reads_the_proposers_words_reads_and_finds_her_title(three, village, request):
    project = three[village]
    for who, reads in WHO_READS.items():
        client = sign_in(request.getfixturevalue(who))
        for address in (PROJECTS, "/admin/", page_of(project), page_of(project, "history")):
            assert (project.title in text_of(client.get(address))) == reads, (who, address)
        assert (named(text_of(client.get(f"{PROJECTS}?q={project.title}"))) != set()) == reads
    furnish(project)
    told = sign_in(request.getfixturevalue("supervisor")).get(PROJECTS)
    assert "村口加装路灯" in text_of(told)


def test_the_registers_of_steps_and_money_keep_her_title_as_well(three, village, request):
    project = furnish(three[village])
    own_pages = {
        "/admin/projects/journalentry/": project.journal.first().pk,
        "/admin/funding/budget/": project.budget.pk,
    }
    for who, reads in WHO_READS.items():
        client = sign_in(request.getfixturevalue(who))
        for register, pk in own_pages.items():
            own_page = f"{register}{pk}/change/"
            for address in (register, own_page):
                page = text_of(client.get(address))
                assert (project.title in page) == reads, (who, address)
                assert reads or "村口加装路灯" in page
            found = client.get(register, {"q": project.title}).content.decode()
            assert (own_page in found) == reads, (who, register)
