"""What somebody types who will be away: who stands in, from which day until which, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.models.delegations import REASON_LENGTH
from weishishi.kernel import clock
from weishishi.kernel.date_inputs import DayInput


def _day(label, **more):
    return forms.DateField(
        label=label, widget=DayInput(),
        error_messages={"required": _("请选日期。"), "invalid": _("请选日期，例如 2026-06-10。")},
        **more,
    )  # fmt: skip


class DelegationForm(forms.Form):
    to = forms.ChoiceField(label=_("请谁代"), error_messages={"required": _("请选请谁代。")})
    since = _day(_("从哪天起"))
    until = _day(_("到哪天"), help_text=_("这一天仍由对方代，第二天起自动结束。"))
    reason = forms.CharField(
        label=_("事由"), max_length=REASON_LENGTH,
        error_messages={"required": _("请写明事由，例如：外出培训。")},
        help_text=_("本单位和管理员看得到；病情等私事写“请假”就够了。"),
    )  # fmt: skip

    def __init__(self, *args, posts=(), **options):
        super().__init__(*args, label_suffix="", **options)
        self.posts = {str(post.pk): post for post in posts}
        self.fields["to"].choices = [
            ("", _("请选")),
            *((key, f"{post.person}（{post.office}）") for key, post in self.posts.items()),
        ]
        self.fields["since"].initial = clock.today()

    def clean_to(self):
        return self.posts[self.cleaned_data["to"]]
