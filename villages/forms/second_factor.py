"""What staff type as second factor, in our words."""

from allauth.account import forms as account
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

SIX_DIGITS = _("手机验证器上现在的 6 位数字；手机不在身边，填一个备用码。")


class _Said:
    """No word in the box itself: the label says what goes in."""

    label, help_text, required, field = _("验证码"), "", _("请填验证码。"), "code"

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        field = self.fields[self.field]
        field.label, field.help_text = self.label, self.help_text
        field.error_messages["required"] = self.required
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["class"] = "short"


class AuthenticateForm(_Said, base.AuthenticateForm):
    help_text = SIX_DIGITS


class ReauthenticateForm(_Said, base.ReauthenticateForm):
    help_text = SIX_DIGITS


class ActivateTOTPForm(_Said, totp.ActivateTOTPForm):
    help_text = _("扫码以后，验证器上出现的 6 位数字。")


class AddPasskeyForm(_Said, webauthn.AddWebAuthnForm):
    label, help_text, field = _("名称"), _("给这个通行密钥起个名，例如“办公室电脑”。"), "name"


class PasswordAgainForm(_Said, account.ReauthenticateForm):
    label, required, field = _("密码"), _("请填密码。"), "password"
