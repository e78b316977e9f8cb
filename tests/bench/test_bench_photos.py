"""How long, and how much memory, for the clean copies of the largest photos? Figures only."""

import random
import subprocess
import sys
import time

import pillow_heif
import pytest
from PIL import Image

from tests.kernel.test_workshop import WORKSHOP, peak_of
from weishishi.kernel import pictures
from weishishi.kernel.workshop.sizes import WIDTHS

MANY, SOME, FEW = (12000, 9000), (8000, 5000), (6000, 5000)
CASES = {
    "JPEG, 12 megapixels": ((4000, 3000), "JPEG", {"quality": 90}),
    "JPEG, 108 megapixels": (MANY, "JPEG", {"quality": 50}),
    "JPEG, 40, progressive": (SOME, "JPEG", {"quality": 75, "progressive": True}),
    "JPEG, 20, progressive, full colour": (
        (5000, 4000), "JPEG", {"quality": 75, "progressive": True, "subsampling": 0},
    ),
    "PNG, 40": (SOME, "PNG", {"compress_level": 1}),
    "PNG, 40, transparent": (SOME, "PNG", {"compress_level": 1, "transparent": True}),
    "WebP, 40": (SOME, "WEBP", {"quality": 70, "method": 0}),
    "WebP, 40, transparent": (SOME, "WEBP", {"quality": 50, "method": 0, "transparent": True}),
    "WebP, 30, lossless": (FEW, "WEBP", {"lossless": True, "quality": 0, "method": 0}),
    "HEIC, 12 in tiles": ((4000, 3000), "HEIF", {"quality": 60, "tile_size": 512}),
    "HEIC, 40 in tiles": (SOME, "HEIF", {"quality": 50, "tile_size": 512}),
    "HEIC, 30 in one piece": (FEW, "HEIF", {"quality": 50}),
}  # fmt: skip


def busy(size):
    """A picture with edges everywhere, made of one small one."""
    chance = random.Random(2021)
    tile = Image.frombytes("RGB", (100, 100), chance.randbytes(30_000)).resize((400, 400))
    picture = Image.new("RGB", size)
    for left in range(0, size[0], 400):
        for top in range(0, size[1], 400):
            picture.paste(tile, (left, top))
    return picture


def write(size, kind, target, *, transparent=False, **options):
    picture = busy(size)
    if transparent:
        picture.putalpha(Image.radial_gradient("L").resize(size))
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(target, **options)
    else:
        picture.save(target, kind, **options)


@pytest.mark.parametrize("name", CASES)
def test_photo(name, tmp_path, capsys):
    size, kind, options = CASES[name]
    original = tmp_path / "original"
    write(size, kind, original, **options)
    start = time.perf_counter()
    command = [sys.executable, "-I", WORKSHOP, original, tmp_path / "out"]
    subprocess.run(command, check=True, capture_output=True)
    seconds, peak = time.perf_counter() - start, peak_of(original, tmp_path / "out") / 1000
    written = [(tmp_path / "out" / f"{w}.webp").stat().st_size // 1024 for w in WIDTHS]

    weight = original.stat().st_size / pictures.MEGABYTE
    with capsys.disabled():
        print(
            f"\n{name}: {weight:.1f} MB, {seconds:.2f} s, peak {peak:.0f} MB, copies {written} KB"
        )
