"""The library of policy documents: what is known is laid out, a file becomes the next version."""

import hashlib
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext as _

from villages.known_documents import KNOWN
from villages.models import DocumentFile, PolicyDocument
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

MOST_BYTES = 20 * 1024 * 1024
_END = 2048  # where the end mark of a PDF stands


def lay_out_known(*, using=DEFAULT_DB_ALIAS):
    """Every known document is in the library; one that is there already stays as it was made."""
    rows = PolicyDocument.objects.using(using)
    for facts in KNOWN:
        rows.get_or_create(
            number=facts.get("number", ""), title=facts["title"], district=None, town=None,
            defaults=facts,
        )  # fmt: skip


def objection_to(file):
    """Why these bytes are no PDF we take; "" when they are one."""
    if file.size > MOST_BYTES:
        return _("文件超过 20 MB，请压缩后再传。")
    data = file.read(8)
    file.seek(max(0, file.size - _END))
    end = file.read()
    file.seek(0)
    if not data.startswith(b"%PDF-") or b"%%EOF" not in end:
        return _("这不是完整的 PDF 文件，请另存为 PDF 再传。")
    return ""


@transaction.atomic
def add_version(document, file, *, by):
    """Keep that PDF as the document's next version, outside everything that is served by itself.

    `Refused` when it is no PDF or too large, or is what the latest version is already.
    """
    if objection := objection_to(file):
        raise Refused(objection)
    document = PolicyDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
    data = file.read()
    print_of_it = hashlib.sha256(data).hexdigest()
    latest = document.files.first()
    if latest and latest.sha256 == print_of_it:
        raise Refused(_("这个文件和第 {} 版一样，没有再存一遍。").format(latest.version))
    version = DocumentFile(
        document=document, version=latest.version + 1 if latest else 1, key=uuid4(),
        size=len(data), sha256=print_of_it, uploaded_by=by.post, uploaded_at=clock.now(),
    )  # fmt: skip
    default_storage.save(version.path, ContentFile(data))
    version.save(force_insert=True)
    return version
