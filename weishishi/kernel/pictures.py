"""Is this file a photo we may take in? Answered from its first and last bytes, never decoded."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from weishishi.kernel import headers
from weishishi.kernel.verdict import YES, no

MEGABYTE = 1024 * 1024
MOST_BYTES = 12 * MEGABYTE
MEGAPIXEL = 1_000_000
MOST_JPEG = 130 * MEGAPIXEL  # a worker decodes it small
MOST_OTHER = 40 * MEGAPIXEL
# Bytes of a picture that cannot be read line by line; a worker has 200 MB in all (measurements.md).
MOST_HELD = 120 * MEGAPIXEL
SMALLEST_SIDE = 16
# Words of a page, a program or an archive; the notes a camera writes contain none of them.
# Long enough that the noise of a large photo does not spell one by chance.
_STOWAWAYS = re.compile(
    rb"<script|<iframe|<!doctype|<html[\s>]|<body[\s>]|<\?php\s|<svg\s+[a-z]"
    rb"|EICAR-STANDARD-ANTIVIRUS-TEST-FILE",
    re.IGNORECASE,
)
_ARCHIVE_END, _ARCHIVE_TAIL = b"PK\x05\x06", 66_000
_PDF, _PDF_HEAD = b"%PDF-", 1024
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc", b"hevx", b"msf1"}


@dataclass(frozen=True)
class _Kind:
    name: str
    most_pixels: int
    measure: Callable  # bytes → headers.Header


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
        header = kind.measure(data)
    except headers.BROKEN:
        return no(_("照片是坏的，打不开，请换一张或重新拍。"))
    reason = _too_large(kind, header) or _unfit(header, data)
    return no(reason) if reason else YES


def _too_large(kind, header):
    pixels = header.width * header.height
    if pixels > kind.most_pixels:
        return _("照片有 {width}×{height} 个点，太大了，{kind} 最多 {most} 万个点。").format(
            width=header.width, height=header.height, kind=kind.name,
            most=kind.most_pixels // 10_000,
        )  # fmt: skip
    if header.held > MOST_HELD:
        most = pixels * MOST_HELD // header.held
        return _(
            "照片有 {width}×{height} 个点，又是少见的存法，这种最多 {most} 万个点；"
            "请在手机里截一张图，或缩小后再传。"
        ).format(width=header.width, height=header.height, most=most // 10_000)
    return ""


def _unfit(header, data):
    if header.is_moving:
        return _("是会动的图，请换成一张静止的照片。")
    if min(header.width, header.height) < SMALLEST_SIDE:
        return _("照片太小，看不清，请换一张。")
    if not header.is_whole:
        return _("照片没有传完整，请重新选一次。")
    if _carries_something(data):
        return _("文件里夹带了网页、程序或压缩包，不是单纯的照片，请重新拍一张。")
    return ""


def _kind(data):
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return HEIC if _brands(data) & _HEIC and not _brands(data) & {b"avif", b"avis"} else None


def _brands(data):
    """What a file of boxes says it can be read as; the first brand is the maker's word."""
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4], "big"), 256)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def _what_it_is_instead(data):
    if data[4:8] == b"ftyp":
        return _("是视频或 AVIF 图，请换成照片，或截图后上传。")
    if data.startswith((b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        return _("是动图或扫描图，请换成 JPEG、PNG 或 WebP 照片。")
    return _("不是照片（内容和名称不符），请选手机拍的照片。")


def _carries_something(data):
    return (
        bool(_STOWAWAYS.search(data))
        or _ARCHIVE_END in data[-_ARCHIVE_TAIL:]
        or _PDF in data[:_PDF_HEAD]
    )


JPEG = _Kind("JPEG", MOST_JPEG, headers.jpeg)
PNG = _Kind("PNG", MOST_OTHER, headers.png)
WEBP = _Kind("WebP", MOST_OTHER, headers.webp)
HEIC = _Kind("HEIC", MOST_OTHER, headers.heic)
KINDS = (JPEG, PNG, WEBP, HEIC)
