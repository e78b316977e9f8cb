"""Packing a matter's file: one PDF with contents and page numbers, one ZIP that can be verified.

Knows nothing of matters: it is given papers (title, the HTML of an <article>) and files (name, bytes).
"""

import base64
import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from projects import verify_dossier
from projects.queries import photos

SHEETS = ("css/tokens.css", "css/paper.css", "css/dossier.css")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a ZIP of the same content is the same ZIP
_PHOTO = re.compile(r'src="/photos/([0-9a-f-]{36})/(\d+)\.webp"')


@dataclass(frozen=True)
class Sheet:
    """One paper: its place in the file, its title, and its <article> as a page prints it."""

    code: str
    title: str
    html: str


def whole(cover, sheets):
    """The whole file as one HTML document: cover, contents, papers. Its photos are those of the site
    until they are `inlined` or `linked`."""
    return render_to_string(
        "admin/projects/dossier/whole.html",
        {"cover": cover, "sheets": sheets, "css": _css(), "is_demo": settings.DEMO},
    )


def inlined(html):
    """The document with its photos in it: nothing is fetched by it."""
    return _PHOTO.sub(_inline, html)


def linked(html, names, *, up=""):
    """The document with the photos that lie beside it, {key: name}, `up` is the way from it to them;
    what does not lie there is in it."""

    def link(match):
        name = names.get(match[1])
        return f'src="{up}{name}"' if name else _inline(match)

    return _PHOTO.sub(link, html)


def _css():
    return "\n".join(Path(finders.find(name)).read_text() for name in SHEETS)


def _inline(match):
    try:
        with photos.copy(match[1], match[2]) as file:
            data = base64.b64encode(file.read()).decode()
    except FileNotFoundError:
        return 'src=""'
    return f'src="data:image/webp;base64,{data}"'


def packed(files, about):
    """ZIP bytes of {name: bytes} with manifest.json (`about` and every SHA-256) and the verifier;
    and the fingerprint of the manifest."""
    files = files | {
        "verify_dossier.py": Path(verify_dossier.__file__).read_bytes(),
    }
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for name, data in sorted(files.items())
    }
    manifest = json.dumps({**about, "files": listed}, ensure_ascii=False, indent=1).encode()
    data = _zipped([("manifest.json", manifest), *sorted(files.items())])
    return data, hashlib.sha256(manifest).hexdigest()


def packed_openly(files):
    """ZIP bytes of {name: bytes} with the verifier and hashes.txt, which `sha256sum -c` reads too."""
    files = files | {"verify_dossier.py": Path(verify_dossier.__file__).read_bytes()}
    hashes = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    )
    return _zipped([(verify_dossier.HASHES, hashes.encode()), *sorted(files.items())])


def _zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            is_small_already = name.endswith((".webp", ".jpg", ".png", ".pdf"))
            entry.compress_type = zipfile.ZIP_STORED if is_small_already else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
