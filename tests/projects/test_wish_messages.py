"""Who promised a wish hears of it at every turn, and the village's desk says what waits."""

from datetime import timedelta

import pytest
import time_machine

from projects.actions import wish_claims, wish_deliveries, wishes
from projects.queries.lists import read_all
from projects.queries.wishes_waiting import waiting
from projects.wishes.life import WishLife
from tests.factories.people import make_resident
from tests.factories.wishes import again, claimed, delivered, handed, promise, published, written
from weishishi.kernel import clock
from weishishi.outbox.actions import wording
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db


def told_to(claim):
    kind, key = ("person", claim.person_id) if claim.person_id else ("contact", claim.contact_id)
    return [one.topic for one in Message.objects.to(kind, key).order_by("pk")]


def last(claim):
    return wording(Message.objects.filter(facts__claim=claim.number).order_by("pk").last())


def test_from_the_promise_to_the_thanks(village, clerk, liaison):
    wish, claim = delivered(village, clerk)
    assert told_to(claim) == ["wish_claimed", "wish_delivered"]
    wishes.thank(wish, by=liaison, words="东西正合用，谢谢您。")
    assert told_to(claim)[-1] == "wish_thanked" and "东西正合用" in last(claim)


def test_an_account_reads_it_in_her_own_box(village, clerk, client):
    wish, me = published(village, clerk), make_resident(3)
    claim = wish_claims.claim(wish, by=wish_claims.hands_of(me), promise=promise())
    assert told_to(claim) == ["wish_claimed"]
    Message.objects.update(due_at=clock.now(), text="您认领了一个心愿")
    client.force_login(me)
    assert "您认领了一个心愿" in client.get("/me/").content.decode()


def test_who_has_no_account_reads_it_with_her_claim(village, clerk, client):
    wish, claim = claimed(village, clerk)
    Message.objects.update(due_at=clock.now())
    digits = claim.contact.phone[-4:]
    answer = client.post("/wishes/claims/", {"number": claim.number, "digits": digits}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain
    assert "给您的消息" in page and wish.title in page


def test_given_up_withdrawn_and_renewed(village, clerk, liaison, secretary):
    wish, claim = claimed(village, clerk)
    wish_claims.renew(
        claim, by=liaison, promised_on=clock.today() + timedelta(5), reason="买不到，改日期。"
    )
    assert told_to(claim)[-1] == "wish_renewed"
    wish_claims.give_up(again(wish), by=liaison, reason="认领人说买不到。")
    assert told_to(claim)[-1] == "wish_cancelled" and "认领人说买不到" in last(claim)
    wishes.withdraw(again(wish), by=secretary, reason="已经有人送了。")
    assert told_to(claim)[-1] == "wish_cancelled"  # her promise was over: nothing more to tell
    _other, second = claimed(village, clerk, phone="13900139007")
    wishes.withdraw(_other, by=secretary, reason="已经有人送了。")
    assert told_to(second)[-1] == "wish_withdrawn" and "已经有人送了" in last(second)


def test_a_promise_near_its_end_is_reminded_of_once(village, clerk, liaison):
    _wish, claim = claimed(village, clerk)
    with time_machine.travel(_noon(claim.lapses_on - timedelta(4)), tick=False):
        assert wish_claims.remind_all() == 0
    with time_machine.travel(_noon(claim.lapses_on - timedelta(3)), tick=False):
        assert (wish_claims.remind_all(), wish_claims.remind_all()) == (1, 0)
        assert told_to(claim)[-1] == "wish_expiring"
        later = clock.today() + timedelta(9)
        wish_claims.renew(again(claim), by=liaison, promised_on=later, reason="买不到，改日期。")
        assert wish_claims.remind_all() == 0
    claim = again(claim)
    with time_machine.travel(_noon(claim.lapses_on), tick=False):
        assert wish_claims.remind_all() == 1  # another last day, another word
    with time_machine.travel(_noon(claim.lapses_on + timedelta(1)), tick=False):
        assert wish_claims.remind_all() == 0
        wish_claims.lapse_all()
    assert told_to(claim)[-1] == "wish_lapsed"


def _noon(day):
    return f"{day} 12:00+08:00"


# ── At the desk ──────────────────────────────────────────────────────────────────────────────────
def titles(actor):
    return [one.what for one in read_all(waiting(actor.post))]


def test_what_waits_at_the_desk(
    village, clerk, liaison, committee, secretary, neighbour_secretary, town_officer, client
):
    draft = written(village, secretary)
    wish, claim = claimed(village, clerk)
    assert titles(committee) == ["等您看过公布"]
    assert titles(secretary) == titles(liaison) == []  # she wrote it herself; he does not publish
    WishLife.publish(draft, by=committee)
    with time_machine.travel(_noon(claim.promised_on - timedelta(1)), tick=False):
        assert titles(liaison) == []
    with time_machine.travel(_noon(claim.promised_on), tick=False):
        assert titles(liaison) == ["到了承诺的日期，请确认送到没有"]
        assert titles(neighbour_secretary) == titles(town_officer) == []
        client.force_login(liaison.person)
        assert wish.title in client.get("/admin/").content.decode()
        wish_deliveries.deliver(again(wish), by=liaison, handed=handed())
        assert titles(liaison) == []


# ── For programs ─────────────────────────────────────────────────────────────────────────────────
def test_the_api_tells_what_the_wall_tells(village, far_village, clerk, client):
    wish, _claim = delivered(village, clerk)
    published(far_village, clerk)
    written(village, clerk)
    told = client.get("/api/v1/wishes/").json()
    assert [one["state"] for one in told["results"]] == ["published", "delivered"]
    assert told["counts"] == {"collected": 2, "claimed": 1, "delivered": 1}
    of_one = client.get(f"/api/v1/wishes/?village={village.pk}").json()
    assert [one["number"] for one in of_one["results"]] == [wish.number]
    assert of_one["counts"] == {"collected": 1, "claimed": 1, "delivered": 1}
    by_state = client.get("/api/v1/wishes/?state=published").json()["results"]
    assert [one["village"] for one in by_state] == [far_village.pk]
    assert client.get("/api/v1/wishes/?state=draft").status_code == 400
    text = client.get("/api/v1/wishes/").content.decode()
    for private in ("李先生", "13900139000", "三巷陈婆婆", "gAAAAA"):
        assert private not in text
