"""What the village types who writes a wish down, and for each deed done to it."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.actions.wish_deliveries import Handed
from projects.actions.wishes import Wished
from projects.forms.desk import YuanField
from projects.forms.fields import Words
from projects.forms.photos import PhotosField
from projects.forms.steps import without_numbers
from projects.forms.wishes import ClaimForm, PromiseDay, day_field
from projects.models.wishes import TITLE_LENGTH, WORDS_LENGTH
from projects.wishes.states import Check, SignedBy, Whose
from weishishi.kernel import clock


class WishForm(forms.Form):
    """微心愿登记表: what everybody reads, and for whom it is, which nobody else does."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    title = Words(
        label=lazy("心愿"), least=2, most=TITLE_LENGTH, required_words=lazy("请写心愿是什么。"),
        help_text=lazy("所有人都看得到，例如“一台助听器”。不写姓名、住址、病情、学校。"),
    )  # fmt: skip
    whose = forms.ChoiceField(label=lazy("对象类别"), choices=Whose.choices)
    yuan = YuanField(label=lazy("预估价值（元）"))
    words = Words(
        label=lazy("说明"), most=WORDS_LENGTH, rows=3, required=False,
        help_text=lazy("所有人都看得到：尺码、型号、为什么想要。不写是谁。"),
    )  # fmt: skip
    whom = Words(
        label=lazy("给谁"), most=120, required=False,
        help_text=lazy("姓名、住址，加密保存，只给村（社区）和镇经办人看，送达用。"),
    )  # fmt: skip
    anonymous = forms.BooleanField(
        label=lazy("心愿和说明里没有姓名、住址、病情，认不出是谁；不是看病、救急的费用"),
        error_messages={"required": lazy("请再看一遍，写的话不能认出是谁，然后打勾。")},
    )

    def __init__(self, *args, wish=None, **options):
        initial = {"form_token": uuid4()} if wish is None else _as_written(wish)
        super().__init__(*args, label_suffix="", initial=initial, **options)
        self.was = wish

    def clean_title(self):
        return without_numbers(self.cleaned_data["title"])

    def clean_words(self):
        return without_numbers(self.cleaned_data["words"])

    def wished(self):
        told = self.cleaned_data
        return Wished(
            title=told["title"], whose=told["whose"], value_fen=told["yuan"], words=told["words"],
            whom=told["whom"],
        )  # fmt: skip


def _as_written(wish):
    names = ("form_token", "title", "whose", "words", "whom")
    yuan = f"{wish.value_fen / 100:.2f}".removesuffix(".00")
    return {name: getattr(wish, name) for name in names} | {"yuan": yuan}


class DeedForm(forms.Form):
    """Nothing is asked."""

    def __init__(self, *args, wish, **options):
        super().__init__(*args, label_suffix="", **options)
        self.wish = wish


class ReasonForm(DeedForm):
    reason = Words(
        label=lazy("理由"), least=4, most=200, rows=2, required_words=lazy("请写明理由。"),
        help_text=lazy("认领人会原样看到，不写受助人是谁。"),
    )  # fmt: skip

    def clean_reason(self):
        return without_numbers(self.cleaned_data["reason"])


class RenewForm(ReasonForm, PromiseDay):
    field_order = ("promised_on", "reason")


class EntryClaimForm(ClaimForm):
    """Somebody comes in person or calls; the terms are read to her."""

    def __init__(self, *args, wish, **options):
        super().__init__(*args, **options)
        self.wish = wish
        self.fields["agree"].label = lazy("认领承诺已经讲给认领人听，认领人愿意照办")
        self.fields["agree"].error_messages["required"] = lazy("请先把认领承诺讲给认领人听。")


class DeliveryForm(DeedForm):
    """送达清单和签收."""

    delivered_on = day_field(lazy("哪天送到的"))
    checked = forms.MultipleChoiceField(
        label=lazy("送达清单（逐项核对）"), choices=Check.choices,
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    signed_by = forms.ChoiceField(
        label=lazy("谁签收"), choices=SignedBy.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选谁签收。")},
    )  # fmt: skip
    receipt_no = Words(
        label=lazy("捐赠票据号（没有就不填）"), most=40, required=False,
        help_text=lazy("通过慈善组织捐赠、开了票据的才填。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["delivered_on"].initial = clock.today()

    def handed(self):
        told = self.cleaned_data
        return Handed(
            delivered_on=told["delivered_on"], checked=tuple(told["checked"]),
            signed_by=told["signed_by"], receipt_no=told["receipt_no"],
        )  # fmt: skip


class ThankForm(DeedForm):
    words = Words(
        label=lazy("感谢的话"), least=4, most=WORDS_LENGTH, rows=3,
        required_words=lazy("请写一句感谢的话。"),
        help_text=lazy("所有人都看得到，也印在感谢状上；不写受助人是谁。"),
    )  # fmt: skip
    name = Words(
        label=lazy("公开感谢谁"), most=60, required=False,
        help_text=lazy("认领人同意公开才能写；不写就是“爱心企业”这样的类别。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        claim = self.wish.claims.filter(delivery__isnull=False).select_related("contact").first()
        if claim is None or not claim.may_be_named:
            del self.fields["name"]
        else:
            self.fields["name"].initial = claim.contact.name

    def clean_words(self):
        return without_numbers(self.cleaned_data["words"])


class WishPhotosForm(DeedForm):
    photos = PhotosField(
        label=lazy("照片"), help_text=lazy("最多 3 张，每张不超过 12 MB；最好只拍东西，不拍人。")
    )
    caption = Words(label=lazy("图注"), most=80, required=False)
    is_public = forms.BooleanField(
        label=lazy("公开：照片里的人（未成年人由监护人）同意公开，看不出住在哪里"), required=False
    )


class ShowPhotosForm(DeedForm):
    """Which photos everybody may see; whoever agreed may change her mind."""

    shown = forms.MultipleChoiceField(
        label=lazy("公开哪几张"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.photos = list(self.wish.photos.filter(state="ready").order_by("pk"))
        self.fields["shown"].choices = [(str(one.pk), str(one)) for one in self.photos]
        self.fields["shown"].initial = [str(one.pk) for one in self.photos if one.is_public]
