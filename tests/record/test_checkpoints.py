"""The signed end of each day: made once, published outside the database, never sealed over a loss."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command

from funding.models import AuditRun
from tests import database
from tests.factories.desk import sign_in, text_of
from tests.factories.people import appoint
from villages.roles import Role
from weishishi.kernel import clock, signatures
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.record import actions, tasks, verify_record
from weishishi.record.models import Checkpoint, Entry, Gap
from weishishi.record.queries import said, standing, trouble

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "硬盘损坏，从昨天的备份恢复。"


@pytest.fixture(autouse=True)
def published_here(settings, tmp_path):
    settings.RECORD_FOLDER = str(tmp_path / "record")


def facts(number):
    for _ in range(number):
        AuditRun.objects.create(ran_at=clock.now(), found={})


GUARDED = ("record_entry", "record_checkpoint", "funding_auditrun")


def restored(seq):
    """The database as it was when only so many facts were there."""
    lost = f"(SELECT row FROM record_entry WHERE seq > {seq})"
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(f"DELETE FROM funding_auditrun WHERE id IN {lost}")
        cursor.execute(f"DELETE FROM record_salt WHERE row IN {lost}")
        cursor.execute(f"DELETE FROM record_entry WHERE seq > {seq}")
        cursor.execute(f"DELETE FROM record_checkpoint WHERE seq > {seq}")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


def verified(client, folder):
    """What the verifier says about what the site gives to everybody."""
    folder.mkdir(exist_ok=True)
    for name in ("record.csv", "checkpoints.json"):
        answer = client.get(f"/transparency/{name}")
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        (folder / name).write_bytes(told)
    return verify_record.main([str(folder / "record.csv"), str(folder / "checkpoints.json")])


def test_a_day_is_signed_once_and_laid_outside_the_database(settings):
    facts(3)
    point = actions.seal_day(date(2021, 6, 10))
    last = Entry.objects.order_by("-seq").first()
    assert (point.seq, point.hash, point.short) == (3, last.hash, last.hash[:8])
    assert signatures.is_signed(
        signatures.public_key(settings.RECORD_KEY), said(point), point.signature
    )
    assert point.sums["ledger"] == {"legs": 0, "debit": 0, "credit": 0}
    facts(1)
    assert actions.seal_day(date(2021, 6, 10)) == point
    (path,) = Path(settings.RECORD_FOLDER).iterdir()
    assert json.loads(path.read_text())["hash"] == point.hash


def test_the_witnesses_get_it_by_mail(settings):
    settings.RECORD_WITNESSES = ["renda@example.org", "shenji@example.org"]
    facts(1)
    point = actions.seal_day(date(2021, 6, 10))
    (letter,) = mail.outbox
    assert letter.to == settings.RECORD_WITNESSES
    assert letter.subject == f"存证 2021-06-10 {point.short}"
    name, text, _kind = letter.attachments[0]
    assert (name, json.loads(text)["seq"]) == ("2021-06-10.json", 1)


def test_a_mail_server_that_refuses_does_not_undo_the_day(settings):
    """Signed and published all the same; the next call writes to the witnesses, once."""
    settings.RECORD_WITNESSES = ["renda@example.org"]
    settings.EMAIL_BACKEND = "tests.record.test_checkpoints.Refusing"
    facts(1)
    with pytest.raises(SMTPException):
        actions.seal_day(date(2021, 6, 10))
    assert Checkpoint.objects.filter(on=date(2021, 6, 10)).exists()
    assert (Path(settings.RECORD_FOLDER) / "2021-06-10.json").exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    actions.seal_day(date(2021, 6, 11))
    actions.seal_day(date(2021, 6, 11))
    assert [one.subject.split()[1] for one in mail.outbox] == ["2021-06-10", "2021-06-11"]


def test_a_file_that_could_not_be_written_is_written_by_the_next_call(settings, tmp_path):
    facts(1)
    settings.RECORD_FOLDER = str(tmp_path / "a file" / "record")
    (tmp_path / "a file").write_text("")
    with pytest.raises(NotADirectoryError):
        actions.seal_day(date(2021, 6, 10))
    (tmp_path / "a file").unlink()
    assert actions.seal_day(date(2021, 6, 10)).on == date(2021, 6, 10)
    assert [path.name for path in Path(settings.RECORD_FOLDER).iterdir()] == ["2021-06-10.json"]


class Refusing(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPException("450 later")


def test_what_everybody_can_fetch_passes_the_verifier(client, tmp_path, capsys, settings):
    facts(5)
    actions.seal_day(date(2021, 6, 10))
    facts(2)
    assert verified(client, tmp_path / "mine") == 0
    told = capsys.readouterr().out
    assert told.startswith("7 rows and 1 checkpoints: nothing was changed.\n")
    assert signatures.public_key(settings.RECORD_KEY) in told


def test_after_a_restore_it_is_red_nothing_is_sealed_and_the_gap_is_told(client, tmp_path, capsys):
    facts(5)
    actions.seal_day(date(2021, 6, 9))
    facts(5)
    actions.seal_day(date(2021, 6, 10))
    restored(5)
    found = standing()
    assert (found.seq, found.lost["seq"], found.is_whole) == (5, 10, False)
    page = text_of(client.get("/transparency/"))
    assert "公布过的存证点和现在的记录对不上" in page
    assert "2021-06-10 公布时到第 10 条，现在到第 5 条" in page
    facts(1)
    assert actions.seal_day(date(2021, 6, 11)) is None
    assert not Checkpoint.objects.filter(on=date(2021, 6, 11)).exists()
    assert verified(client, tmp_path / "mine") == 1
    with pytest.raises(CommandError, match="存证核对没有通过"):
        call_command("check_record")
    with pytest.raises(CommandError, match="对不上，或者这一天恢复备份以前已经公布过，没有签署"):
        call_command("seal_record", today=True)
    call_command("record_gap", WHY)
    assert standing().is_whole
    page = text_of(client.get("/transparency/"))
    assert WHY in page
    assert "公布过的存证点都对得上" in page
    assert actions.seal_day(date(2021, 6, 11)).seq == Entry.objects.count()
    assert Entry.objects.filter(fact="record_gap").exists()
    capsys.readouterr()
    assert verified(client, tmp_path / "mine") == 0
    assert f"explained gap, checkpoint of 2021-06-10: {WHY}" in capsys.readouterr().out


def test_a_published_day_is_never_written_over(settings):
    facts(2)
    actions.seal_day(date(2021, 6, 10))
    (path,) = Path(settings.RECORD_FOLDER).iterdir()
    published = path.read_text()
    restored(1)
    actions.explain_gap(WHY)
    assert actions.seal_day(date(2021, 6, 10)) is None
    assert path.read_text() == published
    assert actions.seal_day(date(2021, 6, 11)).seq == Entry.objects.count()


def test_the_nightly_comparison_names_the_row_and_the_desk_shows_it_in_red(district):
    """To who looks after the machine and who audits; not to who cannot do anything about it."""
    facts(3)
    actions.seal_day(date(2021, 6, 10))
    desks = {
        role: sign_in(Actor.at(appoint(role, district, f"a-{role}")))
        for role in (Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.AUDITOR, Role.SUPERVISOR)
    }
    tasks.compare()
    assert trouble() is None
    touched = AuditRun.objects.order_by("pk")[1].pk
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute("ALTER TABLE funding_auditrun DISABLE TRIGGER append_only")
        cursor.execute(
            "UPDATE funding_auditrun SET ran_at = ran_at - interval '1 day' WHERE id = %s",
            [touched],
        )
        cursor.execute("ALTER TABLE funding_auditrun ENABLE TRIGGER append_only")
    tasks.compare()
    assert trouble().found == [["funding_auditrun", touched, "changed"]]
    shown = {
        role: "存证核对没有通过" in text_of(desk.get("/admin/")) for role, desk in desks.items()
    }
    assert shown == dict.fromkeys(desks, True) | {Role.SUPERVISOR: False}


def test_the_whole_chain_is_not_fetched_over_and_over(client):
    for _ in range(10):
        assert client.get("/transparency/record.csv").status_code == 200
    answer = client.get("/transparency/record.csv")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert "请过 10 分钟再来" in answer.content.decode()


def test_there_is_no_gap_to_explain_while_everything_fits():
    facts(1)
    actions.seal_day(date(2021, 6, 10))
    with pytest.raises(Refused, match="没有缺口要说明"):
        actions.explain_gap(WHY)
    assert not Gap.objects.exists()


def test_a_gap_wants_ten_characters_of_reason():
    facts(2)
    actions.seal_day(date(2021, 6, 10))
    restored(1)
    with pytest.raises(Refused, match="至少 10 个字"):
        actions.explain_gap("从备份恢复了的库")
    assert actions.explain_gap("从备份恢复了的数据库").lost_seq == 2


def test_the_page_before_the_first_checkpoint(client):
    page = text_of(client.get("/transparency/"))
    assert "还没有存证点" in page
    answer = client.get("/transparency/verify_record.py")
    assert b"".join(answer.streaming_content) == Path(verify_record.__file__).read_bytes()
