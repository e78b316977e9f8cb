"""Which payments stand without the file of their invoice?"""

from django.db.models import Exists, OuterRef

from funding.models import Document, Entry, EntryKind


def unbacked():
    """Standing payments whose paper is known by its fingerprint only."""
    files = Document.objects.filter(budget=OuterRef("budget"), sha256=OuterRef("evidence"))
    return Entry.objects.filter(kind=EntryKind.PAY, corrected_by__isnull=True).exclude(
        Exists(files)
    )
