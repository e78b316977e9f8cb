"""政策交流推介会: whom it invited, who came, what came of it."""

from datetime import timedelta

import pytest
from django.test import Client

from projects.actions import briefings, organisations
from projects.models import Briefing, BriefingGuest
from projects.queries.briefings import applications, held
from tests.factories.desk import sign_in, text_of
from tests.factories.library import briefing
from tests.factories.people import appoint
from tests.factories.works import organisation
from villages import notices
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@pytest.fixture(autouse=True)
def our_district(settings):
    settings.DISTRICT_CODE = "990001"


@pytest.fixture
def guests(district):
    return [organisation(district, f"组织{number}", "social") for number in range(3)]


@pytest.fixture
def meeting(village, guests, town_officer):
    return briefing(village, by=town_officer, guests=guests)


def came(row, *people):
    return dict(zip(row.guests.values_list("pk", flat=True), people, strict=True))


def test_who_came_is_written_down_once(meeting, town_officer):
    row = briefings.count(meeting, by=town_officer, people=came(meeting, 2, 0, 1), outcome="谈了。")
    assert list(row.guests.values_list("attended", "people")) == [
        (True, 2), (False, None), (True, 1),
    ]  # fmt: skip
    with pytest.raises(Refused, match="不能再改"):
        briefings.count(meeting, by=town_officer, people={})
    with pytest.raises(Refused, match="不能再改"):
        briefings.prepare(meeting, by=town_officer, guests=[])


def test_not_before_its_day_and_in_no_other_hands(
    village, guests, town_officer, secretary, supervisor
):
    tomorrow = clock.today() + timedelta(days=1)
    row = briefing(village, by=town_officer, guests=guests, held_on=tomorrow)
    with pytest.raises(Refused, match="还没有开"):
        briefings.count(row, by=town_officer, people={})
    for stranger in (secretary, supervisor):
        with pytest.raises(Refused, match="您可以查看"):
            briefings.count(row, by=stranger, people={})
        with pytest.raises(Refused, match="您可以查看"):
            briefing(village, by=stranger, guests=guests)
    with pytest.raises(Refused, match="至少一个"):
        briefings.prepare(row, by=town_officer, guests=[])


def test_the_list_of_guests_is_changed_until_then(meeting, guests, town_officer):
    briefings.prepare(meeting, by=town_officer, guests=guests[:1])
    assert [one.organisation for one in meeting.guests.all()] == guests[:1]


def test_what_came_of_it(meeting, guests, town_officer, district, village, programme):
    briefings.count(meeting, by=town_officer, people=came(meeting, 1, 0, 0))
    for number, guest in enumerate(guests[:2]):
        by = Actor.at(appoint(Role.ORGANISATION, district, f"of-{number}", organisation=guest))
        told = {
            "form_token": f"7c9e6679-7425-40de-944b-e07fc1f90ae{number}", "village": village,
            "title": "上门理发", "need": "每月一次，为长者上门理发。", "micro_type": "service",
            "agree": notices.CURRENT,
        }  # fmt: skip
        organisations.propose(told, by=by)
    assert applications(meeting) == 1  # the second guest did not come
    [told] = held()
    assert (told.invited, told.attended, told.proposed) == (3, 1, 1)
    page = text_of(Client().get("/partners/"))
    assert "邀请 3 家组织，到会 1 家。会后这些组织申报了 1 件。" in page


def test_at_the_desk(town_officer, guests, supervisor):
    desk = sign_in(town_officer)
    told = {"prepare": "1", "title": "推介会", "held_on": str(clock.today()), "venue": "镇政府"}
    wrong = desk.post("/admin/projects/briefing/add/", told)
    assert wrong.status_code == 400 and 'value="推介会"' in text_of(wrong)
    told["guests"] = [one.pk for one in guests]
    answer = desk.post("/admin/projects/briefing/add/", told)
    row = Briefing.objects.get()
    assert answer.status_code == 302
    page = f"/admin/projects/briefing/{row.pk}/change/"
    sheet = text_of(desk.get(f"/admin/projects/briefing/{row.pk}/sheet/"))
    assert all(one.name in sheet for one in guests)
    assert desk.get(f"{page}?change=1").status_code == 200
    counted = {f"came_{guest.pk}": "1" for guest in row.guests.all()} | {"outcome": "约好再谈。"}
    assert sign_in(supervisor).post(page, counted).status_code == 403
    assert desk.post(page, counted).status_code == 302
    assert BriefingGuest.objects.filter(attended=True).count() == 3
    assert desk.post(page, counted).status_code == 409
    assert "约好再谈。" in text_of(sign_in(supervisor).get(page))


def test_no_page_and_no_paper_of_it_names_who_is_in_charge(district, village, town_officer):
    secret = {"contact_name": "司徒第9位", "contact_phone": "17712340009"}
    guest = organisation(district, "青溪社工中心", "social", **secret)
    row = briefing(village, by=town_officer, guests=[guest])
    desk, page = sign_in(town_officer), f"/admin/projects/briefing/{row.pk}/"
    told = ["/admin/projects/briefing/add/", f"{page}change/", f"{page}change/?change=1"]
    told += [f"{page}sheet/", "/admin/projects/briefing/"]
    for address in told:
        text = text_of(desk.get(address))
        assert not any(word in text for word in secret.values()), address
    kept = text_of(desk.get(f"/admin/villages/organisation/{guest.pk}/sheet/"))
    assert all(word in kept for word in secret.values())  # the control: a keeper reads them there
