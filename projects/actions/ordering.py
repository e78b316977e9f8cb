"""点单 and 复制: a village takes over what was done well elsewhere, as a proposal of its own."""

from uuid import NAMESPACE_OID, uuid5

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions import facts, proposals
from projects.actions.proposals import Proposal
from projects.choices import Channel, Identity
from projects.models import LibraryEntry, Origin, Project
from projects.queries.library import released_elsewhere
from projects.states import State
from villages import notices
from villages.models import Village
from villages.roles import VILLAGE_DESK, Role
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@atomic
def pick(entry, *, by):
    """点单 by the secretary: a draft of her village with the entry's words and items; the entry is
    named as its origin. Ordered twice while the first is a draft, it is the first one."""
    if by.post is None or by.post.role != Role.SECRETARY:
        raise Refused(_("点单由村（社区）党组织书记办理，您可以查看。"))
    entry = LibraryEntry.objects.on_offer().filter(pk=entry.pk).first()
    if entry is None:
        raise Refused(_("这一条已经出库，不能点单，请在项目库里另选一条。"))
    village = by.post.village
    if draft := _draft_of(village, entry=entry):
        return draft
    basis = entry.basis.select_related("project").order_by("-pk").first()
    told = {"title": entry.title, "need": entry.what}
    kinds = {"project_class": entry.project_class, "micro_type": entry.micro_type}
    return _write(village, told, kinds, basis.project, by, entry=entry)


@atomic
def copy(source, *, by):
    """Another village's released project as a draft of one's own: its public words, its items and
    its kind. No money, no people, no photos, no decisions, and never what the resident said."""
    if by.post is None or by.post.role not in VILLAGE_DESK:
        raise Refused(_("复制由村（社区）的工作人员办理，您可以查看。"))
    village = by.post.village
    source = released_elsewhere(village).filter(pk=source.pk).first()
    if source is None:
        raise Refused(_("只能复制本区别的村（社区）已经公开发布的项目，请核对查询号。"))
    if draft := _draft_of(village, source=source):
        return draft
    told = {"title": source.public_title, "need": source.public_need}
    kinds = {"project_class": source.project_class, "micro_type": source.micro_type}
    return _write(village, told, kinds, source, by, source=source)


def _draft_of(village, **origin):
    """The draft that is there already; the village's row is held, so that two presses are one."""
    Village.objects.select_for_update(no_key=True).get(pk=village.pk)
    rows = Project.objects.filter(village=village, state=State.DRAFT)
    return rows.filter(**{f"origin__{name}": one for name, one in origin.items()}).first()


def _write(village, told, kinds, like, by, **origin):
    place = next(iter(origin.values()))
    again = Origin.objects.filter(project__village=village, **origin).count()
    token = uuid5(NAMESPACE_OID, f"{village.pk} {place._meta.label} {place.pk} {again}")
    draft = proposals.save_draft(
        Proposal(
            form_token=token, village=village, title=told["title"], need=told["need"],
            channel=Channel.COMMITTEE, identity=Identity.VILLAGE, micro_type=kinds["micro_type"],
            notice_version=notices.CURRENT,
        ),
        by=by,
    ).project  # fmt: skip
    facts.edit(draft, by=by, project_class=kinds["project_class"])
    work = [(item.name, item.quantity, item.unit, None) for item in like.work_items.all()]
    draft = facts.list_work(draft, by=by, work=work)
    Origin.objects.create(project=draft, by=by.post, by_name=by.name, at=clock.now(), **origin)
    return draft
