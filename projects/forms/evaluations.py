"""满意度测评表 as it is filled in: by a resident on her phone, by staff who call her, and the counts of
paper ballots."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.evaluations import Answer
from projects.forms.fields import MobilePhone, Words
from projects.forms.screening import LateFields
from projects.models.evaluations import WORDS_LENGTH, Voter
from projects.satisfaction import PARTS, Grade, Said

MOST = 100_000


class AnswerForm(forms.Form):
    """The whole is asked, the five parts and the words may be left out; no name anywhere."""

    overall = forms.ChoiceField(
        label=_("总的来说，办得怎么样？"), choices=Grade, widget=forms.RadioSelect,
        error_messages={"required": _("请选满意、基本满意或不满意。")},
    )  # fmt: skip
    voter = forms.ChoiceField(
        label=_("您是"), choices=Voter, widget=forms.RadioSelect,
        error_messages={"required": _("请选您是哪一类。")},
    )  # fmt: skip
    words = Words(
        label=_("想说的话（可以不写）"), most=WORDS_LENGTH, rows=3, required=False,
        help_text=_("只给办事的人看，和您选的分开放；不要写姓名、电话。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        for code, label in PARTS.items():
            self.fields[code] = forms.ChoiceField(
                label=label, choices=Grade, widget=forms.RadioSelect, required=False
            )
        self.order_fields([*self.first, "overall", *PARTS, "voter", "words"])

    first = ()

    @property
    def parts(self):
        return [self[code] for code in PARTS]

    def answer(self):
        told = self.cleaned_data
        parts = {code: told[code] for code in PARTS if told[code]}
        return Answer(told["overall"], told["voter"], parts, told["words"])


class PhoneAnswerForm(AnswerForm):
    """Staff called her and write down what she says."""

    phone = MobilePhone(
        label=_("打的是哪个手机号"), error_messages={"required": _("请填手机号。")},
        help_text=_("只用来保证一个号评一次，不存下来。"),
    )  # fmt: skip
    first = ("phone",)


class SheetForm(LateFields):
    """So many ballots said so."""

    where = Words(
        label=_("在哪里收的"), most=80, required_words=_("请写在哪里收的，例如“村民代表会议”。")
    )

    def __init__(self, *args, replaces=None, **options):
        super().__init__(*args, label_suffix="", **options)
        for name, label in (*Grade.choices, ("invalid", _("无效"))):
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST, initial=0,
                widget=forms.TextInput({"inputmode": "numeric"}),
                error_messages={
                    "required": _("请填份数，没有就填 0。"), "invalid": _("请只写整数，没有就填 0。")
                },
            )  # fmt: skip
        for code, label in PARTS.items():
            for grade in Grade:
                self.fields[f"{code}_{grade.value}"] = forms.IntegerField(
                    label=f"{label}：{grade.label}", min_value=0, max_value=MOST, required=False,
                    widget=forms.TextInput({"inputmode": "numeric"}),
                    error_messages={"invalid": _("请只写整数，没有就填 0。")},
                )  # fmt: skip
        if replaces is not None:
            self.initial |= {
                f"{code}_{grade.value}": number
                for code, numbers in replaces.parts.items()
                for grade, number in zip(Grade, numbers, strict=True)
            }
            self.fields["reason"] = Words(
                label=_("更正原因"), least=5, most=200, required_words=_("请写更正原因。")
            )

    @property
    def counts(self):
        return [self[name] for name in (*Grade.values, "invalid")]

    @property
    def parts(self):
        """[the three fields] of each part."""
        return [[self[f"{code}_{grade}"] for grade in Grade.values] for code in PARTS]

    @property
    def parts_are_open(self):
        """Whether something stands there already, or is wrong there."""
        return any(field.errors or field.value() for row in self.parts for field in row)

    def said(self):
        return Said(**{name: self.cleaned_data[name] for name in (*Grade.values, "invalid")})

    def said_of_parts(self):
        told = self.cleaned_data
        return {
            code: Said(**{grade: told[f"{code}_{grade}"] or 0 for grade in Grade.values})
            for code in PARTS
        }


class MembersForm(forms.Form):
    members = forms.IntegerField(
        label=_("应评人数"), min_value=1, max_value=MOST,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"required": _("请填应评人数。"), "invalid": _("请只写整数，例如 45。")},
    )  # fmt: skip


class BarForm(forms.Form):
    barred = MobilePhone(
        label=_("承办单位或其联系人的手机号"), error_messages={"required": _("请填手机号。")},
        help_text=_("登记后这个号不能参加评议；只存指纹，存完谁也看不到号码。"),
    )  # fmt: skip
