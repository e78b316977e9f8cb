"""A need is put into words: by a resident, or by a member of staff on a resident's behalf."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions import photos
from projects.lifecycle import ProjectLife
from projects.models import Beneficiaries, Programme, Project, WorkItem
from projects.states import State
from villages import notices
from villages.models import Contact
from weishishi.kernel import cipher, clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.verdict import Refused

MOST_WORDS = 4000  # characters of a need with everything that was added to it


@dataclass(frozen=True)
class Proposal:
    """What somebody said, as a form, an import or the desk hands it over.

    `form_token` is the identity of one filled-in form: the same token is the same project.
    """

    form_token: UUID
    village: object
    title: str
    need: str
    channel: str
    micro_type: str = ""
    place: object = None
    spot: str = ""
    latitude: float | None = None
    longitude: float | None = None
    identity: str = "resident"
    hazard: str = "none"
    urgency: str = "ordinary"
    show_name: bool = False
    helps: str = ""
    name: str = ""
    phone: str = ""
    source_note: str = ""
    notice_version: str = ""  # of the 告知书 agreed to; an import is marked as 历史资料
    beneficiaries: tuple = ()  # (group, number or None)
    work: tuple = ()  # (name, quantity, unit, place or None)
    photos: tuple = ()  # uploaded files
    operator: object = None  # an import says under which post it was proposed
    extra: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What the resident takes home. `slip_code` stands in for the phone where none was left; only
    its fingerprint is kept. `again` says that this form had been sent: the code is the same, so
    that who clicked twice on a weak network reads it all the same."""

    project: Project
    slip_code: str = ""
    again: bool = False


def save_draft(proposal, *, by):
    """Keep what was said so far, not yet submitted; it has no 查询号 and nobody else sees it."""
    return _once(proposal, lambda: _write(proposal, by, clock.now()))


def submit(proposal, *, by, at=None, late_reason=""):
    """Receive a proposal and give it its 查询号; a form sent twice gives the first project again.

    Somebody without an account whom we meet for the first time is `Actor.from_contact(None)`.
    """

    def write_and_submit():
        project, code = _write(proposal, by, at or clock.now())
        hands = replace(by, contact=project.contact) if by.kind == Kind.CONTACT else by
        project = ProjectLife.submit(project, by=hands, at=at, late_reason=late_reason)
        _hand_in_photos(proposal, project, hands, at)
        return project, code

    receipt = _once(proposal, write_and_submit)
    if receipt.again and not receipt.project.photos.exists():  # she came back to add them
        contact = receipt.project.contact
        hands = replace(by, contact=contact) if by.kind == Kind.CONTACT else by
        _hand_in_photos(proposal, receipt.project, hands, at)
    return receipt


def _hand_in_photos(proposal, project, by, at):
    if proposal.photos:
        photos.attach(project, by=by, files=proposal.photos, at=at)


@atomic
def supplement(project, *, by, text):
    """Answer a return: the proposer's new words are put under the first ones, which stay as they
    are, and the matter goes back to the committee. `Refused` in other hands or another state."""
    return ProjectLife.resubmit(put_under(project, text), by=by)


def put_under(project, text):
    """Put new words under the first ones while the matter is returned; locks the row."""
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    text = text.strip()
    if len(project.need) + len(text) > MOST_WORDS:
        raise Refused(_("补充的内容已经很多了，请打热线或到党群服务中心当面说。"))
    if project.state == State.RETURNED and text:
        project.need += f"\n\n〔{in_chinese(clock.today())}补充〕\n{text}"
        project.save(update_fields=["need"])
    return project


def _once(proposal, write):
    """One form, one project: the database decides, also between two requests at the same moment."""
    try:
        with atomic():
            project, code = write()
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "one_form_one_project":
            raise
        project = Project.objects.get(form_token=proposal.form_token)
        return Receipt(project, slip_code(project), again=True)
    return Receipt(project, code)


def _write(proposal, by, at):
    contact, code = _reach(proposal, by)
    project = Project.objects.create(
        programme=_programme(localdate(at).year), form_token=proposal.form_token, village=proposal.village,
        title=proposal.title, need=proposal.need, channel=proposal.channel,
        micro_type=proposal.micro_type, place=proposal.place, spot=proposal.spot,
        latitude=proposal.latitude, longitude=proposal.longitude, identity=proposal.identity,
        hazard=proposal.hazard, urgency=proposal.urgency, show_name=proposal.show_name,
        helps=proposal.helps,
        source_note=proposal.source_note, contact=contact,
        notice_version=proposal.notice_version or (notices.IMPORTED if by.imports else ""),
        proposer=by.person if by.kind == Kind.RESIDENT else None,
        operator=by.post if by.kind == Kind.POST else proposal.operator,
        slip_index=cipher.index(code) if code else "", written_at=clock.now(),
        **proposal.extra,
    )  # fmt: skip
    Beneficiaries.objects.bulk_create(
        Beneficiaries(project=project, group=group, number=number)
        for group, number in proposal.beneficiaries
    )
    WorkItem.objects.bulk_create(
        WorkItem(project=project, name=name, quantity=quantity, unit=unit, place=place)
        for name, quantity, unit, place in proposal.work
    )
    return project, code


def _reach(proposal, by):
    """The contact to be told, and the six-digit code that replaces a phone nobody left."""
    if by.kind == Kind.RESIDENT:
        return None, ""
    contact = by.contact or Contact.known_by(proposal.name, proposal.phone)
    return contact, "" if proposal.phone else _six_digits(proposal.form_token)


def slip_code(project):
    """The code on the slip of a project whose proposer left no phone; empty where there is one."""
    return _six_digits(project.form_token) if project.slip_index else ""


def _six_digits(form_token):
    """Only we can compute them, the same whenever the same form arrives."""
    return f"{int(cipher.index(f'slip {form_token}'), 16) % 10**6:06}"


def _programme(year):
    programme = Programme.objects.filter(year__lte=year).order_by("-year").first()
    if programme is None:
        raise Refused(_("{}年的民生微实事还没有开始，请先由区里建立年度计划。").format(year))
    return programme
