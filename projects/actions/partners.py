"""An organisation enters the register at the desk; who gave under that name before is recognised."""

from django.db.transaction import atomic

from funding.actions import givers
from villages.actions import organisations


@atomic
def register(organisation, *, by, at=None):
    """Enter it, and let the pledges made in its name be its own."""
    organisation = organisations.register(organisation, by=by, at=at)
    givers.recognise(organisation)
    return organisation


@atomic
def correct(organisation, *, by, reason, **facts):
    """Change facts with a reason; a corrected name may be one under which somebody gave."""
    organisation = organisations.correct(organisation, by=by, reason=reason, **facts)
    if "name" in facts:
        givers.recognise(organisation)
    return organisation
