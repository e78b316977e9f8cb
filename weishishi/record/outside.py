"""What the folder outside the database knows of the checkpoints that were published.

A file is read when it is new or was touched, never again for a view: there is one more every day. Each
process keeps what it read.
"""

import json
import os
from pathlib import Path

from django.conf import settings

NAMES = ("date", "seq", "hash", "sums", "key", "signature")
_read: dict = {}  # path → (how the file was, its checkpoint or None)


def points():
    """{date: checkpoint} of every file that is one; all files are looked at, only new ones opened."""
    global _read
    before, now = _read, {}
    for path in sorted(Path(settings.RECORD_FOLDER).glob("*.json")):
        try:
            print_of = _print_of(path)
            kept = before.get(path)
            now[path] = kept if kept and kept[0] == print_of else (print_of, _point(path))
        except FileNotFoundError:  # taken away meanwhile
            continue
    _read = now
    return {point["date"]: dict(point) for _print, point in now.values() if point}


def _print_of(path):
    """Another one after every writing: whoever puts the time of writing back cannot put back the time
    at which she did that (ctime)."""
    found = os.stat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _point(path):
    try:
        told = json.loads(path.read_text())
        return {name: told[name] for name in NAMES}
    except (ValueError, KeyError, TypeError):
        return None
