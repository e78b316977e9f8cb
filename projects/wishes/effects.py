"""What else happens when a wish takes a step: the promise behind it ends with it."""

from projects.wishes.states import Ended
from weishishi.kernel.dates import in_chinese
from weishishi.outbox.actions import owe


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


def claimer_of(claim):
    """Whom its messages are for: (kind, key)."""
    return ("person", claim.person_id) if claim.person_id else ("contact", claim.contact_id)


def told(wish, claim, note=""):
    """What a message about a promise says."""
    return {
        "title": wish.title, "number": wish.number, "claim": claim.number,
        "village": wish.village.name, "until": in_chinese(claim.lapses_on),
        "promised": in_chinese(claim.promised_on), "note": note, "thanks": wish.thanks,
    }  # fmt: skip


def tell_claimer(topic):
    """Owe who promised it a message, in the transaction of the step."""

    def write(wish, entry):
        if claim := wish.claims.first():  # the newest
            owe(
                recipient=claimer_of(claim), topic=topic, about="", facts=told(wish, claim, entry.note),
                dedupe_key=f"wish-step:{entry.pk}",
                happened_elsewhere_at=entry.happened_at if entry.imported else None,
            )  # fmt: skip

    write.__name__ = f"tell_claimer_{topic}"
    write.topic = topic
    return write


def tell_claimer_of_the_end(wish, entry):
    """It was taken off the wall: told to who holds a promise, and to nobody else."""
    if wish.claims.holding().exists():
        tell_claimer("wish_withdrawn")(wish, entry)


tell_claimer_of_the_end.topic = "wish_withdrawn"
