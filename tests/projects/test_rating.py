"""How an organisation is rated: the boundaries of the written rule (decision 0024)."""

import pytest

from projects.rating import Rating, rating_of
from projects.satisfaction import Said

FIVE = Said(5, 0, 0)
NOBODY = Said()


@pytest.mark.parametrize(
    ("delivered", "on_time", "said", "rating"),
    [
        (2, 2, FIVE, None),
        (3, 3, FIVE, Rating.GOOD),
        (10, 9, FIVE, Rating.GOOD),
        (100, 89, FIVE, Rating.FAIR),
        (10, 7, FIVE, Rating.FAIR),
        (100, 69, FIVE, Rating.WATCH),
        (10, 10, Said(8, 1, 1), Rating.GOOD),
        (10, 10, Said(89, 0, 11), Rating.FAIR),
        (10, 10, Said(80, 0, 20), Rating.FAIR),
        (10, 10, Said(79, 0, 21), Rating.WATCH),
        (10, 10, NOBODY, Rating.FAIR),
        (10, 10, Said(4, 0, 0), Rating.FAIR),  # four voices are not read
        (10, 10, Said(0, 0, 4), Rating.FAIR),
        (10, 6, NOBODY, Rating.WATCH),
    ],
)
def test_the_rule(delivered, on_time, said, rating):
    assert rating_of(delivered, on_time, said) == rating
