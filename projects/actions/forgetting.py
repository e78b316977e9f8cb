"""What somebody left with us is forgotten: she closes her account, asks for it by 查询号, or the
period of projects/retention.py is over. (PIPL 15, 47; docs/decisions/0010)

Every matter goes on and stays public and counted. Its proposer becomes nobody, and her own words
give way to the public version; while it runs and nothing is released, staff still need the words
to do it, so they go with the release or the end, whichever comes first.
"""

from django.conf import settings
from django.db.models import Q
from django.db.transaction import atomic
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.actions import budgets
from projects.actions import sheet_photos, sheets
from projects.choices import unreleased_title
from projects.models import Filed, Project
from projects.people import proposer
from projects.queries import own_data
from projects.states import FINAL, State
from villages.actions import closing
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import forget

OBJECTION_GONE = "（意见原话已按个人信息保护的要求删除）"  # stored, so not translated
GONE = "（提出人的原话已按个人信息保护的要求删除）"  # stored, so not translated


@atomic
def close_account(person, *, by):
    """Forget a person with everything under her phone; the row that stays is a pseudonym. Returns it.

    `Refused` in somebody else's hands, and while she holds a post.
    """
    if by.kind != Kind.SYSTEM and by.person != person:
        raise Refused(_("账号只能由本人注销。"))
    contacts = list(own_data.contacts_of(person))
    for draft in Project.objects.filter(proposer=person, state=State.DRAFT):
        delete_draft(draft)
    sheets.discard_all_of(person)
    person.follows.all().delete()
    matters = Project.objects.filter(Q(proposer=person) | Q(contact__in=contacts))
    closed = closing.close(person)
    forget("person", person.pk)
    for contact in contacts:
        _forget(contact)
    _forget_matters(matters)
    return closed


@atomic
def forget_contact(project, *, by):
    """Forget who proposed this matter without an account. `Refused` in somebody else's hands."""
    if by.kind != Kind.SYSTEM and not proposer.hold(project, by):
        raise Refused(_("个人信息只能由本人要求删除。"))
    forget_contact_row(project.contact)


@atomic
def forget_contact_row(contact):
    """The same, whichever matter it was asked for with, or because time is up."""
    _forget(contact)
    _forget_matters(contact.proposals.all())


def due_to_be_forgotten():
    """Matters of who is forgotten whose words were still needed, and now are not."""
    return Project.objects.filter(_not_needed(), without_proposer=True, forgotten_at__isnull=True)


@atomic
def forget_words(project):
    """From now on a matter says only what is public. Nothing happens to one whose words are needed."""
    rows = Project.objects.select_for_update(no_key=True)
    row = rows.filter(_not_needed(), pk=project.pk, forgotten_at__isnull=True).first()
    if row is None:
        return
    told = row.is_released
    with override(settings.LANGUAGE_CODE):  # what is stored is Chinese, whoever asks
        row.title = row.public_title if told else unreleased_title(row.micro_type)
    row.need = row.public_need if told else GONE
    row.spot = row.source_note = row.slip_index = row.helps = ""
    if not told:
        row.public_title = row.public_need = ""
        row.latitude = row.longitude = None
    row.show_name, row.forgotten_at = False, clock.now()
    row.save(
        update_fields=[
            "title", "need", "spot", "source_note", "slip_index", "public_title", "public_need",
            "latitude", "longitude", "show_name", "helps", "forgotten_at",
        ]
    )  # fmt: skip
    if row.budget_id:
        budgets.rename(row.budget_id, title=row.title)
    closing.forget_traces(row)
    hers = row.photos.filter(uploaded_by__isnull=True)
    sheet_photos.drop(hers.filter(is_public=False))
    hers.update(file_name="")
    sheet_photos.drop(row.filed_papers.filter(paper__in=(Filed.FORM, Filed.OTHER)))


@atomic
def forget_objection(objection):
    """Name, phone and words go; the answer and what was released of the objection stay public."""
    objection.words, objection.forgotten_at = OBJECTION_GONE, clock.now()
    objection.save(update_fields=["words", "forgotten_at"])
    if objection.contact and not objection.contact.forgotten_at:
        _forget(objection.contact)


@atomic
def delete_draft(project):
    """A draft that was never submitted is gone without a trace."""
    sheet_photos.drop([*project.photos.all(), *project.filed_papers.all()])
    project.beneficiaries.all().delete()
    project.work_items.all().delete()
    contact = project.contact
    project.delete()
    if contact and not contact.proposals.exists():
        _forget(contact)


def _not_needed():
    """Released, or not going to be: it ended, or it is in the archive."""
    return Q(released_at__isnull=False) | Q(state__in=FINAL)


def _forget(contact):
    closing.forget(contact)
    contact.wish_claims.update(phone_index="")  # the promise stands under its number
    forget("contact", contact.pk)


def _forget_matters(matters):
    """A claimed matter keeps the person when only what she left without the account is forgotten."""
    matters.update(show_name=False, slip_index="")
    matters.exclude(proposer__closed_at=None, proposer__isnull=False).update(without_proposer=True)
    for project in matters:
        forget_words(project)
