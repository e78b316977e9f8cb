"""What the public reads: edited by one person, released by another (发布审核)."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import Project
from projects.people import village_committee
from projects.states import State
from villages.standing_in import may_have_acted
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

# What hangs on the board is what the town approves.
UNDER_PUBLIC_EYES = (State.ON_NOTICE, State.TOWN_REVIEW)


@atomic
def edit(project, *, by, title, text):
    """Write the public version, without neighbours' names and illnesses; it waits for a release."""
    project = _locked(project, by)
    if project.state in UNDER_PUBLIC_EYES:
        raise Refused(_("正在公示或待批，公开版不能再改；确需修改，请先退回重新协商。"))
    if not title.strip() or not text.strip():
        raise Refused(_("公开的名称和说明都要写。"))
    project.public_title, project.public_need = title.strip(), text.strip()
    project.edited_by, project.released_by, project.released_at = by.post, None, None
    project.save(
        update_fields=["public_title", "public_need", "edited_by", "released_by", "released_at"]
    )
    return project


@atomic
def release(project, *, by, at=None):
    """A second person lets the public read it; `Refused` for the person who edited it."""
    project = _locked(project, by)
    if not project.public_title:
        raise Refused(_("还没有公开版，请先编辑。"))
    if may_have_acted(by.person, project.edited_by):
        raise Refused(_("公开版是您编辑的，请另一位同事审核发布。"))
    project.released_by, project.released_at = by.post, at or clock.now()
    project.save(update_fields=["released_by", "released_at"])
    return project


def _locked(project, by):
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if by.kind != Kind.SYSTEM and not village_committee.hold(project, by):
        raise Refused(_("公开版由所在村（社区）编辑和发布。"))
    return project
