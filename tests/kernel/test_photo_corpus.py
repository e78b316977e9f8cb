"""Sixty files a person, a phone or a villain may send: what becomes of each, by a table.

Either the header check refuses it with a reason, or the worker's process cannot read it, or three
clean copies are made in which no byte of a note, a place, an address or a page is left.
"""

import re
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import odd_pictures as odd
from tests.factories import pictures as made
from tests.kernel.test_workshop import WORKSHOP
from weishishi.kernel import pictures
from weishishi.kernel.workshop.sizes import UNREADABLE, WEIGHTS, WIDTHS

FINE, UNREAD = "clean copies", "the worker refuses"
BROKEN, CUT, CARRIES, MOVES = "打不开", "没有传完整", "夹带了", "会动的图"
NO_PHOTO, LARGE, RARE = "不是照片", "太大了", "少见的存法"
# A lossy WebP is the head of the file, the head of one chunk, and pixels up to its end.
HEAD, HEADS = 20, b"RIFFWEBPVP8 "
LEFT = re.compile(rb"exif|http|canary|xmpmeta|photoshop|icc_profile", re.IGNORECASE)

CORPUS = {
    # ── What phones and cameras send ──
    **{f"JPEG held {n}": (made.jpeg(orientation=n), FINE) for n in range(1, 9)},
    "HEIC with a place": (made.heic(), FINE),
    "HEIC in tiles": (made.heic(1200, 900, tile_size=512), FINE),
    "HEIC of a burst": (odd.many_in_one_heic(), FINE),
    "HEIC of ten bits": (odd.deep_heic(), FINE),
    "JPEG with a place in EXIF only": (odd.exif_only_place(), FINE),
    "JPEG with a place in XMP": (odd.plain_jpeg(xmp=odd.XMP_PLACE), FINE),
    "JPEG with words in IPTC": (odd.with_segment(odd.plain_jpeg(), 0xED, odd.IPTC), FINE),
    "JPEG with a comment": (odd.plain_jpeg(comment=b"canary http://x <b>"), FINE),
    "JPEG with a profile": (odd.with_srgb_profile("JPEG"), FINE),
    "JPEG with an odd profile": (odd.wide_gamut(), FINE),
    "JPEG with a profile of noise": (odd.plain_jpeg(icc_profile=b"canary" * 99), FINE),
    "JPEG, progressive": (odd.plain_jpeg(progressive=True), FINE),
    "JPEG, grey": (odd.saved(made.scene().convert("L"), "JPEG"), FINE),
    "JPEG, four colours": (odd.saved(made.scene().convert("CMYK"), "JPEG"), FINE),
    "JPEG with zeros behind it": (odd.plain_jpeg() + bytes(999), FINE),
    "PNG with notes": (made.png(), FINE),
    "PNG with a text of its own": (odd.with_chunk(made.png(), b"tEXt", b"GPS\0canary http"), FINE),
    "PNG with a palette": (odd.saved(made.scene().convert("P"), "PNG"), FINE),
    "PNG of 16 bits": (odd.deep_png(), FINE),
    "PNG, transparent": (odd.transparent("PNG"), FINE),
    "PNG, black and white": (odd.saved(made.scene().convert("1"), "PNG"), FINE),
    "PNG with a profile": (odd.with_srgb_profile("PNG"), FINE),
    "PNG, interlaced": (odd.interlaced_png(), FINE),
    "PNG with sharp words": (odd.map_of_places(), FINE),
    "WebP with notes": (made.webp(), FINE),
    "WebP, transparent": (odd.transparent("WEBP"), FINE),
    "WebP, lossless": (odd.saved(made.scene(), "WEBP", lossless=True), FINE),
    "a long scroll": (odd.saved(made.scene(300, 3000), "PNG"), FINE),
    "the smallest": (made.png(16, 16), FINE),
    # ── Cut off, broken, moving, too large ──
    "half a JPEG": (made.jpeg()[:9000], CUT),
    "half a PNG": (made.png()[:2000], CUT),
    "half a WebP": (made.webp()[:-100], CUT),
    "half a HEIC": (made.heic()[:-100], CUT),
    # What libjpeg and libde265 bridge in grey is for the staff to see and not to publish.
    "a JPEG with a hole": (made.jpeg()[:6000] + bytes(5000) + made.jpeg()[-2:], FINE),
    "a PNG with a hole": (made.png(900, 700)[:2000] + bytes(400) + made.png(900, 700)[2400:], UNREAD),
    "a WebP of junk": (made.webp()[:60] + b"\x55" * (len(made.webp()) - 60), UNREAD),
    "a HEIC of junk": (made.heic()[:-3000] + bytes(3000), FINE),
    "a JPEG that claims more": (made.jpeg_claiming(3000, 2000), FINE),
    "a JPEG of 12 bits": (made.jpeg().replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c"), BROKEN),
    "a JPEG with sums": (made.jpeg().replace(b"\xff\xc0\0\x11", b"\xff\xc9\0\x11"), BROKEN),
    "a moving PNG": (odd.moving("PNG"), MOVES),
    "a moving WebP": (odd.moving("WEBP"), MOVES),
    "a moving GIF": (odd.moving("GIF"), "动图"),
    "a HEIC sequence": (odd.heic_sequence(), MOVES),
    "an AVIF": (odd.avif(), "AVIF"),
    "a scan": (odd.scan(), "扫描图"),
    "a PNG bomb": (made.png_claiming(20000, 20000), LARGE),
    "a PNG of 72 megapixels": (made.png_claiming(9000, 8000), LARGE),
    "a progressive JPEG of 42": (odd.progressive_claiming(7000, 6000), RARE),
    "a JPEG colour by colour of 42": (made.as_large_as(odd.sequential_colour_by_colour(), 7000, 6000), RARE),
    "a lossless WebP of 36": (odd.lossless_webp_claiming(6000, 6000), RARE),
    "an interlaced PNG of 36": (odd.png_of(6000, 6000, b"", interlaced=1), RARE),
    "a HEIC of one piece of 36": (made.heic_claiming(6000, 6000), RARE),
    # ── What is no photo, whatever it is called ──
    "nothing": (b"", "空文件"),
    "a text": ("路灯坏了".encode() * 20, NO_PHOTO),
    "a page": (b"<html><script>alert(1)</script></html>", NO_PHOTO),
    "a drawing with code": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', NO_PHOTO),
    "a PDF with a script": (b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>", NO_PHOTO),
    "a locked PDF": (b"%PDF-1.7\ntrailer<</Encrypt 1 0 R>>", NO_PHOTO),
    "a table": (odd.zipped(), NO_PHOTO),
    "a program": (b"\x7fELF" + bytes(60), NO_PHOTO),
    "a test virus": (odd.EICAR, NO_PHOTO),
    "a photo with a test virus": (made.jpeg() + odd.EICAR, CARRIES),
    "a photo with an archive": (made.jpeg() + odd.zipped(), CARRIES),
    "a photo with a page": (made.jpeg() + b"<html ><body>", CARRIES),
    "a photo with a PDF in its head": (made.jpeg(comment=b"%PDF-1.4"), CARRIES),
    "a HEIC with a page": (made.heic() + b"\0\0\0\x18free<script>a</script>", CARRIES),
}  # fmt: skip


@pytest.mark.parametrize(("data", "outcome"), CORPUS.values(), ids=CORPUS)
def test_what_becomes_of_it(data, outcome, tmp_path):
    verdict = pictures.check(SimpleUploadedFile("三巷口.jpg", data))
    if outcome not in (FINE, UNREAD):
        assert outcome in verdict.reason
        return
    assert verdict
    (tmp_path / "original").write_bytes(data)
    command = [sys.executable, "-I", WORKSHOP, tmp_path / "original", tmp_path / "out"]
    done = subprocess.run(command, check=False, capture_output=True)
    if outcome == UNREAD:
        assert (done.returncode, list(tmp_path.glob("out/*"))) == (UNREADABLE, [])
        return
    contents = {w: (tmp_path / "out" / f"{w}.webp").read_bytes() for w in WIDTHS}
    assert [what_is_left_in(content) for content in contents.values()] == [[], [], []]
    assert [w for w, content in contents.items() if len(content) > WEIGHTS[w]] == []


def what_is_left_in(content):
    """Words of notes anywhere, and every chunk that is no pixels: EXIF, XMP, ICCP have none left."""
    length = int.from_bytes(content[16:HEAD], "little")
    parts = (content[:4] + content[8:16], content[HEAD + length + length % 2 :])
    return LEFT.findall(content) + [part for part in parts if part not in (HEADS, b"")]


def test_the_corpus_is_as_large_as_it_says():
    assert len(CORPUS) >= 60
