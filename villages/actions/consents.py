"""Somebody agrees to a text about her data, or takes it back. (PIPL 14, 15, 25)"""

from django.utils.translation import gettext as _

from villages.models import Consent, Person
from villages.models.consents import How
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused


def give(topic, *, by, of, version, query_no="", at=None):
    """Keep one yes. `of` is the Person or Contact who says it; `by` tells how we know: her own
    tick, a member of staff who told her, or an import. `Refused` in somebody else's hands."""
    _hers_or_the_desks(by, of)
    return Consent.objects.create(
        **_whose(of), topic=topic, version=version, how=_how(by), query_no=query_no,
        recorded_by=by.post, given_at=at or clock.now(),
    )  # fmt: skip


def withdraw(topic, *, by, of, at=None):
    """End every yes of hers to that topic that still holds; returns how many there were. What was
    done before stays lawful (PIPL 15), so the rows stay, with their end."""
    _hers_or_the_desks(by, of)
    holding = Consent.objects.filter(**_whose(of), topic=topic, withdrawn_at__isnull=True)
    return holding.update(withdrawn_at=at or clock.now())


def _whose(of):
    return {"person": of} if isinstance(of, Person) else {"contact": of}


def _how(by):
    if by.imports:
        return How.IMPORTED
    return How.TOLD if by.kind == Kind.POST else How.TICKED


def _hers_or_the_desks(by, of):
    if by.kind in (Kind.SYSTEM, Kind.POST) or of in (by.person, by.contact):
        return
    raise Refused(_("同意和撤回要由本人来办，请用本人的账号或查询号。"))
