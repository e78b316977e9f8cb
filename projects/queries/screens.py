"""Which screen does an address open?"""

from projects.models import Screen
from weishishi.kernel import cipher


def open_at(token):
    """The screen with that token while it is open, with its town; None otherwise."""
    rows = Screen.objects.select_related("town").filter(ended_at__isnull=True)
    return rows.filter(token_index=cipher.index(token)).first()
