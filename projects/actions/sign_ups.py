"""Somebody says that she will come, and takes it back.

The activity's row is locked before the places are counted: of two who press for the last place one
gets it. What is told, agreed to and kept is as with a proposal: name and phone sealed, a yes to the
notice, gone some time after the activity.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions.services import ANNOUNCING
from projects.models import Activity, Project, SignUp
from projects.numbering import next_sign_up_number
from projects.people import village_committee
from villages.actions import closing, consents
from villages.models import Contact
from villages.models.consents import Topic
from weishishi.kernel import cipher, clock
from weishishi.kernel.actor import Actor, Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

HERSELF = "报名人"  # stored in the source language


@dataclass(frozen=True)
class Coming:
    """`phone` may be empty where staff write somebody down; `notice_version` is what she agreed to."""

    form_token: UUID
    name: str
    phone: str
    notice_version: str


def sign_up(activity, said, *, by=None):
    """A place for her; a form sent twice gives the first one again. `by` is staff, or None for a
    resident. `Refused` when it has begun, is full or cancelled, and for a phone that has a place."""
    try:
        with in_words(SignUp):
            return _sign_up(activity, said, by)
    except ValidationError as broken:
        found = SignUp.objects.filter(form_token=said.form_token, activity=activity).first()
        if found:
            return found
        raise Refused(*broken.messages) from broken


def _sign_up(activity, said, by):
    project = Project.objects.select_related("village").get(pk=activity.project_id)
    activity = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    twice = activity.sign_ups.filter(form_token=said.form_token).first()
    if twice:
        return twice
    _must_be_hers(project, by)
    _must_be_open(activity, project)
    index = cipher.index(said.phone) if said.phone else ""
    standing = activity.sign_ups.standing()
    if index and standing.filter(phone_index=index).exists():
        raise Refused(_("这个手机号已经报过名了，不用再报；要取消，用报名号查一查。"))
    if activity.capacity and standing.count() >= activity.capacity:
        raise Refused(
            _("名额满了（{} 人）。有人取消就会空出来，请过些时候再来看看，或者报别的场次。").format(
                activity.capacity
            )
        )  # fmt: skip
    moment = clock.now()
    contact = Contact.known_by(said.name.strip(), said.phone)
    consents.give(
        Topic.PRIVACY, by=by or Actor.from_contact(contact), of=contact,
        version=said.notice_version, query_no=project.query_no, at=moment,
    )  # fmt: skip
    return SignUp.objects.create(
        activity=activity, number=next_sign_up_number(localdate(moment).year), contact=contact,
        phone_index=index, signed_up_at=moment, recorded_by=by and by.post,
        form_token=said.form_token,
    )  # fmt: skip


@atomic
def take_back(sign_up, *, by=None):
    """Her place is free again; `by` is staff, or None for herself. `Refused` once it has begun."""
    project = Project.objects.select_related("village").get(pk=sign_up.activity.project_id)
    _must_be_hers(project, by)
    activity = Activity.objects.select_for_update(no_key=True).get(pk=sign_up.activity_id)
    if activity.state == Activity.State.HELD or activity.starts_at <= clock.now():
        raise Refused(_("活动已经开始，不用再取消。"))
    rows = SignUp.objects.standing().filter(pk=sign_up.pk)
    if not rows.update(cancelled_at=clock.now(), cancelled_by=by.name if by else HERSELF):
        raise Refused(_("这个报名已经取消过了。"))


@atomic
def forget(sign_up):
    """Name and phone go, number and day stay."""
    closing.forget(sign_up.contact)
    SignUp.objects.filter(pk=sign_up.pk).update(phone_index="")


def _must_be_hers(project, by):
    if by is not None and by.kind == Kind.POST and not village_committee.hold(project, by):
        raise Refused(_("当面报名、取消由所在村（社区）登记。"))


def _must_be_open(activity, project):
    if activity.state == Activity.State.CANCELLED:
        raise Refused(_("这次活动取消了：{}").format(activity.cancel_reason))
    if activity.state == Activity.State.HELD or activity.ends_at <= clock.now():
        raise Refused(_("这次活动已经结束，报不了名了，请看看后面的活动。"))
    if activity.starts_at <= clock.now():
        raise Refused(_("活动已经开始，报不了名了；有空位的话，可以直接到现场问一问。"))
    if not activity.takes_sign_up:
        raise Refused(_("这次活动不用报名，到时候直接来就行。"))
    if project.status not in ANNOUNCING:
        raise Refused(_("这个项目现在不办活动，报名先停一停，请过些时候再来看看。"))
