"""Who may do what: the hands a step can be in."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.approving import chain_for
from villages.roles import Role
from villages.standing_in import may_have_acted
from weishishi.kernel import clock
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
            lambda project, actor: list(
                dict.fromkeys(self.conflicts(project, actor) + other.conflicts(project, actor))
            ),
        )

    def without_interest(self, deed):
        """The same hands, but not of who proposed, sponsors or carries it out; `deed` says what she
        must leave to a colleague."""
        return replace(self, conflict=conflict_over(deed))


def _in_village(*roles):
    def test(project, actor):
        post = actor.post
        return bool(post) and post.role in roles and post.village_id == project.village_id

    return test


def _in_town(project, actor):
    post = actor.post
    return bool(post) and post.role == Role.TOWN_OFFICER and post.town_id == project.village.town_id


def _pays_for(project, actor):
    post = actor.post
    return bool(post) and post.role == Role.TOWN_FINANCE and post.town_id == project.village.town_id


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
    return _speaks_for_who_proposed(project, actor)


def _speaks_for_who_proposed(project, actor):
    """Under any account of the organisation under one of which it was proposed."""
    organisation = speaks_for(actor)
    return bool(organisation and project.operator_id) and (
        project.operator.organisation_id == organisation
    )


def speaks_for(actor):
    """The id of the organisation whose account this is; None for everybody else."""
    post = actor.post
    return post.organisation_id if post and post.role == Role.ORGANISATION else None


def _carries_it_out(project, actor):
    organisation = speaks_for(actor)
    return bool(organisation) and (
        project.awards.filter(replaced_by__isnull=True, organisation=organisation).exists()
    )


def conflict_over(deed):
    """Nobody approves, accepts or scores what she proposed or wrote down, sponsors or carries out.
    (01-programme: conflict of interest)"""

    def conflict(project, actor):
        if actor.person is None:
            return []
        written = project.written_at or project.submitted_at
        if actor.person.pk == project.proposer_id or may_have_acted(
            actor.person, project.operator, written
        ):
            words = _("这件事是您提出或登记的，不能由您自己{deed}，请换一位同事办理。")
            return [words.format(deed=deed)]
        declared = project.interested.filter(person=actor.person.pk, ended_at__isnull=True)
        return [
            _("您和这件事有利害关系（{kind}），不能由您{deed}，请换一位同事办理。").format(
                kind=one.get_kind_display(), deed=deed
            )
            for one in declared[:1]
        ]

    return conflict


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
implementer = Hands(gettext_lazy("实施单位"), _carries_it_out, frozenset({Role.ORGANISATION}))
reporters = village_committee | implementer
APPROVE, ACCEPT, SCORE = gettext_lazy("批准"), gettext_lazy("验收"), gettext_lazy("评议")
_approval = conflict_over(APPROVE)
town_office = Hands(
    gettext_lazy("镇经办人、挂点领导"),
    lambda project, actor: _in_town(project, actor) or _assigned(project, actor),
    frozenset({Role.TOWN_OFFICER, Role.LEAD_CONTACT}),
    _approval,
)
district_office = Hands(
    gettext_lazy("区经办人"), _in_district, frozenset({Role.DISTRICT_OFFICER}), _approval
)
district_when_asked = Hands(  # above the ceiling of the class
    gettext_lazy("区经办人（超过上限时）"),
    lambda project, actor: (
        _in_district(project, actor)
        and Role.DISTRICT_OFFICER in chain_for(project, clock.today()).roles
    ),
    frozenset({Role.DISTRICT_OFFICER}),
    _approval,
)
PAY = gettext_lazy("付款")
town_finance = Hands(  # 村账镇代理: it pays for the village, and it keeps its books
    gettext_lazy("镇财政"), _pays_for, frozenset({Role.TOWN_FINANCE}), conflict_over(PAY)
)
# 容错免责: who says what went otherwise, and who rules on it (actions/tolerance.py).
TOLERATE = gettext_lazy("审定")
tolerance_rulers = (
    Hands(
        gettext_lazy("镇经办人、挂点领导"),
        lambda project, actor: _in_town(project, actor) or _assigned(project, actor),
    )
    | Hands(Role.DISTRICT_OFFICER.label, _in_district)
).without_interest(TOLERATE)
tolerance_writers = village_leaders | tolerance_rulers
bookkeepers = village_committee | town_finance
# Who approved a payment does not take it back alone, and a town may have one finance clerk only.
correctors = town_finance | Hands(
    Role.TOWN_OFFICER.label, _in_town, frozenset({Role.TOWN_OFFICER}), conflict_over(PAY)
)
acceptors = village_leaders.without_interest(ACCEPT)
scorers = village_leaders.without_interest(SCORE)
# Whose opinion each link of the chain of approval is (projects.approving).
APPROVERS = {
    Role.TOWN_OFFICER: Hands(Role.TOWN_OFFICER.label, _in_town, conflict=_approval),
    Role.LEAD_CONTACT: Hands(Role.LEAD_CONTACT.label, _assigned, conflict=_approval),
    Role.DISTRICT_OFFICER: district_office,
}
