"""资金使用台账, 年度额度 and 资金核对: the money of villages and towns at the desk."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from funding.actions import quotas as deeds
from funding.invariants import answers, audit_words
from funding.models import AuditRun
from funding.queries import quotas, register
from projects.admin.ledger_files import (
    FILES,
    MOST_GOODS,
    SUMS,
    cells_of,
    columns_of,
    labelled,
    only,
    totals_of,
    unit_of,
    wan_shown,
)
from projects.forms.registers import LedgerForm, QuotaForm
from projects.models import Programme
from projects.queries import booked
from villages.desk import acting_as, framed
from villages.roles import READERS, Role
from villages.rulebook import rules_for
from villages.scopes import towns_of, villages_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

PAGE = 50
AUDITORS = READERS | {Role.AUDIT_ADMIN}


# ── 台账 ─────────────────────────────────────────────────────────────────────────────────────────
def ledger(desk, request):
    """One page of it, or with `?as=` all of it as a workbook or as CSV."""
    post = acting_as(request, READERS)
    form = _form(request, post)
    asked = _asked(form)
    columns = columns_of(asked)
    show = wan_shown if form.is_wan else yuan
    if (kind := request.GET.get("as")) in FILES:
        return FILES[kind](asked, form, booked.of_villages(asked.villages, post))
    totals = register.sums(asked)
    pages = max(1, -(-totals.number // PAGE))
    page = min(_number(request.GET.get("page")), pages)
    rows = register.lines(asked, most=PAGE, skip=(page - 1) * PAGE)
    goods = register.goods(asked, most=MOST_GOODS)
    matters = booked.of_budgets({one.entry.budget_id for one in [*rows, *goods]}, post)
    return framed(
        desk, request, "funding/ledger", title=_("资金使用台账"), form=form, unit=unit_of(form),
        rows=[labelled(cells_of(row, show, columns, matters), columns) for row in rows], totals=totals,
        columns=[(_(name), name in SUMS) for name in columns],
        opening=labelled(only(columns, {"摘要": _("上期结转"), "余额": show(totals.opening)}), columns),
        closing=labelled(totals_of(columns, totals, show), columns),
        goods=[
            (one.entry, matters.get(one.entry.budget_id, ""), one.sources, show(one.fen))
            for one in goods
        ],
        page=page, pages=pages, query=_query(request),
    )  # fmt: skip


def _form(request, post):
    villages = list(villages_of(post).order_by("code", "pk"))
    first = Programme.objects.order_by("year").values_list("year", flat=True).first()
    return LedgerForm(request.GET, villages=villages, first_year=first or clock.today().year)


def _asked(form):
    one = form.villages.get(form.chosen("village"))
    villages = [one.pk] if one else [village.pk for village in form.villages.values()]
    first, last = form.period()
    number = "".join(form.chosen("number").split())
    return register.Asked(tuple(villages), first, last, form.chosen("source"), number)


def _number(text):
    return int(text) if (text or "").isdecimal() and len(text) < 7 and int(text) else 1


def _query(request):
    told = request.GET.copy()
    for name in ("page", "as"):
        told.pop(name, None)
    return told.urlencode()


# ── 额度 ─────────────────────────────────────────────────────────────────────────────────────────
def quota_page(desk, request):
    """Every village and town of hers; a town officer sets the villages', a district officer both."""
    post = acting_as(request, READERS)
    year = _year(request)
    refusals, status, form = [], 200, None
    if request.method == "POST":
        form = QuotaForm(request.POST)
        try:
            if form.is_valid():
                _allot(post, year, form)
                messages.success(request, _("额度已登记。"))
                return HttpResponseRedirect(f"{request.path}?year={year}#main")
            refusals = [reason for errors in form.errors.values() for reason in errors]
            status = 400
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
    villages = villages_of(post).select_related("town").order_by("town__code", "code", "pk")
    rows = quotas.of_villages(villages, year, _book_fens(villages))
    towns = quotas.of_towns(towns_of(post).order_by("code"), year, rows)
    years = list(Programme.objects.order_by("-year").values_list("year", flat=True))
    answer = framed(
        desk, request, "funding/quotas", title=_("{}年额度").format(year), year=year, years=years,
        groups=_grouped(towns, rows), form=form, refusals=refusals, key=uuid4(),
        may_villages=post.role in (Role.TOWN_OFFICER, Role.DISTRICT_OFFICER),
        may_towns=post.role == Role.DISTRICT_OFFICER, total=_sum(rows),
        asked_for=_place_of(request.POST.get("place", "")),
    )  # fmt: skip
    answer.status_code = status
    return answer


def _year(request):
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 else clock.today().year


def _book_fens(villages):
    """{village pk: what its town's book says a village may confirm in a year, or None}"""
    return {one.pk: rules_for(one, on=clock.today()).annual_quota_fen for one in villages}


def _grouped(towns, rows):
    """[(the town's row or None, its villages' rows)]; who sees no town sees her villages alone."""
    by_town = {row.place.pk: row for row in towns}
    groups = {}
    for row in rows:
        groups.setdefault(row.place.town_id, []).append(row)
    return [
        (by_town.get(pk), quotas.given_on(by_town[pk].place, same) if pk in by_town else 0, same)
        for pk, same in groups.items()
    ]


def _sum(rows):
    return {
        "allotted": sum(row.allotted or 0 for row in rows),
        "committed": sum(row.committed for row in rows),
        "spent": sum(row.spent for row in rows),
        "left": sum(row.left or 0 for row in rows),
    }  # fmt: skip


def _place_of(text):
    """("village", 17)"""
    kind, _colon, pk = text.partition(":")
    return kind, int(pk) if pk.isdecimal() and len(pk) < 19 else 0


def _allot(post, year, form):
    told = form.cleaned_data
    kind, pk = _place_of(told["place"])
    may = {
        "village": (Role.TOWN_OFFICER, Role.DISTRICT_OFFICER), "town": (Role.DISTRICT_OFFICER,),
    }  # fmt: skip
    if post.role not in may.get(kind, ()):
        raise PermissionDenied
    rows = villages_of(post) if kind == "village" else towns_of(post)
    place = rows.filter(pk=pk).first()
    if place is None:
        raise PermissionDenied
    deed = deeds.allot_to_village if kind == "village" else deeds.allot_to_town
    deed(
        place, year, fen=form.fen(), key=told["key"], by=Actor.at(post), on=clock.today(),
        reference=told["reference"],
    )  # fmt: skip


# ── 核对 ─────────────────────────────────────────────────────────────────────────────────────────
def audit_page(desk, request):
    """What the twelve invariants answered last night."""
    acting_as(request, AUDITORS)
    last = AuditRun.objects.first()
    return framed(
        desk, request, "funding/audit", title=_("资金核对"), last=last, words=audit_words(last),
        lines=answers(last),
    )  # fmt: skip
