"""Where is a point in each of China's three systems? All in degrees, (latitude, longitude).

WGS-84 is what a device says and what the database keeps. Maps published in mainland China are drawn in
GCJ-02 (its obfuscation, up to some 700 m away) or BD-09 (Baidu's further one). The formula of GCJ-02
is not published by the state; this is the one every open map library uses. Outside its rectangle
around China nothing is shifted.
"""

from math import atan2, cos, pi, sin, sqrt

WGS84, GCJ02, BD09 = "wgs84", "gcj02", "bd09"
_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323  # Krasovsky 1940, metres
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347
_BAIDU = pi * 3000 / 180
_ROUNDS = 4  # each leaves a thousandth of the error before; four are below a millimetre


def told_in(system, latitude, longitude):
    """A WGS-84 point as the map of that system draws it; KeyError for a system nobody knows."""
    steps = {WGS84: (), GCJ02: (to_gcj02,), BD09: (to_gcj02, gcj02_to_bd09)}[system]
    point = latitude, longitude
    for step in steps:
        point = step(*point)
    return point


def to_gcj02(latitude, longitude):
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
        return latitude, longitude
    north, east = _shift(longitude - 105, latitude - 35)
    radians = latitude / 180 * pi
    bend = 1 - _ECCENTRICITY * sin(radians) ** 2
    north = north * 180 / (_AXIS * (1 - _ECCENTRICITY) / (bend * sqrt(bend)) * pi)
    east = east * 180 / (_AXIS / sqrt(bend) * cos(radians) * pi)
    return latitude + north, longitude + east


def from_gcj02(latitude, longitude):
    """The WGS-84 point that `to_gcj02` moves there, found by approaching it."""
    guess = latitude, longitude
    for _round in range(_ROUNDS):
        seen = to_gcj02(*guess)
        guess = guess[0] + latitude - seen[0], guess[1] + longitude - seen[1]
    return guess


def gcj02_to_bd09(latitude, longitude):
    far = sqrt(longitude**2 + latitude**2) + 0.00002 * sin(latitude * _BAIDU)
    angle = atan2(latitude, longitude) + 0.000003 * cos(longitude * _BAIDU)
    return far * sin(angle) + 0.006, far * cos(angle) + 0.0065


def bd09_to_gcj02(latitude, longitude):
    latitude, longitude = latitude - 0.006, longitude - 0.0065
    far = sqrt(longitude**2 + latitude**2) - 0.00002 * sin(latitude * _BAIDU)
    angle = atan2(latitude, longitude) - 0.000003 * cos(longitude * _BAIDU)
    return far * sin(angle), far * cos(angle)


def _shift(x, y):
    """Metres north and east."""
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    return north, east
