"""每周小结: each office reads on Monday what waits for it and what is overdue, projects and what stands
beside them; an office with nothing to do hears nothing."""

from projects.queries import asides
from projects.queries.desks import LATE, TODAY, WEEK, desk_of
from villages.models import Post
from villages.offices import office_of
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.outbox.actions import owe
from weishishi.outbox.models import Message

TOLD = (
    Role.SECRETARY, Role.LIAISON, Role.TOWN_OFFICER, Role.LEAD_CONTACT, Role.TOWN_FINANCE,
    Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.AUDITOR,
)  # fmt: skip
# What is counted beside the projects, in the order of the sentence; a message is Chinese.
BESIDE = {
    "urges": "催办督办", "findings": "监督发现", "advice": "审计建议", "guidance": "下沉指导整改",
    "said": "公示意见", "owed": "应急欠账", "looks": "回头看", "money_waiting": "资金",
    "wishes_waiting": "微心愿",
}  # fmt: skip


def sum_up():
    """One message per office and week, however often it is asked; returns how many were written."""
    today = clock.today()
    year, week, _day = today.isocalendar()
    written = 0
    for office, post in _offices(today).items():
        key = f"weekly:{office[1]}:{year}-{week}"
        if Message.objects.filter(dedupe_key=key).exists():
            continue
        if facts := _facts(desk_of(post), asides.of_post(post), post, today):
            owe(recipient=office, topic="weekly", about="", facts=facts, dedupe_key=key)
            written += 1
    return written


def _offices(today):
    posts = Post.objects.held_on(today).filter(role__in=TOLD)
    posts = posts.select_related("village__town", "town", "district", "person")
    return {office_of(post): post for post in posts.order_by("-pk")}


def _facts(desk, lists, post, today):
    """A watcher has no project in hand: she reads how many are late in her place, 镇财政 only what is to
    be paid; the lists beside are everybody's own."""
    numbers = {group.key: group.number for group in desk.groups}
    late, scope = numbers.get(LATE, 0), 0
    if desk.watches:
        reads_all = late and post.role != Role.TOWN_FINANCE
        scope = sum(number for key, number in numbers.items()) if reads_all else 0
    counted = [(BESIDE[kind], len(lists[kind])) for kind in BESIDE if lists.get(kind)]
    if desk.watches and desk.to_approve:
        counted.insert(0, ("审批", desk.to_approve))
    beside = "、".join(f"{word} {number} 件" for word, number in counted)
    if not (desk.mine or scope or beside):
        return None
    has_days = desk.mine or scope
    return {
        "title": post.office, "number": "", "day": in_chinese(today), "mine": desk.mine,
        "scope": scope, "beside": beside, "late": late if has_days else 0,
        "week": numbers.get(TODAY, 0) + numbers.get(WEEK, 0) if has_days else 0,
    }  # fmt: skip
