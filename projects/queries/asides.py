"""What else waits for this post, beside the matters in its hands?

Most kinds are empty most of the time: one question finds out which have anything, and only those are
read. A kind offers `waiting(post) -> [(rows, read)]`, where `rows` is a queryset nobody has asked yet
and `read(rows)` makes the list of the page from it; none for a post it does not concern.
"""

from django.db.models import Exists

from projects.queries import (
    advice,
    findings,
    guidance,
    joint,
    money_waiting,
    objections,
    owed,
    tasks,
    urges,
    wishes_waiting,
    works,
)
from villages import standing_in
from villages.models import Post
from villages.offices import reader
from weishishi.kernel.kept_query import KeptQuery, KeptToday

KINDS = {
    "said": objections.waiting,
    "owed": owed.waiting,
    "urges": urges.waiting,
    "findings": findings.waiting,
    "advice": advice.waiting,
    "tasks": tasks.waiting,
    "together": joint.waiting,
    "guidance": guidance.waiting,
    "looks": works.waiting,
    "money_waiting": money_waiting.waiting,
    "wishes_waiting": wishes_waiting.waiting,
    "lent": standing_in.waiting,
}


def of_post(post):
    """{kind: what waits}, each list as its own module orders it, one query, and one for each
    list that is not empty."""
    kinds = tuple(KINDS)
    asked, there = _asked((reader(post), kinds), post, kinds)
    found = {kind: [] for kind in kinds}
    for (kind, rows, read), is_there in zip(asked, *there(), strict=True):
        if is_there:
            found[kind] += read(rows.all())
    return found


@KeptToday
def _asked(post, kinds):
    """[(kind, rows, read)] and the question which of them have any rows."""
    asked = [(kind, rows, read) for kind in kinds for rows, read in KINDS[kind](post)]
    there = Post.objects.filter(pk=post.pk).values_list(
        *(Exists(rows.order_by()) for _kind, rows, _read in asked)
    )
    return asked, KeptQuery(lambda: there)
