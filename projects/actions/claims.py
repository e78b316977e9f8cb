"""What was proposed without an account becomes hers when she signs in with the same verified phone."""

from django.db.transaction import atomic

from projects.actions import support
from projects.models import Project
from projects.queries.mine import unclaimed_by
from projects.states import State
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.outbox.actions import hand_over


@atomic
def claim(person):
    """Make this person the proposer of what her phone proposed; returns how many matters were new.

    Nothing for a phone that was never verified. The contact stays, so that staff keep the name she
    left and 查询号 with four digits still opens it. Two persons never share a phone, and what was
    claimed once is nobody else's.
    """
    rows = unclaimed_by(person).select_for_update(of=("self",), no_key=True).order_by("pk")
    found = dict(rows.values_list("pk", "contact"))
    if not found:
        return 0
    claimed = Project.objects.filter(pk__in=found)
    claimed.update(proposer=person, claimed_at=clock.now())
    hand_over(keys=set(found.values()), kind="contact", recipient=("person", person.pk))
    _put_voices_right(person, claimed)
    return len(found)


def when_signed_in(sender, user, **_more):
    """Whoever has just signed in finds what her phone proposed before; the desk's accounts have no
    phone and claim nothing."""
    claim(user)


def _put_voices_right(person, claimed):
    """No voice for one's own matter; who proposed a merged one is counted where it went."""
    for project in claimed.filter(supports__person=person):
        support.take_back(project, by=Actor.resident(person))
    for project in claimed.filter(state=State.MERGED):
        support.count_in(project, person)
