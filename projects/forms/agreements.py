"""The box nobody ticked beforehand: she has read the notice, and agrees. (PIPL 14, 17, 31)"""

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from villages import notices


class _Box(forms.CheckboxInput):
    """Sends the version that was on the page, so that we know which text was agreed to."""

    def __init__(self):
        super().__init__(check_test=lambda value: value == notices.CURRENT)

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def format_value(self, value):
        return notices.CURRENT


class AgreementField(forms.CharField):
    """Un-ticked, and needed; its cleaned value is the version of the notice that was agreed to."""

    widget = _Box
    sentence = _(
        '我看过<a href="{}" target="_blank">《个人信息保护告知书》</a>，同意这样使用我填的内容；'
        "我已满 14 周岁（未满 14 周岁，请家长来提）。"
    )
    missing = _(
        "请看《个人信息保护告知书》，同意就打个勾；不想在网上填，可以打热线或到党群服务中心当面说。"
    )
    stale = _("告知书刚刚更新了，请再看一眼，同意就重新打勾；您填的都还在。")

    def __init__(self, **options):
        words = _html(self.sentence, reverse_lazy("privacy"))
        super().__init__(error_messages={"required": self.missing}, **self.said(words), **options)

    def said(self, words):
        return {"label": words}

    def validate(self, value):
        super().validate(value)
        if value != notices.CURRENT:
            raise forms.ValidationError(self.stale)


class ToldField(AgreementField):
    """At the desk it is staff who say that the resident was told before anything was written."""

    sentence = _(
        '收集什么、干什么用、存多久、怎么删（<a href="{}" target="_blank">告知书</a>）；'
        "提出人已满 14 周岁，或者由家长来提。"
    )
    missing = _("请先把告知书的要点讲给提出人听，提出人同意后打勾。")

    def said(self, words):
        return {"label": _("已口头告知提出人，提出人同意"), "help_text": words}


_html = lazy(format_html, SafeString)
