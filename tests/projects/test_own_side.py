"""Who carries it out is neither asked nor heard, whichever way it comes: by its phone, by its
accounts, by the contact under which it proposed the matter itself."""

from uuid import uuid4

import pytest
import time_machine

from projects import voting
from projects.actions import evaluations, organisations
from projects.actions.evaluations import Answer, Speaker
from projects.models import Barred, InterestedParty
from projects.models.evaluations import Way
from projects.own_side import own_side_of
from tests.factories.people import appoint, make_resident
from tests.factories.projects import A_WHILE, bring, take
from tests.factories.works import engage, organisation
from tests.projects.test_evaluations import NOBODY, phone, refusal, speak
from villages import notices
from villages.roles import Role
from weishishi.kernel import cipher, clock
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Message

ITS_PHONE = "13900017777"


@pytest.fixture
def centre(district):
    return organisation(
        district, "青溪社工中心", "social", contact_name="理事长", contact_phone=ITS_PHONE
    )


@pytest.fixture
def account(centre, district):
    return Actor.at(appoint(Role.ORGANISATION, district, "qingxi", organisation=centre))


@pytest.fixture
def its_own(village, programme, centre, account):
    """It proposed it by its account, and it was awarded the contract."""
    told = {
        "form_token": uuid4(), "village": village, "title": "村口装路灯",
        "need": "天黑以后村道看不清，老人走路怕摔。", "micro_type": "facility",
        "agree": notices.CURRENT,
    }  # fmt: skip
    with time_machine.travel(clock.now() - A_WHILE):
        project = organisations.propose(told, by=account).project
    project = bring(project, "confirm")
    engage(project, organisation=centre)
    for verb in ("start", "inspect", "complete", "open_evaluation"):
        project = take(project, verb)
    return project


def says(project, speaker, way=Way.SITE):
    return refusal(
        evaluations.speak, project, by=NOBODY, speaker=speaker, way=way,
        answer=Answer("satisfied", "other"),
    )  # fmt: skip


def test_its_own_phone_does_not_speak(its_own):
    assert "承办单位和它的联系人不参加" in says(its_own, Speaker(cipher.index(ITS_PHONE)))
    speak(its_own, 1)  # a neighbour does


def test_its_accounts_do_not_speak_not_even_under_their_own_phones(its_own, account):
    hers = make_resident(5)
    appoint(Role.ORGANISATION, its_own.village.town.district, person=hers,
            organisation=account.post.organisation)  # fmt: skip
    for speaker in (
        Speaker(kind="person", key=account.person.pk),
        Speaker(hers.phone_index, "person", hers.pk),
        Speaker(hers.phone_index),
    ):
        assert "承办单位和它的联系人不参加" in says(its_own, speaker)


def test_the_contact_by_which_it_proposed_does_not_speak_nor_is_it_asked(its_own, centre):
    centre.contact_phone = "13900018888"  # another phone since
    centre.save(update_fields=["contact_phone"])
    contact = Speaker(kind="contact", key=its_own.contact_id)
    assert "承办单位和它的联系人不参加" in says(its_own, contact, Way.LINK)
    assert voting.invited(its_own) == []
    assert not Message.objects.filter(about=its_own.query_no, topic="evaluating").exists()
    token = voting.link_token(voting.running(its_own), "contact", its_own.contact_id)
    assert voting.whose_link(voting.running(its_own), token) is None


def test_of_those_who_also_need_it_its_own_people_are_not_asked(its_own, account):
    neighbour, hers = make_resident(1), make_resident(5)
    appoint(Role.ORGANISATION, its_own.village.town.district, person=hers,
            organisation=account.post.organisation)  # fmt: skip
    for one in (neighbour, hers):
        its_own.supports.create(person=one, since=its_own.submitted_at)
    assert voting.invited(its_own) == [("person", neighbour.pk)]


def test_who_proposed_what_another_carries_out_is_asked(its_own, district):
    """The firm of another matter is nobody's own side here."""
    other = organisation(district, "别家", "enterprise", contact_phone="13900019999")
    assert not own_side_of(its_own).has("", None, cipher.index(other.contact_phone))
    assert not InterestedParty.objects.exists() and not Barred.objects.exists()
    speak(its_own, 3)
    assert "每人只能评一次" in says(its_own, phone(3))
