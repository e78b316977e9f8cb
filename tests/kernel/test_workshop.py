"""Do the clean copies hold nothing but pixels, upright, in three sizes, for little memory?"""

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageChops

from tests.factories import pictures as made
from weishishi.kernel import workshop
from weishishi.kernel.workshop.sizes import UNREADABLE, WEIGHTS, WIDTHS

WORKSHOP = Path(workshop.__file__).parent

# The process's own peak: ru_maxrss would be that of the test runner it was forked from.
AND_TELL_THE_PEAK = """
import re, runpy, sys
sys.argv = sys.argv[1:]
sys.path.insert(0, sys.argv[0])
runpy.run_path(sys.argv[0] + "/__main__.py", run_name="__main__")
print(re.search(r"VmHWM:\\s+([0-9]+) kB", open("/proc/self/status").read())[1])
"""

# How the sensor saw an upright place when the phone noted that orientation.
AS_HELD = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def make(data, folder):
    """As the worker does it: in a process of its own; (told, {width: picture}, {width: bytes})."""
    original = folder / "original"
    original.write_bytes(data)
    command = [sys.executable, "-I", WORKSHOP, original, folder / "out"]
    done = subprocess.run(command, check=True, capture_output=True)
    contents = {w: (folder / "out" / f"{w}.webp").read_bytes() for w in WIDTHS}
    opened = {width: Image.open(io.BytesIO(data)) for width, data in contents.items()}
    return json.loads(done.stdout), opened, contents


def test_three_sizes_and_none_larger_than_the_original(tmp_path):
    told, small, _ = make(made.jpeg(1200, 900), tmp_path)

    sizes = {width: picture.size for width, picture in small.items()}
    assert sizes == {320: (320, 240), 960: (960, 720), 1600: (1200, 900)}
    assert (told["width"], told["height"]) == (1200, 900)
    assert {picture.format for picture in small.values()} == {"WEBP"}


@pytest.mark.parametrize(
    "data",
    [made.jpeg(), made.png(), made.webp(), made.heic()],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_nothing_the_camera_wrote_is_left(data, tmp_path):
    assert sum(secret in data for secret in made.SECRETS) >= 2  # there is something to leak
    _, pictures, contents = make(data, tmp_path)

    for content in contents.values():
        assert not [word for word in made.SECRETS if word.lower() in content.lower()]
        assert not [
            word for word in (b"EXIF", b"XMP ", b"ICCP", b"http", b"<x:", b"GPS") if word in content
        ]
    assert not [picture for picture in pictures.values() if picture.getexif()]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("write", [made.jpeg, made.heic])
def test_however_the_phone_was_held_the_picture_stands_upright(write, orientation, tmp_path):
    upright = Image.new("RGB", (300, 200), "white")
    upright.paste("red", (0, 0, 150, 100))  # top left
    held = upright if orientation == 1 else upright.transpose(AS_HELD[orientation])
    _, pictures, _ = make(write(picture=held, orientation=orientation), tmp_path)

    seen = pictures[1600].convert("RGB")
    assert seen.size == (300, 200)
    red, green, _blue = seen.getpixel((40, 40))
    assert red > 200
    assert green < 90
    assert min(seen.getpixel((260, 160))) > 200


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK"])
def test_every_way_to_write_colours_can_be_read(mode, tmp_path):
    picture = made.scene(400, 300).convert("L").convert("I").point(lambda v: v * 257).convert(mode) \
        if mode == "I;16" else made.scene(400, 300).convert(mode)  # fmt: skip
    data = made.jpeg(picture=picture) if mode == "CMYK" else made.png(picture=picture)
    _, pictures, _ = make(data, tmp_path)

    assert pictures[320].size == (320, 240)
    low, high = pictures[320].convert("L").getextrema()
    assert high - low > 60


def peak_of(original, folder):
    """Kilobytes of memory the clean copies of that file took at most."""
    command = [sys.executable, "-I", "-c", AND_TELL_THE_PEAK, WORKSHOP, original, folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout.split("\n")[1])


def test_twelve_megapixels_take_two_seconds_and_200_megabytes_at_most(tmp_path):
    original = tmp_path / "original"
    original.write_bytes(made.jpeg(4000, 3000))
    start = time.perf_counter()

    assert peak_of(original, tmp_path) < 200_000
    assert time.perf_counter() - start < 6  # two on an idle machine (docs/measurements.md)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_heic_in_tiles_is_put_together_as_another_reader_shows_it(orientation, tmp_path):
    """Tiles cut at the edges: no seam, no margin. The other reader unfolds it whole."""
    picture = made.scene(1250, 730)
    picture.paste("red", (0, 0, 200, 100))
    data = made.heic(picture=picture, orientation=orientation, tile_size=256)
    _, pictures, _ = make(data, tmp_path)

    other = pillow_heif.open_heif(data).to_pillow().convert("RGB")
    seen = pictures[1600].convert("RGB")
    assert seen.size == other.size == ((1250, 730) if orientation < 4 else (730, 1250))
    apart = ImageChops.difference(seen, other).convert("L").resize((50, 50), Image.Resampling.BOX)
    assert apart.getextrema()[1] < 12


def test_the_noise_of_a_photo_at_night_weighs_no_more_than_the_sizes_allow(tmp_path):
    noise = Image.effect_noise((1600, 3200), 90).convert("RGB")
    _, pictures, contents = make(made.jpeg(picture=noise), tmp_path)

    assert pictures[1600].size == (1600, 3200)
    assert {w: len(content) <= WEIGHTS[w] for w, content in contents.items()} == dict.fromkeys(
        WIDTHS, True
    )


def test_what_is_no_picture_after_all_ends_with_its_own_code(tmp_path):
    (tmp_path / "original").write_bytes(made.jpeg_claiming(3000, 2000)[:-2] + b"\0\0")
    command = [sys.executable, "-I", WORKSHOP, tmp_path / "original", tmp_path / "out"]
    done = subprocess.run(command, check=False, capture_output=True)

    assert done.returncode == UNREADABLE
    assert not list((tmp_path).glob("out/*"))
