"""Whose opinion is missing, and may this actor write hers now?"""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField, F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects import guards
from projects.approving import (
    AGREE,
    RETURN,
    SHORTEST_REASON,
    Chain,
    agreed,
    agreed_among,
    chain_for,
    missing,
    names,
    round_of,
    rounds_in,
)
from projects.lifecycle import ProjectLife
from projects.models import Approval
from projects.people import APPROVERS
from projects.queries.reach import for_list, projects_of
from projects.states import Stage, State
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.yuan import yuan

EXPLAINED = "—" * SHORTEST_REASON  # stands for the reason the form is going to ask for


@dataclass(frozen=True)
class Link:
    """One link of the chain: whose opinion, and what she wrote."""

    role: Role
    approval: Approval | None
    is_next: bool


@dataclass
class Sheet:
    """The chain of one project with its opinions; `earlier` are those of rounds that are over."""

    chain: Chain
    links: list
    earlier: list = field(default_factory=list)
    next_role: Role | None = None

    @property
    def is_last(self):
        """Whether the next opinion completes the chain."""
        return sum(link.approval is None for link in self.links) == 1


def sheet_of(project, on=None, journal=None):
    """The approvals of one project as of that date; two queries besides its sum, one where the page has
    read the journal. What is approved went by the rules of the day of its last opinion."""
    day, on = on, on or clock.today()
    rows = _given(project=project.pk)
    turn = round_of(project) if journal is None else rounds_in(journal)
    now = [row for row in rows if row.round == turn and row.verdict == AGREE]
    if day is None and now and project.state != State.TOWN_REVIEW:
        day = localdate(max(row.at for row in now))
    chain = chain_for(project, day or on)
    given = agreed_among(sorted(now, key=lambda row: (row.order, row.pk)), on)
    left = missing(chain, given)
    following = left[0] if left else None
    links = [Link(role, given.get(role), role == following) for role in chain.roles]
    current = {row.pk for row in given.values()}
    return Sheet(chain, links, [row for row in rows if row.pk not in current], following)


@KeptQuery
def _given():
    rows = Approval.objects.filter(project=Param("project", BigIntegerField()))
    return rows.select_related("post__town", "post__district", "person")


def party_opinion_of(project):
    """What the party organisation said last before the town decided; None where nothing is recorded."""
    rows = project.party_opinions.filter(stage__in=(Stage.COLLECT, Stage.SELECT, Stage.CONFIRM))
    return rows.order_by("pk").last()


def why_not(project, by, *, on=None, role=None, verdict=AGREE, ceiling_reason=""):
    """Every reason against this actor's opinion on that date; none means go ahead.

    An import says whose opinion it brings (`role`); a post speaks for itself.
    """
    on, role = on or clock.today(), by.post.role if by.post else role
    if project.state != State.TOWN_REVIEW:
        now = project.get_state_display()
        return [_("现在是“{}”，不能写审批意见。").format(now)]
    if role not in APPROVERS or not (by.kind == Kind.SYSTEM or APPROVERS[role].hold(project, by)):
        return [_("这件事不由您审批。")]
    chain, given = chain_for(project, on), agreed(project, on)
    if role not in chain.roles:
        return [_("按现在的规则（{rule}），这件事不用您审批。").format(rule=chain.words)]
    if role in given:
        return [_("您这一级的意见已经写过了，不用再写。")]
    if verdict == RETURN:
        return APPROVERS[role].conflicts(project, by)
    before = missing(chain, given)[: missing(chain, given).index(role)]
    if before:
        return [_("还没轮到您：先由{who}写意见。").format(who=names(before))]
    return (
        APPROVERS[role].conflicts(project, by)
        + _one_hand(chain, given, by)
        + _unexplained(chain, given, ceiling_reason)
        + _unready(project, on)
    )


def _one_hand(chain, given, by):
    """From the sum of the rules on (inclusive) the earlier opinion is somebody else's."""
    if by.person is None or not chain.needs_two_hands:
        return []
    if by.person.pk not in {row.person_id for row in given.values()}:
        return []
    words = _("{yuan} 元及以上，经办和审批要由不同的人办理；上一道意见是您写的，请换一位同事。")
    return [words.format(yuan=yuan(chain.two_hands_from))]


def _unexplained(chain, given, reason):
    if not chain.is_over_the_ceiling or any(row.ceiling_reason for row in given.values()):
        return []
    if len(reason.strip()) >= SHORTEST_REASON:
        return []
    words = _("金额超过这一类 {ceiling} 元的一般上限，请写明理由，至少 {length} 个字。")
    return [words.format(ceiling=yuan(chain.ceiling), length=SHORTEST_REASON)]


def _unready(project, on):
    """What else stands in the way of confirming: whoever agrees, first or last, agrees to what can
    be confirmed (an open objection, a notice that still hangs)."""
    others = [one for one in ProjectLife.confirm.guards if one is not guards.the_chain_has_approved]
    return [verdict.reason for one in others if not (verdict := one(project, on))]


@dataclass
class Batch:
    """Which of the chosen matters go with one opinion, and which cannot and why."""

    go: list = field(default_factory=list)
    cannot: list = field(default_factory=list)  # (project, reasons)


def batch(projects, by):
    """The preview of one opinion for many, judged as it would be carried out now."""
    found = Batch()
    for project in projects:
        reasons = why_not(project, by)
        if reasons:
            found.cannot.append((project, reasons))
        else:
            found.go.append(project)
    return found


def chosen(post, keys):
    """The matters of these ids within her reach, in the order of their limits."""
    rows = projects_of(post).filter(pk__in=keys)
    return list(for_list(rows).order_by(F("due_on").asc(nulls_last=True), "pk"))
