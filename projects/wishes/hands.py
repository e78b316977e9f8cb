"""What can this post do to a wish now, and what stands in the way of it?"""

from projects.wishes.life import WishLife
from weishishi.kernel import clock


def outlook(wish, by):
    """[(step, reasons)] of the steps in these hands as the wish stands today. What is asked together
    with the step is no obstacle beforehand."""
    today = clock.today()
    return [
        (step, [*step.hands.conflicts(wish, by), *_unmet(step, wish, today)])
        for step in sorted(WishLife.steps(), key=_goes_on, reverse=True)
        if wish.state_on(today) in step.sources
        and step.hands.hold(wish, by)
        and (step is not WishLife.renew or wish.claims.exists())
    ]


def _goes_on(step):
    """Whether it brings a wish nearer to its end; what holds it up comes below."""
    return step in (WishLife.publish, WishLife.claim, WishLife.deliver, WishLife.thank)


def _unmet(step, wish, today):
    asked = (one for one in step.guards if not hasattr(one, "answered_with_the_step"))
    return [verdict.reason for guard in asked if not (verdict := guard(wish, today))]
