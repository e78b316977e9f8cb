"""Who works in the demo district, and with which accounts can one look around?

Nobody in it is a real person: display names are offices. Only the accounts of LOGINS have a
password, the same for all, and only on a demo.
"""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from projects.demo.places import SHABAISHI
from villages.models import Person, Post
from villages.roles import Body, Role

PASSWORD = "minsheng-weishishi"
SINCE = date(2021, 1, 18)  # after the elections in all 41 villages
UNTIL = date(2022, 1, 1)
NANSHUI = "440404101"

_VILLAGE = (
    (Role.SECRETARY, "shuji", "书记"),
    (Role.COMMITTEE_MEMBER, "weiyuan", "委员"),
    (Role.LIAISON, "lianluo", "联络员"),
    (Role.SUPERVISION_COMMITTEE, "jiandu", "监督委员"),
)
_TOWN = (
    (Role.TOWN_OFFICER, "jingban", "经办人"),
    (Role.TOWN_FINANCE, "caizheng", "财政"),
)
_DISTRICT = (
    (Role.DISTRICT_OFFICER, "jinwan-jingban", "区经办人"),
    (Role.AUDITOR, "jinwan-shenji", "审计"),
    (Role.SYSTEM_ADMIN, "xitong-guanli", "系统管理员"),
    (Role.SECURITY_ADMIN, "anquan-guanli", "安全管理员"),
    (Role.AUDIT_ADMIN, "shenji-guanli", "审计管理员"),
)
_BODIES = (
    (Body.INSPECTION, "jinwan-ducha"),
    (Body.CONGRESS, "jinwan-renda"),
    (Body.CONSULTATIVE, "jinwan-zhengxie"),
)
LOGINS: list[tuple[str, str, str]] = [
    ("书记（沙白石村）", "shabaishi-shuji", PASSWORD),
    ("委员（沙白石村）", "shabaishi-weiyuan", PASSWORD),
    ("联络员（沙白石村）", "shabaishi-lianluo", PASSWORD),
    ("监督委员会（沙白石村）", "shabaishi-jiandu", PASSWORD),
    ("书记（南水社区，心愿墙）", "nanshui-shequ-shuji", PASSWORD),
    ("联络员（南水社区，心愿墙）", "nanshui-shequ-lianluo", PASSWORD),
    ("镇经办人（南水镇）", "nanshui-jingban", PASSWORD),
    ("挂点领导（南水镇）", "nanshui-guadian", PASSWORD),
    ("镇财政（南水镇）", "nanshui-caizheng", PASSWORD),
    ("区经办人", "jinwan-jingban", PASSWORD),
    ("督查", "jinwan-ducha", PASSWORD),
    ("人大", "jinwan-renda", PASSWORD),
    ("审计", "jinwan-shenji", PASSWORD),
    ("系统管理员", "xitong-guanli", PASSWORD),
    ("安全管理员", "anquan-guanli", PASSWORD),
    ("审计管理员", "shenji-guanli", PASSWORD),
    ("社会组织（社会工作服务中心）", "shegong-zhongxin", PASSWORD),
    ("书记、主任一肩挑（南场村，两个身份）", "nanchang-shuji", PASSWORD),
]
NANCHANG = "440404101202"
_USERNAMES = {
    (SHABAISHI, ""): "shabaishi", ("440404101001", ""): "nanshui-shequ", (NANSHUI, ""): "nanshui", (NANCHANG, ""): "nanchang",
}  # fmt: skip
# Villages whose secretary also chairs the committee (一肩挑): one person, two hats.
BOTH_HATS = frozenset({NANCHANG, "440404100202", "440404103200", "440404104010"})


@dataclass
class Staff:
    """The posts that stand behind the imported history, by village or town code."""

    secretary: dict = field(default_factory=dict)
    committee: dict = field(default_factory=dict)
    liaison: dict = field(default_factory=dict)
    town: dict = field(default_factory=dict)
    lead: dict = field(default_factory=dict)
    finance: dict = field(default_factory=dict)
    district: Post | None = None


def seat(villages):
    """Give every village, town and the district its people; returns the posts the import needs."""
    staff, hashed = Staff(), make_password(PASSWORD)
    seats = _Seats(hashed)
    for village in villages.values():
        _seat_village(seats, staff, village)
    towns = {village.town.code: village.town for village in villages.values()}
    for code, town in towns.items():
        _seat_town(seats, staff, code, town, villages)
    district = next(iter(towns.values())).district
    for role, username, label in _DISTRICT:
        post = seats.take(role, username, f"{label}（演示）", district=district)
        if role == Role.DISTRICT_OFFICER:
            staff.district = post
    for body, username in _BODIES:
        seats.take(
            Role.SUPERVISOR, username, f"{body.label}（演示）", district=district, body=body
        )  # fmt: skip
    return staff


def let_in(organisation, username="shegong-zhongxin"):
    """The account of an organisation, good until the end of the year."""
    person = Person(username=username, display_name="项目主任（演示）")
    person.password = make_password(PASSWORD)
    person.save()
    return Post.objects.create(
        person=person, role=Role.ORGANISATION, organisation=organisation, since=SINCE,
        district=organisation.district, until=UNTIL,
    )  # fmt: skip


def _seat_village(seats, staff, village):
    prefix = _USERNAMES.get((village.code, ""), village.code)
    posts = {
        role: seats.take(role, f"{prefix}-{suffix}", f"{label}（演示）", village=village)
        for role, suffix, label in _VILLAGE
        if not (role == Role.COMMITTEE_MEMBER and village.code in BOTH_HATS)
    }
    if village.code in BOTH_HATS:
        chair = posts[Role.SECRETARY].person
        posts[Role.COMMITTEE_MEMBER] = seats.add(chair, Role.COMMITTEE_MEMBER, village=village)
    staff.secretary[village.code] = posts[Role.SECRETARY]
    staff.committee[village.code] = posts[Role.COMMITTEE_MEMBER]
    staff.liaison[village.code] = posts[Role.LIAISON]


def _seat_town(seats, staff, code, town, villages):
    prefix = _USERNAMES.get((code, ""), code)
    for role, suffix, label in _TOWN:
        post = seats.take(role, f"{prefix}-{suffix}", f"{label}（演示）", town=town)
        if role == Role.TOWN_OFFICER:
            staff.town[code] = post
        elif role == Role.TOWN_FINANCE:
            staff.finance[code] = post
    # Two lead contacts share the villages of a town; 沙白石村 is the first one's.
    own = sorted(
        (village for village in villages.values() if village.town.code == code),
        key=lambda village: (village.code != SHABAISHI, village.code),
    )
    half = (len(own) + 1) // 2
    shares = (("guadian", "甲", own[:half]), ("guadian2", "乙", own[half:]))
    for suffix, which, assigned in shares:
        name = f"挂点领导{which}（演示）"
        lead = seats.take(Role.LEAD_CONTACT, f"{prefix}-{suffix}", name, town=town)
        lead.assigned.set(assigned)
        staff.lead |= {village.code: lead for village in assigned}


class _Seats:
    """Makes people and their posts; the accounts that may sign in share one hashed password."""

    def __init__(self, hashed):
        self._hashed = hashed
        self._may_sign_in = {username for _, username, _ in LOGINS}

    def take(self, role, username, display_name, **place):
        person = Person(username=username, display_name=display_name)
        if username in self._may_sign_in:
            person.password = self._hashed
        else:
            person.set_unusable_password()
        person.save()
        return self.add(person, role, **place)

    def add(self, person, role, **place):
        post = Post(person=person, role=role, since=SINCE, **place)
        post.full_clean()
        post.save()
        return post
