"""Which photographed papers lie under a matter, and who may read them?"""

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.models import Filed, Photo
from projects.queries.photos import Shot, shot, shot_if_ready
from projects.queries.reach import readable_by, with_drafts
from villages.roles import may
from weishishi.kernel.dates import written

MODEL = "projects.filedpaper"  # of villages.roles


@dataclass(frozen=True)
class Invoice:
    """A photographed one that a payment can rest on, and how it is told from the others."""

    photo: Photo
    shot: Shot
    words: str


def of_project(project):
    """[(photo, shot or None while it is being cleaned)], the newest first; one query."""
    rows = project.filed_papers.select_related("uploaded_by__village").order_by("-pk")
    return [(photo, shot_if_ready(photo)) for photo in rows]


def may_read(post, project_pk):
    """Within her scope, and among those who are told names."""
    if not may(post.role, "v", MODEL):
        return False
    return readable_by(post, with_drafts(post)).filter(pk=project_pk).exists()


def invoices_of(project):
    """The clean ones of a matter with a budget, the newest first; one that is a document of the budget
    already says so, so that nothing is paid twice."""
    rows = project.filed_papers.filter(paper=Filed.INVOICE, state=Photo.State.READY)
    used = set(project.budget.documents.values_list("name", flat=True))
    return [
        Invoice(photo, shot(photo), _words(photo, is_used=evidence_name(photo) in used))
        for photo in rows.select_related("uploaded_by__village").order_by("-pk")
    ]


def _words(photo, *, is_used):
    told = {"day": written(localdate(photo.uploaded_at)), "office": photo.uploaded_by.office}
    words = _("{day}拍的（{office}），已经附过") if is_used else _("{day}拍的（{office}）")
    return words.format(**told)


def evidence_name(photo):
    """What its copy is called among the documents of a budget: the way back to the photo."""
    return f"拍下的票据-{localdate(photo.uploaded_at)}-{photo.pk}.webp"
