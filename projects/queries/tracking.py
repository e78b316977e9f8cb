"""Is this the person who proposed it, and what is hers alone to read?"""

from django.db.models import Q
from django.utils.crypto import constant_time_compare

from projects.models import Project
from projects.states import State
from weishishi.kernel import cipher
from weishishi.outbox.models import Message

LAST_DIGITS = 4


def proved(number, proof):
    """The project with that 查询号 when `proof` is the last four digits of the phone left with it,
    or the six-digit code of its slip; otherwise None, whether the number exists or not."""
    project = _of_somebody(number)
    phone = _phone(project)[-LAST_DIGITS:] if project else ""
    slip = project.slip_index if project else ""
    fits_phone = constant_time_compare(phone, proof) and bool(phone)
    fits_slip = constant_time_compare(slip, cipher.index(proof)) and bool(slip)
    return project if fits_phone or fits_slip else None


def tracked(number):
    """The project with who proposed it, for somebody who proved it a while ago."""
    return _of_somebody(number)


def messages_of(project):
    """(when, words) of what was delivered to its proposer, newest first; of a merged matter also
    what she was told about the one it went into."""
    numbers, into = [project.query_no], project.merged_into
    while into is not None:
        numbers.append(into.query_no)
        into = into.merged_into
    rows = Message.objects.to(*project.recipient).delivered().filter(about__in=numbers)
    return list(rows.order_by("-due_at", "-pk").values_list("due_at", "text"))


def receipt_of(project):
    """The number under which the office that took it over has it; empty where it told none."""
    if project.state != State.REFERRED:
        return ""
    told = project.referral_notes.exclude(receipt_no="").order_by("-pk")
    return told.values_list("receipt_no", flat=True).first() or ""


def _phone(project):
    """The number left with it; of a matter proposed with an account, the account's."""
    return project.contact.phone if project.contact_id else project.proposer.phone


def _of_somebody(number):
    """Nothing for what nobody proposed, or who was forgotten: there is nobody to prove."""
    rows = Project.objects.select_related("contact", "proposer", "village__town")
    somebody = Q(contact__isnull=False) | Q(proposer__isnull=False)
    return rows.filter(somebody, query_no=number, without_proposer=False).first()
