"""What went otherwise: sealed, ruled on by somebody else, read for a reason, never public."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.db.transaction import atomic

from projects.actions import tolerance
from projects.models import ToleranceNote, ToleranceReading
from tests.factories.people import appoint
from tests.factories.projects import bring
from tests.factories.tolerance import CAUSE, DEVIATION, RULED, WHY, told
from villages.roles import Level, Role
from weishishi.kernel import append_only, clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
SECRETS = (DEVIATION, CAUSE)
DESK = "/admin/projects/tolerancenote"
MAY_READ = {
    Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.TOWN_OFFICER, Role.LEAD_CONTACT,
    Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.AUDITOR,
}  # fmt: skip


@pytest.fixture
def note(lamps, secretary):
    return tolerance.write(lamps, by=secretary, **told())


def as_post(role, village):
    place = {
        Level.VILLAGE: village, Level.TOWN: village.town, Level.DISTRICT: village.town.district,
    }[role.level]  # fmt: skip
    assigned = [village] if role == Role.LEAD_CONTACT else ()
    return Actor.at(appoint(role, place, f"the-{role}", assigned=assigned))


def test_the_words_lie_sealed_and_nobody_rewrites_them(note):
    with connection.cursor() as cursor:
        cursor.execute("SELECT n::text FROM projects_tolerancenote n")
        row = cursor.fetchone()[0]
    assert not [secret for secret in SECRETS if secret in row]
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"), atomic():
        ToleranceNote.objects.update(basis="另一份")
    assert {
        "projects_tolerancenote", "projects_toleranceruling", "projects_tolerancereading",
    } <= set(append_only.tables())  # fmt: skip


@pytest.mark.parametrize("name", ["deviation", "reason", "basis"])
def test_it_has_its_words_its_reason_and_its_document(lamps, secretary, name):
    with pytest.raises(Refused):
        tolerance.write(lamps, by=secretary, **told(**{name: " "}))
    assert not ToleranceNote.objects.exists()


def test_who_may_write_it(
    lamps, liaison, town_finance, neighbour_secretary, other_town_officer, auditor, wang,
    committee, town_officer, lead_contact, district_officer,
):  # fmt: skip
    for by in (
        liaison, town_finance, neighbour_secretary, other_town_officer, auditor, wang,
    ):  # fmt: skip
        with pytest.raises(Refused, match="由村"):
            tolerance.write(lamps, by=by, **told())
    for by in (committee, town_officer, lead_contact, district_officer):
        assert tolerance.write(lamps, by=by, **told()).by == by.post
    with pytest.raises(Refused, match="今天以后"):
        day = clock.today() + timedelta(days=1)
        tolerance.write(lamps, by=committee, **told(happened_on=day))


def test_a_form_sent_twice_is_one_note(lamps, secretary):
    same = told()
    first = tolerance.write(lamps, by=secretary, **same)
    assert tolerance.write(lamps, by=secretary, **same) == first


def test_a_finished_matter_takes_a_note_too(lamps, secretary):
    done = bring(lamps, "complete")
    assert tolerance.write(done, by=secretary, **told()).pk


# ── Ruled on ─────────────────────────────────────────────────────────────────────────────────────
def test_the_town_agrees_once(note, town_officer, district_officer):
    ruling = tolerance.rule(note, by=town_officer, verdict="agree", words=RULED)
    assert (ruling.by, ruling.verdict, ruling.words) == (town_officer.post, "agree", RULED)
    with pytest.raises(Refused, match="已经审定"):
        tolerance.rule(note, by=district_officer, verdict="refuse", words=RULED)


def test_who_rules_is_of_the_town_or_the_district(note, committee, auditor, other_town_officer):
    for by in (committee, auditor, other_town_officer):
        with pytest.raises(Refused, match="由镇经办人"):
            tolerance.rule(note, by=by, verdict="agree", words=RULED)


def test_nobody_rules_on_her_own_note_under_whatever_post(lamps, town_officer, district):
    note = tolerance.write(lamps, by=town_officer, **told())
    other_hat = appoint(Role.DISTRICT_OFFICER, district, person=town_officer.person)
    for by in (town_officer, Actor.at(other_hat)):
        with pytest.raises(Refused, match="是您登记的"):
            tolerance.rule(note, by=by, verdict="agree", words=RULED)


def test_a_ruling_says_why(note, town_officer):
    with pytest.raises(Refused, match="写明理由"):
        tolerance.rule(note, by=town_officer, verdict="agree", words="好")


# ── Read ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("role", Role)
def test_no_role_reads_a_word_without_right_and_reason(role, village, note, auditor, client):
    reading = tolerance.read(note, by=auditor, why=WHY)
    by = as_post(role, village)
    client.force_login(by.person)
    pages = (
        f"{DESK}/", f"{DESK}/{note.pk}/change/", f"{DESK}/{note.pk}/history/",
        f"{DESK}/{note.pk}/read/{reading.pk}/", f"{DESK}/?q={note.project.query_no}",
        f"{DESK}/?deviation__contains=a", "/admin/", "/admin/projects/tolerancereading/",
        f"/admin/projects/project/{note.project_id}/change/",
        f"/admin/projects/project/{note.project_id}/dossier/",
        f"/projects/{note.project.query_no}/",
    )  # fmt: skip
    read = "".join(client.get(page, follow=True).content.decode(errors="replace") for page in pages)
    assert not [secret for secret in (*SECRETS, "gAAAAA") if secret in read]
    if role in MAY_READ:
        page = client.post(f"{DESK}/{note.pk}/change/", {"why": WHY})["Location"]
        shown = client.get(page)
        assert all(secret in shown.content.decode() for secret in SECRETS)
        assert "no-store" in shown["Cache-Control"]
        assert ToleranceReading.objects.filter(person=by.person, why=WHY).count() == 1
    else:
        with pytest.raises(Refused, match="只给村"):
            tolerance.read(note, by=by, why=WHY)
        assert client.post(f"{DESK}/{note.pk}/change/", {"why": WHY}).status_code in (302, 403)


def test_another_village_and_town_read_nothing(note, neighbour_secretary, other_town_officer):
    for by in (neighbour_secretary, other_town_officer):
        with pytest.raises(Refused, match="不是您辖区"):
            tolerance.read(note, by=by, why=WHY)


def test_without_a_reason_nothing_is_shown_and_half_an_hour_later_it_is_asked_again(
    note, secretary, auditor
):
    with pytest.raises(Refused, match="为什么查阅"):
        tolerance.read(note, by=auditor, why="看看")
    reading = tolerance.read(note, by=auditor, why=WHY)
    assert tolerance.opens(reading, auditor) and not tolerance.opens(reading, secretary)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert not tolerance.opens(reading, auditor)


# ── At the desk ──────────────────────────────────────────────────────────────────────────────────
def test_written_and_ruled_on_at_the_desk(lamps, secretary, town_officer, client):
    client.force_login(secretary.person)
    typed = told(number=lamps.query_no)
    refused = client.post(f"{DESK}/add/", typed | {"basis": ""})
    assert refused.status_code == 400 and DEVIATION in refused.content.decode()
    unknown = client.post(f"{DESK}/add/", typed | {"number": "2099000017"})
    assert unknown.status_code == 409 and "没有这个查询号" in unknown.content.decode()
    assert client.post(f"{DESK}/add/", typed).status_code == 302
    note = ToleranceNote.objects.get()
    client.force_login(town_officer.person)
    page = client.post(f"{DESK}/{note.pk}/change/", {"why": WHY})["Location"]
    said = {"verdict": "agree", "words": RULED}
    kept = client.post(page, said | {"verdict": ""})
    assert kept.status_code == 400 and RULED in kept.content.decode()
    assert client.post(page, said).status_code == 302
    read = client.get(page).content.decode()
    assert RULED in read and "同意容错免责" in read
    assert client.post(page, said).status_code == 409


def test_who_wrote_it_is_told_why_she_does_not_rule(lamps, town_officer, client):
    note = tolerance.write(lamps, by=town_officer, **told())
    client.force_login(town_officer.person)
    page = client.post(f"{DESK}/{note.pk}/change/", {"why": WHY})["Location"]
    assert "请换一位同事审定" in client.get(page).content.decode()


def test_who_only_watches_rules_on_nothing(note, auditor, client):
    client.force_login(auditor.person)
    page = client.post(f"{DESK}/{note.pk}/change/", {"why": WHY})["Location"]
    assert client.post(page, {"verdict": "agree", "words": RULED}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_no_more_for_many(
    client, lamps, secretary, number, django_assert_num_queries
):
    for _one in range(number):
        tolerance.write(lamps, by=secretary, **told())
    client.force_login(secretary.person)
    client.get(f"{DESK}/")
    with django_assert_num_queries(7):
        assert client.get(f"{DESK}/").status_code == 200
