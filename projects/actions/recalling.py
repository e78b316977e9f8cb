"""Within the grace (60 s) whoever took a step can take back the messages it owes; the step stays."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused
from weishishi.outbox import actions as outbox
from weishishi.outbox.models import Message


def recallable(project, *, by):
    """How many messages of the last step, taken by this post, have reached nobody yet."""
    prefix = _prefix(project, by)
    if prefix is None:
        return 0
    waiting = Message.objects.filter(
        dedupe_key__startswith=prefix, due_at__gt=clock.now(), recalled_at__isnull=True
    )
    return waiting.count()


@atomic
def recall(project, *, by):
    """Take them back; returns how many. `Refused` where it is too late or somebody else's step."""
    prefix = _prefix(project, by)
    number = outbox.recall(prefix) if prefix else 0
    if not number:
        raise Refused(_("已经过了 60 秒，消息送出去了，撤不回来；有差错请用下一步的说明更正。"))
    return number


def _prefix(project, by):
    entry = project.journal.order_by("-pk").first()
    if entry is None or entry.post_id != by.post.pk:
        return None
    return f"project-step:{entry.pk}:"
