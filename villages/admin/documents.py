"""The library of policy documents: district and town keep their own, everybody at the desk reads."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from villages.actions import documents
from villages.admin import unfinished
from villages.desk import DeskForm, ScopedAdmin, acting
from villages.models import PolicyDocument
from villages.roles import Role
from villages.scopes import district_of
from weishishi.kernel.actor import Actor

Kind = PolicyDocument.Kind
# Whose documents are whose to keep; laws and the city's are kept by the district.
_KEEPS = {
    Role.TOWN_OFFICER: (Kind.TOWN,),
    Role.DISTRICT_OFFICER: (Kind.DISTRICT, Kind.CITY, Kind.LAW),
}


class DocumentForm(DeskForm):
    file = forms.FileField(
        label=_("PDF 文件"), required=False, widget=forms.ClearableFileInput({"accept": ".pdf"}),
        help_text=_("最多 20 MB；再传一份就是新的版本，旧的还在。出错时要重新选文件，别的内容都还在。"),
    )  # fmt: skip

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and (objection := documents.objection_to(file)):
            raise forms.ValidationError(objection)
        return file


@admin.register(PolicyDocument)
class PolicyDocumentAdmin(ScopedAdmin):
    form = DocumentForm
    list_display = (
        "title",
        "number",
        "issued_by",
        "issued_on",
        "valid_from",
        "valid_to",
        "versions",
    )
    list_filter = ("kind",)
    search_fields = ("title", "number", "issued_by")
    fixed = ("kind", "title", "number", "issued_by", "issued_on", "valid_from", "replaces")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(file_count=Count("files"))

    def in_scope(self, post):
        """Laws, the city's, and what its own district and the district's towns issued."""
        district = district_of(post)
        ours = Q(district=district) | Q(town__district=district)
        return Q(district__isnull=True, town__isnull=True) | ours

    @admin.display(description=_("版本（个）"))
    def versions(self, document):
        return document.file_count

    @admin.display(description=_("已有的版本"), empty_value="—")
    def kept(self, document):
        rows = ((one.version, f"{one.uploaded_at:%Y-%m-%d}") for one in document.files.all())
        return format_html_join("；", _("第 {} 版，{}上传"), rows) or None

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or _keeps(acting(request), obj)

    def get_fields(self, request, obj=None):
        more = ("kept",) if obj else ()
        upload = ("file",) if self.has_change_permission(request, obj) else ()
        return (*self.fixed, "valid_to", "note", *more, *upload)

    def get_readonly_fields(self, request, obj=None):
        """What a decision rests on is not rewritten: its end and its file may still be added."""
        is_relied_on = obj is not None and obj.decisions.exists()
        return ("kept", *(self.fixed if is_relied_on else ()))

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kinds = _KEEPS.get(acting(request).role, ())
            kwargs["choices"] = [(kind.value, kind.label) for kind in kinds]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def response_add(self, request, document, post_url_continue=None):
        """Whoever came from a half typed decision goes back to it."""
        answer = super().response_add(request, document, post_url_continue)
        if unfinished.with_document(request, document):
            return HttpResponseRedirect(reverse("admin:villages_ruledecision_add"))
        return answer

    def save_model(self, request, document, form, change):
        post = acting(request)
        if not change:
            level = "town" if document.kind == Kind.TOWN else "district"
            if document.kind in (Kind.TOWN, Kind.DISTRICT):
                setattr(document, level, post.place)
        super().save_model(request, document, form, change)
        if file := form.cleaned_data.get("file"):
            documents.add_version(document, file, by=Actor.at(post))


def _keeps(post, document):
    if document.kind not in _KEEPS.get(post.role, ()):
        return False
    return document.kind in (Kind.LAW, Kind.CITY) or post.place in (
        document.town,
        document.district,
    )
