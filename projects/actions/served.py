"""Somebody is served by a restricted service: the rule confirmed for her, read for a reason, stopped."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects import serving
from projects.actions.noting import locked
from projects.actions.services import ENDING
from projects.choices import ProjectClass
from projects.models import ServedPerson, ServedReading
from villages.roles import may
from villages.scopes import reaches
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

OPEN_FOR = timedelta(minutes=30)
LEAST_REASON = 5


@dataclass(frozen=True)
class Who:
    """One person; her name and phone are sealed."""

    form_token: UUID
    kind: str
    name: str
    phone: str
    since: date
    is_eligible: bool
    is_agreed: bool
    until: date | None = None


@atomic
def enrol(project, who, *, by, at=None):
    """Write one person down; a form sent twice gives the first one again. `Refused` without a plan,
    before somebody confirmed that the rule fits her, without her yes, and outside the period."""
    project = locked(project, by, states=ENDING)
    agreed = serving.plan_of(project)
    if project.project_class != ProjectClass.SERVICES or agreed is None:
        raise Refused(_("请先填服务约定，写明什么条件的人可以享受。"))
    if not who.is_eligible:
        raise Refused(_("先核对条件（{}），符合的才能登记。").format(agreed.eligibility))
    if not who.is_agreed:
        raise Refused(_("要本人或监护人同意才能登记，请先征得同意。"))
    if not who.name.strip():
        raise Refused(_("请写姓名。"))
    if not agreed.begins_on <= who.since <= agreed.ends_on:
        raise Refused(_("开始的日期要在服务期内，请核对。"))
    twice = ServedPerson.objects.filter(form_token=who.form_token, project=project).first()
    return twice or _kept(
        ServedPerson(
            project=project, written_by=by.post, written_at=at or clock.now(),
            **vars(who) | {"name": who.name.strip()},
        )
    )  # fmt: skip


@atomic
def stop(person, *, by, until, because):
    """From the day after `until` she is served no longer."""
    locked(person.project, by, states=ENDING)
    person = ServedPerson.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.until is not None:
        raise Refused(_("已经停止过了。"))
    if not because.strip():
        raise Refused(_("请写明为什么停止。"))
    person.until, person.ended_because = until, because.strip()
    return _kept(person, "until", "ended_because")


def read(project, *, by, why):
    """Written down before anything is shown; the reading opens this list to this person for half an
    hour. `Refused` without right, scope or reason."""
    post = by.post
    if post is None or not may(post.role, "v", "projects.servedperson"):
        raise Refused(_("服务对象名单只给所在村（社区）和镇经办人查阅。"))
    if not reaches(post, project.village_id):
        raise Refused(_("这不是您辖区里的，不能查阅。"))
    if len(why.strip()) < LEAST_REASON:
        raise Refused(_("请写明为什么查阅，至少 {} 个字，会留下记录。").format(LEAST_REASON))
    return ServedReading.objects.create(
        project=project, person=by.person, post=post, office=by.name, why=why.strip(),
        at=clock.now(),
    )  # fmt: skip


def opens(reading, by):
    """Whether this reading still shows its list to this person under this hat."""
    is_hers = (
        by.kind == Kind.POST and (reading.person_id, reading.post_id) == (by.person.pk, by.post.pk)
    )  # fmt: skip
    return is_hers and clock.now() - reading.at <= OPEN_FOR


def forget(person):
    """The person goes, the number stays."""
    ServedPerson.objects.filter(pk=person.pk).update(
        name="", phone="", ended_because="", forgotten_at=clock.now()
    )


def _kept(row, *fields):
    try:
        with in_words(ServedPerson):
            row.save(update_fields=fields or None)
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    return row
