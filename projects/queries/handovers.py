"""What lies open at a post, to be handed over; and whose posts may this one hand over?

Numbers and public words only: who keeps the register of posts reads no village's own words.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import override

from projects.models import Meeting, Project
from projects.queries.desks import hers, holder_of
from projects.queries.handover_lines import beside, named
from projects.queries.reach import ITS_DRAFTS, projects_of
from projects.states import State
from villages.models import Person, Post
from villages.roles import VILLAGE_DESK, Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.dates import in_chinese

# Who hands over whose posts: the register's keeper all but the three administrators, who watch each
# other, and organisations, whose accounts are opened elsewhere; a secretary her own committee's.
OF_A_SECRETARY = (Role.LIAISON, Role.COMMITTEE_MEMBER)
NEVER = (
    Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.ORGANISATION, Role.THIRD_PARTY,
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One heading of the list, in the source language, as it is kept and printed."""

    title: str
    lines: list

    def kept(self):
        return {"title": self.title, "lines": self.lines}


def may_be_handed_over(by):
    """The posts in force today that this actor may hand over, never her own."""
    post = by.post
    rows = Post.objects.held_on(clock.today()).select_related(
        "person", "village__town", "town", "district"
    )
    if post is None or post.stood_in_by:
        return rows.none()
    if post.role == Role.SECRETARY:
        rows = rows.filter(village=post.village_id, role__in=OF_A_SECRETARY)
    elif post.role == Role.SYSTEM_ADMIN:
        district = Q(village__town__district=post.district_id) | Q(town__district=post.district_id)
        rows = rows.filter(district | Q(district=post.district_id)).exclude(role__in=NEVER)
    else:
        return rows.none()
    return rows.exclude(person=by.person).order_by("village__code", "town__code", "role", "pk")


def who_could_take_over(by):
    """The accounts this actor may name: for the register's keeper every one, for a secretary those who
    hold or held a post in her village. She never learns who else has an account, nor makes one."""
    if may_make_accounts(by):
        return Person.objects.all()
    if by.post is None or by.post.village_id is None:
        return Person.objects.none()
    return Person.objects.filter(posts__village=by.post.village_id).distinct()


def may_make_accounts(by):
    """Whether this actor may hand over to somebody without an account. Whoever makes it sees the link
    of its invitation, and must not become her own second pair of hands: the register's keeper only."""
    if by.kind == Kind.SYSTEM:
        return True
    return by.post is not None and by.post.role == Role.SYSTEM_ADMIN and not by.post.stood_in_by


def open_at(post):
    """Everything open at that post as parts, empty ones left out; the kinds of 我的待办 each have one."""
    with override(settings.LANGUAGE_CODE):  # it is kept and printed as the paper has it
        parts = [
            *_matters(post), *(Part(*told) for told in beside(post)), _meetings(post),
            _drafts(post), _led(post), _assigned(post),
        ]  # fmt: skip
    return [part for part in parts if part.lines]


def _matters(post):
    if holder_of(post.role) is None:
        return []
    by_state = {}
    rows = projects_of(post).filter(hers(post))
    for project in rows.order_by(F("due_on").asc(nulls_last=True), "pk"):
        due = project.due_on and f"，{in_chinese(project.due_on)}前办"
        by_state.setdefault(State(project.state), []).append(named(project) + (due or ""))
    return [Part(f"待办：{state.label}", lines) for state, lines in by_state.items()]


def _meetings(post):
    if post.role not in VILLAGE_DESK:
        return Part("没开完的会议", [])
    rows = Meeting.objects.filter(
        village=post.village_id, status__in=(Meeting.Status.CALLED, Meeting.Status.HELD)
    ).order_by("begins_at", "pk")
    return Part(
        "没开完的会议",
        [f"{one.get_kind_display()}，{in_chinese(localdate(one.begins_at))}" for one in rows],
    )


def _drafts(post):
    rows = Project.objects.filter(ITS_DRAFTS, operator=post).order_by("pk")
    return Part("草稿", [named(one) for one in rows])


def led_by(post):
    """The running matters this secretary leads herself (书记领办)."""
    return [one for one in post.led_projects.order_by("pk") if not one.status.is_final]


def _led(post):
    is_hers = post.role == Role.SECRETARY
    return Part("书记领办的项目", [named(one) for one in led_by(post)] if is_hers else [])


def _assigned(post):
    is_hers = post.role == Role.LEAD_CONTACT
    return Part("挂点的村（社区）", [one.name for one in post.assigned.all()] if is_hers else [])
