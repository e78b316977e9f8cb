"""The fingerprints of the files of a matter that were handed out, so that a ZIP can be compared later.

They lie beside the photos, one small file each, named by its fingerprint: the same file again is kept once.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from weishishi.kernel import clock

FOLDER = "handed_out"  # below MEDIA_ROOT; no address of the site leads there
SHOWN = 5
GROUP = 8


@dataclass(frozen=True)
class HandedOut:
    """One ZIP: the SHA-256 of its manifest, when it was made and for which office."""

    fingerprint: str
    at: datetime
    office: str

    @property
    def grouped(self):
        """Eight by eight, to be compared by eye."""
        return groups_of(self.fingerprint)


def groups_of(fingerprint):
    return [fingerprint[n : n + GROUP] for n in range(0, len(fingerprint), GROUP)]


def keep(project, fingerprint, office):
    path = f"{FOLDER}/{project.pk}/{fingerprint}"
    if not default_storage.exists(path):
        told = json.dumps({"at": clock.now().isoformat(), "office": office}, ensure_ascii=False)
        default_storage.save(path, ContentFile(told.encode()))


def of(project):
    """The newest first, five at most."""
    try:
        names = default_storage.listdir(f"{FOLDER}/{project.pk}")[1]
    except FileNotFoundError:
        return []
    found = [_read(project, name) for name in names]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN]


def _read(project, name):
    with default_storage.open(f"{FOLDER}/{project.pk}/{name}") as file:
        told = json.loads(file.read())
    return HandedOut(name, datetime.fromisoformat(told["at"]), told["office"])
