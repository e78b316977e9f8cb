"""Every ink can be read on every ground it stands on: WCAG 1.4.3, and 7 to 1 in the larger edition."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
INKS = ("ink", "ink-2", "ink-3", "link", "deep", "fine", "soon", "hold")
GROUNDS = ("paper", "card", "sand")
EDITIONS = {":root": 4.5, "html[data-size=large]": 7, "html[data-screen]": 7}


def colours(edition):
    """{token: #rrggbb} of that edition, what it does not name from the root."""
    found = {}
    for name in (":root", edition):
        block = re.search(re.escape(name) + r"\{(.*?)\}", TOKENS, re.DOTALL)[1]
        found |= dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})", block))
    return found


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("edition", "least"), EDITIONS.items())
def test_every_ink_on_every_ground(edition, least):
    named = colours(edition)
    weak = {
        (ink, ground): round(contrast(named[ink], named[ground]), 2)
        for ink in INKS
        for ground in GROUNDS
        if contrast(named[ink], named[ground]) < least
    }
    assert weak == {}


def test_white_on_the_primary_button_and_on_an_overdue_lamp():
    for edition in EDITIONS:
        named = colours(edition)
        for ground in ("brand", "late"):
            assert contrast(named["on"], named[ground]) >= 4.5


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#fff") == pytest.approx(21)
