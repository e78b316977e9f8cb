"""Somebody opens the link she was given and sets her own password."""

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.forms import SetPasswordForm
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from villages.actions import invitations
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused

PER_ADDRESS = Tries("invitation-address", most=60, seconds=600)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, token):
    """A wrong password costs nothing; the link is used up when the password stands."""
    if not PER_ADDRESS.spend(address_of(request)):
        return _page(request, 429, refused=_("试得太多次了，请过 10 分钟再打开这个链接。"))
    try:
        person = invitations.open_invitation(token).person
        form = _Form(person, request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return _page(request, 422 if form.is_bound else 200, form=form, invited=person)
        person = invitations.accept(token, form.cleaned_data["new_password1"])
    except Refused as refusal:
        return _page(request, 410, refused=" ".join(refusal.reasons))
    logout(request)
    return perform_login(request, person)


class _Form(SetPasswordForm):
    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        self.fields["new_password1"].help_text = _(
            "至少 15 个字；一句自己记得住的话最好。不用常见的密码，也不用自己的名字。"
        )
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password2"].label = _("再填一次新密码")


def _page(request, status, **context):
    title = _("设置您的密码") if "form" in context else _("邀请链接不能用")
    context |= {"title": title}
    return TemplateResponse(request, "account/invitation.html", context, status=status)
