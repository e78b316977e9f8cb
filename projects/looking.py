"""By which link does a resident come to say whether it still serves her? Nothing of it is stored."""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from projects.voting import TOKEN_LENGTH, invited
from weishishi.kernel import cipher


def link_token(round, kind, key):
    """In the message to one resident we know, (kind, key) as the outbox has them."""
    return cipher.index(f"look-link:{round.pk}:{kind}:{key}")[:TOKEN_LENGTH]


def address_of(round, token):
    path = reverse("still_good", args=[round.project.query_no])
    return f"{settings.SITE_ADDRESS}{path}?me={token}"


def whose_link(round, token):
    """(kind, key) of who was sent this token, or None; who calls it counts the tries that miss."""
    if len(token) != TOKEN_LENGTH:
        return None
    found = None
    for kind, key in invited(round.project):
        if constant_time_compare(link_token(round, kind, key), token):
            found = kind, key
    return found
