"""What staff write down while a resident is speaking: one screen, under a minute."""

import re
import unicodedata
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.proposals import Proposal
from projects.choices import Channel, Helps, Identity, MicroType, Urgency
from projects.forms.agreements import ToldField
from projects.forms.desk import places_of
from projects.forms.fields import Words, moment
from projects.forms.filed_papers import PictureField
from projects.forms.proposals import first_sentence
from projects.models.projects import TEXT_LENGTH, TITLE_LENGTH
from villages.models import Place, Village

PHONE = re.compile(r"1\d{10}|0\d{9,11}")


class EntryForm(forms.Form):
    """`form_token` is the identity of this filled-in form: sent twice it is one project."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    paper = PictureField(
        label=_("先拍下纸质申报表"),
        required=False,
        help_text=_("拍好放在旁边照着填，登记时一起存进这一件。"),
    )
    need = Words(
        label=_("要办什么事"),
        help_text=_("照提出人的原话写；一张只写一件。"),
        most=TEXT_LENGTH,
        rows=4,
        required_words=_("请写下要办的事。"),
    )
    title = Words(
        label=_("名称"),
        help_text=_("可以不填，不填就取第一句话。"),
        most=TITLE_LENGTH,
        required=False,
    )
    channel = forms.ChoiceField(
        label=_("从哪里来"),
        choices=[one for one in Channel.choices if one[0] != Channel.ONLINE],
        initial=Channel.WINDOW,
    )
    village = forms.ModelChoiceField(
        Village.objects.none(), label=_("村（社区）"), empty_label=None
    )
    micro_type = forms.ChoiceField(
        label=_("类型"), choices=[("", _("说不清，以后再选")), *MicroType.choices], required=False
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("小区或自然村"), required=False, empty_label=_("不填")
    )
    spot = forms.CharField(
        label=_("具体位置"),
        max_length=120,
        required=False,
        help_text=_("例如：市场门口第二根电杆旁。"),
    )
    name = forms.CharField(label=_("提出人怎么称呼"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("提出人电话"),
        max_length=20,
        required=False,
        help_text=_("不留电话也可以，回执上会有六位查询码。"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    show_name = forms.BooleanField(label=_("提出人愿意公开称呼"), required=False)
    told = ToldField()
    identity = forms.ChoiceField(
        label=_("提出人身份"), choices=Identity.choices, initial=Identity.RESIDENT, required=False
    )
    helps = forms.ChoiceField(
        label=_("是否愿意出资、出力"), choices=[("", _("没有问")), *Helps.choices], required=False
    )
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=Urgency.choices, initial=Urgency.ORDINARY, required=False
    )
    at = moment(_("什么时候说的"), required=False, help_text=_("补登以前的事才填。"))
    late_reason = forms.CharField(label=_("为什么补录"), max_length=200, required=False)

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages.select_related("town")
        self.fields["place"].queryset = places_of(villages.order_by().values("pk").first()["pk"])
        self.fields["village"].initial = villages.first()

    def clean_phone(self):
        typed = unicodedata.normalize("NFKC", self.cleaned_data["phone"])
        phone = re.sub(r"[\s\-—]", "", typed)
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("电话写 11 位手机号，或者带区号的固定电话；没有就空着。"))
        return phone

    def proposal(self):
        data = dict(self.cleaned_data)
        for name in ("at", "late_reason", "paper"):
            data.pop(name)
        data["notice_version"] = data.pop("told")
        data["title"] = data["title"] or first_sentence(data["need"])
        data["identity"] = data["identity"] or Identity.RESIDENT
        data["urgency"] = data["urgency"] or Urgency.ORDINARY
        return Proposal(**data)
