"""The small life of a wish: who may do what, what stands in the way, and what a promise is."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils.timezone import localdate

from projects.actions import wish_claims, wish_deliveries, wishes
from projects.models import WishClaim, WishStep
from projects.queries import wishes as wall
from projects.tasks import lapse_promises
from projects.wishes.life import WishLife
from projects.wishes.states import Check, Ended, WishState
from tests.factories.people import make_resident
from tests.factories.wishes import (
    again,
    claimed,
    delivered,
    handed,
    promise,
    published,
    wished,
    written,
)
from weishishi.kernel import append_only, clock
from weishishi.kernel.numbers import read_claim_number
from weishishi.kernel.verdict import Refused

REASON = "认领人来电说买不到了"
pytestmark = pytest.mark.django_db


@pytest.fixture
def wish(village, liaison, secretary):
    return WishLife.publish(written(village, liaison), by=secretary)


def later(days):
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def on_the_wall(wish):
    return wall.card_of(wall.one(wish.pk)).state


# ── Writing and publishing ───────────────────────────────────────────────────────────────────────
def test_a_wish_is_written_by_one_and_published_by_another(village, liaison, secretary):
    wish = written(village, liaison)
    assert (wish.state, wish.number[4]) == (WishState.DRAFT, "愿")
    assert wall.one(wish.pk) is None
    published = WishLife.publish(wish, by=secretary)
    assert published.published_at and on_the_wall(wish) == WishState.PUBLISHED


def test_who_wrote_it_does_not_publish_it(village, secretary):
    with pytest.raises(Refused, match="请换一位同事看过再公布"):
        WishLife.publish(written(village, secretary), by=secretary)


def test_a_liaison_does_not_publish_and_a_neighbour_does_nothing(
    village, liaison, committee, neighbour_secretary
):
    wish = written(village, committee)
    for by in (liaison, neighbour_secretary):
        with pytest.raises(Refused, match="不由您办理"):
            WishLife.publish(wish, by=by)
    with pytest.raises(Refused, match="由所在村"):
        written(village, neighbour_secretary)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value_fen": 100_001}, "1,000 元以内"),
        ({"value_fen": 0}, "元以内"),
        ({"title": "手术费"}, "医疗救助"),
        ({"words": "住院要用"}, "医疗救助"),
    ],
)
def test_what_is_large_or_medical_is_no_wish(village, liaison, more, words):
    with pytest.raises(Refused, match=words):
        written(village, liaison, **more)


def test_the_largest_value_is_still_small(village, liaison):
    assert written(village, liaison, value_fen=100_000).pk


def test_words_can_be_corrected_until_somebody_has_promised(wish, liaison):
    wishes.correct(wish, by=liaison, wished=wished(title="一台大字收音机"))
    assert again(wish).title == "一台大字收音机"
    wish_claims.claim(wish, by=wish_claims.hands_of(), promise=promise())
    with pytest.raises(Refused, match="内容不能再改"):
        wishes.correct(wish, by=liaison, wished=wished())


def test_a_form_sent_twice_writes_one_wish(village, liaison):
    token = uuid4()
    first, second = (
        wishes.write(village, by=liaison, wished=wished(), form_token=token) for _ in "ab"
    )
    assert first.pk == second.pk


def test_for_whom_it_is_lies_sealed(wish):
    with connection.cursor() as cursor:
        cursor.execute("SELECT whom FROM projects_wish WHERE id = %s", [wish.pk])
        assert "陈婆婆" not in cursor.fetchone()[0]
    assert again(wish).whom == "三巷陈婆婆"


# ── Promising ────────────────────────────────────────────────────────────────────────────────────
def test_a_promise_has_its_number_its_days_and_its_terms(wish):
    claim = wish_claims.claim(wish, by=wish_claims.hands_of(), promise=promise(days=10))
    assert read_claim_number(claim.number) == claim.number
    assert claim.lapses_on == claim.promised_on + timedelta(days=7)
    assert again(wish).state == WishState.CLAIMED
    step = again(wish).journal.last()
    assert (step.verb, step.actor_name, step.actor_kind) == ("claim", "认领人", "contact")


def test_the_second_comes_too_late(wish):
    wish_claims.claim(wish, by=wish_claims.hands_of(), promise=promise())
    with pytest.raises(Refused, match="刚刚有人认领了"):
        wish_claims.claim(wish, by=wish_claims.hands_of(), promise=promise(phone="13900139001"))


def test_a_form_sent_twice_promises_once(wish):
    said = promise()
    first, second = (wish_claims.claim(wish, by=wish_claims.hands_of(), promise=said) for _ in "ab")
    assert first.pk == second.pk and WishClaim.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"terms_version": "0"}, "承诺刚刚更新了"),
        ({"is_no_relative": False}, "亲属不能认领"),
        ({"name": " "}, "请写名称"),
        ({"phone": ""}, "手机号"),
        ({"days": -1}, "送达日期要在今天以后"),
        ({"days": 61}, "60 天以内"),
    ],
)
def test_what_a_promise_needs(wish, more, words):
    with pytest.raises(Refused, match=words):
        wish_claims.claim(wish, by=wish_claims.hands_of(), promise=promise(**more))
    assert again(wish).state == WishState.PUBLISHED


@pytest.mark.parametrize("days", [0, 60])
def test_the_first_and_the_last_day_one_can_promise(wish, days):
    assert wish_claims.claim(wish, by=wish_claims.hands_of(), promise=promise(days=days)).pk


def test_a_draft_and_a_withdrawn_wish_cannot_be_claimed(village, liaison, secretary, wish):
    wishes.withdraw(wish, by=secretary, reason="本人已经买到了")
    for one in (written(village, liaison), wish):
        with pytest.raises(Refused, match="现在不能认领"):
            wish_claims.claim(one, by=wish_claims.hands_of(), promise=promise())


def test_one_phone_under_two_accounts_claims_a_wish_once(wish, liaison):
    """The index of the phone decides, whoever is signed in."""
    mine, hers = make_resident(1), make_resident(2)
    wish_claims.claim(wish, by=wish_claims.hands_of(mine), promise=promise())
    wish_claims.give_up(wish, by=liaison, reason=REASON)
    with pytest.raises(Refused, match="这个手机号认领过"):
        wish_claims.claim(wish, by=wish_claims.hands_of(hers), promise=promise())
    with pytest.raises(Refused, match="您认领过"):
        other = promise(phone="13900139009")
        wish_claims.claim(wish, by=wish_claims.hands_of(mine), promise=other)


def test_a_phone_has_so_many_open_promises_and_no_more(village, clerk, settings):
    settings.WISHES_PER_PHONE = 2
    wish, _claim = claimed(village, clerk)
    claimed(village, clerk)
    third = published(village, clerk)
    with pytest.raises(Refused, match="同时最多认领 2 个"):
        wish_claims.claim(third, by=wish_claims.hands_of(), promise=promise())
    wish_deliveries.deliver(wish, by=clerk, handed=handed())
    assert wish_claims.claim(third, by=wish_claims.hands_of(), promise=promise()).pk


def test_a_lapsed_promise_takes_no_room(village, clerk, settings):
    settings.WISHES_PER_PHONE = 1
    claimed(village, clerk, days=0)
    second = published(village, clerk)
    with later(8):
        assert wish_claims.claim(second, by=wish_claims.hands_of(), promise=promise()).pk


def test_the_village_writes_down_who_comes_in_person(wish, liaison, neighbour_secretary):
    with pytest.raises(Refused, match="由所在村"):
        wish_claims.claim(wish, by=neighbour_secretary, promise=promise())
    claim = wish_claims.claim(wish, by=liaison, promise=promise())
    assert (claim.recorded_by, claim.person) == (liaison.post, None)


# ── A promise whose days are over ────────────────────────────────────────────────────────────────
def state_of(wish):
    return on_the_wall(wish), wall.counts().claimed, again(wish).status


def test_on_its_last_day_a_promise_holds_and_the_day_after_it_is_none(village, clerk):
    """Whether the hourly task came by or not."""
    wish, claim = claimed(village, clerk, days=10)
    held = (WishState.CLAIMED, 1, WishState.CLAIMED)
    free = (WishState.PUBLISHED, 0, WishState.PUBLISHED)
    with later(17):
        assert state_of(wish) == held
        lapse_promises()
        assert state_of(wish) == held
    with later(18):
        assert again(wish).state == WishState.CLAIMED and state_of(wish) == free
        assert again(claim).outcome_on(clock.today()) == Ended.LAPSED
        lapse_promises()
        assert again(wish).state == WishState.PUBLISHED and state_of(wish) == free
        assert again(claim).ended_as == Ended.LAPSED
        assert wish_claims.lapse_all() == 0


@pytest.mark.parametrize("swept", [False, True])
def test_somebody_else_claims_it_again(village, clerk, swept):
    wish, claim = claimed(village, clerk, days=0)
    with later(8):
        if swept:
            lapse_promises()
        second = wish_claims.claim(
            wish, by=wish_claims.hands_of(), promise=promise(phone="13900139001")
        )
    assert (again(claim).ended_as, again(second).ended_as) == (Ended.LAPSED, Ended.HOLDS)
    assert [step.verb for step in wish.journal.all()] == ["publish", "claim", "lapse", "claim"]


@pytest.mark.parametrize("swept", [False, True])
def test_a_lapsed_promise_is_not_delivered_before_it_is_renewed(village, clerk, liaison, swept):
    wish, claim = claimed(village, clerk, days=0)
    with later(9):
        if swept:
            lapse_promises()
        with pytest.raises(Refused, match="办延期"):
            wish_deliveries.deliver(wish, by=liaison, handed=handed())
        day = clock.today() + timedelta(days=3)
        wish_claims.renew(claim, by=liaison, promised_on=day, reason="其实按时送到了")
        wish_deliveries.deliver(wish, by=liaison, handed=handed())
    assert again(claim).ended_as == Ended.DELIVERED


def test_who_was_faster_keeps_it(village, clerk, liaison):
    wish, claim = claimed(village, clerk, days=0)
    with later(8):
        said = promise(phone="13900139001")
        wish_claims.claim(wish, by=wish_claims.hands_of(), promise=said)
        with pytest.raises(Refused, match="已经由别人认领"):
            wish_claims.renew(claim, by=liaison, promised_on=clock.today(), reason=REASON)


def test_a_promise_gets_another_day(village, clerk, liaison):
    wish, claim = claimed(village, clerk, days=1)
    day = clock.today() + timedelta(days=20)
    wish_claims.renew(claim, by=liaison, promised_on=day, reason=REASON)
    assert again(wish).lapses_on == again(claim).lapses_on == day + timedelta(days=7)


def test_nothing_lapses_before_its_day(village, clerk):
    wish, _claim = claimed(village, clerk)
    with pytest.raises(Refused, match="认领还在有效期内"):
        WishLife.lapse(wish, by=clerk)


# ── Giving up, delivering, thanking, withdrawing ─────────────────────────────────────────────────
def test_the_village_cancels_a_promise_with_its_reason(village, clerk, liaison):
    wish, claim = claimed(village, clerk)
    with pytest.raises(Refused, match="请写明理由"):
        wish_claims.give_up(wish, by=liaison, reason="")
    wish_claims.give_up(wish, by=liaison, reason=REASON)
    assert again(claim).ended_as == Ended.CANCELLED
    assert on_the_wall(wish) == WishState.PUBLISHED


def test_it_is_delivered_when_every_line_was_looked_at(village, clerk, liaison, secretary):
    wish, claim = claimed(village, clerk)
    some = tuple(one for one in Check if one != Check.NO_MONEY)
    with pytest.raises(Refused, match="没有向受助人收任何费用"):
        wish_deliveries.deliver(wish, by=liaison, handed=handed(checked=some))
    with pytest.raises(Refused, match="请先填送达清单"):
        WishLife.deliver(wish, by=liaison)
    wish_deliveries.deliver(wish, by=liaison, handed=handed())
    assert again(claim).ended_as == Ended.DELIVERED
    assert again(claim).delivery.checked == [one.value for one in Check]
    with pytest.raises(Refused):
        wish_deliveries.deliver(wish, by=liaison, handed=handed())


@pytest.mark.parametrize("days", [-1, 1])
def test_it_is_delivered_between_the_promise_and_today(village, clerk, liaison, days):
    wish, _claim = claimed(village, clerk)
    day = clock.today() + timedelta(days=days)
    with pytest.raises(Refused, match="送达日期要在"):
        wish_deliveries.deliver(wish, by=liaison, handed=handed(delivered_on=day))


def test_thanks_name_only_who_agreed(village, clerk, liaison):
    wish, _claim = delivered(village, clerk)
    with pytest.raises(Refused, match="没有同意公开名称"):
        wishes.thank(wish, by=liaison, words="谢谢您的收音机。", name="李先生")
    wishes.thank(wish, by=liaison, words="谢谢您的收音机。")
    assert on_the_wall(wish) == WishState.THANKED
    named, _claim = delivered(village, clerk, may_be_named=True, kind="enterprise", name="青溪厂")
    wishes.thank(named, by=liaison, words="谢谢您的收音机。", name="青溪厂")
    assert wall.card_of(wall.one(named.pk)).thanked == "青溪厂"


def test_nobody_is_thanked_before_it_arrived(village, clerk, liaison):
    wish, _claim = claimed(village, clerk)
    with pytest.raises(Refused, match="现在是"):
        wishes.thank(wish, by=liaison, words="谢谢您的收音机。")
    assert again(wish).thanks == ""


def test_a_withdrawn_wish_ends_its_promise_and_leaves_the_wall(village, clerk, secretary, liaison):
    wish, claim = claimed(village, clerk)
    with pytest.raises(Refused, match="不由您办理"):
        wishes.withdraw(wish, by=liaison, reason="本人已经买到了")
    wishes.withdraw(wish, by=secretary, reason="本人已经买到了")
    assert again(claim).ended_as == Ended.WITHDRAWN
    assert wall.one(wish.pk) is None and wall.counts().collected == 0


# ── Counters and records ─────────────────────────────────────────────────────────────────────────
def test_the_wall_counts_apart(village, neighbour, clerk):
    assert wall.counts().rate == ""
    written(village, clerk)
    published(village, clerk)
    claimed(village, clerk)
    delivered(neighbour, clerk)
    found = wall.counts()
    assert (found.collected, found.claimed, found.delivered, found.rate) == (3, 2, 1, "66.7")
    here = wall.counts(village=village.pk)
    assert (here.collected, here.claimed, here.delivered, here.open) == (2, 1, 0, 1)


def test_its_steps_and_deliveries_are_append_only():
    assert {"projects_wishstep", "projects_wishdelivery"} <= set(append_only.tables())


def test_every_step_is_written_down(village, clerk):
    delivered(village, clerk)
    assert [one.verb for one in WishStep.objects.all()] == ["publish", "claim", "deliver"]


def test_who_claimed_is_forgotten_two_years_after_it_ended(village, clerk):
    _open, still = claimed(village, clerk, phone="13900139003", days=60)
    _wish, claim = delivered(village, clerk)
    with later(729):
        call_command("retention", verbosity=0)
        assert again(claim).contact.phone
    with later(732):
        call_command("retention", verbosity=0)
    claim = again(claim)
    assert (claim.contact.phone, claim.contact.name, claim.phone_index) == ("", "", "")
    assert again(claim.wish).whom == ""
    assert claim.number and again(claim.wish).title
    assert localdate(again(still).claimed_at) == clock.today()
