"""How long, and how much memory, for the clean copies of the largest photos? Figures only."""

import random
import subprocess
import sys
import time

import pytest
from PIL import Image

from tests.kernel.test_copies import peak_of
from weishishi.kernel import copies, pictures

CASES = {
    "JPEG 12 MP": ((4000, 3000), "JPEG", {"quality": 90}),
    "JPEG 108 MP, 4:2:0": ((12000, 9000), "JPEG", {"quality": 75}),
    "JPEG 108 MP, progressive": ((12000, 9000), "JPEG", {"quality": 75, "progressive": True}),
    "PNG 40 MP": ((8000, 5000), "PNG", {"compress_level": 1}),
    "WebP 10 MP": ((4000, 2500), "WEBP", {"quality": 70, "method": 0}),
    "WebP 40 MP": ((8000, 5000), "WEBP", {"quality": 70, "method": 0}),
}


def busy(size):
    """A picture with edges everywhere, made of one small one."""
    chance = random.Random(2021)
    tile = Image.frombytes("RGB", (100, 100), chance.randbytes(30_000)).resize((400, 400))
    picture = Image.new("RGB", size)
    for left in range(0, size[0], 400):
        for top in range(0, size[1], 400):
            picture.paste(tile, (left, top))
    return picture


@pytest.mark.parametrize("name", CASES)
def test_photo(name, tmp_path, capsys):
    size, kind, options = CASES[name]
    original = tmp_path / "original"
    busy(size).save(original, kind, **options)
    start = time.perf_counter()
    command = [sys.executable, "-I", copies.__file__, original, tmp_path / "out"]
    subprocess.run(command, check=True, capture_output=True)
    seconds, peak = time.perf_counter() - start, peak_of(original, tmp_path / "out") / 1024
    written = [(tmp_path / "out" / f"{w}.webp").stat().st_size // 1024 for w in copies.WIDTHS]

    weight = original.stat().st_size / pictures.MEGABYTE
    with capsys.disabled():
        print(
            f"\n{name}: {weight:.1f} MB, {seconds:.2f} s, peak {peak:.0f} MB, copies {written} KB"
        )
