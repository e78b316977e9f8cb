"""What do the first bytes of a photo say about it? Read here, byte by byte: nothing is decoded, and
no library meets a stranger's file inside a web process. Whatever is broken raises one of `BROKEN`."""

import struct
from dataclasses import dataclass

BROKEN = (ValueError, LookupError, struct.error)
_FRAMES = {0xC0: False, 0xC1: False, 0xC2: True}  # of JPEG; whether it is progressive
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_BARE = {0x01, *range(0xD0, 0xD9)}  # marks of JPEG with nothing behind them
_CHANNELS = {0: 2, 2: 4, 3: 4, 4: 2, 6: 4}  # of PNG by its kind of colour, transparency included


@dataclass(frozen=True)
class Header:
    """`held`: the bytes a decoder must keep of it at once; 0 when it can be read line by line."""

    width: int
    height: int
    is_whole: bool
    held: int = 0
    is_moving: bool = False


def jpeg(data):
    """Progressive pictures, and those written colour by colour, are kept whole by every decoder."""
    frame, at = None, 2
    while True:
        at = data.index(b"\xff", at)
        mark = data[at + 1]
        if mark == 0xFF or mark in _BARE:
            at += 1 if mark == 0xFF else 2
            continue
        if mark in _OTHER_FRAMES:
            raise ValueError("a JPEG no phone writes")
        length = _number(data, at + 2, 2)
        body = data[at + 4 : at + 2 + length]
        at += 2 + length
        if mark in _FRAMES:
            frame = _frame(body, is_progressive=_FRAMES[mark])
        elif mark == 0xDA:
            break
    width, height, colours, held, is_progressive = frame or _broken()
    is_kept = is_progressive or body[0] < colours
    return Header(width, height, data.rfind(b"\xff\xd9") >= at, held if is_kept else 0)


def _frame(body, *, is_progressive):
    precision, height, width, colours = struct.unpack(">BHHB", body[:6])
    if precision != 8 or not (width and height and colours):
        _broken()
    shares = [(body[7 + 3 * n] >> 4) * (body[7 + 3 * n] & 15) for n in range(colours)]
    most = max(body[7 + 3 * n] >> 4 for n in range(colours)) * max(
        body[7 + 3 * n] & 15 for n in range(colours)
    )
    return width, height, colours, 2 * width * height * sum(shares) // most, is_progressive


def png(data):
    """An interlaced picture is kept whole by every decoder."""
    if data[12:16] != b"IHDR":
        _broken()
    width, height, depth, colour, _packing, _filter, interlaced = struct.unpack(
        ">IIBBBBB", data[16:29]
    )
    held = width * height * _CHANNELS[colour] * (2 if depth == 16 else 1) if interlaced else 0
    picture = data.find(b"IDAT")
    is_moving = data.find(b"acTL", 0, max(0, picture)) > 0
    return Header(width, height, b"IEND\xaeB`\x82" in data, held, is_moving)


def webp(data):
    """A lossless picture is kept whole by every decoder."""
    sizes, flags, held = [], 0, 0
    for name, body in _chunks(data):
        if name == b"VP8X":
            flags = body[0]
            sizes.append((_number(body, 4, 3, "little") + 1, _number(body, 7, 3, "little") + 1))
        elif name == b"VP8L" and body[0] == 0x2F:
            bits = _number(body, 1, 4, "little")
            sizes.append(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
            held = 4 * sizes[-1][0] * sizes[-1][1]
        elif name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
            sizes.append(tuple(_number(body, at, 2, "little") & 0x3FFF for at in (6, 8)))
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    is_whole = len(data) >= _number(data, 4, 4, "little") + 8
    return Header(width, height, is_whole, held, is_moving=bool(flags & 2))


def _chunks(data):
    at = 12
    while at + 8 <= len(data):
        length = _number(data, at + 4, 4, "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + min(length, 16)]
        at += 8 + length + length % 2


def heic(data):
    """A phone's picture lies in tiles; one single piece is unfolded whole."""
    boxes = list(_boxes(data, 0, len(data)))
    [meta] = [span for name, *span in boxes if name == b"meta"]
    inside = {name: span for name, *span in _boxes(data, meta[0] + 4, meta[1])}
    sizes = [
        (_number(data, start + 4, 4), _number(data, start + 8, 4))
        for name, start, end in _properties(data, *inside[b"iprp"])
        if name == b"ispe"
    ]
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    is_grid = _kind_of_primary(data, inside) == b"grid"
    return Header(
        width, height,
        is_whole=boxes[-1][2] <= len(data) and any(name == b"mdat" for name, *_ in boxes),
        held=0 if is_grid else 4 * width * height,
        is_moving=any(name == b"moov" for name, *_ in boxes),
    )  # fmt: skip


def _properties(data, start, end):
    for name, *span in _boxes(data, start, end):
        if name == b"ipco":
            yield from _boxes(data, *span)


def _kind_of_primary(data, inside):
    start, _end = inside[b"pitm"]
    primary = _number(data, start + 4, 4 if data[start] else 2)
    start, end = inside[b"iinf"]
    for _name, at, _to in _boxes(data, start + (8 if data[start] else 6), end):
        wide = 4 if data[at] == 3 else 2
        if _number(data, at + 4, wide) == primary:
            return data[at + 6 + wide : at + 10 + wide]
    return _broken()


def _boxes(data, at, end):
    """Name, start and end of every box between; the last may claim to end behind the file."""
    while at + 8 <= min(end, len(data)):
        length, name, head = _number(data, at, 4), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = _number(data, at + 8, 8), 16
        length = length or end - at  # 0: up to the end
        if length < head:
            _broken()
        yield name, at + head, at + length
        at += length


def _number(data, at, width, order="big"):
    if at + width > len(data):
        _broken()
    return int.from_bytes(data[at : at + width], order)


def _broken():
    raise ValueError("no picture in it")
