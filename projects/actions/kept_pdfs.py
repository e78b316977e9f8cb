"""The PDF that anybody may fetch of a matter: made once for the same words, by one process at a time."""

import fcntl
import os
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from projects.actions import packing
from weishishi.kernel import press

FOLDER = "packages"  # below MEDIA_ROOT; no address of the site leads there


class Busy(Exception):
    """Another one is being made; its making takes seconds and a whole processor."""


def kept_pdf(number, html):
    """The PDF of that document (photos not yet in it) of the matter with that 查询号; None where this
    machine makes none. Raises Busy: a crowd of strangers makes one at a time and no more."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    path = folder / f"{number}-{sha256(html.encode()).hexdigest()[:32]}.pdf"
    if path.exists():
        return path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / "lock"):
        if path.exists():
            return path.read_bytes()
        try:
            made = press.pdf(packing.inlined(html))
        except press.NoPdf:
            return None
        _keep(path, number, made)
    return made


def _keep(path, number, made):
    """In the place of what was kept of that matter; whole, or not at all."""
    for old in path.parent.glob(f"{number}-*"):
        old.unlink(missing_ok=True)
    half = path.with_suffix(".half")
    half.write_bytes(made)
    os.replace(half, path)


@contextmanager
def _alone(path):
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield
