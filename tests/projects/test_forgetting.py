"""After closing, nothing in any table leads to her any more, and the public sees no difference."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from projects.actions import facts, forgetting, proposals, publications, support
from projects.lifecycle import ProjectLife
from projects.models import Photo, Project
from tests.factories.people import make_person
from tests.factories.projects import A_WHILE, FISCAL, REASON, bring, furnish, proposal, propose
from tests.factories.traces import found
from villages.models import Consent, Person
from weishishi.kernel import cipher, clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

PHONE, NAME, LOGIN = "13555501234", "上官甲乙", "phone-of-shangguan"
OTHER_PHONE, OTHER_NAME = "13555505678", "慕容丙丁"


@pytest.fixture(autouse=True)
def our_district(settings, tmp_path):
    settings.DISTRICT_CODE = "990001"
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def shangguan(db):
    """A resident with an account, her phone proved, signed in on two devices."""
    person = make_person(LOGIN, display_name=NAME, last_name="上官姓", email="sg@example.test")
    person.take_phone(PHONE)
    person.phone_verified_at = clock.now()
    person.save()
    for _device in range(2):
        Client().force_login(person)
    return person


def told(mark):
    """Words that occur once in the whole database."""
    return {
        "title": f"名称{mark}", "need": f"原话{mark}，天黑以后看不清路。", "spot": f"位置{mark}",
        "source_note": f"来源{mark}", "show_name": True,
    }  # fmt: skip


def photo_of(project, mark, *, is_public):
    photo = Photo.objects.create(
        project=project, file_name=f"文件{mark}.jpg", caption=f"图注{mark}", state="ready",
        is_public=is_public, width=320, height=240, uploaded_at=clock.now(),
    )  # fmt: skip
    default_storage.save(f"{photo.folder}/320.webp", ContentFile(b"RIFF"))
    return photo


@pytest.fixture
def life(village, programme, shangguan, clerk):
    """Hers: one released and running, one done, one refused before a release, and one without the
    account, under the same phone; a draft; photos shown and not shown; the desk's log."""
    by, at = Actor.resident(shangguan), clock.now() - timedelta(days=60)
    released = propose(village, by, **told("甲"))
    facts.edit(released, by=clerk, project_class="works", micro_type="facility")
    facts.state_budget(released, by=clerk, parts=FISCAL)
    publications.edit(released, by=clerk, title="村口装灯", text="村口夜里昏暗。")
    publications.release(released, by=clerk)
    photo_of(released, "不公开", is_public=False)
    photo_of(released, "公开", is_public=True)
    done = bring(
        furnish(propose(village, clerk, at=at, phone=PHONE, name=NAME, **told("乙"))), "archive"
    )
    refused = propose(village, by, **told("丙"))
    refused = ProjectLife.decline(refused, by=clerk, note=REASON)
    proposals.save_draft(proposal(village, **told("丁")), by=by)
    for row in (shangguan, released):
        LogEntry.objects.create(
            user=make_person(f"clerk-{row.pk}-{row._meta.model_name}"), object_repr=str(row),
            content_type=ContentType.objects.get_for_model(row), object_id=row.pk, action_flag=2,
        )  # fmt: skip
    return {"released": released, "done": done, "refused": refused}


HERS = [
    PHONE, NAME, LOGIN, "上官姓", "sg@example.test", cipher.index(PHONE),
    *(f"{what}{mark}" for what in ("名称", "原话", "位置", "来源") for mark in "甲乙丙丁"),
    "文件不公开", "图注不公开", "文件公开",
]  # fmt: skip


def public_pages(client, life):
    numbers = [project.query_no for project in life.values()]
    addresses = ["/", "/projects/", "/progress/", "/api/v1/projects/", "/api/v1/figures/"]
    addresses += [f"/projects/{number}/" for number in numbers]
    return [client.get(address).content.decode() for address in addresses]


def test_nothing_in_any_table_leads_to_her_and_the_public_sees_no_difference(
    client, life, shangguan, django_capture_on_commit_callbacks
):
    assert set(found(HERS)) == set(HERS)  # the search below is not blind
    before = public_pages(client, life)
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.close_account(shangguan, by=Actor.resident(shangguan))
    assert found(HERS) == {}
    assert public_pages(client, life) == before
    assert "图注公开" in before[-3]


def test_what_stays_is_a_pseudonym_nobody_can_sign_in_with(life, shangguan):
    with_her = life["released"].journal.filter(person=shangguan).count()
    forgetting.close_account(shangguan, by=Actor.resident(shangguan))
    closed = Person.objects.get(pk=shangguan.pk)
    assert closed.username.startswith("closed-")
    assert (closed.is_active, closed.has_usable_password(), closed.phone_index) == (
        False,
        False,
        None,
    )
    assert closed.closed_at is not None
    assert life["released"].journal.filter(person=closed).count() == with_her == 1
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    assert Consent.objects.filter(person=closed).count() == 4  # the notice and the name, twice
    assert not Message.objects.exclude(recipient_kind="office").exists()


def test_her_phone_opens_a_new_account_afterwards(life, shangguan):
    forgetting.close_account(shangguan, by=Actor.resident(shangguan))
    fresh = make_person("fresh")
    fresh.take_phone(PHONE)
    fresh.save()
    assert fresh.proposals.count() == 0


def test_the_files_of_unpublished_photos_are_gone_and_those_of_public_ones_stay(
    life, shangguan, django_capture_on_commit_callbacks
):
    hidden, shown = Photo.objects.order_by("pk")
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.close_account(shangguan, by=Actor.resident(shangguan))
    assert list(Photo.objects.all()) == [shown]
    assert not default_storage.exists(hidden.folder)
    assert default_storage.exists(f"{shown.folder}/320.webp")


def test_a_matter_that_runs_unreleased_keeps_its_words_until_the_end(
    village, programme, shangguan, committee
):
    project = propose(village, Actor.resident(shangguan), **told("戊"))
    forgetting.close_account(shangguan, by=Actor.resident(shangguan))
    words = ["名称戊", "原话戊", "位置戊"]
    assert set(found([*words, NAME, PHONE])) == set(words)
    assert not forgetting.due_to_be_forgotten().exists()
    ProjectLife.decline(project, by=committee, note=REASON)
    for due in forgetting.due_to_be_forgotten():
        forgetting.forget_words(due)
    assert found(words) == {}
    assert Project.objects.get().need == forgetting.GONE


def test_who_proposed_without_an_account_is_forgotten_the_same_way(village, programme, clerk):
    project = furnish(propose(village, clerk, phone=OTHER_PHONE, name=OTHER_NAME, **told("己")))
    hers = [
        OTHER_PHONE,
        OTHER_NAME,
        cipher.index(OTHER_PHONE),
        "名称己",
        "原话己",
        "位置己",
        "来源己",
    ]
    assert set(found(hers)) == set(hers)
    forgetting.forget_contact(project, by=Actor.from_contact(project.contact))
    assert found(hers) == {}
    project.refresh_from_db()
    assert (project.title, project.need) == (project.public_title, project.public_need)
    assert project.contact.forgotten_at is not None


def test_without_a_phone_the_slip_opens_nothing_afterwards(client, village, programme, clerk):
    project = propose(village, clerk, phone="")
    proof = {"number": project.query_no, "proof": proposals.slip_code(project)}
    assert client.post("/track/", proof).status_code == 303
    forgetting.forget_contact(project, by=Actor.from_contact(project.contact))
    assert Client().post("/track/", proof).status_code == 422


def test_nobody_is_forgotten_by_another(village, programme, shangguan, wang, liaison, clerk):
    project = propose(village, clerk)
    stranger = Actor.from_contact(propose(village, clerk).contact)
    for by in (wang, liaison, stranger):
        with pytest.raises(Refused, match="本人"):
            forgetting.close_account(shangguan, by=by)
        with pytest.raises(Refused, match="本人"):
            forgetting.forget_contact(project, by=by)
    assert Person.objects.filter(closed_at__isnull=False).count() == 0
    assert project.contact.phone


def test_who_holds_a_post_closes_nothing(liaison):
    with pytest.raises(Refused, match="您现在有任职"):
        forgetting.close_account(liaison.person, by=Actor.resident(liaison.person))
    liaison.post.until = clock.today()
    liaison.post.save()
    assert forgetting.close_account(liaison.person, by=Actor.resident(liaison.person)).closed_at


def test_her_voice_stays_counted_and_nobody_writes_to_her(village, programme, shangguan, clerk):
    project = furnish(propose(village, clerk, at=clock.now() - A_WHILE))
    support.support(project, by=Actor.resident(shangguan))
    forgetting.close_account(shangguan, by=Actor.resident(shangguan))
    project = bring(project, "confirm")
    assert (project.supporters, project.supports.count()) == (1, 1)
    assert not Message.objects.to("person", shangguan.pk).exists()


def test_another_ones_data_stay(village, programme, shangguan, wang):
    other = propose(village, wang, **told("庚"))
    propose(village, Actor.resident(shangguan), **told("辛"))
    forgetting.close_account(shangguan, by=Actor.resident(shangguan))
    other.refresh_from_db()
    assert (other.spot, other.show_name) == ("位置庚", True)
    assert wang.person.consents.filter(withdrawn_at=None).count() == 2
    assert Message.objects.to("person", wang.person.pk).count() == 1
