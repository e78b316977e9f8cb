"""What is due by the table of projects/retention.py is forgotten: daily, batch by batch, and a second
run finds nothing left to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.timezone import localdate

from projects.actions import care, forgetting, served, sheet_photos, sign_ups
from projects.actions.wish_forgetting import forget_wish
from projects.models import (
    CareNeed,
    LookSpoken,
    LookWords,
    Objection,
    Photo,
    Project,
    Remark,
    ServedPerson,
    SignUp,
    Spoken,
    Wish,
)
from projects.retention import KINDS
from projects.states import FINAL, State
from projects.wishes.states import FULFILLED, WishState
from villages.models import Contact, Invitation, Person
from weishishi.kernel import clock
from weishishi.outbox.models import Delivery, DeliveryState, Message

BATCH = 200


@dataclass(frozen=True)
class Job:
    """`due(before)` finds the rows whose day lies before that moment; `end` ends a list of them."""

    due: Callable
    end: Callable


def _each(forget):
    def end(rows):
        for row in rows:
            forget(row)

    return end


def _old_drafts(before):
    return Project.objects.filter(state=State.DRAFT, written_at__lt=before)


def _refused_photos(before):
    return Photo.objects.filter(state=Photo.State.REFUSED, uploaded_at__lt=before)


def _finished(before):
    return Project.objects.filter(state__in=FINAL, state_since__lt=before)


def _contacts_of_finished(before):
    """All they proposed is finished, and long enough."""
    hers = Project.objects.filter(contact=OuterRef("pk"))
    young = hers.exclude(Q(state__in=FINAL) & Q(state_since__lt=before))
    return Contact.objects.filter(Exists(hers), ~Exists(young), forgotten_at__isnull=True)


def _objections(before):
    """Answered long ago, or answered while who objected asked to be forgotten."""
    gone = Q(contact__forgotten_at__isnull=False)
    rows = Objection.objects.filter(answered_at__isnull=False, forgotten_at__isnull=True)
    return rows.filter(Q(answered_at__lt=before) | gone).select_related("contact")


def _wishes(before):
    """Fulfilled or withdrawn long ago, and not forgotten yet."""
    ended = (*FULFILLED, WishState.WITHDRAWN)
    return Wish.objects.filter(state__in=ended, state_since__lt=before, forgotten_at=None)


def _sign_ups(before):
    """Of activities that are past, whether they took place or not."""
    known = Q(contact__forgotten_at__isnull=True) | ~Q(phone_index="")
    return SignUp.objects.filter(known, activity__on__lt=localdate(before)).select_related(
        "contact"
    )


def _served(before):
    """Stopped long ago, or the whole service is over."""
    over = Q(until__lt=localdate(before))
    over |= Q(project__state__in=FINAL, project__state_since__lt=before)
    return ServedPerson.objects.filter(over, forgotten_at__isnull=True)


def _delivered(before):
    """What still waits to go out is owed, however old it is."""
    waiting = Delivery.objects.filter(message=OuterRef("pk"), state=DeliveryState.WAITING)
    return Message.objects.filter(~Exists(waiting), due_at__lt=before)


def _unproved(before):
    """Opened by phone, never proved, and nothing was done with it."""
    return Person.objects.filter(
        phone_index__isnull=False, phone_verified_at__isnull=True, date_joined__lt=before,
        posts__isnull=True, proposals__isnull=True, is_superuser=False,
    )  # fmt: skip


def _delete(rows):
    type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).delete()


JOBS = {
    "drafts": Job(_old_drafts, _each(forgetting.delete_draft)),
    "refused_photos": Job(_refused_photos, sheet_photos.drop),
    "contacts": Job(_contacts_of_finished, _each(forgetting.forget_contact_row)),
    "words": Job(
        lambda before: _finished(before).filter(forgotten_at__isnull=True),
        _each(forgetting.forget_words),
    ),
    "words_of_the_closed": Job(
        lambda before: forgetting.due_to_be_forgotten(), _each(forgetting.forget_words)
    ),
    "objections": Job(_objections, _each(forgetting.forget_objection)),
    "remarks": Job(lambda before: Remark.objects.filter(evaluation__closed_at__lt=before), _delete),
    "spoken": Job(lambda before: Spoken.objects.filter(evaluation__closed_at__lt=before), _delete),
    "look_words": Job(
        lambda before: LookWords.objects.filter(round__last_day__lt=localdate(before)), _delete
    ),
    "look_spoken": Job(
        lambda before: LookSpoken.objects.filter(round__last_day__lt=localdate(before)), _delete
    ),
    "wish_claims": Job(_wishes, _each(forget_wish)),
    "care_needs": Job(
        lambda before: CareNeed.objects.filter(written_at__lt=before, forgotten_at=None),
        _each(care.forget),
    ),
    "sign_ups": Job(_sign_ups, _each(sign_ups.forget)),
    "served": Job(_served, _each(served.forget)),
    "messages": Job(_delivered, _delete),
    "unproved_accounts": Job(_unproved, _delete),
    "invitations": Job(lambda before: Invitation.objects.filter(expires_at__lt=before), _delete),
    "sessions": Job(lambda before: Session.objects.filter(expire_date__lt=timezone.now()), _delete),
}


def sweep(*, dry_run=False):
    """Yield (kind, how many were due) for every kind the job takes care of; a dry run only counts."""
    for kind in KINDS:
        if kind.by_job:
            yield kind, _sweep(JOBS[kind.code], _before(kind.days), dry_run)


def _before(days):
    """Midnight in Zhuhai at the beginning of the first day that is still kept."""
    first_kept = clock.today() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(first_kept, time.min))


def _sweep(job, before, dry_run):
    due = job.due(before)
    if dry_run:
        return due.count()
    number, last = 0, None
    while True:
        ahead = due.order_by("pk") if last is None else due.filter(pk__gt=last).order_by("pk")
        with atomic():
            rows = list(ahead[:BATCH])
            if not rows:
                return number
            job.end(rows)
        number, last = number + len(rows), rows[-1].pk
