"""Whose opinion is next in the town, asked for many matters at once."""

from django.db.models import Count, F, Q

from projects.approving import AGREE, chain_for, missing
from projects.models import Approval
from projects.people import APPROVERS
from projects.queries.reach import for_list, projects_of
from projects.states import State
from villages.roles import Role
from weishishi.kernel import clock

MOST = 500  # matters before the town that are looked at for one post


def waiting_for(post):
    """The matters in which this post has the next opinion, the most urgent first; two queries."""
    return [one for one in before_the_town(post) if one.roles_left[:1] == [post.role]]


def before_the_town(post):
    """The matters before the town in this post's reach, the most urgent first, each with
    `roles_left`; none for who approves nothing. Two queries."""
    if Role(post.role) not in APPROVERS:
        return []
    rows = for_list(projects_of(post).filter(state=State.TOWN_REVIEW))
    return with_roles_left(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST])


def with_roles_left(rows):
    """These rows (of `for_list`) with `roles_left`: whose opinions are still missing in this round,
    in order; none for a matter that is not before the town. One query, where one of them is."""
    rows, today = list(rows), clock.today()
    there = {one.pk: set() for one in rows if one.state == State.TOWN_REVIEW}
    for approval in _agreements(there) if there else ():
        if approval["round"] == approval["rounds"]:
            there[approval["project"]].add(Role(approval["role"]))
    for one in rows:
        given = there.get(one.pk)
        one.roles_left = [] if given is None else missing(chain_for(one, today), given)
    return rows


def _agreements(keys):
    """Those of these matters, each with how many times its matter has been before the town."""
    arrivals = Q(project__journal__target=State.TOWN_REVIEW)
    rows = Approval.objects.filter(project__in=keys, verdict=AGREE).order_by()
    rows = rows.annotate(rounds=Count("project__journal", filter=arrivals))
    return rows.values("project", "role", "round", "rounds")
