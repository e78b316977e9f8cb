"""Accounts and posts: kept by the system administrator, read by the other two."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from villages.actions import invitations
from villages.desk import DeskForm, ScopedAdmin, acting, within
from villages.models import Person, Post
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

SHOWN = ("username", "password", "display_name", "is_active")


class PersonForm(DeskForm, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Person
        fields = SHOWN


@admin.register(Person)
class PersonAdmin(ScopedAdmin, UserAdmin):
    list_display = ("username", "display_name", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "display_name")
    ordering = ("username",)
    filter_horizontal = ()
    form = PersonForm
    add_form = UserCreationForm
    add_form_template = "admin/change_form.html"
    change_form_template = "admin/villages/person/change_form.html"
    fieldsets = ((None, {"fields": SHOWN}),)
    add_fieldsets = (
        (None, {"fields": ("username", "display_name", "password1", "password2")}),
    )  # fmt: skip

    def get_urls(self):
        page = self.admin_site.admin_view(self.invite)
        return [path("<int:pk>/invite/", page, name="villages_person_invite"), *super().get_urls()]

    def invite(self, request, pk):
        """Hand her a link to set her own password, or forget second factors that are lost; the
        link is shown once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        context = {
            **self.admin_site.each_context(request),
            "person": person,
            "title": _("邀请登录"),
        }
        if "forget" in request.POST:
            context["forgotten"] = invitations.forget_second_factors(person)
        elif request.method == "POST":
            try:
                token = invitations.invite(person, by=Actor.at(acting(request)))
                link = reverse("invitation", args=[token])
                context["link"] = request.build_absolute_uri(link)
            except Refused as refusal:
                context["refused"] = refusal.reasons
        return render(request, "admin/villages/person/invite.html", context)

    def in_scope(self, post):
        """People with a post in her district, and accounts that have no post yet."""
        kept = within(post, ("posts__village",))
        elsewhere = Q(posts__town__district=post.district_id) | Q(posts__district=post.district_id)
        return kept | elsewhere | Q(posts__isnull=True)

    def get_queryset(self, request):
        return super().get_queryset(request).distinct()


class Holding(admin.SimpleListFilter):
    title, parameter_name = _("任职情况"), "holding"

    def lookups(self, request, model_admin):
        return [("now", _("在任")), ("past", _("已离任"))]

    def queryset(self, request, posts):
        held = Post.objects.held_on(clock.today())
        if self.value() == "now":
            return posts.filter(pk__in=held)
        return posts.exclude(pk__in=held) if self.value() == "past" else posts


class PostForm(DeskForm):
    """Says in words what the database refuses, also where the first day is only read. Who speaks for
    an organisation is let in on that organisation's page."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "role" in self.fields:
            choices = self.fields["role"].choices
            self.fields["role"].choices = [one for one in choices if one[0] != Role.ORGANISATION]

    def clean(self):
        told = super().clean()
        if told.get("role") == Role.SUPERVISOR and not told.get("body"):
            self.add_error("body", _("请选是人大、政协还是督查。"))
        return told

    def clean_until(self):
        until = self.cleaned_data["until"]
        since = self.cleaned_data.get("since") or self.instance.since
        if until and since and until < since:
            raise forms.ValidationError(_("离任日期不能早于任职日期。"))
        return until


@admin.register(Post)
class PostAdmin(ScopedAdmin):
    form = PostForm
    change_form_template = "admin/villages/post/change_form.html"
    list_display = ("person", "role_name", "place_name", "since", "until")
    list_select_related = ("person", "village__town", "town", "district", "organisation")
    list_filter = (Holding, "role")
    search_fields = ("person__username", "person__display_name", "village__name", "town__name")
    fields = ("person", "role", "body", "village", "town", "district", "assigned", "since", "until")

    def in_scope(self, post):
        at_large = Q(town__district=post.district_id) | Q(district=post.district_id)
        return within(post, ("village",)) | at_large

    @admin.display(description=_("角色"), ordering="role")
    def role_name(self, post):
        return post.role_name

    @admin.display(description=_("任职的地方"))
    def place_name(self, post):
        return post.place.name

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The person is named by her user name: a list of everybody would help nobody."""
        if db_field.name == "person":
            people = self.admin_site.get_model_admin(Person).get_queryset(request)
            others = people.exclude(pk=request.user.pk)  # nobody appoints herself
            return forms.ModelChoiceField(
                others, to_field_name="username", label=_("用户名"), widget=forms.TextInput,
                error_messages={"invalid_choice": _("没有这个用户名，请先建账号，或核对后再填；不能给自己任职。")},
            )  # fmt: skip
        if db_field.name == "village":
            rows = self.get_field_queryset(None, db_field, request)
            kwargs["queryset"] = rows.select_related("town")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        rows = self.get_field_queryset(None, db_field, request).select_related("town")
        widget = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, queryset=rows, widget=widget)

    def get_readonly_fields(self, request, obj=None):
        """Whoever held a post held it: a post is ended and another one begun, never rewritten."""
        kept = ("person", "role", "village", "town", "district", "since") if obj else ()
        if obj and (obj.body or obj.role != Role.SUPERVISOR):
            kept += ("body",)  # left open once, it is filled in once
        return kept if acting(request) else ()

    def get_changeform_initial_data(self, request):
        return {"since": clock.today()} | super().get_changeform_initial_data(request)
