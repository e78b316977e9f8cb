"""Which advice of the auditors waits for an answer?"""

from projects.models import Advice
from villages.roles import VILLAGE_DESK

MOST = 50


def waiting(post):
    """For 我的待办: what this village was asked to answer and did not, the oldest first; none for others."""
    if post.role not in VILLAGE_DESK:
        return []
    rows = Advice.objects.filter(asks=True, answer=None, project__village=post.village_id)
    rows = rows.select_related("project__village").order_by("pk")
    return [(rows, lambda rows: list(rows[:MOST]))]
