"""The desk of committees and towns: Django's admin, entered by posts instead of flags."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.roles import VILLAGE_DESK, Role, may
from weishishi.kernel import clock

KEEPERS_OF_THE_RECORD = (Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.AUDITOR)
STYLESHEETS = [f"css/{name}.css" for name in ("tokens", "base", "layout", "parts", "print")]


class DeskConfig(AdminConfig):
    default_site = "weishishi.admin_site.Desk"


class Desk(AdminSite):
    site_header = site_title = gettext_lazy("工作台")
    index_title = gettext_lazy("我的待办")
    index_template = "admin/index.html"
    login_template = "admin/login.html"
    enable_nav_sidebar = False
    site_url = "/"

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")
        self._by_role = {}

    def register(self, models, admin_class=None, **options):
        """Registers of the house only: what a library would list here (e-mail addresses, keys,
        groups) has no page."""
        from villages.desk import ScopedAdmin

        if admin_class and issubclass(admin_class, ScopedAdmin):
            super().register(models, admin_class, **options)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Password, second factor, and then in; who still lacks the second factor sets it up."""
        from weishishi.desk_login import DeskDoor

        back = request.GET.get("next", "")
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if request.method == "GET" and request.hats.lacks_second_factor:
            return HttpResponseRedirect(reverse("mfa_index"))
        post = request.hats.acting
        if request.method == "GET" and post and post.role == Role.ORGANISATION:
            return HttpResponseRedirect(reverse("organisation"))
        context = {
            **self.each_context(request),
            "title": _("登录工作台"),
            "app_path": request.get_full_path(),
            "left": "left" in request.GET,
            "unsent": "unsent" in back,
            "unified": settings.OIDC_URL and settings.OIDC_NAME,
            **(extra_context or {}),
        }
        door = DeskDoor.as_view(template_name=self.login_template, extra_context=context)
        return door(request)

    def has_permission(self, request):
        """A current post with a desk, asked anew on every request; no flag opens this door."""
        from villages.desk import acting

        return request.user.is_active and acting(request) is not None

    def get_urls(self):
        return [
            path("post/", self.admin_view(self.choose_post), name="choose_post"),
            path("unsent/", self.admin_view(self.unsent), name="unsent"),
            *self._message_urls(),
            *super().get_urls(),
        ]

    def _message_urls(self):
        from weishishi import desk_messages

        return [
            path("inbox/", self.admin_view(desk_messages.inbox), name="inbox"),
            path("inbox/how/", self.admin_view(desk_messages.reaching), name="reaching"),
            path("inbox/group/", self.admin_view(desk_messages.group_chat), name="group_chat"),
            path("undelivered/", self.admin_view(desk_messages.undelivered), name="undelivered"),
        ]

    def each_context(self, request):
        return super().each_context(request) | {
            "posts": self._desk_posts(request),
            "acting_post": request.hats.acting,
            "site_title": settings.SITE_NAME,
            "stylesheets": STYLESHEETS,
            **self._kept("links", request, lambda: self._links(request, request.hats.acting)),
        }

    def get_app_list(self, request, app_label=None):
        def make():
            return super(Desk, self).get_app_list(request, app_label)

        return make() if app_label else self._kept("apps", request, make)

    def _kept(self, what, request, make):
        """What a post may open follows from its role alone (villages.roles.DESK): put together once for
        each role and language, and not on every page."""
        post = request.hats.acting
        key = (what, post and post.role, get_language())
        if key not in self._by_role:
            self._by_role[key] = make()
        return self._by_role[key]

    def _links(self, request, post):
        """The few places of the masthead, and the registers at the foot of 我的待办."""
        apps = self.get_app_list(request)
        listed = {model["model"]._meta.label: model for app in apps for model in app["models"]}
        project = listed.pop("projects.Project", {})
        notices = listed.get("projects.PublicNotice", {}).get("admin_url")
        said = listed.get("projects.Objection", {}).get("admin_url")
        projects, add = project.get("admin_url"), project.get("add_url")
        home = reverse("admin:index")
        places = [
            (_("我的待办"), home),
            (_("项目"), projects),
            (_("登记一件"), add),
            (_("公示"), notices),
            (_("进度看板"), reverse("desk_progress") if projects else None),
            (_("资料"), f"{home}#registers" if listed else None),
        ]
        return {
            "projects_url": projects,
            "objections_url": said,
            "add_url": add,
            "desk_links": [{"label": label, "url": url} for label, url in places if url],
            "registers": [
                *([{"label": _("工作消息"), "url": reverse("admin:inbox")}] if post else []),
                *(
                    {"label": label, "url": reverse(name)}
                    for label, name, model in _MONEY
                    if post and may(post.role, "v", model)
                ),
                *({"label": model["name"], "url": model["admin_url"]} for model in listed.values()),
            ],
        }

    def index(self, request, extra_context=None):
        """我的待办: what waits for this post, derived from state, role and scope."""
        from projects.queries import asides
        from projects.queries.desks import desk_of
        from projects.queries.objections import MOST

        post = request.hats.acting
        desk, beside = desk_of(post), asides.of_post(post)
        nothing_waits = desk.is_empty and not desk.to_approve and not any(beside.values())
        said = beside.pop("said")
        title = _("我的待办（{}）").format(desk.mine) if desk.mine else _("我的待办")
        context = {
            "desk": desk, "title": title, "nothing_waits": nothing_waits, "missing_year": _missing_year(request),
            "said": said[:MOST], "more_said": len(said) > MOST,
            "may_answer": post.role in VILLAGE_DESK,
            "to_approve": desk.to_approve, "health": _health(post), "record_trouble": _record_trouble(post),
            **beside,
        }  # fmt: skip
        return super().index(request, context | (extra_context or {}))

    def app_index(self, request, app_label, extra_context=None):
        """Registers are listed at the foot of 我的待办; there is no page per application."""
        return HttpResponseRedirect(reverse("admin:index") + "#registers")

    def choose_post(self, request):
        """Put on another hat one holds; whatever else is posted is not there. Who holds several
        is asked right after signing in."""
        from villages.middleware import SESSION_KEY

        back = _inside(request, request.POST.get("next") or request.GET.get("next"))
        if request.method != "POST":
            context = {**self.each_context(request), "title": _("今天用哪个身份？"), "next": back}
            return render(request, "admin/choose_post.html", context)
        chosen = request.POST.get("post", "")
        held = {str(post.pk): post.pk for post in self._desk_posts(request)}
        if chosen not in held:
            raise Http404
        request.session[SESSION_KEY] = held[chosen]
        return HttpResponseRedirect(back)

    def unsent(self, request):
        """What was typed into a form and sent after the session had ended: one press sends it."""
        from villages.desk_hours import unsent

        kept = unsent(request)
        if kept is None:
            return HttpResponseRedirect(reverse("admin:index"))
        context = {**self.each_context(request), "title": _("您刚才填的还在"), "kept": kept}
        return render(request, "admin/unsent.html", context)

    @staticmethod
    def _desk_posts(request):
        from villages.roles import DESK_ROLES

        return [post for post in request.hats.held if post.role in DESK_ROLES]


# Registers that belong to no model: the money of villages and towns, the census in confidence.
_MONEY = (
    (gettext_lazy("资金使用台账"), "admin:funding_ledger", "funding.budget"),
    (gettext_lazy("年度额度"), "admin:funding_quotas", "funding.budget"),
    (gettext_lazy("每月对账"), "admin:funding_bank", "funding.bankstatement"),
    (gettext_lazy("困难群众摸查表"), "admin:projects_careneed_census", "projects.careneed"),
    (gettext_lazy("项目总台账"), "admin:projects_project_master_ledger", "projects.project"),
    (
        gettext_lazy("本周还没有去的村（社区）"),
        "admin:projects_guidancevisit_week",
        "projects.guidancevisit",
    ),
    (gettext_lazy("发出的催办、督办"), "admin:projects_project_urged", "projects.urged"),
    (gettext_lazy("异常提示"), "admin:projects_project_anomalies", "projects.anomaly"),
    (
        gettext_lazy("审计和绩效评价资料包"),
        "admin:projects_project_audit_package",
        "projects.auditpackage",
    ),
    (gettext_lazy("资金核对"), "admin:funding_audit", "funding.auditrun"),
)


def _health(post):
    """For who looks after the machine: what waits, and what was given up."""
    from weishishi.outbox import health

    return health.look() if may(post.role, "c", "outbox.delivery") else None


def _record_trouble(post):
    """For who looks after the machine and who audits: what the nightly comparison found."""
    from weishishi.record import queries

    return queries.trouble() if post.role in KEEPERS_OF_THE_RECORD else None


def _missing_year(request):
    """The year whose working days nobody knows yet, for who can load it; None in time."""
    from villages.calendar import missing_year

    post = request.hats.acting
    return missing_year(clock.today()) if post.role == Role.SYSTEM_ADMIN else None


def _inside(request, address):
    """An address of this site, or 我的待办."""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else reverse("admin:index")
