"""Somebody objects to what hangs on the board, and is answered in writing."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions.telling import tell_role
from projects.lifecycle import ProjectLife
from projects.models import NoticeItem, Objection, Project
from projects.numbering import next_objection_number
from projects.people import village_committee
from projects.states import OPEN_TO_OBJECTIONS, State
from villages.actions import consents
from villages.models import Contact
from villages.models.consents import Topic
from villages.roles import Role
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor, Kind
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days


@dataclass(frozen=True)
class Said:
    """What she said; name and phone only if she wants to be called, with the version of the 告知书
    she agreed to."""

    form_token: UUID
    words: str
    name: str = ""
    phone: str = ""
    notice_version: str = ""
    channel: str = Objection.Channel.ONLINE


def receive(item, *, by, said, at=None):
    """Take an objection in and give it its 意见号; a form sent twice gives the first one again.

    `Refused` when the matter hangs there no more or is decided, and for another village's desk.
    """
    try:
        with atomic():
            return _write(item, by, said, at)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "one_form_one_objection":
            raise
        return Objection.objects.get(form_token=said.form_token)


@atomic
def answer(objection, *, by, answer, is_upheld, released_words="", at=None):
    """Answer it once, in writing, for everybody to read; `released_words` is what the public reads of
    the objection itself. One that is upheld takes the matter down while its notice is up."""
    project = _locked(objection.item.project_id, by)
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    moment = at or clock.now()
    if objection.answered_at:
        raise Refused(_("这条意见已经答复过了，请看过答复再办。"))
    if moment < objection.received_at:
        raise Refused(_("答复时间不能早于收到意见的时间。"))
    if len(answer.strip()) < 10:
        raise Refused(_("请写明答复，至少 10 个字，所有人都看得到。"))
    objection.answer, objection.released_words = answer.strip(), released_words.strip()
    objection.answered_at, objection.answered_by = moment, by.post
    objection.is_upheld = is_upheld
    objection.save(
        update_fields=["answer", "released_words", "answered_at", "answered_by", "is_upheld"]
    )
    if is_upheld and project.state == State.ON_NOTICE and not objection.item.withdrawn_at:
        ProjectLife.take_down(project, by=by, at=at, note=answer)
    return objection


def _write(item, by, said, at):
    project = _locked(item.project_id, by)
    item = NoticeItem.objects.select_related("notice").get(pk=item.pk)
    moment = at or clock.now()
    if item.withdrawn_at or project.state not in OPEN_TO_OBJECTIONS:
        raise Refused(_("这件事已经不在公示，意见收不了；有话请打热线或到党群服务中心说。"))
    if not item.notice.posted_at <= moment <= clock.now():
        raise Refused(_("收到意见的时间要在公示张贴以后、现在以前。"))
    row = Objection.objects.create(
        number=next_objection_number(localdate(moment).year), item=item, words=said.words,
        contact=_reach(said, by, project, moment), channel=said.channel, received_at=moment,
        received_by=by.post, due_on=_due_on(project, moment), form_token=said.form_token,
    )  # fmt: skip
    tell_role(Role.SECRETARY, project, topic="office_objection", key=row.pk, by=by, due=row.due_on)
    return row


def _reach(said, by, project, moment):
    """Whom to call, with what she agreed to; nobody when she left neither name nor phone."""
    if not (said.name or said.phone):
        return None
    contact = Contact.known_by(said.name, said.phone)
    hands = by if by.kind in (Kind.POST, Kind.SYSTEM) else Actor.from_contact(contact)
    consents.give(
        Topic.PRIVACY, by=hands, of=contact, version=said.notice_version,
        query_no=project.query_no, at=moment,
    )  # fmt: skip
    return contact


def _due_on(project, moment):
    day = localdate(moment)
    try:
        return add_working_days(day, rules_for(project.village, on=day).objection_days)
    except Refused:  # a day nobody knows is not promised
        return None


def _locked(project_pk, by):
    """The matter's row first: no objection slips in between the town's question and its decision."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    project = rows.select_related("village__town").get(pk=project_pk)
    if by.kind == Kind.POST and not village_committee.hold(project, by):
        raise Refused(_("意见由所在村（社区）登记和答复。"))
    return project
