"""A village's budget of 34,000 yuan, 4,000 of it raised by residents, and the same confirmed."""

import pytest

from funding.actions.budgets import Part
from tests.factories.money import OWN, committed, make_budget


@pytest.fixture
def budget(village):
    return make_budget(village, Part("district", 3_000_000), Part("self_raised", 400_000, **OWN))


@pytest.fixture
def confirmed(budget):
    return committed(budget)
