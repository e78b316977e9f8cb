"""Taking in the file behind a payment: looked at from outside, kept as it is, never decoded here."""

import hashlib

from django.core.files.storage import default_storage
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.models import Document
from funding.models.documents import private_path
from weishishi.kernel import clock, pictures
from weishishi.kernel.verdict import Refused

MOST_PDF = 10 * pictures.MEGABYTE
_PDF = b"%PDF-"
# What a program could be hidden in; where a page opens (/OpenAction) almost every scanner writes.
_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")
_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}


def keep(budget, file, *, by):
    """The document of that file; the same file again is the same document.

    Photos up to 12 MB, PDF up to 10 MB without anything that runs. `Refused` by name otherwise.
    """
    data = _read(file)
    media_type = _judged(file, data)
    sha256 = hashlib.sha256(data).hexdigest()
    found = Document.objects.filter(budget=budget, sha256=sha256).first()
    if found:
        return found
    row = Document(
        budget=budget, sha256=sha256, name=_named(file), media_type=media_type, size=len(data),
        uploaded_at=clock.now(), uploaded_by=by.post,
    )  # fmt: skip
    with atomic():
        path = private_path(row, "")
        if default_storage.exists(path):
            row.file.name = path
        else:
            file.seek(0)
            row.file.save("", file, save=False)
        row.save()
    return row


def _read(file):
    if file.size > max(MOST_PDF, pictures.MOST_BYTES):
        raise Refused(
            _("{name}：文件太大，照片最多 12 MB，PDF 最多 10 MB。").format(name=_named(file))
        )
    file.seek(0)
    return file.read()


def _judged(file, data):
    if not data.startswith(_PDF):
        if not (verdict := pictures.check(file)):
            raise Refused(f"{_named(file)}：{verdict.reason}")
        return next((kind for head, kind in _TYPES.items() if data.startswith(head)), "image/heic")
    if len(data) > MOST_PDF:
        raise Refused(_("{name}：PDF 最多 10 MB，请压缩后再传。").format(name=_named(file)))
    if any(word in data for word in _ACTIVE):
        raise Refused(
            _(
                "{name}：这个 PDF 里带有程序或附件，不能收；请另存或打印成普通 PDF，或拍照上传。"
            ).format(name=_named(file))
        )
    return "application/pdf"


def _named(file):
    return str(file.name).rsplit("/", 1)[-1][-80:] or "file"
