"""An office has something to go on with that no step of a project brings: it is told at once."""

from villages.offices import office_key
from weishishi.kernel.actor import Kind
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.numbers import spaced
from weishishi.outbox.actions import owe


def public_facts(project, village):
    """What a message to an office may say of a matter, or of a village as a whole (`project` is None)."""
    return {
        "title": project.shown_title if project else "",
        "number": spaced(project.query_no or "") if project else "", "village": village.name,
    }  # fmt: skip


def tell_role(role, project, *, topic, key, by, due=None):
    """Owe the office with that role over this project a message, once for each `key`, in the words the
    public reads: it may lie open in a group chat. An import disturbs nobody."""
    if by.kind == Kind.SYSTEM:
        return
    office = office_key(role, project.village)
    owe(
        recipient=("office", office), topic=topic, about=project.query_no or "",
        facts=public_facts(project, project.village) | {"due": in_chinese(due) if due else ""},
        dedupe_key=f"{topic}:{key}:{office}",
    )  # fmt: skip
