"""The calendar of working days: the system administrator loads a year, everybody else is spared."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from villages import calendar
from villages.actions.calendars import load_year, read_lines
from villages.desk import ScopedAdmin
from villages.models import CalendarDay
from weishishi.kernel.verdict import Refused


class YearForm(forms.Form):
    """A year, and its days as the State Council's notice lists them; without them the library's."""

    year = forms.IntegerField(
        label=_("哪一年"), min_value=calendar.FIRST_YEAR, max_value=2100,
        error_messages={"required": _("请写哪一年。"), "invalid": _("年份写四位数字，例如 2027。")},
    )  # fmt: skip
    lines = forms.CharField(
        label=_("放假和调休上班的日子"), required=False, widget=forms.Textarea({"rows": 10}),
        help_text=_(
            "每行一天，照国务院办公厅的通知写：“2027-02-06,放假,春节”或“2027-02-14,上班”。"
            "留空就用程序已经知道的。"
        ),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        self.days = None
        if data.get("lines"):
            try:
                self.days = read_lines(data["lines"].splitlines())
            except Refused as refused:
                self.add_error("lines", refused.reasons)
        return data


@admin.register(CalendarDay)
class CalendarDayAdmin(ScopedAdmin):
    """A year is loaded as a whole; single days are only read."""

    add_label = _("载入一年的日历")
    list_display = ("day", "what", "name")
    ordering = ("-day",)
    fields = readonly_fields = ("day", "what", "name")
    search_fields = ("name",)

    def in_scope(self, post):
        return Q()

    @admin.display(description=_("上班还是放假"))
    def what(self, day):
        return _("调休上班") if day.is_working else _("放假")

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = YearForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                number = load_year(form.cleaned_data["year"], form.days)
            except Refused as refused:
                form.add_error(None, refused.reasons)
            else:
                told = gettext("{year}年的日历载入好了，放假和调休共 {number} 天。")
                messages.success(
                    request, told.format(year=form.cleaned_data["year"], number=number)
                )
                return HttpResponseRedirect(reverse("admin:villages_calendarday_changelist"))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("载入一年的日历"),
            "form": form, "years": sorted(calendar.known_years()),
        }  # fmt: skip
        template = "admin/villages/calendarday/add.html"
        return TemplateResponse(request, template, context, status=400 if form.errors else 200)
