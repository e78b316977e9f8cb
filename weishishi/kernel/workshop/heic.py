"""A HEIC photo, tile by tile: a phone's 40 megapixels are put together already small.

libheif comes with the wheel of pillow-heif; its functions are called directly because that wheel's
own reader unfolds the whole picture, 5 bytes for every pixel.
"""

import ctypes
import os
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint8, c_uint32, c_void_p
from math import gcd

import _pillow_heif
import pyvips

RGB, INTERLEAVED_RGB, INTERLEAVED = 1, 10, 10  # of heif.h
_heif = ctypes.CDLL(_pillow_heif.__file__)  # whose symbols include those it was linked with


class _Error(ctypes.Structure):
    _fields_ = [("code", c_int), ("subcode", c_int), ("message", c_char_p)]


class _Tiling(ctypes.Structure):
    _fields_ = [
        ("version", c_int),
        *((name, c_uint32) for name in (
            "columns", "rows", "tile_width", "tile_height", "image_width", "image_height",
            "top_offset", "left_offset",
        )),
        ("extra_dimensions", c_uint8), ("extra_dimension_sizes", c_uint32 * 8),
    ]  # fmt: skip


def _function(name, *arguments, answers=_Error):
    function = getattr(_heif, name)
    function.argtypes, function.restype = arguments, answers
    return function


_open = _function("heif_context_alloc", answers=c_void_p)
_close = _function("heif_context_free", c_void_p, answers=None)
_read = _function("heif_context_read_from_file", c_void_p, c_char_p, c_void_p)
_primary = _function("heif_context_get_primary_image_handle", c_void_p, POINTER(c_void_p))
_tiling = _function("heif_image_handle_get_image_tiling", c_void_p, c_int, POINTER(_Tiling))
_decode = _function(
    "heif_image_handle_decode_image_tile",
    c_void_p, POINTER(c_void_p), c_int, c_int, c_void_p, c_uint32, c_uint32,
)  # fmt: skip
_size_of = {
    way: _function(f"heif_image_get_{way}", c_void_p, c_int, answers=c_int)
    for way in ("width", "height")
}
_plane = _function(
    "heif_image_get_plane_readonly2", c_void_p, c_int, POINTER(c_size_t), answers=c_void_p
)
_release = _function("heif_image_release", c_void_p, answers=None)
_forget = _function("heif_image_handle_release", c_void_p, answers=None)
_weight_of_profile = _function(
    "heif_image_handle_get_raw_color_profile_size", c_void_p, answers=c_size_t
)
_profile = _function("heif_image_handle_get_raw_color_profile", c_void_p, c_void_p)


def read(original, largest):
    """The primary picture, upright, at least `largest` wide where it was; ValueError when broken."""
    context, handle = c_void_p(_open()), c_void_p()
    try:
        _asked(_read(context, os.fsencode(original), None))
        _asked(_primary(context, byref(handle)))
        picture = _put_together(handle, largest)
        if weight := _weight_of_profile(handle):
            profile = ctypes.create_string_buffer(weight)
            _asked(_profile(handle, profile))
            picture.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile.raw)
        return picture
    finally:
        if handle:
            _forget(handle)
        _close(context)


def _asked(error):
    if error.code:
        raise ValueError(error.message)


def _put_together(handle, largest):
    """Every tile made smaller by the same whole number as soon as it is decoded."""
    tiling = _Tiling(version=1)
    _asked(_tiling(handle, True, byref(tiling)))
    wide, high = tiling.image_width, tiling.image_height
    factor = _factor(tiling, wide // largest)
    columns, rows = range(tiling.columns), range(tiling.rows)
    tiles = [_tile(handle, x, y, factor) for y in rows for x in columns]
    sheet = pyvips.Image.arrayjoin(tiles, across=tiling.columns)
    left = _margin(tiling.left_offset, tiling.columns * tiling.tile_width - wide) // factor
    top = _margin(tiling.top_offset, tiling.rows * tiling.tile_height - high) // factor
    wide, high = min(wide // factor, sheet.width - left), min(high // factor, sheet.height - top)
    return sheet.crop(left, top, wide, high).copy(interpretation="srgb")


def _margin(offset, beyond):
    """What the tiles reach beyond the picture lies right and below, in a turned one left or above:
    there libheif tells an offset, but in some releases of the wrong length."""
    return max(0, beyond) if offset else 0


def _factor(tiling, most):
    """The largest number up to `most` that divides a tile; one tile alone is divided freely."""
    if tiling.columns == tiling.rows == 1:
        return max(1, most)
    side = gcd(tiling.tile_width, tiling.tile_height)
    return max((number for number in range(1, most + 1) if side % number == 0), default=1)


def _tile(handle, x, y, factor):
    decoded, stride = c_void_p(), c_size_t()
    _asked(_decode(handle, byref(decoded), RGB, INTERLEAVED_RGB, None, x, y))
    try:
        wide, high = (_size_of[way](decoded, INTERLEAVED) for way in ("width", "height"))
        pixels = _plane(decoded, INTERLEAVED, byref(stride))
        line = stride.value // 3  # pixels of a line in memory, those beyond the tile included
        if not pixels or stride.value % 3:
            raise ValueError("no pixels")
        memory = (c_uint8 * (stride.value * high)).from_address(pixels)
        tile = pyvips.Image.new_from_memory(memory, line, high, 3, "uchar")
        return tile.crop(0, 0, wide, high).shrink(factor, factor).copy_memory()
    finally:
        _release(decoded)
