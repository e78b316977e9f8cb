"""The village writes a wish down, puts it on the wall, takes it off, says thank you."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.models import Wish
from projects.numbering import next_wish_number
from projects.people import village_committee
from projects.wishes.life import WishLife
from projects.wishes.states import WishState
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor, Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

CALENDAR = "到期自动"  # stored with the step in the source language


@dataclass(frozen=True)
class Wished:
    """What is wished for, in words for everybody; `whom` only for those who deliver it."""

    title: str
    whose: str
    value_fen: int
    words: str = ""
    whom: str = ""


def write(village, *, by, wished, form_token: UUID, at=None):
    """A new wish, a draft nobody sees yet; a form sent twice gives the first one again.

    `Refused` for another village's desk, for what is too large or medical.
    """
    try:
        with atomic():
            return _write(village, by, wished, form_token, at or clock.now())
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "one_form_one_wish":
            raise
        return Wish.objects.get(form_token=form_token)


def _write(village, by, wished, form_token, moment):
    wish = Wish(
        village=village, number=next_wish_number(localdate(moment).year), written_by=by.post,
        written_at=moment, form_token=form_token, **vars(wished),
    )  # fmt: skip
    _must_be_ours(wish, by)
    _must_be_a_wish(wish, moment)
    wish.save(force_insert=True)
    return wish


@atomic
def correct(wish, *, by, wished):
    """Other words, until somebody has promised it; what is public stays small and not medical."""
    wish = locked(wish)
    _must_be_ours(wish, by)
    if not wish.may_be_changed:
        raise Refused(_("已经有人认领或者已经了结，内容不能再改；写错了请撤下，重新登记一个。"))
    for name, value in vars(wished).items():
        setattr(wish, name, value)
    _must_be_a_wish(wish, clock.now())
    with _refusing():
        wish.save(update_fields=[*vars(wished)])
    return wish


@atomic
def thank(wish, *, by, words, name="", at=None):
    """Thanks for everybody to read; `name` is the giver's, where she agreed to be named.

    `Refused` before it was delivered, and for a name nobody agreed to.
    """
    wish = locked(wish)
    claim = wish.claims.filter(delivery__isnull=False).first()
    if name and not (claim and claim.may_be_named):
        raise Refused(_("认领人没有同意公开名称，请不要写名称，写“爱心企业”“爱心人士”就好。"))
    wish.thanks, wish.thanked_name = words.strip(), name.strip()
    if wish.state == WishState.DELIVERED:
        wish.save(update_fields=["thanks", "thanked_name"])
    return WishLife.thank(wish, by=by, at=at)


def withdraw(wish, *, by, reason, at=None):
    """Off the wall; a promise that held is void, and the claimer reads why."""
    with atomic():
        return WishLife.withdraw(standing(wish, at or clock.now()), by=by, note=reason, at=at)


def locked(wish):
    """The wish as it stands, locked until the end of the transaction."""
    rows = Wish.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*Wish.read_with).get(pk=wish.pk)


def standing(wish, moment):
    """The same as it stands at that moment: a promise whose days are over ends before anything else
    is asked, whether the hourly task has come by or not."""
    wish = locked(wish)
    if wish.state == WishState.CLAIMED and wish.state_on(localdate(moment)) != WishState.CLAIMED:
        return WishLife.lapse(wish, by=Actor.system(CALENDAR), at=moment)
    return wish


def _must_be_ours(wish, by):
    if by.kind != Kind.SYSTEM and not village_committee.hold(wish, by):
        raise Refused(_("微心愿由所在村（社区）登记和办理。"))


def _must_be_a_wish(wish, at):
    reasons = [
        verdict.reason for guard in WishLife.publish.guards if not (verdict := guard(wish, at))
    ]
    if reasons:
        raise Refused(*reasons)


class _refusing:
    """A broken constraint is a refusal in its own words."""

    def __enter__(self):
        self.words = in_words(Wish)
        self.words.__enter__()

    def __exit__(self, *error):
        try:
            return self.words.__exit__(*error)
        except ValidationError as broken:
            raise Refused(*broken.messages) from broken
