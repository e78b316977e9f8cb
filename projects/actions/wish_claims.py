"""Somebody promises a wish, and the promise is kept, lengthened, given up or lapses.

Exactly one of many who press at once gets it: the wish's row is locked first, and the database keeps
one promise for a wish besides. A promise whose days are over is none, whether the hourly task has
come by or not: whoever claims next lets it lapse first.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions.wishes import locked, standing
from projects.models import Wish, WishClaim
from projects.numbering import next_claim_number
from projects.people import village_committee
from projects.wishes import terms
from projects.wishes.effects import claimer_of, told
from projects.wishes.life import WishLife
from projects.wishes.states import Ended, WishState
from villages.models import Contact
from weishishi.kernel import cipher, clock
from weishishi.kernel.actor import Actor, Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import owe
from weishishi.outbox.models import Message

REMIND_DAYS = 3
CLAIMER = "认领人"  # stored with the step in the source language


@dataclass(frozen=True)
class Promise:
    """Who promises what until when; `terms_version` is the version she saw and agreed to."""

    form_token: UUID
    kind: str
    name: str
    phone: str
    promised_on: date
    terms_version: str
    is_no_relative: bool
    may_be_named: bool = False


def hands_of(person=None):
    """Whoever claims on the wall: with her account, or with a phone only."""
    kind = Kind.RESIDENT if person else Kind.CONTACT
    return Actor(kind, CLAIMER, person=person)


def claim(wish, *, by, promise, at=None):
    """Promise this wish; a form sent twice gives the first promise again. Returns the claim.

    `Refused` when somebody was faster, for terms that were not agreed to, for a relative, for a
    phone that claimed this wish before or has too many open promises.
    """
    try:
        with in_words(WishClaim):
            return _claim(wish, by, promise, at)
    except ValidationError as broken:
        found = WishClaim.objects.filter(form_token=promise.form_token, wish=wish).first()
        if found:
            return found
        raise Refused(*broken.messages) from broken


def _claim(wish, by, promise, at):
    moment = at or clock.now()
    wish = standing(wish, moment)
    twice = wish.claims.filter(form_token=promise.form_token).first()
    if twice:
        return twice
    _must_be_free(wish)
    _must_be_sound(wish, promise, localdate(moment), by)
    phone_index = cipher.index(promise.phone)
    _must_have_room(phone_index, by.person, localdate(moment))
    found = WishClaim.objects.create(
        wish=wish, number=next_claim_number(localdate(moment).year), kind=promise.kind,
        contact=Contact.known_by(promise.name, promise.phone), phone_index=phone_index,
        person=by.person if by.kind == Kind.RESIDENT else None,
        may_be_named=promise.may_be_named, terms_version=promise.terms_version,
        is_no_relative=promise.is_no_relative, promised_on=promise.promised_on,
        lapses_on=_last_day(promise.promised_on), claimed_at=moment, recorded_by=by.post,
        form_token=promise.form_token,
    )  # fmt: skip
    WishLife.claim(wish, by=by, at=at)
    return found


@atomic
def renew(claim, *, by, promised_on, reason):
    """Another day for a promise; one that lapsed holds again, unless somebody else was faster."""
    wish = locked(claim.wish)
    claim = wish.claims.get(pk=claim.pk)
    if by.kind != Kind.SYSTEM and not village_committee.hold(wish, by):
        raise Refused(_("延期由所在村（社区）办理。"))
    if claim.outcome_on(clock.today()) not in (Ended.HOLDS, Ended.LAPSED):
        raise Refused(_("这次认领已经了结，不能延期。"))
    if wish.state not in (WishState.PUBLISHED, WishState.CLAIMED):
        raise Refused(_("这个心愿已经了结，不能延期。"))
    _must_be_a_day_ahead(promised_on, clock.today())
    claim.promised_on, claim.lapses_on = promised_on, _last_day(promised_on)
    claim.ended_as, claim.ended_at = Ended.HOLDS, None
    try:
        with in_words(WishClaim):
            claim.save(update_fields=["promised_on", "lapses_on", "ended_as", "ended_at"])
    except ValidationError as broken:
        raise Refused(_("这个心愿已经由别人认领了，不能再延期。")) from broken
    WishLife.renew(wish, by=by, note=reason)
    return claim


def give_up(wish, *, by, reason):
    """The claimer cannot do it: the wish goes back to the wall."""
    with atomic():
        return WishLife.give_up(standing(wish, clock.now()), by=by, note=reason)


def lapse_all(at=None):
    """Every promise whose days are over returns its wish to the wall; returns how many. Nothing
    depends on when this runs."""
    moment = at or clock.now()
    over = Wish.objects.filter(state=WishState.CLAIMED, lapses_on__lt=localdate(moment))
    number = 0
    for wish in over.order_by("pk"):
        with atomic():
            number += standing(wish, moment).state != WishState.CLAIMED
    return number


def remind_all(at=None):
    """Whoever's promise ends within REMIND_DAYS days is told once for each last day; returns how many."""
    today = localdate(at or clock.now())
    soon = WishClaim.objects.open_on(today).filter(
        lapses_on__lte=today + timedelta(days=REMIND_DAYS), wish__state=WishState.CLAIMED
    )
    due = {_reminder(claim): claim for claim in soon.select_related("wish__village").order_by("pk")}
    known = Message.objects.filter(dedupe_key__in=due).values_list("dedupe_key", flat=True)
    for key in due.keys() - set(known):
        claim = due[key]
        owe(
            recipient=claimer_of(claim), topic="wish_expiring", about="",
            facts=told(claim.wish, claim), dedupe_key=key,
        )  # fmt: skip
    return len(due) - len(known)


def _reminder(claim):
    return f"wish-claim:{claim.pk}:expiring:{claim.lapses_on:%Y%m%d}"


def _must_be_free(wish):
    if wish.state == WishState.CLAIMED:
        raise Refused(_("刚刚有人认领了这个心愿，请看看别的心愿。"))
    if wish.state != WishState.PUBLISHED:
        raise Refused(_("这个心愿现在不能认领，请看看别的心愿。"))


def _must_be_sound(wish, promise, today, by):
    if not promise.name.strip() or not promise.phone:
        raise Refused(_("请写名称（姓名）和手机号，方便村（社区）联系您。"))
    if promise.terms_version != terms.VERSION and not by.imports:
        raise Refused(_("认领承诺刚刚更新了，请再看一遍，同意就重新打勾；您填的都还在。"))
    if not promise.is_no_relative:
        raise Refused(_("受助人的亲属不能认领，请直接帮助。"))
    if by.kind == Kind.POST and not village_committee.hold(wish, by):
        raise Refused(_("当面来认领的，由所在村（社区）登记。"))
    _must_be_a_day_ahead(promise.promised_on, today)


def _must_be_a_day_ahead(day, today):
    last = today + timedelta(days=settings.WISH_LONGEST_DAYS)
    if not today <= day <= last:
        raise Refused(
            _("送达日期要在今天以后、{} 天以内，请改一改。").format(settings.WISH_LONGEST_DAYS)
        )


def _must_have_room(phone_index, person, today):
    """One phone at a time: two wishes claimed at once by one phone are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [phone_index])
    hers = Q(phone_index=phone_index)
    if person:
        hers |= Q(person=person)
    if WishClaim.objects.open_on(today).filter(hers).count() >= settings.WISHES_PER_PHONE:
        raise Refused(
            _("一个手机号同时最多认领 {} 个心愿，请先送达已经认领的，再来认领。").format(
                settings.WISHES_PER_PHONE
            )
        )


def _last_day(promised_on):
    return promised_on + timedelta(days=settings.WISH_GRACE_DAYS)
