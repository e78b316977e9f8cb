"""What we hold about somebody, as files she can take with her. (PIPL 45)"""

import csv
import io
import json
import tempfile
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.storage import default_storage
from django.http import FileResponse

from projects.models import Photo
from weishishi.kernel.workshop.sizes import WIDTHS

A_FORMULA = ("=", "+", "-", "@", "\t")
IN_MEMORY = 2**20  # bytes; a larger archive waits on the disk


def archive(sections, photos):
    """A response with one archive: everything as JSON, each section as CSV, her photos."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 the response closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as taken:
        told = {section.title: [dict(entry) for entry in section.entries] for section in sections}
        taken.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
        for number, section in enumerate(sections, 1):
            taken.writestr(f"{number:02}-{section.title}.csv", _csv(section))
        for photo in photos.filter(state=Photo.State.READY):
            if path := _largest(photo):
                with default_storage.open(path) as picture:
                    taken.writestr(f"photos/{photo.pk}.webp", picture.read())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="my-data.zip")


def _largest(photo):
    paths = (f"{photo.folder}/{width}.webp" for width in reversed(WIDTHS))
    return next((path for path in paths if default_storage.exists(path)), None)


def _csv(section):
    """With a mark that Excel needs to read Chinese, and nothing it could take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(section.columns)
    for row in section.rows:
        writer.writerow(["'" + told if told.startswith(A_FORMULA) else told for told in row])
    return "\ufeff" + text.getvalue()
