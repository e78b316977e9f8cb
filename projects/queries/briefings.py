"""To whom was the programme explained, and what came of it? Numbers and organisations, no persons."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from projects.models import Briefing, BriefingGuest, Project
from projects.states import State
from villages.models import Post
from weishishi.kernel.dates import written


@dataclass(frozen=True)
class Told:
    """One that was held, as everybody may read it."""

    title: str
    day: str
    venue: str
    invited: int
    attended: int
    documents: list
    outcome: str
    proposed: int


def held(most=3):
    """The newest that were held in this district, at most so many."""
    rows = Briefing.objects.filter(
        district__code=settings.DISTRICT_CODE, counted_at__isnull=False
    ).annotate(
        invited=Count("guests", distinct=True),
        came=Count("guests", filter=Q(guests__attended=True), distinct=True),
    )
    return [
        Told(
            one.title, written(one.held_on), one.venue, one.invited, one.came,
            [document.title for document in one.documents.all()], one.outcome, applications(one),
        )
        for one in rows.prefetch_related("documents")[:most]
    ]  # fmt: skip


def applications(briefing):
    """How many projects those who came have proposed since that day."""
    came = BriefingGuest.objects.filter(briefing=briefing, attended=True).values("organisation")
    posts = Post.objects.filter(organisation__in=came).values("pk")
    rows = Project.objects.exclude(state=State.DRAFT).filter(operator__in=posts)
    return rows.filter(submitted_at__date__gte=briefing.held_on).count()


def guests_of(briefing):
    """Whom it invites, in the order of the kinds."""
    rows = briefing.guests.select_related("organisation__village")
    return list(rows.order_by("organisation__kind", "organisation__name", "pk"))
