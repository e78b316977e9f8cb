"""What we tell django-allauth about our accounts, second factors and the unified sign-in."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from villages.desk_hours import SINCE
from villages.models import Person
from weishishi.kernel import cipher

FRESH = 600  # seconds after signing in during which nobody is asked to prove it again


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": lazy("密码不对，请再试一次；大小写要一致。"),
        "too_many_login_attempts": lazy("验证码错得太多次了，请过 5 分钟再试。"),
        "rate_limited": lazy("试得太多次了，请过 5 分钟再试。"),
    }

    def is_open_for_signup(self, request):
        """Accounts are opened by proving a phone, or by the system administrator."""
        return False

    def add_message(self, *args, **options):
        """Our pages say what happened themselves."""

    def is_reauthentication_required(self, *, app, **options):
        """Second factors may be changed right after signing in; later the password is asked again."""
        signed_in = self.request.session.get(SINCE, 0)
        return time.time() - signed_in > FRESH and super().is_reauthentication_required(app=app)

    def respond_user_inactive(self, request, user):
        return refused(request, _("这个账号已停用，请联系系统管理员。"))


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazy("验证码不对，请看验证器上现在的 6 位数字，或用一个备用码。"),
        "cannot_delete_authenticator": lazy(
            "这是您唯一的第二道验证，不能停用；请先添加另一种，再停用这一种。"
        ),
        "cannot_generate_recovery_codes": lazy("请先设好验证器或通行密钥，再生成备用码。"),
    }

    def get_totp_issuer(self):
        return settings.SITE_NAME

    def encrypt(self, text):
        return cipher.seal(text)

    def decrypt(self, encrypted_text):
        return cipher.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator):
        """The last one stays where staff must have one."""
        others = second_factors(authenticator.user).exclude(pk=authenticator.pk)
        return not settings.SECOND_FACTOR or others.exists()

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("通行密钥 {}").format(number)


class UnifiedSignIn(DefaultSocialAccountAdapter):
    """The district's unified sign-in lets in people whom the system administrator registered."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """The claim named in the settings is the user name; nobody is registered by it."""
        told = sociallogin.account.extra_data
        told = told.get("userinfo") or told.get("id_token") or told
        name = str(told.get(settings.OIDC_CLAIM) or "")
        person = Person.objects.filter(username=name).first() if name else None
        if person is None or not person.is_active:
            raise ImmediateHttpResponse(
                refused(request, _("统一身份认证里的这个账号没有在本系统登记，请联系系统管理员。"))
            )
        sociallogin.user = person

    def on_authentication_error(self, request, *args, **options):
        raise ImmediateHttpResponse(
            refused(request, _("统一身份认证没有成功，请再试一次，或用用户名和密码登录。"))
        )


def second_factors(person):
    """What stands for one: an authenticator or a passkey; recovery codes alone do not."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)


def refused(request, sentence):
    context = {"title": _("没有登录"), "sentence": sentence}
    return render(request, "error.html", context, status=403)
