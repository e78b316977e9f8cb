"""What is known about one proposal of the demo before anything is written?"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from funding.models import SOCIAL, Form


@dataclass(frozen=True)
class Deed:
    """One step with the moment it happened; `answer` names the department of a referral, `into`
    the plan a proposal is merged into."""

    verb: str
    at: datetime
    note: str = ""
    answer: str = ""
    into: str = ""


@dataclass(frozen=True)
class Money:
    """One share; whole yuan."""

    source: str
    yuan: int
    form: str = Form.CASH
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """A proposal's whole story. `released_at` None: the public version still waits."""

    key: str
    village: str
    outcome: str
    title: str
    need: str
    public: str
    channel: str
    deeds: tuple[Deed, ...]
    identity: str = "resident"
    name: str = ""
    phone: str = ""
    project_class: str = ""
    micro_type: str = ""
    hazard: str = "none"
    urgency: str = "ordinary"
    groups: tuple = ()  # (group, number or None)
    work: tuple = ()  # (name, quantity, unit, place name or "")
    money: tuple[Money, ...] = ()
    place: str = ""
    spot: str = ""
    helps: str = ""
    kind: str = ""  # the code of its kind of need; of the newspaper's and of what is refused none
    point: tuple | None = None
    tags: tuple = ()
    led: bool = False
    released_at: datetime | None = None
    is_edited: bool = True
    source_note: str = ""

    @property
    def is_online(self):
        return self.channel == "online"

    @property
    def submitted_at(self):
        return self.deeds[0].at

    @property
    def verbs(self):
        return [deed.verb for deed in self.deeds]

    @property
    def is_confirmed(self):
        return "confirm" in self.verbs

    @property
    def cash(self):
        return sum(share.yuan for share in self.money if share.form == Form.CASH)

    @property
    def social(self):
        cash = [share for share in self.money if share.form == Form.CASH]
        return sum(share.yuan for share in cash if share.source in SOCIAL)

    def but(self, **changes):
        return replace(self, **changes)


def in_order_of_submission(plans):
    return sorted(plans, key=lambda plan: (plan.submitted_at, plan.key))


def digest(stories):
    """A fingerprint of (title, state code, ((verb, moment, note), …)) in order of submission."""
    seen = hashlib.sha256()
    for title, deeds in stories:
        seen.update(f"{title}\n".encode())
        for verb, at, note in deeds:
            seen.update(f"{verb} {at.timestamp():.0f} {note}\n".encode())
    return seen.hexdigest()


def digest_of(plans):
    """The fingerprint of what is going to be written."""
    return digest(
        (plan.title, [(deed.verb, deed.at, deed.note) for deed in plan.deeds])
        for plan in in_order_of_submission(plans)
    )
