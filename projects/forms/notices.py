"""What somebody types who objects, who answers, and who posts a notice."""

from uuid import uuid4

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions.objections import Said
from projects.forms.agreements import AgreementField
from projects.forms.fields import MobilePhone, Words, moment
from projects.forms.steps import NOTE_LENGTH, without_numbers
from projects.models import Objection
from projects.models.notices import RELEASED_LENGTH, WORDS_LENGTH
from villages import notices
from villages.models.places import PHONE_LINE
from weishishi.kernel.numbers import read_objection_number

_html = lazy(format_html, SafeString)


class _Agreement(AgreementField):
    """Asked of who leaves a name or a phone; who leaves neither has nothing to agree to."""

    sentence = gettext_lazy(
        '留了称呼或电话的，请看<a href="{}" target="_blank">《个人信息保护告知书》</a>，同意就打个勾；'
        "我已满 14 周岁。"
    )

    def validate(self, value):
        if value:
            super().validate(value)


class ObjectionForm(forms.Form):
    """What is wrong is all that is asked; who she is, only if she wants to say it."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    item = forms.ChoiceField(
        label=gettext_lazy("对哪一件"), widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请先选对哪一件有意见。"),
            "invalid_choice": gettext_lazy("请先选对哪一件有意见。"),
        },
    )  # fmt: skip
    words = Words(
        label=gettext_lazy("您的意见"), least=5, most=WORDS_LENGTH, rows=5,
        help_text=gettext_lazy("哪里不合适、希望怎么改。原话只给办事的人看，不公开。"),
        required_words=gettext_lazy("请写一写您的意见。"),
    )  # fmt: skip
    name = Words(
        label=gettext_lazy("怎么称呼您（可以不填）"), most=40, required=False,
        help_text=gettext_lazy("不填也一样受理；填了也不公开。"),
    )  # fmt: skip
    phone = MobilePhone(
        label=gettext_lazy("手机号（可以不填）"),
        required=False,
        help_text=gettext_lazy("加密保存，只用来跟您核实情况，不公开。"),
    )
    agree = _Agreement(required=False)

    def __init__(self, *args, items=(), **options):
        """`items` are (pk, name) of what can be objected to; the only one need not be chosen."""
        super().__init__(*args, label_suffix="", **options)
        self.fields["item"].choices = [(str(pk), name) for pk, name in items]
        if len(items) == 1:
            self.fields["item"].widget = forms.HiddenInput()
            self.fields["item"].initial = str(items[0][0])
        self.fields["form_token"].initial = uuid4()
        self.order_fields(["form_token", "item", "words", "name", "phone", "agree"])

    def clean(self):
        told = super().clean()
        leaves = told.get("name") or told.get("phone") or self.errors.get("phone")
        if leaves and not told.get("agree") and "agree" not in self.errors:
            self.add_error("agree", _Agreement.missing)
        return told

    def said(self):
        told = self.cleaned_data
        return Said(
            form_token=told["form_token"] or uuid4(), words=told["words"], name=told["name"],
            phone=told["phone"], notice_version=told["agree"],
        )  # fmt: skip


class LookUpForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("意见号"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=gettext_lazy("11 位数字，提意见时给您的。"),
        error_messages={"required": gettext_lazy("请填意见号。")},
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)

    def clean_number(self):
        return read_objection_number(self.cleaned_data["number"])


class ObjectionEntryForm(forms.Form):
    """Somebody says it at the window or on the phone, and staff write it down."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.ChoiceField(label=gettext_lazy("对哪一件"))
    channel = forms.ChoiceField(
        label=gettext_lazy("怎么收到的"),
        choices=[one for one in Objection.Channel.choices if one[0] != Objection.Channel.ONLINE],
    )
    words = Words(label=gettext_lazy("意见原话"), least=5, most=WORDS_LENGTH, rows=5)
    name = Words(label=gettext_lazy("称呼"), most=40, required=False)
    phone = MobilePhone(label=gettext_lazy("手机号"), required=False)
    at = moment(
        gettext_lazy("什么时候收到的"), required=False, help_text=gettext_lazy("不填就是现在。")
    )
    told = forms.BooleanField(
        label=_html(
            gettext_lazy('留了称呼或电话的：已口头告知<a href="{}">告知书</a>的要点，本人同意'),
            reverse_lazy("privacy"),
        ),
        required=False,
    )

    def __init__(self, *args, items=(), **options):
        super().__init__(*args, label_suffix="", **options)
        self.fields["item"].choices = [
            (one.pk, f"{one.name}（{one.notice.number}）") for one in items
        ]
        self.fields["form_token"].initial = uuid4()

    def clean(self):
        told = super().clean()
        if (told.get("name") or told.get("phone")) and not told.get("told"):
            self.add_error("told", _("请先把告知书的要点讲给本人听，同意后打勾。"))
        return told

    def said(self):
        told = self.cleaned_data
        return Said(
            form_token=told["form_token"], words=told["words"], name=told["name"],
            phone=told["phone"], channel=told["channel"],
            notice_version=notices.CURRENT if told["told"] else "",
        )  # fmt: skip


class AnswerForm(forms.Form):
    """The answer is for everybody; so is the summary, where one is written."""

    is_upheld = forms.TypedChoiceField(
        label=gettext_lazy("意见成立吗"), widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("不成立：说明情况，继续办")),
            ("yes", gettext_lazy("成立：撤下公示，重新协商")),
        ],
        coerce=lambda value: value == "yes",
        error_messages={"required": gettext_lazy("请选意见成立不成立。")},
    )  # fmt: skip
    answer = Words(
        label=gettext_lazy("书面答复"), least=10, most=WORDS_LENGTH, rows=5,
        help_text=gettext_lazy("所有人都看得到；不写提意见的人是谁，不写邻居的姓名、病情、门牌号。"),
        required_words=gettext_lazy("请写答复。"),
    )  # fmt: skip
    released_words = Words(
        label=gettext_lazy("公开的意见摘要"), most=RELEASED_LENGTH, rows=2, required=False,
        help_text=gettext_lazy("不填就只公开有一条意见；不要照抄原话。"),
    )  # fmt: skip

    def clean_answer(self):
        return without_numbers(self.cleaned_data["answer"])

    def clean_released_words(self):
        return without_numbers(self.cleaned_data["released_words"])


def _phone_line(label):
    return forms.CharField(label=label, max_length=25, required=False, validators=[PHONE_LINE])


class PostForm(forms.Form):
    """Which matters, by which meeting, and whom one can call."""

    projects = forms.MultipleChoiceField(
        label=gettext_lazy("公示哪几件"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一件要公示的。")},
    )  # fmt: skip
    title = Words(
        label=gettext_lazy("标题"),
        most=120,
        required=False,
        help_text=gettext_lazy("不填就按项目名称自动写。"),
    )
    basis = Words(
        label=gettext_lazy("依据哪次会议"), least=4, most=200, required=False,
        help_text=gettext_lazy("不填就按会议记录自动写，例如：2021年第3次村民代表会议表决通过。"),
    )  # fmt: skip
    note = Words(
        label=gettext_lazy("告诉提出人的结论"), least=4, most=NOTE_LENGTH, rows=3,
        help_text=gettext_lazy("会原样告诉每一位提出人，也会公开。"),
        required_words=gettext_lazy("请写告诉提出人的结论。"),
    )  # fmt: skip
    village_phone = _phone_line(gettext_lazy("村（社区）电话"))
    town_phone = _phone_line(gettext_lazy("镇电话"))
    supervision_phone = _phone_line(gettext_lazy("监督电话"))
    at = moment(gettext_lazy("什么时候张贴的（补录才填）"), required=False)
    late_reason = forms.CharField(label=gettext_lazy("为什么补录"), max_length=200, required=False)

    def __init__(self, *args, projects=(), **options):
        super().__init__(*args, label_suffix="", **options)
        self.rows = {str(one.pk): one for one in projects}
        self.fields["projects"].choices = [(pk, one.title) for pk, one in self.rows.items()]

    def clean_note(self):
        return without_numbers(self.cleaned_data["note"])

    @property
    def chosen(self):
        """The matters that were ticked, as far as they are hers."""
        ticked = self["projects"].value() or ()
        return [self.rows[pk] for pk in ticked if pk in self.rows]
