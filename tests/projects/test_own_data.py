"""What we hold about somebody is complete: every key that leads to her is shown, or says why not."""

import pytest

from projects.actions import own_data as deeds
from projects.actions import support
from projects.models import Project
from projects.queries import own_data
from tests.factories.people import make_person
from tests.factories.projects import propose
from tests.factories.traces import keys_to
from villages.models import Consent, Contact, Person
from weishishi.kernel import cipher, clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.numbers import spaced
from weishishi.kernel.verdict import Refused


def test_every_key_to_a_person_or_a_contact_is_named():
    """A new table that leads to a person belongs into HELD; look at actions/forgetting.py, too."""
    assert keys_to(Person, Contact) == set(own_data.HELD)


def test_what_is_not_shown_says_why():
    assert [key for key, held in own_data.HELD.items() if not held.fields and not held.why] == []


@pytest.fixture
def lin(db):
    person = make_person("lin", display_name="林女士")
    person.take_phone("13600136000")
    person.phone_verified_at = clock.now()
    person.save()
    return Actor.resident(person)


def told(sections):
    return {section.title: section.rows for section in sections if section.rows}


def test_a_person_sees_what_she_said_with_and_without_the_account(village, programme, lin, clerk):
    propose(village, lin, spot="三巷口")
    propose(village, clerk, phone="13600136000", name="林姐", spot="市场门口")
    propose(village, clerk, phone="13600136001", name="别人", spot="别处")
    shown = str(told(own_data.of_person(lin.person)))
    for hers in (
        "林女士",
        "林姐",
        "13600136000",
        "三巷口",
        "市场门口",
        "天黑以后村道看不清",
        "个人信息保护告知书",
    ):
        assert hers in shown
    for foreign in ("别人", "13600136001", "别处"):
        assert foreign not in shown
    titles = set(told(own_data.of_person(lin.person)))
    assert titles == {
        "账号",
        "您没有登录时留的",
        "您提的事",
        "同意记录",
        "您办过的步骤",
        "给您的消息",
    }


def test_every_row_that_leads_to_her_is_in_it(village, programme, lin, clerk):
    for _twice in range(2):
        propose(village, lin)
        propose(village, clerk, phone="13600136000")
    rows = told(own_data.of_person(lin.person))
    assert len(rows["您提的事"]) == Project.objects.count() == 4
    assert len(rows["同意记录"]) == Consent.objects.count() == 4


def test_an_unproved_phone_shows_nobody_elses_words(village, programme, clerk):
    propose(village, clerk, phone="13600136000", spot="市场门口")
    person = make_person("thief")
    person.take_phone("13600136000")
    person.save()
    assert "市场门口" not in str(told(own_data.of_person(person)))


def test_what_she_also_needs_is_told_in_public_words(village, programme, lin, clerk):
    project = propose(village, clerk, title="别人私下的名称")
    support.support(project, by=lin)
    shown = str(told(own_data.of_person(lin.person)))
    assert f"微设施（内容整理中）（{spaced(project.query_no)}）" in shown
    assert "别人私下的名称" not in shown


@pytest.mark.parametrize("matters", [1, 3])
def test_the_number_of_queries_does_not_grow(
    matters, village, programme, lin, clerk, django_assert_num_queries
):
    for _one in range(matters):
        propose(village, lin)
        propose(village, clerk, phone="13600136000")
    with django_assert_num_queries(42):
        own_data.of_person(lin.person)


def test_a_name_is_corrected_by_its_owner_only(lin, wang):
    deeds.rename(lin.person, by=lin, name=" 林大姐 ")
    assert Person.objects.get(username="lin").display_name == "林大姐"
    with pytest.raises(Refused, match="只能改您自己的"):
        deeds.rename(lin.person, by=wang, name="王")


def test_a_contact_corrects_name_and_phone_for_all_she_left(village, programme, clerk, client):
    project = propose(village, clerk)
    hers = Actor.from_contact(project.contact)
    deeds.correct_contact(project, by=hers, name="王大爷", phone="13600136009")
    contact = Contact.objects.get()
    assert (contact.name, contact.phone) == ("王大爷", "13600136009")
    assert contact.phone_index == cipher.index("13600136009")
    assert client.post("/track/", {"number": project.query_no, "proof": "6009"}).status_code == 303
    with pytest.raises(Refused, match="不是您提的"):
        other = Actor.from_contact(propose(village, clerk).contact)
        deeds.correct_contact(project, by=other, name="", phone="")


def test_a_name_that_was_shown_is_hidden_everywhere(village, programme, lin, clerk, wang):
    propose(village, lin, show_name=True)
    propose(village, clerk, phone="13600136000", show_name=True)
    other = propose(village, wang, show_name=True)
    assert deeds.hide_name(lin.person, by=lin) == 2
    assert list(Project.objects.filter(show_name=True)) == [other]
    held = Consent.objects.filter(topic="show_name", withdrawn_at=None)
    assert [row.person for row in held] == [wang.person]
    assert Consent.objects.filter(topic="privacy", withdrawn_at=None).count() == 3


def test_a_contact_hides_hers(village, programme, clerk):
    project = propose(village, clerk, show_name=True)
    assert deeds.hide_contacts_name(project, by=Actor.from_contact(project.contact)) == 1
    assert not Project.objects.get().show_name
