"""The way in to the desk beside its registers: django-allauth's pages that we use, and no others."""

from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as unified
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.urls import path, reverse, reverse_lazy
from django.views.decorators.cache import never_cache

from villages.pages import invitations


def dressed(view):
    """In the desk's clothes: the answer's template finds what the masthead asks for."""

    @never_cache
    @wraps(view)
    def shown(request, *args, **kwargs):
        answer = view(request, *args, **kwargs)
        if hasattr(answer, "context_data"):
            own = answer.context_data or {}
            answer.context_data = {**admin.site.each_context(request), **own}
        return answer

    return shown


def at_the_desk(view):
    """For who works here and came in by the staff's door, also before her second factor stands."""
    view = dressed(view)

    @wraps(view)
    def shown(request, *args, **kwargs):
        if not request.hats.works_here:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return shown


FACTORS = reverse_lazy("mfa_index")
remove_passkey = passkeys.RemoveWebAuthnView.as_view(success_url=FACTORS)

urlpatterns = [
    # django-allauth sends whoever must sign in first to this name.
    path("login/", admin.site.login, name="account_login"),
    path("login/factor/", dressed(factors.authenticate), name="mfa_authenticate"),
    path("invitation/<str:token>/", dressed(invitations.accept), name="invitation"),
    # ── Second factors ──
    path("factors/", at_the_desk(factors.index), name="mfa_index"),
    path("factors/totp/", at_the_desk(totp.activate_totp), name="mfa_activate_totp"),
    path("factors/totp/remove/", at_the_desk(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("factors/passkeys/add/", at_the_desk(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "factors/passkeys/<int:pk>/remove/",
        at_the_desk(remove_passkey),
        name="mfa_remove_webauthn",
    ),
    path(
        "factors/codes/",
        at_the_desk(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "factors/codes/new/",
        at_the_desk(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    # ── The password or a factor once more, before something is changed ──
    path("again/", at_the_desk(account.reauthenticate), name="account_reauthenticate"),
    path("again/factor/", at_the_desk(factors.reauthenticate), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        at_the_desk(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    # ── The district's unified sign-in ──
    path("unified/<str:provider_id>/", unified.login, name="openid_connect_login"),
    path("unified/<str:provider_id>/back/", unified.callback, name="openid_connect_callback"),
]
