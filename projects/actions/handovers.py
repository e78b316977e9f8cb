"""A post ends and its successor begins, with everything open, in one transaction (换届移交)."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.transaction import atomic, set_rollback
from django.utils.translation import gettext as _

from projects.models import HandOver, Project, Task
from projects.queries.handovers import (
    led_by,
    may_be_handed_over,
    may_make_accounts,
    open_at,
    who_could_take_over,
)
from villages.actions import invitations
from villages.models import Person, Post
from villages.offices import office_of, same_office
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import owe


@dataclass(frozen=True)
class Successor:
    """Somebody with an account (`person`), or a new one with this user name and name."""

    person: Any = None
    username: str = ""
    name: str = ""


@dataclass(frozen=True)
class Done:
    """The hand-over, and the secret of the invitation where the account is new."""

    row: HandOver
    token: str = ""


@atomic
def hand_over(post, successor, *, by, why, on=None):
    """End `post` today and begin its successor's today; `on` is given by an import only.

    What the office holds is read by whoever holds it. What names the person is moved: tasks, the
    matters a secretary leads, a lead contact's villages. `Refused` for a post that is over, that is
    not hers to hand over, for who holds it already, and for whom she may not name.
    """
    post = Post.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "person", "village__town", "town", "district", "organisation"
    ).get(pk=post.pk)  # fmt: skip
    day = on or clock.today()
    _must_be_hers(post, by, day)
    if not why.strip():
        raise Refused(_("请写明事由，例如：换届。"))
    person, is_new = _person(successor, by)
    if person.pk == post.person_id:
        raise Refused(_("接任的人不能还是原来这一任，请另选。"))
    if by.person is not None and person.pk == by.person.pk:
        raise Refused(_("不能任命自己，请另一位办理。"))
    listed = [part.kept() for part in open_at(post)]
    taken = _begin(post, person, day)
    _move(post, taken)
    post.until = day
    post.save(update_fields=["until"])
    row = HandOver(
        left=post, taken=taken, on=day, why=why.strip(), listed=listed, by=by.post,
        by_name=by.name, at=clock.now(),
    )  # fmt: skip
    try:
        row.clean_fields(exclude=["left", "taken", "by", "listed"])
        with in_words(HandOver):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    _tell(row, by)
    return Done(row, invitations.invite(person, by=by) if is_new else "")


@atomic
def hand_over_all(rows, *, by, why):
    """Many posts at once: [(post, successor)], all of them or none."""
    return [hand_over(post, successor, by=by, why=why) for post, successor in rows]


@dataclass(frozen=True)
class Looked:
    """What would happen: the hand-over as it would be written, or every reason against it."""

    post: Post
    successor: Successor
    listed: list
    reasons: list
    is_new: bool


def look(rows, *, by, why):
    """A dry look at many posts: everything is done, told, and undone."""
    found = []
    with atomic():
        for post, successor in rows:
            found.append(_look_at(post, successor, by, why))
        set_rollback(True)
    return found


def _look_at(post, successor, by, why):
    try:
        done = hand_over(post, successor, by=by, why=why)
    except Refused as refusal:
        return Looked(post, successor, [], refusal.reasons, False)
    return Looked(post, successor, done.row.listed, [], bool(done.token))


def _tell(row, by):
    """Whoever holds the office reads in its box from when on it is another one's; no names."""
    if by.kind == Kind.SYSTEM:
        return
    owe(
        recipient=office_of(row.taken), topic="taken_over", about="",
        facts={"office": row.taken.office, "on": in_chinese(row.on), "number": row.number},
        dedupe_key=f"taken_over:{row.pk}",
    )  # fmt: skip


def _must_be_hers(post, by, day):
    if post.until is not None and post.until <= day:
        raise Refused(_("{office}这一任已经结束，请刷新页面。").format(office=post.office))
    if post.since > day:
        raise Refused(_("{office}这一任还没有开始。").format(office=post.office))
    if by.kind != Kind.SYSTEM and not may_be_handed_over(by).filter(pk=post.pk).exists():
        raise Refused(_("移交由系统管理员办理；书记办理本村（社区）联络员和委员的。不能办自己的。"))


def _person(successor, by):
    """(the person, whether the account is new)"""
    if successor.person is not None:
        if not who_could_take_over(by).filter(pk=successor.person.pk).exists():
            raise Refused(
                _("只能移交给在本村（社区）任职或者任过职的人；别的人，请系统管理员办移交。")
            )
        if not successor.person.is_active:
            raise Refused(_("这个账号已停用，请先启用，再办移交。"))
        return successor.person, False
    if not may_make_accounts(by):
        raise Refused(_("接任的人还没有账号：请系统管理员先建账号，并办这一项移交。"))
    if Person.objects.filter(username=successor.username).exists():
        raise Refused(
            _("用户名“{}”已经有人用了：是她接任，姓名请留空；不是，请换一个用户名。").format(
                successor.username
            )
        )
    person = Person(username=successor.username, display_name=successor.name)
    person.set_unusable_password()
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    person.save()
    return person, True


def _begin(post, person, day):
    """Her post of that office: the one she holds already, or a new one from that day."""
    where = same_office(post)
    held = Post.objects.held_on(day).filter(person=person, **where).first()
    if held is not None:
        return held
    new = Post(person=person, since=day, **where)
    new.full_clean(exclude=["assigned"])
    new.save()
    return new


def _move(post, taken):
    Task.objects.filter(post=post, done_at=None).update(post=taken)
    Project.objects.filter(pk__in=[one.pk for one in led_by(post)]).update(led_by=taken)
    taken.assigned.add(*post.assigned.all())
