"""By which link does a resident come to say whether it still serves her? Nothing of it is stored."""

from projects import voting
from weishishi.kernel import cipher


def link_token(round, kind, key):
    """In the message to one resident we know, (kind, key) as the outbox has them."""
    return cipher.index(f"look-link:{round.pk}:{kind}:{key}")[: voting.TOKEN_LENGTH]


def address_of(round, token):
    return voting.address_of(round.project, "still_good", me=token)


def whose_link(round, token):
    """(kind, key) of who was sent this token, or None; who calls it counts the tries that miss."""
    return voting.whose_link(round, token, link_token)
