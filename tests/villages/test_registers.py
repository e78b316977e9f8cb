"""The registers at the desk: who lists, adds and changes what is villages.roles.DESK, and no more."""

from datetime import timedelta

import pytest
from django.contrib import admin

from tests.factories.desk import sign_in, text_of
from tests.factories.people import PASSWORD, appoint
from villages.models import Person, Place, Post, Village
from villages.roles import DESK, DESK_ROLES, Role, may
from weishishi.kernel import clock

ACTORS = {
    Role.LIAISON: "liaison", Role.COMMITTEE_MEMBER: "committee", Role.SECRETARY: "secretary",
    Role.SUPERVISION_COMMITTEE: "supervision_committee", Role.TOWN_OFFICER: "town_officer",
    Role.LEAD_CONTACT: "lead_contact", Role.TOWN_FINANCE: "town_finance",
    Role.DISTRICT_OFFICER: "district_officer", Role.SUPERVISOR: "supervisor",
    Role.AUDITOR: "auditor", Role.SYSTEM_ADMIN: "system_admin",
    Role.SECURITY_ADMIN: "security_admin", Role.AUDIT_ADMIN: "audit_admin",
}  # fmt: skip


def test_what_is_registered_is_what_the_table_names():
    assert {model._meta.label_lower for model in admin.site._registry} == set(DESK)
    assert set(ACTORS) == set(DESK_ROLES)


@pytest.mark.parametrize("role", ACTORS)
def test_each_role_opens_exactly_what_the_table_grants(role, village, programme, request):
    client = sign_in(request.getfixturevalue(ACTORS[role]))
    for model in DESK:
        address = f"/admin/{model.replace('.', '/')}/"
        listed, added = client.get(address).status_code, client.get(f"{address}add/").status_code
        assert listed == (200 if may(role, "v", model) else 403), model
        assert added == (200 if may(role, "a", model) else 403), model


@pytest.mark.parametrize("role", ACTORS)
def test_nobody_deletes_anything(role, village, hamlet, request):
    client = sign_in(request.getfixturevalue(ACTORS[role]))
    for place in (village, hamlet):
        address = f"/admin/villages/{place._meta.model_name}/{place.pk}/delete/"
        assert client.post(address, {"post": "yes"}).status_code in (403, 404)
    assert Place.objects.filter(pk=hamlet.pk).exists()
    assert all("delete_selected" not in dict(admin.site.actions) for _each in "x")


@pytest.mark.parametrize("who", ["secretary", "town_officer", "system_admin"])
def test_villages_are_listed_by_scope(who, village, neighbour, far_village, request):
    client = sign_in(request.getfixturevalue(who))
    codes = {"secretary": {village.code}, "town_officer": {village.code, neighbour.code}}
    everything = {village.code, neighbour.code, far_village.code}
    page = text_of(client.get("/admin/villages/village/"))
    assert {code for code in everything if code in page} == codes.get(who, everything)
    expected = 200 if who == "system_admin" else 404
    assert client.get(f"/admin/villages/village/{far_village.pk}/change/").status_code == expected


def test_a_committee_keeps_its_figures_but_not_its_code(village, secretary):
    client = sign_in(secretary)
    client.post(
        f"/admin/villages/village/{village.pk}/change/",
        {"households": "431", "name": "改名村", "code": "990001100999", "town": "1"},
    )
    village.refresh_from_db()
    assert (village.households, village.name, village.code) == (431, "石桥村", "990001100200")


def test_a_wrong_code_is_refused_in_words(town, system_admin):
    form = {"town": town.pk, "code": "12", "name": "新村", "full_name": "新村", "kind": "village"}
    answer = sign_in(system_admin).post("/admin/villages/village/add/", form)
    assert "代码是 12 位数字" in text_of(answer)
    assert not Village.objects.filter(name="新村").exists()


def test_an_account_and_a_post_are_made_and_the_post_is_ended(village, system_admin):
    client = sign_in(system_admin)
    account = {
        "username": "lin", "display_name": "林主任",
        "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on", "is_staff": "on",
    }  # fmt: skip
    assert client.post("/admin/villages/person/add/", account).status_code == 302
    lin = Person.objects.get(username="lin")
    assert (lin.is_superuser, lin.is_staff, lin.check_password(PASSWORD)) == (False, False, True)
    post = {"person": "lin", "role": "liaison", "village": village.pk, "since": clock.today()}
    assert client.post("/admin/villages/post/add/", post).status_code == 302
    held = Post.objects.get(person=lin)
    ended = {"until": clock.today(), "role": "secretary", "since": "2000-01-01"}
    client.post(f"/admin/villages/post/{held.pk}/change/", ended)
    held.refresh_from_db()
    assert (held.role, held.since, held.until) == ("liaison", clock.today(), clock.today())


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"person": "nobody-there"}, "没有这个用户名"),
        ({"village": ""}, "请按角色填写任职的地方"),
        ({"until": "2000-01-01"}, "离任日期不能早于任职日期"),
    ],
)
def test_a_wrong_post_is_refused_in_words(form, words, village, secretary, system_admin):
    right = {
        "person": secretary.person.username, "role": "liaison", "village": village.pk,
        "since": clock.today(),
    }  # fmt: skip
    before = Post.objects.count()
    answer = sign_in(system_admin).post("/admin/villages/post/add/", right | form)
    assert (answer.status_code, words in text_of(answer)) == (200, True)
    assert Post.objects.count() == before


def test_a_supervisor_is_of_one_body_and_nobody_else_is(district, village, system_admin):
    client, add = sign_in(system_admin), "/admin/villages/post/add/"
    person = Person.objects.create(username="jian")
    post = {
        "person": "jian", "role": "supervisor", "district": district.pk, "since": clock.today()
    }  # fmt: skip
    assert "请选是人大、政协还是督查" in text_of(client.post(add, post))
    other = post | {"role": "auditor", "body": "congress"}
    assert "监督机构只对督查、人大、政协填写" in text_of(client.post(add, other))
    assert client.post(add, post | {"body": "congress"}).status_code == 302
    held = Post.objects.get(person=person)
    assert (held.office, held.title) == (f"{district.name}人大", f"{district.name} · 人大")
    page = f"/admin/villages/post/{held.pk}/change/"
    client.post(page, {"body": "inspection"})
    held.refresh_from_db()
    assert held.body == "congress"  # whoever held a post held it
    Post.objects.filter(pk=held.pk).update(body="")
    client.post(page, {"body": "inspection"})  # left open once, it is filled in once
    held.refresh_from_db()
    assert held.body == "inspection"


def test_a_post_does_not_end_before_it_began(secretary, system_admin):
    post = secretary.post
    page = f"/admin/villages/post/{post.pk}/change/"
    before = {"until": f"{post.since - timedelta(days=1):%Y-%m-%d}"}
    assert "离任日期不能早于任职日期" in text_of(sign_in(system_admin).post(page, before))
    post.refresh_from_db()
    assert post.until is None


def test_people_of_another_district_are_not_listed(system_admin, village, db):
    from villages.models import District, Town

    elsewhere = District.objects.create(code="990002", name="别的区")
    town = Town.objects.create(district=elsewhere, code="990002100", name="别的镇")
    stranger = appoint(Role.TOWN_OFFICER, town, "stranger")
    client = sign_in(system_admin)
    assert "stranger" not in text_of(client.get("/admin/villages/person/"))
    assert client.get(f"/admin/villages/person/{stranger.person_id}/change/").status_code == 404
    assert client.get(f"/admin/villages/person/{stranger.person_id}/password/").status_code == 404
    assert client.get(f"/admin/villages/post/{stranger.pk}/change/").status_code == 404


def test_a_list_says_yes_in_words(village, system_admin):
    page = text_of(sign_in(system_admin).get("/admin/villages/person/"))
    assert 'data-l="有效" class="field-is_active">是</td>' in page
    assert 'alt="True"' not in page


def test_posts_are_narrowed_to_those_in_force(village, system_admin, secretary):
    past = clock.today() - timedelta(days=1)
    appoint(Role.LIAISON, village, "former", until=past)
    client = sign_in(system_admin)
    now = text_of(client.get("/admin/villages/post/?holding=now"))
    assert "former" not in now
    assert "former" in text_of(client.get("/admin/villages/post/?holding=past"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("model", "number"),
    [("place", 6), ("servicepoint", 6), ("village", 6), ("post", 5), ("person", 5), ("town", 5)],
)
def test_every_register_asks_a_constant_number_of_questions(
    model,
    number,
    count,
    district,
    town,
    village,
    system_admin,
    secretary,
    django_assert_num_queries,
):
    from tests.factories.people import make_village
    from villages.models import ServicePoint, Town

    for n in range(count):
        Place.objects.create(village=village, kind="hamlet", name=f"坑{n}")
        other = make_village(town, f"村{n}", f"99000110090{n}")
        ServicePoint.objects.create(village=other, name=f"中心{n}")
        Town.objects.create(district=district, code=f"99000190{n}", name=f"镇{n}")
        appoint(Role.LIAISON, village, f"person{n}")
    actor = secretary if model in ("place", "servicepoint") else system_admin
    client = sign_in(actor)
    with django_assert_num_queries(number):
        client.get(f"/admin/villages/{model}/")


def test_a_cell_with_nothing_to_say_is_marked_so_that_a_phone_leaves_it_out(village, secretary):
    page = text_of(sign_in(secretary).get("/admin/villages/village/"))
    assert 'data-l="户数" data-none class="field-households">—</td>' in page
    village.households = 700
    village.save()
    page = text_of(sign_in(secretary).get("/admin/villages/village/"))
    assert 'data-l="户数" class="field-households">700</td>' in page


@pytest.mark.parametrize(
    ("register", "words", "there", "narrowed"),
    [
        ("wish", "另一位同事看过以后公布", "/wishes/", "state=draft"),
        ("careneed", "每年摸查时", "/admin/projects/careneed/census/", "year=2020"),
    ],
)
def test_an_empty_register_says_who_fills_it_and_where_to_look(
    register, words, there, narrowed, village, secretary
):
    desk = sign_in(secretary)
    page = text_of(desk.get(f"/admin/projects/{register}/"))
    assert words in page and f'href="{there}"' in page
    assert words not in text_of(desk.get(f"/admin/projects/{register}/?{narrowed}"))
