"""Writing in the ledger: the only road by which an entry comes into being."""

import hashlib
import json
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, connection
from django.db.transaction import atomic
from django.dispatch import Signal
from django.utils.translation import gettext as _

from funding.models import Account, Entry, EntryKind, Leg
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

# Sent in the transaction that writes an entry: `entry`, and `legs` {account: whole fen}. What is above
# this floor hears what was booked without being known here.
booked = Signal()


@dataclass(frozen=True)
class Posting:
    """What is to be written. `legs` are {account: whole fen}; they add up to nothing.

    `key` is made by who asks; `reference` is the number of the record that justifies it.
    """

    kind: EntryKind
    key: UUID
    legs: dict
    amount_fen: int
    happened_on: object
    reference: str
    budget: object = None
    note: str = ""
    in_kind: bool = False
    corrects: object = None
    more: dict = field(default_factory=dict)  # columns of a payment


def asked_before(key, kind, what):
    """The entry of that key, or None; `Refused` where the key stood for another request."""
    found = Entry.objects.filter(key=key).first()
    if found and (found.kind != kind or found.request != digest(what)):
        raise Refused(_("这个请求编号已经用过，内容不一样；请刷新页面，重新填写。"))
    return found


def digest(what):
    """A fingerprint of what was asked."""
    text = json.dumps(what, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def locked(accounts):
    """The accounts with their balances, locked until the end of the transaction, always in the order
    of their numbers."""
    numbers = sorted({account.pk for account in accounts})
    lock(numbers)
    return Account.objects.in_bulk(numbers)


def lock(numbers):
    """As the owner of the table: the application itself may not write in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT funding_lock(%s::bigint[])", [numbers])


@atomic
def post(posting, *, by, what):
    """Write it. A key that was used gives the first answer; `Refused` where a rule of the ledger
    says no. `what` is the request as it was made, for its fingerprint."""
    if found := asked_before(posting.key, posting.kind, what):
        return found
    legs = {account: fen for account, fen in posting.legs.items() if fen}
    entry = Entry(
        key=posting.key, request=digest(what), kind=posting.kind, budget=posting.budget,
        in_kind=posting.in_kind, legs_count=len(legs), amount_fen=posting.amount_fen,
        happened_on=posting.happened_on, recorded_at=clock.now(), reference=posting.reference,
        note=posting.note, corrects=posting.corrects, actor_kind=by.kind, actor_name=by.name,
        imported=by.imports, **({"recorder": by.person} | posting.more),
    )  # fmt: skip
    entry.clean_fields(exclude=["budget", "corrects", "recorder", "approver", "pay_kind"])
    try:
        with in_words(Entry), in_words(Account):
            entry.save(force_insert=True)
            Leg.objects.bulk_create(
                Leg(entry=entry, account=account, fen=fen)
                for account, fen in sorted(legs.items(), key=lambda leg: leg[0].pk)
            )
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name.startswith("funding_entry_key"):
            return asked_before(posting.key, posting.kind, what)
        raise
    booked.send(Entry, entry=entry, legs=legs)
    return entry
