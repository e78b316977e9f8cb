"""The forty wishes of the report, hung by the same deeds as everybody's."""

from collections import Counter
from types import SimpleNamespace

import pytest
import time_machine

from projects.demo import wishes as demo
from projects.demo.days import SHOWS
from projects.models import Photo, Wish, WishClaim
from projects.queries import wishes as wall
from projects.wishes.states import WishState


@pytest.mark.django_db
def test_forty_were_collected_and_thirty_five_claimed(village, liaison, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(SHOWS, tick=False):
        demo.hang(village, SimpleNamespace(liaison={village.code: liaison.post}), "历史资料导入")
        found = wall.counts()
        assert (found.collected, found.claimed, found.delivered) == (40, 35, 28)
        assert found.rate == "87.5"
        cards = wall.page(wall.Asked(), 1).cards
    assert Counter(Wish.objects.values_list("state", flat=True)) == {
        WishState.THANKED: 22, WishState.DELIVERED: 6, WishState.CLAIMED: 7, WishState.PUBLISHED: 5,
    }  # fmt: skip
    assert {one.kind for one in WishClaim.objects.all()} == {"enterprise", "organisation", "person"}
    assert len(demo.WISHES) == 40 and cards[0].is_open
    shown = Photo.objects.filter(wish__isnull=False)
    assert shown.count() >= 5
    assert {(one.is_drawing, one.is_public, one.state) for one in shown} == {(True, True, "ready")}
