"""Needs in confidence: sealed, read for a reason that is written down, public from five on."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.transaction import atomic

from projects.actions import care, forgetting
from projects.demo import care as demo
from projects.demo.days import SHOWS
from projects.models import CareNeed, CareReading
from projects.queries.care import census, public_counts
from tests.factories.care import ADDRESS, NAME, WHY, WORDS, looked, need, written
from tests.factories.desk import sign_in, text_of
from tests.factories.people import appoint
from tests.factories.wishes import again
from villages.roles import Level, Role
from weishishi.kernel import append_only, clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
SECRETS = (NAME, ADDRESS, WORDS)
DESK = "/admin/projects/careneed"
MAY_READ = {Role.LIAISON, Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.TOWN_OFFICER}


def as_post(role, village):
    place = {
        Level.VILLAGE: village, Level.TOWN: village.town, Level.DISTRICT: village.town.district,
    }[role.level]  # fmt: skip
    return Actor.at(appoint(role, place, f"the-{role}"))


# ── Written down ─────────────────────────────────────────────────────────────────────────────────
def test_name_address_and_need_lie_sealed(village, liaison):
    found = written(village, liaison)
    care.look_at_home(found, by=liaison, looked=looked())
    with connection.cursor() as cursor:
        cursor.execute("SELECT n::text || h::text FROM projects_careneed n, projects_homesafety h")
        row = cursor.fetchone()[0]
    assert not [secret for secret in (*SECRETS, "卫生间装扶手") if secret in row]
    assert (again(found).name, again(found).address, again(found).need) == SECRETS


def test_nobody_is_listed_against_her_will(village, liaison):
    with pytest.raises(Refused, match="同意才能登记"):
        written(village, liaison, is_agreed=False)
    row = {"village": village, "written_at": clock.now(), **vars(need(is_agreed=False))}
    broken = pytest.raises(IntegrityError, match="nobody_is_listed_against_her_will")
    with broken, atomic():
        CareNeed.objects.create(form_token="0" * 32, **row)


def test_another_village_and_the_town_write_nothing_here(
    village, neighbour_secretary, town_officer, liaison
):
    found = written(village, liaison)
    for by in (neighbour_secretary, town_officer):
        with pytest.raises(Refused, match="由所在村"):
            written(village, by)
        with pytest.raises(Refused, match="由所在村"):
            care.decide(found, by=by, mode="service")
        with pytest.raises(Refused, match="由所在村"):
            care.look_at_home(found, by=by, looked=looked())


def test_a_home_is_not_looked_at_tomorrow(village, liaison):
    day = clock.today() + timedelta(days=1)
    with pytest.raises(Refused, match="不能在今天以后"):
        care.look_at_home(written(village, liaison), by=liaison, looked=looked(checked_on=day))


def test_a_year_long_past_or_to_come_is_refused_and_an_import_may(village, liaison):
    this = clock.today().year
    for year in (2012, this + 1):
        with pytest.raises(Refused, match=f"年份请写{this}，请核对"):
            written(village, liaison, year=year)
    assert written(village, Actor.importer("村（导入）"), year=2012).year == 2012


def test_in_january_the_census_of_last_year_may_still_be_written(village, liaison):
    last = clock.today().year
    with time_machine.travel(f"{last + 1}-01-20 10:00+08:00", tick=False):
        assert written(village, liaison, year=last).year == last
    refused = pytest.raises(Refused, match="以前年份的摸查请系统管理员导入")
    with time_machine.travel(f"{last + 1}-04-20 10:00+08:00", tick=False), refused:
        written(village, liaison, year=last)


@pytest.mark.parametrize(("ago", "is_fine"), [(60, True), (61, False)])
def test_a_home_was_looked_at_within_sixty_days(village, liaison, ago, is_fine):
    found, day = written(village, liaison), clock.today() - timedelta(days=ago)
    if is_fine:
        assert care.look_at_home(found, by=liaison, looked=looked(checked_on=day)).checked_on == day
    else:
        with pytest.raises(Refused, match="最早写到 60 天以前"):
            care.look_at_home(found, by=liaison, looked=looked(checked_on=day))


def test_the_form_says_who_may_read_and_that_it_stays(liaison):
    page = text_of(sign_in(liaison).get(f"{DESK}/add/"))
    assert "谁能看：本村（社区）工作人员和本镇经办人" in page and "不能再改，请先核对" in page


def test_an_empty_list_speaks_of_a_filter_only_where_one_is_set(liaison):
    desk = sign_in(liaison)
    assert "这里还没有困难群众的需求" in text_of(desk.get(f"{DESK}/"))
    assert "换一个词或清除筛选" in text_of(desk.get(f"{DESK}/?category__exact=old"))


# ── Read ─────────────────────────────────────────────────────────────────────────────────────────
def test_every_reading_is_written_down_for_good(village, liaison, client):
    found = written(village, liaison)
    client.force_login(liaison.person)
    assert not CareReading.objects.exists()
    answer = client.post(f"{DESK}/{found.pk}/change/", {"why": WHY})
    reading = CareReading.objects.get()
    assert (reading.person, reading.post, reading.need) == (liaison.person, liaison.post, found)
    assert (reading.why, reading.office) == (WHY, liaison.name) and reading.what and reading.at
    shown = client.get(answer["Location"])
    assert all(secret in shown.content.decode() for secret in SECRETS)
    assert "no-store" in shown["Cache-Control"]
    assert "projects_carereading" in append_only.tables()


def test_without_a_reason_nothing_is_shown(village, liaison, client):
    found = written(village, liaison)
    client.force_login(liaison.person)
    asked = client.get(f"{DESK}/{found.pk}/change/").content.decode()
    refused = client.post(f"{DESK}/{found.pk}/change/", {"why": "看看"})
    assert refused.status_code == 400
    read = asked + refused.content.decode() + client.get(f"{DESK}/").content.decode()
    assert not [secret for secret in SECRETS if secret in read]
    assert not CareReading.objects.exists()


def test_a_reading_opens_it_to_one_person_for_half_an_hour(village, liaison, secretary, client):
    found = written(village, liaison)
    reading = care.read(found, by=liaison, why=WHY)
    address = f"{DESK}/{found.pk}/read/{reading.pk}/"
    client.force_login(secretary.person)
    assert client.get(address).status_code == 302
    client.force_login(liaison.person)
    assert client.get(address).status_code == 200
    assert care.opens(reading, liaison) and not care.opens(reading, secretary)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert not care.opens(reading, liaison)


@pytest.mark.parametrize("role", Role)
def test_no_role_without_the_right_sees_a_private_field(role, village, liaison, client):
    found = written(village, liaison)
    reading = care.read(found, by=liaison, why=WHY)
    by = as_post(role, village)
    client.force_login(by.person)
    pages = (
        f"{DESK}/", f"{DESK}/{found.pk}/change/", f"{DESK}/{found.pk}/history/",
        f"{DESK}/{found.pk}/read/{reading.pk}/", f"{DESK}/census/", f"{DESK}/?q=欧阳",
        f"{DESK}/?name__contains=a", "/admin/", "/admin/projects/carereading/",
        f"/admin/projects/carereading/{reading.pk}/change/", f"/towns/{village.town_id}/",
    )  # fmt: skip
    read = "".join(client.get(page, follow=True).content.decode(errors="replace") for page in pages)
    assert not [secret for secret in (*SECRETS, "gAAAAA") if secret in read]
    if role in MAY_READ:
        assert care.read(found, by=by, why=WHY).pk
    else:
        with pytest.raises(Refused, match="只给所在村"):
            care.read(found, by=by, why=WHY)
        assert client.post(f"{DESK}/{found.pk}/change/", {"why": WHY}).status_code in (302, 403)


def test_another_village_reads_nothing(village, liaison, neighbour_secretary, other_town_officer):
    found = written(village, liaison)
    for by in (neighbour_secretary, other_town_officer):
        with pytest.raises(Refused, match="不是您辖区"):
            care.read(found, by=by, why=WHY)


def test_the_village_decides_how_to_help_and_looks_at_the_home(village, liaison, client):
    found = written(village, liaison)
    client.force_login(liaison.person)
    page = client.post(f"{DESK}/{found.pk}/change/", {"why": WHY})["Location"]
    assert client.post(page, {"deed": "mode", "mode": "mutual"}).status_code == 302
    told = {
        "deed": "home", "checked_on": clock.today().isoformat(), "in_order": ["floor"],
        "grade": "urgent", "advice": "装扶手",
    }  # fmt: skip
    assert client.post(page, told | {"grade": ""}).status_code == 400
    assert client.post(page, told).status_code == 302
    read = client.get(page).content.decode()
    assert "自助互助" in read and "隐患大" in read and "卫生间有扶手" in read
    assert again(found).mode == "mutual"


def test_the_town_reads_and_does_not_write(village, liaison, town_officer, client):
    found = written(village, liaison)
    client.force_login(town_officer.person)
    page = client.post(f"{DESK}/{found.pk}/change/", {"why": WHY})["Location"]
    assert NAME in client.get(page).content.decode()
    assert client.post(page, {"deed": "mode", "mode": "mutual"}).status_code == 403


def test_it_is_written_down_at_the_desk(village, liaison, client):
    client.force_login(liaison.person)
    told = vars(need()) | {"form_token": "6" * 32, "is_agreed": ""}
    refused = client.post(f"{DESK}/add/", told)
    assert refused.status_code == 400 and NAME in refused.content.decode()
    assert client.post(f"{DESK}/add/", told | {"is_agreed": "on"}).status_code == 302
    assert CareNeed.objects.get().name == NAME


# ── Counted ──────────────────────────────────────────────────────────────────────────────────────
def test_the_public_reads_five_and_not_four(client, village, neighbour, liaison, clerk):
    for _one in range(4):
        written(village, liaison)
    for _one in range(3):
        written(village, liaison, category="ill")
    page = f"/towns/{village.town_id}/"
    assert public_counts(village.town_id) is None
    assert "困难群众摸查" not in client.get(page).content.decode()
    written(neighbour, clerk)
    year, shown, homes = public_counts(village.town_id)
    assert (year, [number for _label, number in shown], homes) == (2026, [5], None)
    read = client.get(page).content.decode()
    assert "困难群众摸查" in read and "病（重病" not in read


def test_the_census_is_exact_for_who_may_read(village, neighbour, liaison, clerk, town_officer):
    care.look_at_home(written(village, liaison), by=liaison, looked=looked())
    written(neighbour, clerk, category="ill")
    [(here, numbers, total, homes)] = census(liaison.post, 2026)
    assert (here, numbers, total, homes) == (village, [1, 0, 0, 0, 0, 0], 1, 1)
    assert len(census(town_officer.post, 2026)) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_table_asks_no_more_for_many(
    client, village, liaison, number, django_assert_max_num_queries
):
    for _one in range(number):
        written(village, liaison)
    client.force_login(liaison.person)
    client.get(f"{DESK}/census/")
    with django_assert_max_num_queries(10):
        assert client.get(f"{DESK}/census/").status_code == 200


def test_after_two_years_only_the_number_is_left(village, liaison):
    found = written(village, liaison)
    care.look_at_home(found, by=liaison, looked=looked())
    with time_machine.travel(clock.now() + timedelta(days=732), tick=False):
        call_command("retention", verbosity=0)
    found = again(found)
    assert (found.name, found.address, found.need, found.category) == ("", "", "", "old")
    assert found.home_checks.get().advice == ""


def test_four_villages_of_the_demo_look_at_homes_together(village, liaison, monkeypatch):
    monkeypatch.setattr(demo, "FOUR", (village.code,))
    with time_machine.travel(SHOWS, tick=False):
        staff = SimpleNamespace(liaison={village.code: liaison.post})
        assert demo.count({village.code: village}, staff, "历史资料导入") == 15
        [(_year, _shown, homes)] = [public_counts(village.town_id)]
    assert homes == 11


# ── On paper ─────────────────────────────────────────────────────────────────────────────────────
def test_the_assessment_is_printed_while_the_reading_lasts(village, liaison, secretary, client):
    found = written(village, liaison)
    home = care.look_at_home(found, by=liaison, looked=looked())
    reading = care.read(found, by=liaison, why=WHY)
    sheet = f"{DESK}/{found.pk}/read/{reading.pk}/homes/{home.pk}/"
    client.force_login(liaison.person)
    shown = client.get(sheet)
    text = shown.content.decode()
    assert (
        NAME in text
        and ADDRESS in text
        and "卫生间装扶手" in text
        and "no-store" in shown["Cache-Control"]
    )
    assert text.count("☑") == 9  # eight spots and the grade
    client.force_login(secretary.person)
    assert client.get(sheet).status_code == 302
    client.force_login(liaison.person)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        client.force_login(liaison.person)
        assert client.get(sheet).status_code == 302


def test_an_empty_assessment_names_nobody(village, liaison, client):
    written(village, liaison)
    client.force_login(liaison.person)
    text = client.get(f"{DESK}/home-form/").content.decode()
    assert "居家环境安全评估表" in text and "☑" not in text
    assert not [secret for secret in SECRETS if secret in text]


# ── 开发项目 ──────────────────────────────────────────────────────────────────────────────────────
def test_a_project_comes_of_it_and_nothing_of_hers_goes_along(village, liaison, programme):
    found = written(village, liaison)
    with pytest.raises(Refused, match="“开发项目”的才提项目"):
        care.propose(found, by=liaison)
    care.decide(found, by=liaison, mode="project")
    draft = care.propose(found, by=liaison)
    assert draft.state == "draft" and "居家安全" in draft.title
    assert not [secret for secret in SECRETS if secret in f"{draft.title}{draft.need}{draft.spot}"]
    assert care.propose(found, by=liaison) == draft  # asked twice it is one
    assert again(found).project == draft


def test_a_draft_that_was_swept_leaves_the_need_free_again(village, liaison, programme):
    found = written(village, liaison, mode="project")
    forgetting.delete_draft(care.propose(found, by=liaison))
    assert again(found).project is None
    assert care.propose(found, by=liaison).state == "draft"


def test_the_town_proposes_nothing_for_her(village, liaison, town_officer, programme):
    found = written(village, liaison, mode="project")
    with pytest.raises(Refused, match="由所在村"):
        care.propose(found, by=town_officer)


def test_at_the_desk_one_button_leads_to_the_draft(village, liaison, programme):
    found = written(village, liaison, mode="project")
    desk = sign_in(liaison)
    where = desk.post(f"{DESK}/{found.pk}/change/", {"why": WHY}).url
    assert "提一个项目" in text_of(desk.get(where))
    answer = desk.post(where, {"deed": "propose"})
    assert answer.url == f"/admin/projects/project/{again(found).project_id}/change/"
    page = text_of(desk.get(answer.url))
    assert not [secret for secret in SECRETS if secret in page]
    assert "为此提的项目" in text_of(desk.get(where))
