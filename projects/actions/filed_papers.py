"""先拍后填: a paper at the desk is photographed and filed under its matter at once, whatever the net does."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from funding.actions import documents
from projects.actions import photos
from projects.models import Filed, Photo, Project
from projects.people import village_committee
from projects.queries import filed_papers as known
from projects.queries import photos as copies
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

MOST_PAPERS = 60  # of one matter


def keep(project, *, by, file, paper, token):
    """The filed picture of that token; sent again it is the same one and nothing is added.

    `paper` is one of Filed. A worker makes its clean copies as of any photo; it is never public.
    `Refused` in other hands, for what is no photo, and when there is no room.
    """
    with photos.all_or_none() as taken:
        project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        if not village_committee.hold(project, by):
            raise Refused(_("纸质材料由所在村（社区）拍照存进来，您可以查看。"))
        if found := project.filed_papers.filter(token=token).first():
            return found
        photos.inspect([file])
        if paper not in Filed.values:
            raise Refused(_("请选这是哪一种材料。"))
        if project.filed_papers.exclude(state=Photo.State.REFUSED).count() >= MOST_PAPERS:
            raise Refused(_("一件最多存 {most} 张。").format(most=MOST_PAPERS))
        photo = Photo(
            filed=project, paper=paper, token=token, file_name=photos.named(file),
            uploaded_by=by.post, uploaded_at=clock.now(),
        )  # fmt: skip
        taken.take(photo, file)
    return photo


def as_evidence(project, pk, *, by):
    """The `funding.Document` of a photographed invoice of this matter: a payment shows what was filed.

    Its largest clean copy becomes a file of the budget of its own, named after the photo and known by
    its fingerprint: chosen again it is the same document, and the ledger rests on nothing that lies
    outside of it. `Refused` in other hands, for another matter's, another kind's, or one that is not
    clean yet.
    """
    if not village_committee.hold(project, by):
        raise Refused(_("票据由所在村（社区）附上，您可以查看。"))
    photo = project.filed_papers.filter(pk=pk, paper=Filed.INVOICE).first()
    if photo is None:
        raise Refused(_("没有这张票据。请选这一件里拍下来的票据，或者另外附文件。"))
    if photo.state != Photo.State.READY:
        raise Refused(_("这张票据还没有处理好，请过一会儿再选，或者另外附文件。"))
    with copies.copy(photo.key, copies.WIDTHS[-1]) as file:
        clean = ContentFile(file.read(), name=known.evidence_name(photo))
    return documents.keep(project.budget, clean, by=by)
