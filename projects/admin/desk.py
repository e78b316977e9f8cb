"""A project at the desk: the list, and one page on which it is read and decided."""

from django.contrib import admin
from django.db.models import BigIntegerField
from django.http import HttpResponseNotAllowed
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from projects.admin import (
    acceptance,
    activities,
    anomalies,
    approving,
    awards,
    clocks,
    decision,
    distinctions,
    dossier,
    entry,
    evaluation,
    field_papers,
    filed_papers,
    interests,
    library,
    master_ledger,
    money,
    money_papers,
    opinion,
    photos,
    private,
    recall,
    screening,
    served,
    services,
    stories,
    urgent,
    visits,
    works,
    writing,
)
from projects.admin.filters import Overdue, StateFilter, Waiting
from projects.admin.matters import MatterList
from projects.clocks import lamp
from projects.forms.filters import MOST_ID
from projects.models import Project
from projects.queries.reach import readable_by
from projects.queries.signs import chip
from villages.desk import acting, framed, town_filter, village_filter
from villages.offices import reader
from villages.roles import CONFIDANTS, may
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, KeptToday, Param

_READ_WITH = (
    "urgent", "budget", "contact", "proposer", "operator__village", "edited_by__village",
    "led_by__village", "place", "merged_into",
)  # fmt: skip


@KeptToday
def _one_in_sight(desk, request):
    rows = desk.get_queryset(request).select_related(*_READ_WITH)
    return KeptQuery(lambda: rows.filter(pk=Param("pk", BigIntegerField())))


@admin.register(Project)
class ProjectAdmin(MatterList):
    add_label = _("替居民登记一件")
    list_display = ("number", "name", "village_name", "stage", "limit", "money", "channel")
    list_filter = (
        Waiting, StateFilter, Overdue, town_filter("village"), village_filter(),
        "project_class", "channel",
    )  # fmt: skip
    search_help_text = _("按查询号、名称、公开的名称找。")
    sortable_by = ("number", "limit")

    def get_queryset(self, request):
        return readable_by(acting(request), super().get_queryset(request))

    def get_object(self, request, object_id, from_field=None):
        """One project with what its pages read along with it; None where this post sees none."""
        if not str(object_id).isdecimal() or int(object_id) > MOST_ID:
            return None
        post = acting(request)
        if post is None:
            return None
        return next(iter(_one_in_sight(reader(post), self, request)(pk=int(object_id))), None)

    @admin.display(description=_("环节"))
    def stage(self, project):
        sign, word = chip(project.status), project.get_state_display()
        return format_html(
            '<span class="chip {}" data-n="{}">{}</span>', sign.css, sign.number, word
        )

    @admin.display(description=_("应办日期"), ordering="due_on", empty_value="—")
    def limit(self, project):
        light = lamp(project, clock.today())
        return light and format_html('<span class="lamp {}">{}</span>', light.kind, light.words)

    # ── One project ──────────────────────────────────────────────────────────────────────────
    def get_urls(self):
        pages = {
            "step": decision.take_step,
            "facts": writing.facts_page,
            "public": writing.public_page,
            "photos": photos.page,
            "slip": entry.slip,
            "opinion": opinion.give,
            "recall": recall.page,
            "approval": approving.page,
            "approval_sheet": approving.printed,
            "clock": clocks.page,
            "interests": interests.page,
            "distinction": distinctions.page,
            "urgent": urgent.page,
            "evaluation": evaluation.page,
            "evaluation_poster": evaluation.poster,
            "evaluation_form": evaluation.form_sheet,
            "evaluation_result": evaluation.result_sheet,
            "story": stories.page,
            "dossier": dossier.page,
            "dossier_pdf": dossier.as_pdf,
            "dossier_zip": dossier.as_zip,
            "application": field_papers.application,
            "need_sheet": field_papers.need,
            "result_notice": stories.notice,
            "check": screening.check_page,
            "split": screening.split_page,
            "referral": screening.referral_page,
            "visit": visits.page,
            "award": awards.page,
            "works": works.page,
            "progress": works.report_page,
            "progress_sheet": works.sheet,
            "acceptance": acceptance.page,
            "acceptance_sheet": acceptance.sheet,
            "service": services.page,
            "money": money.page,
            "reimbursement": money_papers.package,
            "ledger_sheet": money_papers.ledger,
        }
        ours = [
            path(f"<path:object_id>/{name}/", self._page(view), name=f"projects_project_{name}")
            for name, view in pages.items()
        ]
        of_lists = {
            "approvals": approving.batch_page, "urged": clocks.issued, "owed": urgent.owed_page,
            "copy": library.copy_page, "anomalies": anomalies.page,
            "audit_package": anomalies.package,
            "master_ledger": master_ledger.page, "master_ledger_csv": master_ledger.as_csv,
        }  # fmt: skip
        lists = [
            path(f"{name}/", self._list(view), name=f"projects_project_{name}")
            for name, view in of_lists.items()
        ]
        sheet = path(
            "<int:object_id>/visits/<int:pk>/",
            self.admin_site.admin_view(self._sheet),
            name="projects_project_visit_sheet",
        )
        deeds = [
            path(f"<int:object_id>/{where}/", self._part(view), name=f"projects_project_{name}")
            for where, name, view in (
                ("money/receipts/<int:part>", "money_receipt", money_papers.receipt),
                ("money/thanks/<int:part>", "money_thanks", money_papers.thanks),
                ("money/changes/<int:part>", "change_sheet", field_papers.change),
                ("money/files/<int:part>", "money_file", money_papers.file),
                ("money/<slug:part>", "money_deed", money.deed_page),
                ("activities/<int:part>", "activity", activities.page),
                ("activities/<int:part>/sign-in", "sign_in_sheet", activities.sheet),
            )
        ]
        confided = [
            path(
                f"<{kind}:object_id>/{where}/", self._confided(view, model),
                name=f"projects_project_{name}",
            )
            for kind, where, name, view, model in (
                ("path", "served", "served", self._page(served.page), served.MODEL),
                ("int", "served/<int:part>", "served_list", self._part(served.listed), served.MODEL),
                ("path", "filed", "filed", self._page(filed_papers.page), filed_papers.MODEL),
            )
        ]  # fmt: skip
        return [*lists, *ours, sheet, *deeds, *confided, *super().get_urls()]

    def _part(self, view):
        def page(request, object_id, part):
            return view(self, request, self.row_or_404(request, str(object_id)), part)

        return self.admin_site.admin_view(page)

    @staticmethod
    def _confided(view, model):
        """For who may read what names people; nobody else learns whether there is anything."""

        def page(request, **where):
            post = acting(request)
            if post and not may(post.role, "v", model):
                raise decision.PermissionDenied
            return view(request, **where)

        return page

    def _sheet(self, request, object_id, pk):
        return visits.sheet(self, request, str(object_id), pk)

    def _list(self, view):
        def page(request):
            return view(self, request)

        return self.admin_site.admin_view(page)

    def _page(self, view):
        def page(request, object_id):
            return view(self, request, self.row_or_404(request, object_id))

        return self.admin_site.admin_view(page)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The decision page. Nothing is saved here: state and facts have deeds of their own."""
        project = self.row_or_404(request, object_id)
        if request.method not in ("GET", "HEAD") and not private.is_asked(request):
            return HttpResponseNotAllowed(["GET"])
        return decision.page(self, request, project)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise decision.PermissionDenied
        return entry.page(self, request)

    def history_view(self, request, object_id, extra_context=None):
        project = self.row_or_404(request, object_id)
        return self.render(request, "history", project, journal=decision.journal_of(project))

    def render(self, request, template, project, status=200, **context):
        """A page of this project in the frame of the desk."""
        context = {
            "project": project,
            "title": project.title_for(acting(request)) if project else "",
            "confidant": acting(request).role in CONFIDANTS,
            **context,
        }
        return framed(self, request, f"projects/project/{template}", status, **context)
