"""Clean copies of one photo, made in a process of their own: `python copies.py ORIGINAL FOLDER`.

Run by its path and without Django, so that a photo meant to do harm meets a process with little
memory, little time and nothing in its hands. Prints the size of the largest copy as JSON, or
ends with UNREADABLE; any other end may go better another time.
"""

import contextlib
import io
import json
import os
import resource
import sys
from pathlib import Path

from PIL import Image
from PIL.Image import Transpose

WIDTHS = (320, 960, 1600)
QUALITY = 76
TALLEST = 2  # times the width: a scroll of a screenshot is no wall paper
STRIP = 250_000  # pixels in hand beside the picture itself
MOST_ADDRESSES = 1024**3
SECONDS = 20
UNREADABLE = 3  # the exit code of a file that is no picture after all
UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE, 6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}  # fmt: skip
WHITE = (255, 255, 255)


def make(original, folder):
    """Write `<width>.webp` for every width, upright, sRGB, with nothing but pixels in it; never
    larger than the original. Returns (width, height) of the largest."""
    Image.MAX_IMAGE_PIXELS = None  # the header was measured before the file was taken in
    with Image.open(original, formats=("JPEG", "PNG", "WEBP")) as image:
        turn = UPRIGHT.get(_orientation(image))
        profile = image.info.get("icc_profile")
        picture = _in_srgb(_shrunk(image, lies=turn in (5, 6, 7, 8)), profile)
    if turn is not None:
        picture = picture.transpose(turn)
    largest = picture.size
    folder.mkdir(parents=True, exist_ok=True)
    for width in reversed(WIDTHS):
        picture.thumbnail((width, width * TALLEST), reducing_gap=2.0)
        _write(picture, folder / f"{width}.webp")
    return largest


def _orientation(image):
    with contextlib.suppress(Exception):  # a broken note about the picture is no broken picture
        return image.getexif().get(0x0112)
    return None


def _shrunk(image, *, lies):
    """The picture in plain RGB, as large as the largest copy, decoded small and strip by strip."""
    box = (WIDTHS[-1], WIDTHS[-1] * TALLEST)
    box = box[::-1] if lies else box
    image.draft("RGB", _fitted(image, box))
    image.load()
    factor = max(1, image.width // _fitted(image, box)[0])
    small = Image.new("RGB", (-(-image.width // factor), -(-image.height // factor)))
    rows = max(1, STRIP // image.width // factor) * factor
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(top + rows, image.height)))
        small.paste(_plain(strip).reduce(factor), (0, top // factor))
    image.close()  # gives the large one back before the copies are written
    small.thumbnail(box)
    return small


def _fitted(image, box):
    scale = min(1, box[0] / image.width, box[1] / image.height)
    return max(1, int(image.width * scale)), max(1, int(image.height * scale))


def _plain(strip):
    """RGB on white paper, whatever it was: palette, 16 bits, transparent, four colours."""
    if strip.mode.startswith("I"):
        strip = strip.convert("I").point(lambda value: value / 256).convert("L")
    if strip.has_transparency_data:
        strip = strip.convert("RGBA")
        paper = Image.new("RGBA", strip.size, WHITE)
        return Image.alpha_composite(paper, strip).convert("RGB")
    return strip.convert("RGB")


def _in_srgb(picture, profile):
    """Colours of a wide-gamut phone as every screen shows them; an odd profile is ignored."""
    if not profile:
        return picture
    from PIL import ImageCms

    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if given.profile.xcolor_space.strip() == "RGB":
            return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"))
    return picture


def _write(picture, target):
    """All or nothing: a killed process leaves no half a picture under the name."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    unfinished = target.with_suffix(".part")
    bare.save(unfinished, "WEBP", quality=QUALITY, method=4)
    os.replace(unfinished, target)


def _bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    _bounded()
    try:
        wide, high = make(Path(sys.argv[1]), Path(sys.argv[2]))
    except Exception as error:
        if isinstance(error, OSError) and error.errno:
            raise  # a full disk says nothing about the photo
        sys.exit(UNREADABLE)
    print(json.dumps({"width": wide, "height": high}))
