"""Who proved a moment ago that a matter is hers? Kept in the session for half an hour."""

from functools import wraps

from django.shortcuts import redirect
from django.urls import reverse

from projects.queries import tracking
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

HALF_AN_HOUR = 1800
MOST_AT_ONCE = 10
TRACKED = "tracked"


def remember(request, number):
    """From now on this visitor may read and change that matter."""
    known = _still_good(request.session.get(TRACKED, {}))
    known[number] = _until()
    request.session[TRACKED] = dict(list(known.items())[-MOST_AT_ONCE:])
    request.session.cycle_key()


def required(view):
    """`view(request, project)` for who proved it, by 查询号 and digits or by being signed in as its
    proposer; everybody else is asked for the proof. Her hands are in `request.hands`."""

    @wraps(view)
    def asked(request, number):
        project = tracking.tracked(number)
        if project is None or not (hands := _hands(request, project)):
            return redirect(f"{reverse('track')}?number={number}")
        request.hands = hands
        return view(request, project)

    return asked


def proved(request, number):
    """Whether this visitor proved a while ago that what has this number is hers."""
    return number in _still_good(request.session.get(TRACKED, {}))


def _hands(request, project):
    """As whom this visitor acts on the matter, or None."""
    if request.user.is_authenticated and request.user.pk == project.proposer_id:
        return Actor.resident(request.user)
    if not proved(request, project.query_no):
        return None
    if project.contact_id:
        return Actor.from_contact(project.contact)
    return Actor.resident(project.proposer)


def forget(request):
    """Nothing was proved: what it opened is no longer hers to open."""
    request.session.pop(TRACKED, None)


def _still_good(known):
    return {number: until for number, until in known.items() if until >= _now()}


def _now():
    return clock.now().timestamp()


def _until():
    return _now() + HALF_AN_HOUR
