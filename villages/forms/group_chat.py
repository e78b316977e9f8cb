"""The address of a group chat's robot."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from weishishi.outbox.channels import robot


class GroupChatForm(forms.Form):
    address = forms.CharField(
        label=lazy("机器人地址"), max_length=300, required=False,
        help_text=lazy(
            "企业微信 wecombot://机器人的key，钉钉 dingtalk://access_token，飞书 feishu://token。"
        ),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def clean_address(self):
        typed = self.cleaned_data["address"].strip()
        if "forget" in self.data:
            return ""
        if not typed:
            raise forms.ValidationError(_("请填机器人地址；不想再往群里发，请按“不再发”。"))
        if not robot.is_understood(typed):
            raise forms.ValidationError(
                _("看不懂这个地址，请照下面的例子写：wecombot://、dingtalk:// 或 feishu:// 开头。")
            )
        return typed
