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
    """{kind: what waits}, each list as its own module orders it; one query, and one for each list that
    is not empty."""
    asked = [(kind, rows, read) for kind, waiting in KINDS.items() for rows, read in waiting(post)]
    there = Post.objects.filter(pk=post.pk).values_list(
        *(Exists(rows.order_by()) for _kind, rows, _read in asked)
    )
    found = {kind: [] for kind in KINDS}
    for (kind, rows, read), is_there in zip(asked, there.get(), strict=True):
        if is_there:
            found[kind] += read(rows)
    return found
