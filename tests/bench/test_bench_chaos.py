"""The long run of tests/chaos: CHAOS_SECONDS of blows (300 without it) under a stream of steps."""

import os

from tests.chaos.test_chaos import break_again_and_again, house

__all__ = ["house"]  # the fixture
SECONDS = int(os.environ.get("CHAOS_SECONDS", "300"))


def test_a_portal_that_is_broken_every_three_seconds(house, gateway, tmp_path):
    break_again_and_again(house, gateway, tmp_path, SECONDS)
