"""Which advice of the auditors waits for an answer?"""

from projects.models import Advice
from villages.roles import VILLAGE_DESK

MOST = 50


def waiting_for(post):
    """What this village was asked to answer and did not, the oldest first; one query, none for others."""
    if post.role not in VILLAGE_DESK:
        return []
    rows = Advice.objects.filter(asks=True, answer=None, project__village=post.village_id)
    return list(rows.select_related("project__village").order_by("pk")[:MOST])
