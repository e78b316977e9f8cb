"""The rules of the list of anomalies: each finds its lines in one query, at most MOST_ROWS, of a year or less.

What was brought in from papers (an import) trips no rule of behaviour.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Greatest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.models import Account, AccountKind, Form, Share
from funding.queries import cash_of
from projects.models import Approval, Award, JournalEntry, Project
from projects.models.splitting import COUNTED
from projects.queries.anomaly_links import address
from projects.queries.periods import Period
from projects.states import State
from villages.rulebook import rules_for
from weishishi.kernel.numbers import spaced
from weishishi.kernel.yuan import wan

MOST_ROWS, MOST_MATTERS = 500, 20_000
AWARDS_MORE_THAN, SPLIT_DAYS, LEAST_MINUTES = 3, 90, 2
MOST_NAMED = 8  # matters of one line by their numbers
LATE_FROM = MERGED_FROM = 5
YEAR = timedelta(days=365)
BUDGETED = Sum("amount_fen")


@dataclass(frozen=True)
class Line:
    """One thing that looks unusual: where it leads, and what it says (`print` is its fingerprint);
    `looks` are those of who looked at it and stands below who reads; `matters` the projects counted,
    where there are several, as (number, address)."""

    subject: str
    title: str
    words: str
    url: str
    looks: tuple = ()
    matters: tuple = ()

    @property
    def print(self):
        return sha256(f"{self.title}|{self.words}".encode()).hexdigest()


def awards(villages, today):
    rows = Award.objects.standing().filter(
        project__village__in=villages, at__year=today.year, by__isnull=False
    )
    rows = (
        rows.order_by()
        .values("organisation", "organisation__name")
        .annotate(n=Count("pk"), fen=Sum("contract_fen"))
    )
    rows = rows.filter(n__gt=AWARDS_MORE_THAN).order_by("-n", "organisation")[:MOST_ROWS]
    return [
        Line(
            f"organisation:{one['organisation']}:{today.year}", one["organisation__name"],
            _("{year}年承接 {n} 件，合同价合计 {wan} 万元").format(
                year=today.year, n=one["n"], wan=wan(int(one["fen"]))
            ),
            address("organisation", one["organisation"]),
        )
        for one in rows
    ]  # fmt: skip


def splits(villages, today):
    """The longest run of a village and class whose matters lie within SPLIT_DAYS, each up to the ceiling
    of its class, together above it; the newest of each."""
    rows = Project.objects.filter(
        village__in=villages, state__in=COUNTED, budget__isnull=False,
        submitted_at__date__gt=today - YEAR,
    ).exclude(project_class="")  # fmt: skip
    rows = rows.annotate(cash_fen=cash_of("budget")).filter(cash_fen__gt=0)
    rows = rows.select_related("village").only(
        "query_no", "project_class", "submitted_at", "village__name", "village__town"
    )
    alike = defaultdict(list)
    for row in rows.order_by("-submitted_at", "-pk")[:MOST_MATTERS]:
        alike[row.village_id, row.project_class].append(row)
    found = [_split(some, rules_for(some[0].village, on=today)) for some in alike.values()]
    return [one for one in found if one][:MOST_ROWS]


def _split(rows, book):
    """`rows` of one village and class, the newest first."""
    ceiling = book.ceilings.get(rows[0].project_class)
    if ceiling is None:
        return None
    small = [row for row in rows if row.cash_fen <= ceiling]
    for at, newest in enumerate(small):
        since = localdate(newest.submitted_at) - timedelta(days=SPLIT_DAYS)
        near = [row for row in small[at:] if localdate(row.submitted_at) >= since]
        total = int(sum(row.cash_fen for row in near))
        if len(near) > 1 and total > ceiling:
            return Line(
                f"split:{newest.village_id}:{newest.project_class}",
                f"{newest.village.name} · {newest.get_project_class_display()}",
                _("{n} 件合计 {wan} 万元，超过上限 {ceiling} 万元：{numbers}").format(
                    n=len(near), wan=wan(total), ceiling=wan(ceiling),
                    numbers=_named(near),
                ),
                address("split", newest.village_id, newest.project_class),
                matters=tuple((spaced(row.query_no), address("matter", row.pk)) for row in near),
            )  # fmt: skip
    return None


def _named(rows):
    """The first of them by their numbers; that there are more is said."""
    told = "、".join(_unbroken(row.query_no) for row in rows[:MOST_NAMED])
    return _("{numbers} 等").format(numbers=told) if len(rows) > MOST_NAMED else told


def hasty(villages, today):
    arrived = JournalEntry.objects.filter(
        project=OuterRef("project"), target=State.TOWN_REVIEW, recorded_at__lte=OuterRef("recorded_at")
    ).order_by("-pk")  # fmt: skip
    before = Approval.objects.filter(
        project=OuterRef("project"), round=OuterRef("round"), pk__lt=OuterRef("pk")
    ).order_by("-pk")  # fmt: skip
    rows = Approval.objects.filter(
        project__village__in=villages, imported=False, at__date__gt=today - YEAR,
        verdict=Approval.Verdict.AGREE, late_reason="",
    )  # fmt: skip
    rows = rows.annotate(
        arrived=Greatest(
            Subquery(arrived.values("recorded_at")[:1]), Subquery(before.values("recorded_at")[:1])
        )
    ).filter(recorded_at__lt=F("arrived") + timedelta(minutes=LEAST_MINUTES))
    rows = rows.select_related("project__village").order_by("-pk")[:MOST_ROWS]
    return [
        Line(
            f"approval:{one.pk}", _matter(one.project),
            _("{office}收到后 {n} 秒同意").format(
                office=one.actor_name, n=int((one.recorded_at - one.arrived).total_seconds())
            ),
            address("approval", one.project_id),
        )
        for one in rows
    ]  # fmt: skip


def overspent(villages, today):
    cash = Share.objects.filter(budget=OuterRef("budget"), form=Form.CASH).order_by()
    spent = Account.objects.filter(
        budget=OuterRef("budget"), kind=AccountKind.SPENT, in_kind=False
    ).order_by()  # fmt: skip
    rows = Project.objects.filter(village__in=villages, budget__isnull=False).annotate(
        cash_fen=Subquery(cash.values("budget").annotate(n=BUDGETED).values("n")),
        spent_fen=Subquery(spent.values("budget").annotate(n=Sum("balance_fen")).values("n")),
    )
    rows = rows.filter(spent_fen__gt=F("cash_fen")).select_related("village")
    return [
        Line(
            f"spent:{one.pk}", _matter(one),
            _("已支付 {spent} 万元，预算 {wan} 万元").format(
                spent=wan(int(one.spent_fen)), wan=wan(int(one.cash_fen))
            ),
            address("spent", one.pk),
        )
        for one in rows.order_by("-pk")[:MOST_ROWS]
    ]  # fmt: skip


def late(villages, today):
    year = Period.read(str(today.year))
    rows = JournalEntry.objects.filter(
        year.moments("recorded_at"), project__village__in=villages, imported=False
    ).exclude(late_reason="")
    return _villages(
        rows.order_by().values("project__village", "project__village__name"), "late", LATE_FROM,
        today, lambda n: _("{year}年补录 {n} 步").format(year=today.year, n=n),
    )  # fmt: skip


def merged(villages, today):
    year = Period.read(str(today.year))
    rows = JournalEntry.objects.filter(
        year.moments("happened_at"), project__village__in=villages, target=State.MERGED,
        imported=False,
    )  # fmt: skip
    return _villages(
        rows.order_by().values("project__village", "project__village__name"), "merged",
        MERGED_FROM, today, lambda n: _("{year}年并入 {n} 件").format(year=today.year, n=n),
    )  # fmt: skip


def _villages(rows, key, least, today, words):
    rows = rows.annotate(n=Count("pk")).filter(n__gte=least).order_by("-n", "project__village")
    return [
        Line(
            f"{key}:{one['project__village']}:{today.year}", one["project__village__name"],
            words(one["n"]), address(key, one["project__village"]),
        )
        for one in rows[:MOST_ROWS]
    ]  # fmt: skip


def _matter(project):
    """Under its public name: who watches reads no other before the release."""
    return f"{project.village.name} · {project.shown_title}（{_unbroken(project.query_no)}）"


def _unbroken(number):
    """A 查询号 that stays on one line."""
    return spaced(number).replace(" ", "\N{NO-BREAK SPACE}")
