"""Everything a person, a phone or a villain may send as a photo, made by code."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from PIL import Image, ImageCms, ImageDraw, TiffImagePlugin

from tests.factories import pictures as made

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x1c\x1c\x02\x78\0\x13canary iptc caption "
XMP_PLACE = b"<x:xmpmeta exif:GPSLatitude='22,2.18N' href='http://canary xmp'></x:xmpmeta>"


def saved(picture, kind, **options):
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def with_segment(data, mark, body):
    """A JPEG with one more segment right behind its first mark."""
    return data[:2] + bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body + data[2:]


def with_chunk(data, name, body):
    """A PNG with one more chunk right behind its header."""
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return data[:33] + chunk + data[33:]


def plain_jpeg(**options):
    return saved(made.scene(), "JPEG", **options)


def sequential_colour_by_colour():
    """A JPEG whose first scan holds one colour only, as no phone writes it."""
    data = bytearray(plain_jpeg())
    scan = data.index(b"\xff\xda")
    return bytes(data[:scan]) + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + bytes(data[scan + 14 :])


def moving(kind):
    frames = [made.scene(), Image.new("RGB", (640, 480), "red")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def scan():
    return saved(made.scene(), "TIFF")


def zipped():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.txt", "a")
    return written.getvalue()


def many_in_one_heic():
    """A burst: several pictures in one file, one of them the first."""
    file = pillow_heif.from_pillow(made.scene())
    file.add_from_pillow(made.scene().transpose(Image.Transpose.ROTATE_180))
    written = io.BytesIO()
    file.save(written, quality=50)
    return written.getvalue()


def heic_sequence():
    """A HEIC whose pictures lie in a track, like a video's."""
    data = bytearray(made.heic())
    data[8:12] = b"hevc"
    return bytes(data) + struct.pack(">I", 16) + b"moov" + bytes(8)


def avif():
    return struct.pack(">I", 24) + b"ftypavif\0\0\0\0avifmif1" + bytes(40)


def deep_heic():
    """Ten bits a colour, as phones with HDR write them."""
    data = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    deep = bytes(byte for value in data.tobytes() for byte in (0, value))
    file = pillow_heif.from_bytes("RGB;16", (640, 480), deep)
    written = io.BytesIO()
    file.save(written, quality=80)
    return written.getvalue()


def wide_gamut():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    return plain_jpeg(icc_profile=profile)


def with_srgb_profile(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(made.scene(), kind, icc_profile=profile)


def transparent(kind):
    picture = made.scene().convert("RGBA")
    picture.putalpha(Image.radial_gradient("L").resize(picture.size))
    return saved(picture, kind)


def deep_png():
    return saved(
        made.scene().convert("L").convert("I").point(lambda v: v * 257).convert("I;16"), "PNG"
    )


def interlaced_png():
    """Drawn by hand: Pillow writes none. One grey pixel per pass would do; libpng reads all seven."""
    side, lines = 64, b""
    for left, top, across, down in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ):  # fmt: skip
        wide, high = len(range(left, side, across)), len(range(top, side, down))
        lines += (b"\0" + b"\x80" * wide) * high
    return png_of(side, side, lines, colour=0, interlaced=1)


def png_of(width, height, lines, *, colour=2, interlaced=0, depth=8):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    )


def progressive_claiming(width, height):
    data = bytearray(plain_jpeg(progressive=True))
    frame = data.index(b"\xff\xc2")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def lossless_webp_claiming(width, height):
    bits = (width - 1) | (height - 1) << 14
    body = b"WEBPVP8L" + struct.pack("<I", 5) + b"\x2f" + struct.pack("<I", bits) + b"\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def map_of_places():
    """A picture with text drawn on it, so that something sharp is in the corpus too."""
    picture = Image.new("RGB", (800, 600), "white")
    ImageDraw.Draw(picture).text((20, 20), "before", fill="black")
    return saved(picture, "PNG")


def exif_only_place():
    notes = Image.Exif()
    notes.get_ifd(0x8825).update({1: "N", 2: tuple(TiffImagePlugin.IFDRational(n) for n in (22, 2, 11)), 29: "2021:06:11"})  # fmt: skip
    return plain_jpeg(exif=notes)
