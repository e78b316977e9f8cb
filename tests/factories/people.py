"""Two villages of one town, a village of another, and the people who hold posts there."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone

from projects.models import Programme
from villages.models import Delegation, District, Person, Place, Post, Town, Village
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

SINCE = date(2021, 1, 1)
PASSWORD = "a long phrase for the tests"


def make_village(town, name, code, kind="village"):
    body = "村民委员会" if kind == "village" else "居民委员会"
    return Village.objects.create(town=town, name=name, full_name=name + body, code=code, kind=kind)


def make_person(username, **fields):
    person = Person(username=username, display_name=fields.pop("display_name", ""), **fields)
    person.set_unusable_password()
    person.save()
    return person


def make_resident(number=0, *, verified=True):
    """Somebody who signed in by phone; residents of different numbers have different phones."""
    person = Person(username=f"resident-{number}")
    person.take_phone(f"1390000{number:04}")
    person.phone_verified_at = timezone.now() if verified else None
    person.set_unusable_password()
    person.save()
    return person


def some_organisation(district):
    from tests.factories.works import organisation

    return organisation(district, "有账号的社工中心", "social")


def appoint(
    role, place, username=None, *, person=None, since=SINCE, until=None, assigned=(),
    organisation=None, body="",
):  # fmt: skip
    """A post at its level; a new person unless one is given."""
    person = person or make_person(username or f"{Role(role).value}-{place.pk}")
    where = {Role(role).level.value: place}
    if role == Role.ORGANISATION:  # of some organisation of that district, until some day
        where["organisation"] = organisation or some_organisation(place)
        until = until or clock.today() + timedelta(days=365)
    post = Post.objects.create(
        person=person, role=role, body=body, since=since, until=until, **where
    )
    post.assigned.set(assigned)
    return post


def delegated(post, to=None, *, days=2):
    """Somebody of the same village stands in for that post from today on."""
    to = to or appoint(Role.COMMITTEE_MEMBER, post.village, f"stands-in-for-{post.pk}")
    until = clock.today() + timedelta(days=days)
    return Delegation.objects.create(
        post=post, to=to, since=clock.today(), until=until, reason="外出培训", at=clock.now()
    )


def handed_over(village):
    """A member of that village's committee gave her post to somebody new."""
    from projects.actions import handovers

    left = appoint(Role.COMMITTEE_MEMBER, village, f"left-{village.pk}")
    new = handovers.Successor(person=make_person(f"took-over-{village.pk}"))
    return handovers.hand_over(left, new, by=Actor.system("换届"), why="换届").row


@pytest.fixture
def district(db):
    return District.objects.create(
        code=settings.DISTRICT_CODE, name="青溪区", city_name="示例市", province_name="示例省"
    )


@pytest.fixture
def town(district):
    return Town.objects.create(district=district, code="990001100", name="青溪镇")


@pytest.fixture
def other_town(district):
    return Town.objects.create(district=district, code="990001101", name="白石镇")


@pytest.fixture
def village(town):
    return make_village(town, "石桥村", "990001100200")


@pytest.fixture
def neighbour(town):
    """Another village of the same town."""
    return make_village(town, "柳湾社区", "990001100001", kind="community")


@pytest.fixture
def far_village(other_town):
    """A village of another town."""
    return make_village(other_town, "远山村", "990001101200")


@pytest.fixture
def hamlet(village):
    return Place.objects.create(village=village, kind=Place.Kind.HAMLET, name="上石")


@pytest.fixture
def programme(db):
    return Programme.objects.create(
        year=2021, name="2021年民生微实事", basis="珠委办字〔2021〕6号", begins_on=date(2021, 2, 1)
    )


def _actor(role, place_fixture):
    @pytest.fixture
    def actor(request):
        return Actor.at(appoint(role, request.getfixturevalue(place_fixture)))

    return actor


liaison = _actor(Role.LIAISON, "village")
committee = _actor(Role.COMMITTEE_MEMBER, "village")
secretary = _actor(Role.SECRETARY, "village")
neighbour_secretary = _actor(Role.SECRETARY, "neighbour")
far_secretary = _actor(Role.SECRETARY, "far_village")
supervision_committee = _actor(Role.SUPERVISION_COMMITTEE, "village")
town_officer = _actor(Role.TOWN_OFFICER, "town")
other_town_officer = _actor(Role.TOWN_OFFICER, "other_town")
town_finance = _actor(Role.TOWN_FINANCE, "town")
district_officer = _actor(Role.DISTRICT_OFFICER, "district")
supervisor = _actor(Role.SUPERVISOR, "district")
auditor = _actor(Role.AUDITOR, "district")
system_admin = _actor(Role.SYSTEM_ADMIN, "district")
security_admin = _actor(Role.SECURITY_ADMIN, "district")
audit_admin = _actor(Role.AUDIT_ADMIN, "district")


@pytest.fixture
def lead_contact(town, village):
    return Actor.at(appoint(Role.LEAD_CONTACT, town, assigned=[village]))


@pytest.fixture
def wang(db):
    """A resident with an account."""
    return Actor.resident(make_person("wang"))


@pytest.fixture
def clerk():
    """Brings in what happened elsewhere."""
    return Actor.importer("历史资料导入")


@pytest.fixture
def team(liaison, committee, secretary, town_officer):
    """The people one ordinary project needs."""
    return SimpleNamespace(
        liaison=liaison, committee=committee, secretary=secretary, town_officer=town_officer
    )
