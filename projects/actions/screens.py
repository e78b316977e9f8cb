"""Open a wall screen, and close it again."""

import secrets

from projects.models import Screen
from weishishi.kernel import cipher, clock

# Somebody types the address with a remote control: small letters and digits nobody mixes up.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 20  # 99 bits: nobody guesses an address


def make(screen, *, by, token=None):
    """Open this unsaved screen; returns the token of its address, which is kept nowhere.

    `by` is a post; `token` is given by the demo only, whose address is known beforehand.
    """
    token = token or "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    screen.token_index, screen.made_by, screen.made_at = cipher.index(token), by, clock.now()
    screen.full_clean()
    screen.save()
    return token


def end(screen):
    """Its address leads nowhere from now on; ending twice keeps the first time."""
    Screen.objects.filter(pk=screen.pk, ended_at__isnull=True).update(ended_at=clock.now())
    screen.refresh_from_db(fields=["ended_at"])
    return screen
