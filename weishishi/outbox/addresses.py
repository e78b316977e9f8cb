"""By which address is somebody reached through a channel?

First what was entered for the channel (Address); else what another floor knows, which says so when
it starts: the cellar knows neither people nor phones.
"""

from weishishi.outbox.models import Address

_KNOWN = {}


def known_by(kind, channel, find):
    """`find(keys)` gives {key: address} for recipients of `kind`."""
    _KNOWN[kind, channel] = find


def addresses(channel, recipients):
    """{(kind, key): address} of those that have one; two queries at most for each kind."""
    found = {}
    for kind in {kind for kind, _key in recipients}:
        keys = {key for one, key in recipients if one == kind}
        rows = Address.objects.filter(channel=channel, recipient_kind=kind, recipient_key__in=keys)
        entered = {row.recipient_key: row.value for row in rows}
        if (missing := keys - set(entered)) and (find := _KNOWN.get((kind, channel))):
            entered |= {str(key): value for key, value in find(missing).items() if value}
        found |= {(kind, key): value for key, value in entered.items()}
    return found
