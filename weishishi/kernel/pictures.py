"""Is this file a photo we may take in? Answered from its first and last bytes, never decoded."""

import struct
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
_STOWAWAYS = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"<iframe", b"<body")
_ARCHIVE_END, _ARCHIVE_TAIL = b"PK\x05\x06", 66_000
_PDF, _PDF_HEAD = b"%PDF-", 1024


@dataclass(frozen=True)
class _Kind:
    name: str
    most_pixels: int
    size: Callable  # file, bytes → (width, height); raises when the header is broken
    whole: Callable  # file, bytes → whether the end is there


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
    verdict = _check(file, data)
    file.seek(0)
    return verdict


def _check(file, data):
    kind = _kind(data)
    if kind is None:
        return no(_what_it_is_instead(data))
    try:
        width, height = kind.size(file, data)
        whole = kind.whole(file, data)
    except Exception:  # whatever a parser stumbles over, it is no photo
        return no(_("照片是坏的，打不开，请换一张或重新拍。"))
    if width * height > kind.most_pixels:
        return no(
            _("照片有 {width}×{height} 个点，太大了，{kind} 最多 {most} 万个点。").format(
                width=width, height=height, kind=kind.name, most=kind.most_pixels // 10_000
            )
        )
    if min(width, height) < SMALLEST_SIDE:
        return no(_("照片太小，看不清，请换一张。"))
    if not whole:
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
            "是苹果手机的 HEIC 格式或视频，请在“设置→相机→格式”里选“兼容性最佳”再拍，"
            "或截图后上传。"
        )
    if data.startswith((b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        return _("是动图或扫描图，请换成 JPEG、PNG 或 WebP 照片。")
    return _("不是照片（内容和名称不符），请选手机拍的 JPEG、PNG 或 WebP 照片。")


def _carries_something(data):
    low = data.lower()
    return (
        any(word in low for word in _STOWAWAYS)
        or _ARCHIVE_END in data[-_ARCHIVE_TAIL:]
        or _PDF in data[:_PDF_HEAD]
    )


# ── The three kinds. The classes of Pillow are opened by themselves: no other reader is asked. ──
def _jpeg_size(file, data):
    file.seek(0)
    return JpegImageFile(file).size


def _jpeg_whole(file, data):
    """An end mark behind the place where the reader met the first pixels."""
    return data.rfind(b"\xff\xd9") > file.tell() - 64


def _png_size(file, data):
    file.seek(0)
    return PngImageFile(file).size


def _png_whole(file, data):
    return b"IEND\xaeB`\x82" in data


def _webp_size(file, data):
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


def _webp_whole(file, data):
    return len(data) >= struct.unpack("<I", data[4:8])[0] + 8


JPEG = _Kind("JPEG", MOST_JPEG, _jpeg_size, _jpeg_whole)
PNG = _Kind("PNG", MOST_OTHER, _png_size, _png_whole)
WEBP = _Kind("WebP", MOST_OTHER, _webp_size, _webp_whole)
