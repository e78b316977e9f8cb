"""The three systems of China's maps: known pairs, there and back within a metre, nothing abroad."""

from math import cos, hypot, radians

import pytest

from weishishi.kernel import coordinates

# (latitude, longitude) of Tian'anmen as coordtransform, the library most portals use, converts it.
BEIJING = (39.915, 116.404)
PLACES = [BEIJING, (22.02432, 113.24671), (22.14446, 113.34385), (43.8, 87.6), (18.25, 109.51)]


def metres(one, other):
    """How far apart two points are, near enough for a few hundred metres."""
    return 111_320 * hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0])))


@pytest.mark.parametrize(
    ("convert", "known"),
    [
        (coordinates.to_gcj02, (39.91640428150164, 116.41024449916938)),
        (coordinates.gcj02_to_bd09, (39.92133699351021, 116.41036949371029)),
        (coordinates.bd09_to_gcj02, (39.90865673957631, 116.39762729119315)),
    ],
)
def test_it_converts_as_other_libraries_do(convert, known):
    assert metres(convert(*BEIJING), known) < 0.01


@pytest.mark.parametrize("place", PLACES)
def test_there_and_back_is_less_than_a_metre(place):
    shifted = coordinates.to_gcj02(*place)
    assert 100 < metres(place, shifted) < 800
    assert metres(coordinates.from_gcj02(*shifted), place) < 0.01
    assert metres(coordinates.bd09_to_gcj02(*coordinates.gcj02_to_bd09(*shifted)), shifted) < 1


@pytest.mark.parametrize("place", [(48.8566, 2.3522), (-33.86, 151.2), (0.5, 100.0), (35.0, 138.0)])
def test_abroad_nothing_is_shifted(place):
    assert coordinates.to_gcj02(*place) == place
    assert coordinates.from_gcj02(*place) == place


def test_a_point_is_told_in_the_system_of_the_tiles():
    shifted = coordinates.to_gcj02(*BEIJING)
    assert coordinates.told_in("wgs84", *BEIJING) == BEIJING
    assert coordinates.told_in("gcj02", *BEIJING) == shifted
    assert coordinates.told_in("bd09", *BEIJING) == coordinates.gcj02_to_bd09(*shifted)
    with pytest.raises(KeyError):
        coordinates.told_in("mars", *BEIJING)
