"""A phone is unreadable in the table and still found by who holds the key."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from villages.models import Contact
from weishishi.kernel import cipher


def test_the_table_holds_neither_name_nor_phone(db):
    contact = Contact.known_by("王先生", "13800138000")

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, phone_index FROM villages_contact")
        row = cursor.fetchone()

    assert "王先生" not in str(row)
    assert "13800138000" not in str(row)
    contact.refresh_from_db()
    assert (contact.name, contact.phone) == ("王先生", "13800138000")


def test_the_same_phone_has_the_same_index_and_another_key_another(settings):
    index = cipher.index("13800138000")
    assert cipher.index("13800138000") == index
    assert cipher.index("13800138001") != index
    settings.FIELD_KEY = "another key"
    assert cipher.index("13800138000") != index


def test_without_a_phone_there_is_no_index_to_be_found_by(db):
    assert Contact.known_by("李女士").phone_index == ""


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_site_with_another_key_does_not_start(settings):
    call_command("migrate", verbosity=0)
    Contact.known_by("王先生", "13800138000")
    call_command("migrate", verbosity=0)
    settings.FIELD_KEY = "another key " * 5
    with pytest.raises(CommandError, match="WEISHISHI_FIELD_KEY"):
        call_command("migrate", verbosity=0)
    settings.FIELD_KEY = "yet another key " * 5
    Contact.known_by("李先生", "13800138001")
    call_command("migrate", verbosity=0)
