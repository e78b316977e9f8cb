"""Is it a photo? Answered from the header; the answer for everything else says why not."""

import io
import resource
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import pictures as made
from weishishi.kernel import pictures


def asked(data):
    return pictures.check(SimpleUploadedFile("三巷口.jpg", data))


@pytest.mark.parametrize("data", [made.jpeg(), made.png(), made.webp(), made.heic()])
def test_a_phones_jpeg_png_webp_and_heic_are_photos(data):
    assert asked(data)


def filled_up(size):
    """A JPEG of exactly that many bytes: what follows its end mark is no picture any more."""
    data = made.jpeg()
    return data + b"\0" * (size - len(data))


def test_twelve_megabytes_are_taken_and_one_byte_more_is_not():
    assert asked(filled_up(12 * 1024 * 1024))
    assert "照片太大，有 12.0 MB，每张最多 12 MB" in asked(filled_up(12 * 1024 * 1024 + 1)).reason


@pytest.mark.parametrize(
    ("data", "is_fine"),
    [
        (made.jpeg_claiming(13000, 10000), True),
        (made.jpeg_claiming(13000, 10001), False),
        (made.png_claiming(8000, 5000), True),
        (made.png_claiming(8000, 5001), False),
        (made.webp_claiming(8000, 5000), True),
        (made.webp_claiming(8000, 5001), False),
        (made.heic_claiming(6000, 5000), True),
        (made.heic_claiming(8000, 5001), False),
    ],
)
def test_pixels_are_counted_in_the_header_up_to_the_limit_of_each_kind(data, is_fine):
    verdict = asked(data)
    assert bool(verdict) == is_fine
    assert is_fine or "个点，太大了" in verdict.reason


def zipped():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.txt", "a")
    return written.getvalue()


NO_PHOTOS = {
    "nothing at all": (b"", "是空文件"),
    "a text": ("路灯坏了".encode() * 20, "不是照片"),
    "a page": (b"<html><script>alert(1)</script></html>", "不是照片"),
    "a drawing with code": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "不是照片"),
    "a moving picture": (b"GIF89a" + b"\0" * 40, "是动图或扫描图"),
    "a video": (b"\0\0\0\x18ftypisom" + b"\0" * 40, "是视频或 AVIF 图"),
    "a HEIC's first bytes": (made.heic()[:60], "打不开"),
    "half a HEIC": (made.heic()[:-100], "没有传完整"),
    "a PDF": (b"%PDF-1.7\n" + b"\0" * 40, "不是照片"),
    "a program": (b"\x7fELF" + b"\0" * 40, "不是照片"),
    "a photo with a page behind it": (made.jpeg() + b"<html ><body>", "夹带了"),
    "a photo with code in its comment": (made.jpeg(comment=b"<script>a()</script>"), "夹带了"),
    "a photo with PHP in it": (made.jpeg(comment=b"<?php system(1);"), "夹带了"),
    "a photo with an archive behind it": (made.jpeg() + zipped(), "夹带了"),
    "a PDF inside a photo's head": (made.jpeg(comment=b"%PDF-1.4"), "夹带了"),
    "half a JPEG": (made.jpeg()[: len(made.jpeg()) * 2 // 3], "没有传完整"),
    "half a PNG": (made.png()[:2000], "没有传完整"),
    "half a WebP": (made.webp()[:-100], "没有传完整"),
    "a JPEG's first bytes": (b"\xff\xd8\xff\xe0\0\x10JFIF", "打不开"),
    "a PNG with a broken header": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "打不开"),
    "a WebP of nothing": (b"RIFF\x08\0\0\0WEBPJUNK", "打不开"),
    "a dot": (made.png(8, 8), "太小"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "why"), NO_PHOTOS.values(), ids=NO_PHOTOS)
def test_what_is_no_photo_is_told_why(data, why):
    verdict = asked(data)
    assert not verdict
    assert why in verdict.reason


def test_a_bomb_of_400_megapixels_is_refused_in_a_blink_and_costs_no_memory():
    bomb = made.png_claiming(20000, 20000, pixels=b"\0" * 40_000_000)
    assert len(bomb) < 50_000
    before, start = peak(), time.perf_counter()
    verdict = asked(bomb)

    assert "20000×20000" in verdict.reason
    assert time.perf_counter() - start < 0.05
    assert peak() - before < 2_000  # KB


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_the_table_in_the_documents_says_the_same(settings):
    rows = (settings.BASE_DIR / "docs/uploads.md").read_text().splitlines()
    table = [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows if row[:2] == "| "]
    kinds, rare = table[1 : 1 + len(pictures.KINDS)], table[2 + len(pictures.KINDS) :]
    assert kinds == [
        [kind.name, str(pictures.MOST_BYTES // 2**20), str(kind.most_pixels // 10**6)]
        for kind in pictures.KINDS
    ]
    assert [int(most) for _way, _bytes, most in rare] == [
        pictures.MOST_HELD // int(each) // 10**6 for _way, each, _most in rare
    ]
