"""What did organisations do, and how did it go? Counted for many of them in three queries."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncDate

from funding.models import Form, Share
from projects.models import Award, Evaluation, JournalEntry, Project
from projects.rating import Rating, rating_of
from projects.satisfaction import HIDDEN_BELOW, Said, rate
from projects.states import State
from weishishi.kernel.yuan import yuan


@dataclass(frozen=True)
class Record:
    """How many it carried out and how that went; `sponsored` are those it gives for. `said` are the
    voices of the last rounds that are over, of rounds with at least five of them."""

    awarded: int = 0
    delivered: int = 0
    on_time: int = 0
    evaluated: int = 0
    sponsored: int = 0
    cash_fen: int = 0
    in_kind_fen: int = 0
    said: Said = Said()

    @property
    def is_empty(self):
        return not (self.awarded or self.sponsored)

    @property
    def cash(self):
        return yuan(self.cash_fen) if self.cash_fen else ""

    @property
    def in_kind(self):
        return yuan(self.in_kind_fen) if self.in_kind_fen else ""

    @property
    def voices(self):
        return self.said.valid

    @property
    def liked(self):
        """满意率 in whole per cents; None where fewer than five spoke."""
        return rate(self.said) if self.said.is_shown else None

    @property
    def rating(self):
        return rating_of(self.delivered, self.on_time, self.said)

    @property
    def rating_label(self):
        return str(Rating(self.rating).label) if self.rating else ""


def records_of(pks):
    """{organisation: Record} for every id. Delivered: acceptance passed once. On time: said to be
    finished no later than the contract's last day. Evaluated: residents' evaluation was published."""
    found = {pk: {} for pk in pks}
    for row in (*_carried_out(pks), *_given(pks)):
        found[row["of"]].update({name: n for name, n in row.items() if name != "of"})
    for row in _heard(pks):
        said = {name.removeprefix("n_"): number for name, number in row.items() if name != "of"}
        found[row["of"]]["said"] = Said(**said)
    return {pk: Record(**facts) for pk, facts in found.items()}


def record_of(organisation):
    return records_of([organisation.pk])[organisation.pk]


def ever(target, project="project"):
    """Whether the project in that column ever reached the state."""
    rows = JournalEntry.objects.filter(project=OuterRef(project), target=target, first_time=True)
    return Exists(rows)


def _finished_on():
    """The day on which the works were first said to be finished."""
    rows = JournalEntry.objects.filter(
        project=OuterRef("project"), target=State.INSPECTING, first_time=True
    )
    return Subquery(rows.annotate(day=TruncDate("happened_at")).values("day")[:1])


def _carried_out(pks):
    awards = Award.objects.standing().filter(organisation__in=pks).order_by()
    awards = awards.annotate(
        of=F("organisation"), done=ever(State.COMPLETED), told=ever(State.EVALUATED),
        finished=_finished_on(),
    )  # fmt: skip
    return awards.values("of").annotate(
        awarded=Count("pk"), delivered=Count("pk", filter=Q(done=True)),
        on_time=Count("pk", filter=Q(done=True, finished__lte=F("ends_on"))),
        evaluated=Count("pk", filter=Q(told=True)),
    )  # fmt: skip


def _given(pks):
    """For confirmed projects only: before, it is an offer."""
    projects = Project.objects.filter(budget=OuterRef("budget"))
    confirmed = projects.filter(ever(State.CONFIRMED, "pk"))
    shares = Share.objects.filter(Exists(confirmed), giver__organisation__in=pks).order_by()
    rows = shares.annotate(of=F("giver__organisation")).values("of")
    return rows.annotate(
        sponsored=Count("budget", distinct=True),
        cash_fen=Sum("amount_fen", filter=Q(form=Form.CASH), default=0),
        in_kind_fen=Sum("amount_fen", filter=Q(form=Form.IN_KIND), default=0),
    )


def _heard(pks):
    """The last round that is over of each project; a round of fewer than five is left out, or the
    sum would tell what it said."""
    later = Evaluation.objects.filter(
        project=OuterRef("project"), closed_at__isnull=False, round__gt=OuterRef("round")
    )
    award = Award.objects.standing().filter(project=OuterRef("project"), organisation__in=pks)
    rounds = Evaluation.objects.filter(~Exists(later), closed_at__isnull=False)
    rounds = rounds.annotate(
        of=Subquery(award.values("organisation")[:1]),
        valid=F("satisfied") + F("basic") + F("dissatisfied"),
    ).filter(of__isnull=False, valid__gte=HIDDEN_BELOW)
    return (
        rounds.order_by()
        .values("of")
        .annotate(**{f"n_{name}": Sum(name) for name in ("satisfied", "basic", "dissatisfied")})
    )
