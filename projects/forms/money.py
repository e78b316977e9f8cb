"""What the desk asks when money is promised, arrives, is paid, settled or corrected."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from funding.actions.pledges import Promise
from funding.actions.settlements import Settled
from funding.models import PLEDGED, Form, Giver, Source
from projects.forms.desk import YuanField
from projects.forms.fields import Words
from weishishi.kernel import clock
from weishishi.kernel.date_inputs import DayInput

ACCEPTED = "image/*,application/pdf"
NEW = "new"
PUBLISHED = lazy("会原样公开：不写姓名、电话、门牌和病情。")


def day(label, **options):
    options.setdefault("help_text", "")
    return forms.DateField(
        label=label, widget=DayInput(),
        error_messages={
            "required": lazy("请写日期。"), "invalid": lazy("日期写成 2021-06-01 这样，请再填一次。"),
        },
        **options,
    )  # fmt: skip


class Deed(forms.Form):
    """A form with the id of the request made when it was shown, and a file that is kept at once: a
    refused form does not lose it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    evidence = forms.FileField(
        label=lazy("票据、文件"), required=False, widget=forms.FileInput({"accept": ACCEPTED}),
        help_text=lazy("拍照或 PDF，只给工作人员看。"),
        error_messages={"required": lazy("请附上发票、合同或收据的照片或 PDF。")},
    )  # fmt: skip
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    wants_file = False

    def __init__(self, *args, budget, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.budget, self.document = budget, document
        if "evidence" in self.fields:  # kept before the form is asked: none to be sent again
            self.fields["evidence"].required = self.wants_file and document is None
        if document:
            self.fields["evidence"].help_text = _("已收到：{}。要换再选一次。").format(
                document.name
            )

    @property
    def sha256(self):
        return self.document.sha256 if self.document else ""


class Lined(Deed):
    """A deed about one line of the budget."""

    line = forms.ChoiceField(
        label=lazy("哪一项来源"), error_messages={"required": lazy("请选是哪一项来源的钱。")}
    )

    def __init__(self, *args, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = {str(number): line for number, (line, _words) in enumerate(lines)}
        choices = [(str(number), words) for number, (_line, words) in enumerate(lines)]
        self.fields["line"].choices = choices if len(choices) == 1 else [("", _("请选")), *choices]

    def clean_line(self):
        return self.lines[self.cleaned_data["line"]]


class PledgeForm(Deed):
    """认捐书: who promises what until when, after the terms were read."""

    giver = forms.ChoiceField(label=lazy("谁出资"))
    new_name = Words(label=lazy("新的出资方名称"), most=60, required=False)
    new_kind = forms.ChoiceField(label=lazy("类别"), choices=Giver.Kind.choices, required=False)
    shows_name = forms.BooleanField(
        label=lazy("个人同意公开姓名（不勾就写“爱心人士”）"), required=False
    )
    source = forms.ChoiceField(
        label=lazy("来源"), choices=[(code, Source(code).label) for code in PLEDGED]
    )
    form = forms.ChoiceField(label=lazy("形式"), choices=Form.choices, initial=Form.CASH)
    yuan = YuanField(label=lazy("金额（元）"), help_text=lazy("实物写折价。"))
    what = Words(
        label=lazy("出什么"), most=120, required_words=lazy("请写出什么，例如“护栏材料”。")
    )
    signed_on = day(lazy("签字日期"))
    due_on = day(lazy("什么时候到"))
    terms_read = forms.BooleanField(
        label=lazy("出资方已经看过上面的条款"),
        error_messages={"required": lazy("请先请出资方看条款。")},
    )
    is_voluntary = forms.BooleanField(
        label=lazy("出资方是自愿的，没有摊派"),
        error_messages={"required": lazy("请先确认是自愿出资；不能摊派。")},
    )

    field_order = (
        "giver", "new_name", "new_kind", "shows_name", "source", "form", "yuan", "what",
        "signed_on", "due_on", "evidence", "terms_read", "is_voluntary",
    )  # fmt: skip

    def __init__(self, *args, givers=(), **kwargs):
        super().__init__(*args, **kwargs)
        known = [(str(one.pk), f"{one}（{one.get_kind_display()}）") for one in givers]
        self.givers = {str(one.pk): one for one in givers}
        self.fields["giver"].choices = [*known, (NEW, _("名单里没有，写在下面"))]
        self.fields["evidence"].label = _("签好字的认捐书")

    def clean(self):
        data = super().clean()
        if data.get("giver") == NEW and not data.get("new_name"):
            self.add_error("new_name", _("请写出资方的名称。"))
        return data

    def promise(self, giver):
        told = self.cleaned_data
        return Promise(
            giver=giver, source=told["source"], form=told["form"], fen=told["yuan"],
            what=told["what"], due_on=told["due_on"], signed_on=told["signed_on"],
            is_voluntary=told["is_voluntary"], evidence=self.sha256,
        )  # fmt: skip


class ReceiveForm(Lined):
    yuan = YuanField(label=lazy("到账金额（元）"))
    on = day(lazy("到账日期"))
    reference = Words(
        label=lazy("收据号"), most=60, required_words=lazy("请写收据号或银行流水号。")
    )
    note = Words(label=lazy("摘要"), most=200, help_text=PUBLISHED, required=False)
    field_order = ("line", "yuan", "on", "reference", "note", "evidence")


class TakeOverForm(Lined):
    goods = Words(
        label=lazy("规格、数量"), most=80, required=False,
        help_text=lazy("例如：不锈钢扶手 12 米。"),
    )  # fmt: skip
    yuan = YuanField(label=lazy("折价（元）"))
    basis = Words(
        label=lazy("折价依据"), most=200, help_text=PUBLISHED, required_words=lazy("实物要写明折价依据，例如“材料清单和报价”。")
    )  # fmt: skip
    on = day(lazy("接收日期"))
    reference = Words(label=lazy("接收单号"), most=60, required_words=lazy("请写接收单号。"))
    donation_no = Words(
        label=lazy("捐赠票据号"), most=60, required=False, help_text=lazy("开了捐赠票据的才填。")
    )
    field_order = (
        "line", "goods", "yuan", "basis", "on", "reference", "donation_no", "evidence",
    )  # fmt: skip


class SettleForm(Deed):
    contract_no = Words(label=lazy("合同号"), most=60, required_words=lazy("请写合同号。"))
    contract = YuanField(label=lazy("合同价（元）"))
    claimed = YuanField(label=lazy("送审价（元）"))
    settled = YuanField(label=lazy("审定价（元）"), help_text=lazy("不能高于送审价。"))
    keeps = forms.BooleanField(label=lazy("留质保金"), required=False)
    on = day(lazy("结算日期"))
    field_order = ("contract_no", "contract", "claimed", "settled", "keeps", "on", "evidence")

    def __init__(self, *args, per_cent=0, release_on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.per_cent, self.release_on = per_cent, release_on
        self.fields["keeps"].label = _("留 {per_cent}% 质保金，到 {day}（镇里的规则）").format(
            per_cent=per_cent, day=release_on
        )

    def deed(self):
        told = self.cleaned_data
        row = Settled(
            key=told["key"], contract_no=told["contract_no"], contract_fen=told["contract"],
            claimed_fen=told["claimed"], settled_fen=told["settled"], evidence=self.sha256,
        )  # fmt: skip
        if not told["keeps"]:
            return row
        return replace(row, retained_basis_points=self.per_cent * 100, release_on=self.release_on)


class RefundForm(Lined):
    yuan = YuanField(label=lazy("退回金额（元）"))
    payee = Words(label=lazy("谁退回的"), most=60, required_words=lazy("请写是谁退回的。"))
    why = Words(
        label=lazy("为什么退"), most=200, help_text=PUBLISHED, required_words=lazy("请写为什么退。")
    )
    on = day(lazy("退回日期"))
    reference = Words(
        label=lazy("收据号"), most=60, required_words=lazy("请写收据号或银行流水号。")
    )
    field_order = ("line", "yuan", "payee", "why", "on", "reference", "evidence")


class GiveBackForm(Deed):
    on = day(lazy("退还日期"))
    reference = Words(label=lazy("凭证号"), most=60, required_words=lazy("请写退款的凭证号。"))
    field_order = ("on", "reference", "evidence")


class WhyForm(Deed):
    """Only a reason: a pledge is withdrawn, an entry corrected."""

    why = Words(
        label=lazy("理由"),
        most=200,
        least=5,
        help_text=PUBLISHED,
        required_words=lazy("请写明理由。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["evidence"]


class AnswerForm(Deed):
    """An opinion on a request or a change; to send it back it has to say why."""

    answer = Words(label=lazy("意见"), most=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["evidence"]


class ChangeForm(Deed):
    """变更表: why, and how long it takes now; the work and the money stand beside it."""

    reason = Words(
        label=lazy("为什么要变更"), most=300, rows=2, least=10, help_text=PUBLISHED,
        required_words=lazy("请写明变更的理由，至少 10 个字。"),
    )  # fmt: skip
    days = forms.IntegerField(
        label=lazy("工期（开工后多少个工作日）"),
        required=False,
        error_messages={"invalid": lazy("工期只写整数，例如 60。")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["evidence"]


def today():
    return {"on": clock.today(), "signed_on": clock.today()}
