"""What a resident says: which kind of matter, where, in her own words, and how to reach her."""

import re
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.proposals import Proposal
from projects.choices import Channel, Identity, MicroType
from projects.forms.agreements import AgreementField
from projects.forms.fields import MobilePhone, Words
from projects.forms.photos import photos_field
from projects.models.projects import TITLE_LENGTH
from projects.queries import places

UNSURE = "unsure"
KINDS = [
    (MicroType.FACILITY, lazy("添一样东西：路灯、雨棚、扶手……（微设施）")),
    (MicroType.RENOVATION, lazy("修一修、改一改，排除隐患（微改造）")),
    (MicroType.SERVICE, lazy("办一项服务：送餐、义诊、课程……（微服务）")),
    (MicroType.WISH, lazy("帮一户人家圆一个小心愿（微心愿）")),
    (UNSURE, lazy("说不清，请工作人员帮我选")),
]
# The first sentence of the words makes a title; longer ones are cut there.
DERIVED_TITLE = 24
NOT_OURS = {"csrfmiddlewaretoken", "size"}


class ProposalForm(forms.Form):
    """`form_token` is the identity of one filled-in form: sent twice it is the same project."""

    form_token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"),
            lazy("这张表不完整，已为您换了一张新的，内容都在，请再提交一次。"),
        ),
    )
    kind = forms.ChoiceField(
        label=lazy("是哪一类事？"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), lazy("请选一类；拿不准就选“说不清”。")
        ),
    )
    village = forms.ChoiceField(
        label=lazy("在哪个村（社区）？"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), lazy("请从列表里选一个村（社区）。")
        ),
    )
    spot = Words(
        label=lazy("具体位置"),
        most=120,
        help_text=lazy("比如：三巷 12 号门口到村口小卖部这一段。只给工作人员看，不公开。"),
        required_words=lazy("请写明位置，工作人员好到现场看。"),
    )
    words = Words(
        label=lazy("什么事？照您平时说的写就行"),
        least=10,
        most=500,
        rows=6,
        help_text=lazy("10 到 500 个字。原话只给工作人员看；公开的是整理、审核过的说明。"),
        required_words=lazy("请写一写是什么事，至少 10 个字。"),
    )
    photos = photos_field(required=False)
    title = Words(
        label=lazy("给这件事起个名字（选填）"),
        most=TITLE_LENGTH,
        required=False,
        help_text=lazy("比如：村口加装路灯。不填也可以，我们用您第一句话。"),
    )
    name = Words(label=lazy("怎么称呼您（选填）"), most=20, required=False)
    phone = MobilePhone(
        label=lazy("手机号（选填）"),
        required=False,
        help_text=lazy("有进展就告诉您；以后凭查询号和手机后四位查进度。不公开。"),
    )
    identity = forms.ChoiceField(
        label=lazy("您的身份（选填）"),
        choices=Identity,
        required=False,
        error_messages={"invalid_choice": lazy("请从列表里选一个身份。")},
    )
    show_name = forms.BooleanField(label=lazy("愿意公开我的称呼（不勾就不公开）"), required=False)
    agree = AgreementField()

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["village"].choices = [
            ("", _("请选择")),
            *(
                (town.name, [(str(village.pk), village.name) for village in town.villages])
                for town in places.towns_with_villages()
            ),
        ]

    @classmethod
    def fresh(cls, village=""):
        """An empty form with an identity of its own."""
        return cls(initial={"form_token": uuid4(), "village": village, "identity": "resident"})

    def with_new_token(self):
        """The same answers on a new sheet, after one whose identity was damaged."""
        data = self.data.copy()
        data["form_token"] = str(uuid4())
        self.data = data

    def clean(self):
        if set(self.data) - set(self.fields) - NOT_OURS:
            raise forms.ValidationError(
                _("表里多了不该有的内容，没有提交。请打开“我要提”这一页，在页面上填写。")
            )
        return super().clean()

    def proposal(self):
        """What the form says, ready to be submitted."""
        told = self.cleaned_data
        return Proposal(
            form_token=told["form_token"],
            village=places.village(told["village"]),
            title=told["title"] or first_sentence(told["words"]),
            need=told["words"],
            channel=Channel.ONLINE,
            micro_type="" if told["kind"] == UNSURE else told["kind"],
            spot=told["spot"],
            identity=told["identity"] or Identity.RESIDENT,
            show_name=told["show_name"],
            notice_version=told["agree"],
            name=told["name"],
            phone=told["phone"],
            photos=told["photos"],
        )


def first_sentence(words):
    """The beginning of the words up to a full stop, at most 24 characters, as a title."""
    sentence = re.split(r"[。！？!?；;\n]", words, maxsplit=1)[0].strip() or words.strip()
    if len(sentence) <= DERIVED_TITLE:
        return sentence
    return re.split(r"[，,、：:]", sentence[:DERIVED_TITLE])[0] or sentence[:DERIVED_TITLE]
