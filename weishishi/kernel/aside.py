"""What somebody typed and has not saved lies aside in her session, sealed: one way for every page.

A place is the name under which it lies; another one laid there takes its place.
"""

import json

from weishishi.kernel import cipher, clock

MOST = 100_000  # characters; more is no form of ours


def lay(session, place, words, seconds=None):
    """Seal these words (whatever JSON can say), for so many seconds or as long as the session. Nothing
    typed is nothing kept. Returns whether it lies there now; too much does not."""
    told = json.dumps(words, ensure_ascii=False) if words else ""
    if not told or len(told) > MOST:
        forget(session, place)
        return False
    until = seconds and clock.now().timestamp() + seconds
    session[place] = {"sealed": cipher.seal(told), "until": until}
    return True


def take_up(session, place):
    """What lies there; None for nothing, what is too old, and what another key sealed."""
    kept = session.get(place)
    if not kept or (kept["until"] and kept["until"] < clock.now().timestamp()):
        return None
    return json.loads(cipher.unseal(kept["sealed"])) if cipher.is_ours(kept["sealed"]) else None


def forget(session, place):
    session.pop(place, None)
