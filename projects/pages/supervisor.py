"""The district watches: from the district to a town, to a village, to the list behind each number."""

from functools import wraps

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from funding.invariants import answers, audit_words
from funding.models import AuditRun
from funding.queries import quotas
from projects.dashboards import boards, sheets_of_money, sheets_of_speed
from projects.dashboards.boards import Part
from projects.dashboards.definitions import definitions
from projects.dashboards.where import Where
from projects.models import TallyCheck
from projects.pages.progress import chosen_period, csv_of
from projects.queries import watching
from projects.queries.sheets import completion
from villages.desk import acting
from villages.models import Village
from villages.roles import READERS, Level, Role
from villages.rulebook import rules_for
from villages.scopes import towns_of, villages_of
from weishishi.kernel import clock


def for_readers(view):
    """Who reads projects at the desk; her post is handed on. Others sign in or are refused."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        post = acting(request)
        if post is None:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if post.role not in READERS:
            raise PermissionDenied
        return view(request, post, *args, **kwargs)

    return guarded


@for_readers
def desk(request, post):
    """The board of her own place: the district's, a town's, a village's, or the assigned ones."""
    role = Role(post.role)
    if role == Role.LEAD_CONTACT:
        hers = list(villages_of(post).order_by("code", "pk"))
        where = Where(villages=tuple(village.pk for village in hers) or (0,))
        return _page(request, post, where, _("挂点的村（社区）"), _villages(hers))
    if role.level == Level.VILLAGE:
        return _page(request, post, Where(village=post.village_id), post.village.name, [])
    if role.level == Level.TOWN:
        return _of_town(request, post, post.town)
    parts = [
        Part(Where(town=town.pk), town.name, reverse("desk_town", args=[town.pk]))
        for town in post.district.towns.all()
    ]
    return _page(request, post, Where(district=post.district_id), post.district.name, parts)


@for_readers
def town(request, post, pk):
    """A town of hers; one that is not is not there."""
    return _of_town(request, post, get_object_or_404(towns_of(post), pk=pk))


@for_readers
def village(request, post, pk):
    """A village of hers; another's is not there."""
    found = get_object_or_404(villages_of(post).select_related("town"), pk=pk)
    return _page(request, post, Where(village=found.pk), found.name, [], within=found.town)


def _of_town(request, post, found):
    parts = _villages(found.villages.filter(is_virtual=False))
    return _page(request, post, Where(town=found.pk), found.name, parts)


def _villages(rows):
    return [
        Part(Where(village=one.pk), one.name, reverse("desk_village", args=[one.pk]))
        for one in rows
    ]


def _page(request, post, where, place, parts, within=None):
    if request.method not in ("GET", "HEAD"):  # asked here: what is not hers is absent first
        return HttpResponseNotAllowed(["GET"])
    period, is_ignored = chosen_period(request)
    board, today = boards.board(where, parts, period), clock.today()
    if "speed" in request.GET or request.GET.get("table") == "speed":
        spoken = sheets_of_speed.bounded(period, today)
        board.tables["speed"] = sheets_of_speed.speed(where, parts, spoken, today)
    if "table" in request.GET:
        return csv_of(request, board, place)
    last = AuditRun.objects.first()
    ranks = "ends" in request.GET
    villages = villages_of(post).filter(where.units()).order_by().values("pk")
    mark = watching.read_mark(request.GET.get("after", ""))
    journal = where.of("project__"), period.moments("happened_at")
    fastest, slowest = watching.fastest_and_slowest(*journal) if ranks else ([], [])
    return render(
        request,
        "supervisor/desk.html",
        {
            **admin.site.each_context(request),
            "title": _("{place}进度").format(place=place),
            "board": board, "bar": sheets_of_money.money_bar(board.funds), "place": place,
            "is_landing": request.path == reverse("desk_progress"), "within": within,
            "late": watching.late(villages, today, mark), "is_first_page": mark is None,
            "ranks": ranks, "fastest": fastest, "slowest": slowest,
            "check": TallyCheck.objects.first(), "ignored": is_ignored,
            "audited": audit_words(last), "lines": answers(last), "year": today.year,
            "quota": _quota(where, today.year),
            "definitions": definitions(),
            "form": completion(period.first, period.last) if where.district else None,
        },
    )  # fmt: skip


def _quota(where, year):
    """What a village may confirm in that year; for the board of one village only."""
    if not where.village:
        return None
    village = Village.objects.select_related("town").get(pk=where.village)
    book = rules_for(village, on=clock.today()).annual_quota_fen
    return quotas.of_villages([village], year, {village.pk: book})[0]
