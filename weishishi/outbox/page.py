"""docs/notifications.md: the table of all messages, from the declarations themselves."""

from django.conf import settings
from django.template.loader import get_template

from weishishi.outbox.relay import DIGEST_FROM, FIRST_PAUSE, LONGEST_PAUSE, TRIES
from weishishi.outbox.topics import all_topics

HEAD = """# Who hears what

Generated from `projects/notifications.py` by `manage.py docs`; do not edit. Every message is in the
recipient's box as soon as its {grace} s of grace are over, without any worker; the columns say by
which channels it also goes out unless somebody chose otherwise. A legal answer
cannot be switched off and always travels alone; what an office has to do by a day cannot be switched
off either. Of all but the legal ones {digest} or more that wait for one person by one channel
become one. Nothing goes out in the quiet hours ({quiet}). A delivery is tried {tries} times, first
after {first} s, then four times as long, {longest} h at most; then it is given up, shown in red to
the system administrator and sent again by one button.

| topic | to whom | subject | goes out by | cannot be switched off | words |
|---|---|---|---|---|---|
"""


def notifications_page():
    """The Markdown; a topic without a template fails here."""
    head = HEAD.format(
        grace=settings.OUTBOX_GRACE_SECONDS, digest=DIGEST_FROM, quiet=settings.OUTBOX_QUIET_HOURS,
        tries=TRIES, first=int(FIRST_PAUSE.total_seconds()),
        longest=int(LONGEST_PAUSE.total_seconds() // 3600),
    )  # fmt: skip
    return head + "\n".join([*(_row(topic) for topic in all_topics()), ""])


def _row(topic):
    template = f"messages/{topic.key}.txt"
    get_template(template)
    ways = "、".join(str(channel.label) for channel in topic.channels) or "—"
    fixed = "yes" if topic.is_fixed else ""
    return (
        f"| `{topic.key}` | {topic.audience} | {topic.subject.title} | {ways} | {fixed} "
        f"| `templates/{template}` |"
    )
