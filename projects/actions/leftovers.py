"""Originals nobody knows: their row was rolled back with a larger deed after the file was written."""

from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage

from projects.models import Photo
from projects.models.attachments import ORIGINALS
from weishishi.kernel import clock

UNDER_WAY = timedelta(hours=1)  # a file younger than that may belong to a deed not finished yet


def sweep_originals():
    """Delete every original without a row of its own, an hour after it was written. Returns how
    many. A file of another kind of name is nobody's photo and stays."""
    old = clock.now() - UNDER_WAY
    swept = 0
    for name in _names():
        path = f"{ORIGINALS}/{name}"
        if default_storage.get_modified_time(path) < old and not Photo.objects.filter(
            original=path
        ):
            default_storage.delete(path)
            swept += 1
    return swept


def _names():
    """Files called by a photo's key, as `attach` writes them."""
    try:
        _folders, files = default_storage.listdir(ORIGINALS)
    except FileNotFoundError:
        return []
    return [name for name in files if _is_key(name)]


def _is_key(name):
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
