"""Who may do what: the hands a step can be in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.roles import Role
from weishishi.kernel.actor import Kind


@dataclass(frozen=True)
class Hands:
    """A named group of hands: a test whether an actor belongs to it, and conflicts of interest."""

    name: str
    test: Callable
    roles: frozenset = frozenset()
    conflict: Callable | None = None

    def hold(self, project, actor):
        return self.test(project, actor)

    def conflicts(self, project, actor):
        """Reasons why this very person must leave it to a colleague."""
        return self.conflict(project, actor) if self.conflict else []

    def __or__(self, other):
        return Hands(
            f"{self.name}、{other.name}",
            lambda project, actor: self.hold(project, actor) or other.hold(project, actor),
            self.roles | other.roles,
        )


def _in_village(*roles):
    def test(project, actor):
        post = actor.post
        return bool(post) and post.role in roles and post.village_id == project.village_id

    return test


def _in_town(project, actor):
    post = actor.post
    return bool(post) and post.role == Role.TOWN_OFFICER and post.town_id == project.village.town_id


def _assigned(project, actor):
    post = actor.post
    return (
        bool(post)
        and post.role == Role.LEAD_CONTACT
        and post.assigned.filter(pk=project.village_id).exists()
    )


def _in_district(project, actor):
    post = actor.post
    return (
        bool(post)
        and post.role == Role.DISTRICT_OFFICER
        and post.district_id == project.village.town.district_id
    )


def _proposed(project, actor):
    if actor.kind == Kind.RESIDENT:
        return bool(project.proposer_id) and actor.person.pk == project.proposer_id
    if actor.kind == Kind.CONTACT:
        return bool(project.contact_id) and actor.contact.pk == project.contact_id
    return False


def _approves_what_she_proposed(project, actor):
    """Nobody approves what she proposed herself (rulings; conflict of interest)."""
    hers = {project.proposer_id, project.operator and project.operator.person_id} - {None}
    if actor.person and actor.person.pk in hers:
        return [_("这件事是您提出或登记的，不能由您自己批准，请换一位同事办理。")]
    return []


proposer = Hands(gettext_lazy("提出人"), _proposed)
village_committee = Hands(
    gettext_lazy("村（社区）联络员、委员会、书记"),
    _in_village(Role.LIAISON, Role.COMMITTEE_MEMBER, Role.SECRETARY),
    frozenset({Role.LIAISON, Role.COMMITTEE_MEMBER, Role.SECRETARY}),
)
village_leaders = Hands(
    gettext_lazy("村（社区）委员会、书记"),
    _in_village(Role.COMMITTEE_MEMBER, Role.SECRETARY),
    frozenset({Role.COMMITTEE_MEMBER, Role.SECRETARY}),
)
town_office = Hands(
    gettext_lazy("镇经办人、挂点领导"),
    lambda project, actor: _in_town(project, actor) or _assigned(project, actor),
    frozenset({Role.TOWN_OFFICER, Role.LEAD_CONTACT}),
    _approves_what_she_proposed,
)
district_office = Hands(gettext_lazy("区经办人"), _in_district, frozenset({Role.DISTRICT_OFFICER}))
