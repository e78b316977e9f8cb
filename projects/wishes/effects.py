"""What else happens when a wish takes a step: the promise behind it ends with it."""

from projects.wishes.states import Ended


def promise_ends(how):
    """The promise that held is over, and how it ended stays written down."""

    def write(wish, entry):
        wish.claims.holding().update(ended_as=how, ended_at=entry.happened_at)

    write.__name__ = f"promise_ends_{how}"
    return write


the_promise_lapses = promise_ends(Ended.LAPSED)
the_promise_is_cancelled = promise_ends(Ended.CANCELLED)
the_promise_is_kept = promise_ends(Ended.DELIVERED)
the_promise_is_void = promise_ends(Ended.WITHDRAWN)
