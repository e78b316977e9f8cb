"""Is this file a photo we may take in? Answered from its first and last bytes, never decoded."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from weishishi.kernel.verdict import YES, no

MEGABYTE = 1024 * 1024
MOST_BYTES = 12 * MEGABYTE
MEGAPIXEL = 1_000_000
MOST_JPEG = 130 * MEGAPIXEL  # a worker decodes it small
MOST_OTHER = 40 * MEGAPIXEL
SMALLEST_SIDE = 16
# Words of a page, a program or an archive; the notes a camera writes contain none of them.
# Long enough that the noise of a large photo does not spell one by chance.
_STOWAWAYS = re.compile(
    rb"<script|<iframe|<!doctype|<html[\s>]|<body[\s>]|<\?php\s|<svg\s+[a-z]", re.IGNORECASE
)
_ARCHIVE_END, _ARCHIVE_TAIL = b"PK\x05\x06", 66_000
_PDF, _PDF_HEAD = b"%PDF-", 1024


BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError,
    struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True)
class _Kind:
    name: str
    most_pixels: int
    measure: Callable  # bytes → width, height, whether the end is there; raises when broken


def check(file):
    """Whether `file` (seekable, with `size`) is one photo within the limits; reads, never decodes."""
    if file.size == 0:
        return no(_("是空文件，请重新选一张。"))
    if file.size > MOST_BYTES:
        return no(
            _("照片太大，有 {size} MB，每张最多 {most} MB；请在手机里缩小后再传。").format(
                size=f"{file.size / MEGABYTE:.1f}", most=MOST_BYTES // MEGABYTE
            )
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    return _check(data)


def _check(data):
    kind = _kind(data)
    if kind is None:
        return no(_what_it_is_instead(data))
    try:
        width, height, is_whole = kind.measure(data)
    except BROKEN:  # whatever a parser stumbles over, it is no photo
        return no(_("照片是坏的，打不开，请换一张或重新拍。"))
    if width * height > kind.most_pixels:
        return no(
            _("照片有 {width}×{height} 个点，太大了，{kind} 最多 {most} 万个点。").format(
                width=width, height=height, kind=kind.name, most=kind.most_pixels // 10_000
            )
        )
    if min(width, height) < SMALLEST_SIDE:
        return no(_("照片太小，看不清，请换一张。"))
    if not is_whole:
        return no(_("照片没有传完整，请重新选一次。"))
    if _carries_something(data):
        return no(_("文件里夹带了网页、程序或压缩包，不是单纯的照片，请重新拍一张。"))
    return YES


def _kind(data):
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _what_it_is_instead(data):
    if data[4:8] == b"ftyp":
        return _(
            "是苹果手机的 HEIC 格式或视频，请在“设置→相机→格式”里选“兼容性最佳”再拍，或截图后上传。"
        )
    if data.startswith((b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        return _("是动图或扫描图，请换成 JPEG、PNG 或 WebP 照片。")
    return _("不是照片（内容和名称不符），请选手机拍的 JPEG、PNG 或 WebP 照片。")


def _carries_something(data):
    return (
        bool(_STOWAWAYS.search(data))
        or _ARCHIVE_END in data[-_ARCHIVE_TAIL:]
        or _PDF in data[:_PDF_HEAD]
    )


# ── The three kinds. The classes of Pillow are opened by themselves: no other reader is asked. ──
def _jpeg(data):
    """Whole: an end mark behind the place where the reader met the first pixels."""
    file = io.BytesIO(data)
    return *JpegImageFile(file).size, data.rfind(b"\xff\xd9") > file.tell()


def _png(data):
    return *PngImageFile(io.BytesIO(data)).size, b"IEND\xaeB`\x82" in data


def _webp(data):
    """Pillow would make room for the whole picture, so the header is read here."""
    is_whole = len(data) >= struct.unpack("<I", data[4:8])[0] + 8
    return *_webp_size(data), is_whole


def _webp_size(data):
    chunk = data[12:16]
    if chunk == b"VP8X":
        wide, high = data[24:27] + b"\0", data[27:30] + b"\0"
        return struct.unpack("<I", wide)[0] + 1, struct.unpack("<I", high)[0] + 1
    if chunk == b"VP8L" and data[20] == 0x2F:
        bits = struct.unpack("<I", data[21:25])[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        wide, high = struct.unpack("<HH", data[26:30])
        return wide & 0x3FFF, high & 0x3FFF
    raise ValueError("no picture in it")


JPEG = _Kind("JPEG", MOST_JPEG, _jpeg)
PNG = _Kind("PNG", MOST_OTHER, _png)
WEBP = _Kind("WebP", MOST_OTHER, _webp)
