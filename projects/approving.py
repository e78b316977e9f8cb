"""Who must agree before a project is confirmed, one after the other, and by which rule?"""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.queries import shares_of, sums
from projects.states import State
from villages.roles import Role
from villages.rulebook import rules_for
from villages.rulebook.book import BY_DEFAULT
from weishishi.kernel.yuan import yuan

LADDER = (Role.TOWN_OFFICER, Role.LEAD_CONTACT, Role.DISTRICT_OFFICER)
AGREE, RETURN = "agree", "return"
SHORTEST_REASON = 10  # characters of the reason for a sum above the ceiling


@dataclass(frozen=True)
class Chain:
    """The approvers of one project as of a day, in order; amounts are cash, whole fen."""

    roles: tuple
    fen: int
    ceiling: int | None
    two_hands_from: int
    basis: str
    on: date  # the day whose rules these are

    @property
    def basis_words(self):
        """The document with its number and from which day; a default says that it is one."""
        return _("本系统默认，待核实") if self.basis == BY_DEFAULT else self.basis

    @property
    def is_over_the_ceiling(self):
        """More than the ceiling of its class; exactly the ceiling is not over it."""
        return self.ceiling is not None and self.fen > self.ceiling

    @property
    def needs_two_hands(self):
        """From that sum on, inclusive, nobody has two parts in it."""
        return self.fen >= self.two_hands_from

    @property
    def words(self):
        """The rule in plain words: 34,000 元：镇经办人、挂点领导依次审批."""
        who = _("、").join(str(role.label) for role in self.roles)
        if self.is_over_the_ceiling:
            return _("{yuan} 元，超过这一类 {ceiling} 元的一般上限：{who}依次审批").format(
                yuan=yuan(self.fen), ceiling=yuan(self.ceiling), who=who
            )
        return _("{yuan} 元：{who}依次审批").format(yuan=yuan(self.fen), who=who)


def chain_of(village, project_class, fen, on):
    """The chain for a sum of that class in that village, by the rules in force on that date.

    Above the ceiling of the class the next higher approver joins. (珠委办字〔2021〕6号: 一般来说)
    """
    rules = rules_for(village, on=on)
    ceiling = rules.ceilings.get(project_class)
    roles = next(roles for up_to, roles in rules.approval_chain if up_to is None or fen <= up_to)
    roles = tuple(Role(role) for role in roles)
    if ceiling is not None and fen > ceiling:
        roles += _next_higher(roles)
    return Chain(roles, fen, ceiling, rules.two_hands_from_fen, rules.basis("approval_chain"), on)


def _next_higher(roles):
    highest = max((LADDER.index(role) for role in roles if role in LADDER), default=-1)
    return LADDER[highest + 1 : highest + 2]


def chain_for(project, on):
    """The chain of one project; its sum is asked of the ledger unless a list brought it along."""
    fen = project.__dict__.get("cash_fen")
    if "cash_fen" not in project.__dict__:
        fen = sums(shares_of([project.budget_id])).cash if project.budget_id else 0
    return chain_of(project.village, project.project_class, fen or 0, on)


def round_of(project):
    """How many times it has been before the town: a return opens a new round."""
    return project.journal.filter(target=State.TOWN_REVIEW).count()


def rounds_in(journal):
    """The same of a journal that is read already."""
    return sum(one.target == State.TOWN_REVIEW for one in journal)


def agreed(project, on):
    """{role: approval} of this round up to that date, in one query and the round's."""
    rows = project.approvals.filter(round=round_of(project), verdict=AGREE).order_by("order", "pk")
    rows = rows.select_related("post__town", "post__district", "person")
    return agreed_among(rows, on)


def agreed_among(rows, on):
    """The same among rows of one round that agree, in the order of the chain."""
    return {Role(row.role): row for row in rows if localdate(row.at) <= on}


def missing(chain, given):
    """The roles whose opinion is not there yet, in order."""
    return [role for role in chain.roles if role not in given]


def names(roles):
    return _("、").join(str(Role(role).label) for role in roles)
