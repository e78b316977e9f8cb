"""Pictures for the tests: photos as a phone writes them, and files that only pretend."""

import io
import struct
import zlib

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

SECRETS = (b"CanaryPhone 9", b"canary comment", b"canary xmp", b"Canary maker", b"canary text")
_GPS = {1: "N", 2: tuple(map(IFDRational, (22, 2, 11))), 3: "E", 4: tuple(map(IFDRational, (113, 20, 7)))}  # fmt: skip


def scene(width=640, height=480):
    """A picture with some structure, drawn in no time."""
    base = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (base, base.transpose(Image.Transpose.ROTATE_180), base))


def exif(orientation=1):
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F], notes[0x0110] = "Canary maker", "CanaryPhone 9"
    notes.get_ifd(0x8825).update(_GPS)
    return notes


def jpeg(width=640, height=480, *, picture=None, orientation=1, **options):
    """A phone's JPEG with place, device, comment and XMP in it."""
    written = io.BytesIO()
    (picture or scene(width, height)).save(
        written, "JPEG",
        **{
            "quality": 85, "exif": exif(orientation), "comment": b"canary comment",
            "xmp": b"<x:xmpmeta>canary xmp</x:xmpmeta>", **options,
        },
    )  # fmt: skip
    return written.getvalue()


def png(width=640, height=480, *, picture=None):
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "canary text")
    written = io.BytesIO()
    (picture or scene(width, height)).save(written, "PNG", pnginfo=text, exif=exif())
    return written.getvalue()


def webp(width=640, height=480):
    written = io.BytesIO()
    scene(width, height).save(written, "WEBP", exif=exif(), xmp=b"canary xmp")
    return written.getvalue()


def heic(width=640, height=480, *, picture=None, orientation=1, **options):
    """An iPhone's HEIC; `tile_size` cuts it into tiles as phones do."""
    written = io.BytesIO()
    file = pillow_heif.from_pillow(picture or scene(width, height))
    file.save(
        written, quality=60, exif=exif(orientation).tobytes(),
        xmp=b"<x:xmpmeta>canary xmp</x:xmpmeta>", **options,
    )  # fmt: skip
    return written.getvalue()


def heic_claiming(width, height):
    data = heic(640, 480)
    size = struct.pack(">II", 640, 480)
    return data.replace(size, struct.pack(">II", width, height))


def png_claiming(width, height, *, pixels=b""):
    """A PNG whose header says so; a few bytes, whatever it would unfold to."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    )


def jpeg_claiming(width, height):
    """A JPEG whose frame header says so."""
    return as_large_as(jpeg(64, 64), width, height)


def as_large_as(data, width, height):
    """That JPEG, its frame header claiming another size."""
    data = bytearray(data)
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_claiming(width, height):
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def upload(data=None, name="三巷口.jpg"):
    return SimpleUploadedFile(name, jpeg() if data is None else data)
