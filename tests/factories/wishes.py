"""Wishes, brought where a story begins by the real deeds."""

from datetime import timedelta
from uuid import uuid4

from projects.actions import wish_claims, wish_deliveries, wishes
from projects.actions.wish_claims import Promise
from projects.actions.wish_deliveries import Handed
from projects.actions.wishes import Wished
from projects.models import Wish
from projects.wishes import terms
from projects.wishes.life import WishLife
from projects.wishes.states import Check
from weishishi.kernel import clock

PHONE = "13900139000"


def wished(**more):
    return Wished(
        **{
            "title": "一台收音机", "whose": "elderly", "value_fen": 12_000,
            "words": "想听粤剧，要字大、声音响的。", "whom": "三巷陈婆婆", **more,
        }
    )  # fmt: skip


def written(village, by, **more):
    return wishes.write(village, by=by, wished=wished(**more), form_token=uuid4())


def published(village, by, **more):
    return WishLife.publish(written(village, by, **more), by=by)


def promise(days=10, **more):
    return Promise(
        **{
            "form_token": uuid4(), "kind": "person", "name": "李先生", "phone": PHONE,
            "promised_on": clock.today() + timedelta(days=days), "terms_version": terms.VERSION,
            "is_no_relative": True, **more,
        }
    )  # fmt: skip


def claimed(village, by, **more):
    """(the wish, its claim)"""
    wish = published(village, by)
    claim = wish_claims.claim(wish, by=wish_claims.hands_of(), promise=promise(**more))
    return again(wish), claim


def handed(**more):
    return Handed(
        **{
            "delivered_on": clock.today(), "checked": tuple(Check), "signed_by": "self", **more,
        }
    )  # fmt: skip


def delivered(village, by, **more):
    wish, claim = claimed(village, by, phone=f"139{wish_count():08}", **more)
    wish = wish_deliveries.deliver(wish, by=by, handed=handed())
    return wish, again(claim)


def again(row):
    """As the database has it now."""
    return type(row).objects.get(pk=row.pk)


def wish_count():
    return Wish.objects.count()
