"""Kept on its last day, gone on the day after; a dry run changes nothing, a second run finds nothing."""

from datetime import datetime, time, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from projects import tasks
from projects.actions import proposals, retention, sheets
from projects.actions.forgetting import GONE
from projects.lifecycle import ProjectLife
from projects.models import Photo, Project
from projects.retention import KINDS
from tests.factories.people import make_person
from tests.factories.projects import REASON, bring, furnish, proposal, propose
from villages.models import Contact, Invitation, Person
from weishishi.kernel import clock
from weishishi.outbox.models import Delivery, Message

DAYS = {kind.code: kind.days for kind in KINDS}


def test_every_kind_is_done_by_a_job_or_says_what_happens():
    assert set(retention.JOBS) == {kind.code for kind in KINDS if kind.by_job}
    assert [kind.code for kind in KINDS if kind.by_job and kind.days is None] == []
    assert all(kind.what and kind.then and kind.law for kind in KINDS)


def test_sheets_are_swept_by_the_same_table():
    assert timedelta(days=DAYS["sheets"]) == sheets.KEPT


def due():
    return {kind.code: number for kind, number in retention.sweep(dry_run=True) if number}


def done():
    return {kind.code: number for kind, number in retention.sweep() if number}


def at_the_end_of(day):
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def on_the_last_day_and_after(code, since):
    """What is due at the very end of the last day of that kind, and one second later."""
    last = at_the_end_of(timezone.localdate(since) + timedelta(days=DAYS[code]))
    found = []
    for moment in (last, last + timedelta(seconds=1)):
        with time_machine.travel(moment, tick=False):
            found.append(due().get(code, 0))
    return found


@pytest.fixture
def refused(lamps, clerk):
    """A matter that ended at once, its words never released."""
    return ProjectLife.decline(lamps, by=clerk, note=REASON, at=lamps.submitted_at)


def test_words_and_the_contact_after_the_end(refused):
    assert on_the_last_day_and_after("words", refused.state_since) == [0, 1]
    assert on_the_last_day_and_after("contacts", refused.state_since) == [0, 1]


def test_words_of_a_finished_matter_give_way_to_the_public_version(village, programme, clerk):
    project = furnish(propose(village, clerk, at=clock.now() - timedelta(days=60)))
    project = bring(project, "archive")
    Project.objects.update(state_since=clock.now() - timedelta(days=DAYS["words"] + 1))
    assert done() == {"contacts": 1}  # and its words with it
    project.refresh_from_db()
    assert (project.need, project.title) == (project.public_need, project.public_title)
    contact = Contact.objects.get()
    assert (contact.name, contact.phone, contact.phone_index) == ("", "", "")
    assert done() == {}


def test_words_of_a_person_with_an_account_go_and_the_account_stays(
    village, programme, wang, clerk
):
    project = ProjectLife.decline(propose(village, wang), by=clerk, note=REASON)
    Project.objects.update(state_since=clock.now() - timedelta(days=DAYS["words"] + 1))
    assert done() == {"words": 1}
    project.refresh_from_db()
    assert project.need == GONE
    assert project.proposer.username == "wang"


def test_what_still_runs_is_kept_however_old(lamps):
    with time_machine.travel(clock.now() + timedelta(days=5000)):
        assert set(due()) <= {"messages"}


def test_one_phone_with_a_young_matter_stays_known(refused, village, programme, clerk):
    old = clock.now() - timedelta(days=DAYS["contacts"] + 1)
    Project.objects.update(state_since=old)
    young = propose(village, clerk)
    Project.objects.filter(pk=young.pk).update(contact=refused.contact)
    assert due() == {"words": 1}


def test_drafts_of_the_desk(village, programme, liaison):
    draft = proposals.save_draft(proposal(village), by=liaison).project
    assert on_the_last_day_and_after("drafts", draft.written_at) == [0, 1]
    with time_machine.travel(clock.now() + timedelta(days=DAYS["drafts"] + 1)):
        assert done() == {"drafts": 1}
    assert not Project.objects.exists()
    assert Contact.objects.get().phone == ""


def test_messages_after_they_were_delivered(lamps):
    assert on_the_last_day_and_after("messages", Message.objects.get().due_at) == [0, 1]
    with time_machine.travel(clock.now() + timedelta(days=400)):
        assert done()["messages"] == 1
    assert not Message.objects.exists()


def test_a_message_still_owed_is_kept(village, programme, liaison):
    propose(village, liaison)
    for message in Message.objects.all():
        Delivery.objects.create(
            message=message, channel="sms", wanted_at=message.due_at, next_at=message.due_at
        )
    with time_machine.travel(clock.now() + timedelta(days=400)):
        assert "messages" not in due()


def test_refused_photos(lamps, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    photo = Photo.objects.create(project=lamps, uploaded_at=clock.now(), state="refused")
    Photo.objects.create(project=lamps, uploaded_at=clock.now(), state="ready")
    assert on_the_last_day_and_after("refused_photos", photo.uploaded_at) == [0, 1]
    with time_machine.travel(clock.now() + timedelta(days=DAYS["refused_photos"] + 1)):
        assert done() == {"refused_photos": 1}
    assert Photo.objects.get().state == "ready"


def test_accounts_whose_phone_was_never_proved(db, liaison):
    unproved, proved = make_person("unproved"), make_person("proved")
    for person, phone in ((unproved, "13600136000"), (proved, "13600136001")):
        person.take_phone(phone)
    proved.phone_verified_at = clock.now()
    unproved.save()
    proved.save()
    assert on_the_last_day_and_after("unproved_accounts", unproved.date_joined) == [0, 1]
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert done() == {"unproved_accounts": 1}
    assert set(Person.objects.values_list("username", flat=True)) == {
        "proved", liaison.person.username
    }  # fmt: skip


def test_invitations_that_ended(db, liaison):
    one = Invitation.objects.create(person=liaison.person, fingerprint="x", expires_at=clock.now())
    assert on_the_last_day_and_after("invitations", one.expires_at) == [0, 1]
    with time_machine.travel(clock.now() + timedelta(days=DAYS["invitations"] + 1)):
        assert done() == {"invitations": 1}


def test_sessions_that_ended(db):
    for seconds in (-1, 3600):
        session = SessionStore()
        session.set_expiry(seconds)
        session.create()
    assert done() == {"sessions": 1}
    assert Session.objects.count() == 1


def test_a_dry_run_changes_nothing_and_says_how_much_is_due(refused):
    Project.objects.update(state_since=clock.now() - timedelta(days=DAYS["words"] + 1))
    before = [Project.objects.values().get(), Contact.objects.values().get()]
    told = StringIO()
    call_command("retention", dry_run=True, stdout=told)
    assert "没有账号的人留的称呼、手机号：到期（没有改动） 1 条" in told.getvalue()
    assert [Project.objects.values().get(), Contact.objects.values().get()] == before
    told = StringIO()
    call_command("retention", stdout=told)
    assert "没有账号的人留的称呼、手机号：已处理 1 条" in told.getvalue()
    assert Contact.objects.get().phone == ""


def test_more_than_one_batch_is_done_in_one_run(lamps, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    old = clock.now() - timedelta(days=400)
    Message.objects.all().delete()
    Message.objects.bulk_create(
        Message(
            recipient_kind="contact", recipient_key="1", topic="submitted", due_at=old,
            dedupe_key=f"key-{number}",
        )
        for number in range(5)
    )  # fmt: skip
    assert done() == {"messages": 5}


def test_the_daily_task_does_it(lamps, settings):
    Message.objects.update(due_at=clock.now() - timedelta(days=400))
    tasks.forget_what_is_due()
    assert not Message.objects.exists()
    names = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert tasks.forget_what_is_due.name in names
