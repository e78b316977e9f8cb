"""Clean copies of one photo: upright, sRGB, on white paper, with nothing but pixels in them.

libvips reads JPEG, PNG and WebP line by line and already smaller; HEIC comes in tiles (`heic`).
"""

import os

import heic
import pyvips
from sizes import LARGEST, TALLEST, WEIGHTS

READERS = {b"\xff\xd8\xff": "Jpeg", b"\x89PNG\r\n\x1a\n": "Png", b"RIFF": "Webp"}
FINEST, COARSEST = 76, 10  # of WebP's quality
SOFTER = 1.5  # pixels
WHITE = [255, 255, 255]

pyvips.cache_set_max(0)
pyvips.operation_block_set("VipsForeignLoad", True)  # no other reader is ever asked
for reader in READERS.values():
    pyvips.operation_block_set(f"VipsForeignLoad{reader}", False)


def make(original, folder):
    """Write `<width>.webp` for every width, never larger than the original, each within its weight.
    Returns (width, height) of the largest."""
    picture = _shrunk(original).copy_memory()
    folder.mkdir(parents=True, exist_ok=True)
    for width, weight in WEIGHTS.items():
        _write(_fitted(picture, width), folder / f"{width}.webp", weight)
    return picture.width, picture.height


def _shrunk(original):
    with original.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        picture = heic.read(original, LARGEST)
    elif any(head.startswith(mark) for mark in READERS):
        picture = pyvips.Image.new_from_file(os.fspath(original), access="sequential")
        return _plain(
            pyvips.Image.thumbnail(
                os.fspath(original), LARGEST, height=LARGEST * TALLEST, size="down",
                fail_on="error", **_colours(picture),
            )
        )  # fmt: skip
    else:
        raise ValueError("no photo")
    return _plain(_fitted(picture, LARGEST, **_colours(picture)))


def _colours(picture):
    """Colours of a wide-gamut phone as every screen shows them."""
    return {"output_profile": "srgb"} if picture.get_typeof("icc-profile-data") else {}


def _fitted(picture, width, **options):
    return picture.thumbnail_image(width, height=width * TALLEST, size="down", **options)


def _plain(picture):
    """RGB on white paper, whatever it was: grey, palette, 16 bits, transparent, four colours."""
    picture = picture.colourspace("srgb")
    return picture.flatten(background=WHITE) if picture.hasalpha() else picture


def _write(picture, target, weight):
    """As fine as its weight allows. All or nothing: a killed process leaves no half a picture."""
    quality = FINEST
    while len(written := _webp(picture, quality)) > weight:
        if quality <= COARSEST:  # noise of the night: softer is better than blocks
            picture, quality = picture.gaussblur(SOFTER), FINEST // 2
        quality = max(COARSEST, int(quality * min(0.9, weight / len(written))))
    unfinished = target.with_suffix(".part")
    unfinished.write_bytes(written)
    unfinished.replace(target)


def _webp(picture, quality):
    return picture.webpsave_buffer(Q=quality, effort=4, keep="none")
