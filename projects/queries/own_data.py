"""What do we hold about her? Everything that leads to a person or to somebody known by phone, so that
she can read it and take a copy. (PIPL 45)

`HELD` names every foreign key to a person or a contact; a test walks the database and fails when a
new one is missing, so that nobody can add a table and forget to show it here.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import DateField, DateTimeField, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.models import Photo, Project
from villages.models import Contact, Person
from villages.sessions import sessions_of
from weishishi.kernel.dates import written
from weishishi.kernel.numbers import spaced
from weishishi.outbox.models import Address, Choice, Message


@dataclass(frozen=True)
class Held:
    """The section in which rows reached by one key are shown, with the fields that are about her.

    No fields: nothing about her is in it, and `why` says what it is.
    """

    title: str = ""
    fields: tuple = ()
    why: str = ""


@dataclass
class Section:
    title: str
    columns: list
    rows: list = field(default_factory=list)

    @property
    def entries(self):
        """Each row as (label, value) of what it says."""
        return [
            [pair for pair in zip(self.columns, row, strict=True) if pair[1]] for row in self.rows
        ]


_CONSENT = Held(
    lazy("同意记录"), ("topic", "version", "how", "query_no", "given_at", "withdrawn_at")
)
_MATTER = Held(
    lazy("您提的事"),
    (
        "query_no", "acceptance_no", "state", "submitted_at", "title", "need", "public_title",
        "public_need", "village", "place", "spot", "latitude", "longitude", "channel", "identity",
        "micro_type", "show_name", "helps", "notice_version", "forgotten_at",
    ),
)  # fmt: skip
_PROMISE = Held(
    lazy("您认领的心愿"),
    (
        "number", "wish", "kind", "promised_on", "lapses_on", "claimed_at", "may_be_named",
        "terms_version", "ended_as", "ended_at",
    ),
)  # fmt: skip
_PLACE = Held(
    lazy("您报名的活动"), ("number", "activity", "signed_up_at", "cancelled_at", "cancelled_by")
)
_RIGHTS = Held(why="权限，由任职决定")
HELD = {
    "villages.Consent.person": _CONSENT,
    "villages.Consent.contact": _CONSENT,
    "projects.Project.proposer": _MATTER,
    "projects.Project.contact": _MATTER,
    "projects.Objection.contact": Held(
        lazy("您对公示提的意见"),
        ("number", "words", "received_at", "answer", "answered_at", "forgotten_at"),
    ),
    "projects.JournalEntry.person": Held(
        lazy("您办过的步骤"), ("target", "happened_at", "recorded_at", "note")
    ),
    "projects.Approval.person": Held(
        lazy("您写的审批意见"), ("role", "verdict", "opinion", "at", "latitude", "longitude")
    ),
    "projects.Approval.recorder": Held(why="登记人，与“您办过的步骤”相同"),
    "projects.Change.person": Held(lazy("您申请的变更"), ("reason", "at", "state")),
    "projects.Change.decided_by": Held(lazy("您审批的变更"), ("answer", "decided_at", "state")),
    "funding.PaymentRequest.recorder": Held(
        lazy("您经办的付款申请"), ("pay_kind", "purpose", "requested_on", "state")
    ),
    "funding.PaymentRequest.decided_by": Held(
        lazy("您审核的付款"), ("pay_kind", "answer", "decided_at", "state")
    ),
    "funding.BankStatement.uploaded_by": Held(
        lazy("您上传的银行流水"), ("month", "name", "uploaded_at")
    ),
    "funding.BankStatement.closed_by": Held(lazy("您复核的银行流水"), ("month", "closed_at")),
    "funding.Entry.recorder": Held(why="经办人，与“您经办的付款申请”相同"),
    "funding.Entry.approver": Held(why="审核人，与“您审核的付款”相同"),
    "projects.InterestedParty.person": Held(
        lazy("您和项目的利害关系"), ("kind", "declared_at", "ended_at")
    ),
    "projects.Sheet.person": Held(lazy("您没填完的表"), ("started_at", "touched_at", "answers")),
    "projects.Follow.person": Held(lazy("您关注的"), ("words", "since")),
    "projects.Support.person": Held(lazy("您点的“我也需要”"), ("project", "since")),
    "projects.SignUp.contact": _PLACE,
    "projects.ServedReading.person": Held(lazy("您查阅过的服务对象名单"), ("project", "why", "at")),
    "projects.WishClaim.contact": _PROMISE,
    "projects.WishClaim.person": _PROMISE,
    "projects.WishStep.person": Held(
        lazy("您办过的心愿步骤"), ("wish", "target", "happened_at", "note")
    ),
    "projects.ToleranceReading.person": Held(lazy("您查阅过的容错说明"), ("note", "why", "at")),
    "projects.PrivateReading.person": Held(
        lazy("您查看过的姓名和电话"), ("fact", "number", "field", "at")
    ),
    "projects.CareReading.person": Held(
        lazy("您查阅过的困难群众需求"), ("need", "what", "why", "at")
    ),
    "villages.Invitation.person": Held(lazy("给您的工作台邀请"), ("expires_at", "used_at")),
    "villages.Post.person": Held(
        lazy("您的任职"), ("role", "village", "town", "district", "since", "until")
    ),
    "admin.LogEntry.user": Held(lazy("您在工作台改过的"), ("action_time", "action_flag")),
    "account.EmailAddress.user": Held(lazy("您的邮箱"), ("email", "verified")),
    "mfa.Authenticator.user": Held(lazy("您的两步验证"), ("type", "created_at", "last_used_at")),
    "socialaccount.SocialAccount.user": Held(
        lazy("您的统一身份登录"), ("provider", "uid", "date_joined", "last_login")
    ),
    "villages.Person_groups.person": _RIGHTS,
    "villages.Person_user_permissions.person": _RIGHTS,
}
_READ_WITH = {"village": "village__town", "wish": "wish__village", "place": "place__parent"}
_PHOTO = ("file_name", "caption", "scene", "taken_on", "uploaded_at", "state", "is_public")
_MESSAGE = ("about", "text", "due_at")
_ADDRESS = ("channel", "value", "since")
_CHOICE = ("subject", "channel", "wanted")
_ACCOUNT = ("username", "display_name", "phone", "phone_verified_at", "date_joined", "last_login")
_CONTACT = ("name", "phone", "forgotten_at")


def of_person(person):
    """Sections with everything about her: her account, what she left without it, and all that leads
    to either of them."""
    contacts = contacts_of(person)
    return [
        _section(lazy("账号"), _ACCOUNT, Person.objects.filter(pk=person.pk)),
        _section(lazy("您没有登录时留的"), _CONTACT, contacts),
        *_reached({Person: [person.pk], Contact: list(contacts.values_list("pk", flat=True))}),
        _section(lazy("您传的照片"), _PHOTO, photos_of(matters_of(person))),
        _section(lazy("给您的消息"), _MESSAGE, Message.objects.to("person", person.pk)),
        _section(lazy("您登记的联系地址"), _ADDRESS, _kept_for(Address, person)),
        _section(lazy("您选的接收方式"), _CHOICE, _kept_for(Choice, person)),
        _sessions(person),
    ]


def of_contact(contact):
    """The same for somebody without an account."""
    hers = Project.objects.filter(contact=contact)
    return [
        _section(lazy("您留的称呼和手机"), _CONTACT, Contact.objects.filter(pk=contact.pk)),
        *_reached({Contact: [contact.pk]}),
        _section(lazy("您传的照片"), _PHOTO, photos_of(hers)),
        _section(lazy("给您的消息"), _MESSAGE, Message.objects.to("contact", contact.pk)),
    ]


def _kept_for(model, person):
    return model.objects.filter(recipient_kind="person", recipient_key=str(person.pk))


def contacts_of(person):
    """What she left without an account: under her verified phone, or claimed by it since."""
    own = Q(proposals__proposer=person) | Q(wish_claims__person=person)
    if person.phone_index and person.phone_verified_at:
        own |= Q(phone_index=person.phone_index)
    keys = Contact.objects.filter(own).values("pk")
    return Contact.objects.filter(pk__in=keys).order_by("pk")


def matters_of(person):
    """Everything she proposed, with the account or without."""
    return Project.objects.filter(Q(proposer=person) | Q(contact__in=contacts_of(person)))


def photos_of(matters):
    """The photos proposers handed in themselves."""
    return Photo.objects.filter(project__in=matters, uploaded_by__isnull=True).order_by("pk")


def _reached(roots):
    """One section per title; a matter reached twice is shown once."""
    found = {}
    for key, held in HELD.items():
        if not held.fields:
            continue
        path, name = key.rsplit(".", 1)
        model = apps.get_model(path)
        keys = roots.get(model._meta.get_field(name).related_model)
        if keys is None:
            continue
        rows = model.objects.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)
        found.setdefault(str(held.title), (model, held.fields, set()))[2].update(rows)
    return [
        _section(title, fields, model.objects.filter(pk__in=keys).order_by("pk"))
        for title, (model, fields, keys) in found.items()
    ]


def _section(title, fields, rows):
    columns = [rows.model._meta.get_field(name) for name in fields]
    related = [_READ_WITH.get(column.name, column.name) for column in columns if column.is_relation]
    told = [[_told(row, column) for column in columns] for row in rows.select_related(*related)]
    return Section(str(title), [str(column.verbose_name) for column in columns], told)


def _told(row, column):
    """One value as a reader understands it; empty where there is none."""
    value = getattr(row, column.name)
    if value is None or value == "":
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, Project):  # perhaps a neighbour's: as the public reads it
        return f"{value.shown_title}（{spaced(value.query_no)}）"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(column, DateTimeField):
        return _minute(value)
    if isinstance(column, DateField):
        return written(value)
    return str(value)


def _minute(moment):
    return f"{written(moment)} {localtime(moment):%H:%M}"


def _sessions(person):
    rows = [[_minute(one.expire_date)] for one in sessions_of(person)]
    return Section(_("您的登录"), [_("有效到")], rows)
