"""How the desk's list of projects is narrowed down."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from projects.clocks import lit
from projects.queries.desks import GROUPS, LATE, RUNNING, hers, in_group, waits_for_release
from projects.queries.reach import ITS_DRAFTS
from projects.states import State
from villages.desk import acting
from weishishi.kernel import clock


class Waiting(admin.SimpleListFilter):
    """The groups of 我的待办, from the same conditions as the page's counts."""

    title, parameter_name = _("待办"), "waiting"

    def lookups(self, request, model_admin):
        return [
            *GROUPS.items(),
            ("release", _("待发布审核")),
            ("unwritten", _("还没有公开版")),
            ("drafts", _("草稿")),
        ]

    def queryset(self, request, rows):
        post = acting(request)
        if self.value() == "release":
            return rows.filter(waits_for_release(post))
        if self.value() == "unwritten":
            return rows.filter(public_title="", state__in=RUNNING)
        if self.value() == "drafts":
            return rows.filter(ITS_DRAFTS)
        if self.value() in GROUPS:
            return rows.filter(in_group(hers(post), self.value(), clock.today()))
        return rows if self.value() is None else rows.none()


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = _("环节"), "state"

    def lookups(self, request, model_admin):
        return [(state.value, state.label) for state in State if state != State.DRAFT]

    def queryset(self, request, rows):
        return rows.filter(state=self.value()) if self.value() else rows


class Overdue(admin.SimpleListFilter):
    title, parameter_name = GROUPS[LATE], "overdue"

    def lookups(self, request, model_admin):
        return [("1", _("已超期"))]

    def queryset(self, request, rows):
        if self.value():
            return rows.filter(lit("late", clock.today()), state__in=RUNNING)
        return rows
