"""What a resident says, on four screens: which kind of matter, where, in her own words, and how to
reach her."""

import re
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.proposals import Proposal
from projects.choices import Channel, Helps, Identity, MicroType
from projects.forms.agreements import AgreementField
from projects.forms.fields import MobilePhone, Words
from projects.models.sheets import KIND, WHERE, WORDS
from projects.queries import library, places

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
# What a screen sends beside its fields: its buttons, no file chosen, what is written at a photo.
BUTTONS = {"csrfmiddlewaretoken", "size", "language", "go", "save", "upload", "remove", "photos"}
PHOTO = "photo-"
LATITUDES, LONGITUDES = (3, 54), (73, 136)  # as the database asks: within China


class Screen(forms.Form):
    """One screen; `kept` names the fields whose answers the sheet keeps, as they were typed."""

    kept: tuple[str, ...] = ()

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)

    @classmethod
    def read(cls, told):
        """The form filled in with what a sheet knows, ready to be checked."""
        return cls({name: told.get(name, "") for name in cls.kept})

    def typed(self):
        """{field: what was typed}, right or wrong, for the sheet."""
        return {name: self.data.get(name, "") for name in self.kept}

    def clean(self):
        strange = set(self.data) - set(self.fields) - BUTTONS
        if any(not name.startswith(PHOTO) for name in strange):
            raise forms.ValidationError(
                _("表里多了不该有的内容，没有提交。请打开“我要提”这一页，在页面上填写。")
            )
        return super().clean()


class KindForm(Screen):
    kept = ("kind",)
    kind = forms.ChoiceField(
        label=lazy("是哪一类事？"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), lazy("请选一类；拿不准就选“说不清”。")
        ),
    )


class StartForm(KindForm):
    """The first screen before there is a sheet: `form_token` will be its key, sent twice it is the
    same one; `village` comes from the poster's code and waits for the second screen."""

    kept = ("kind", "village")
    form_token = forms.CharField(widget=forms.HiddenInput, required=False)
    village = forms.CharField(widget=forms.HiddenInput, required=False)
    library = forms.CharField(widget=forms.HiddenInput, required=False)

    def words(self):
        """What an entry of the library says, to begin the words with; {} without one."""
        asked = self.data.get("library", "")
        wanted = library.offered(int(asked)) if asked.isdecimal() and len(asked) < 16 else None
        return (
            {"words": _("我们村也想要“{title}”：{what}").format(**wanted)[:500]} if wanted else {}
        )

    @property
    def key(self):
        try:
            return UUID(self.data.get("form_token", ""))
        except ValueError:
            return uuid4()


class WhereForm(Screen):
    """The village, one of its known places, the spot; a map may fill in the point."""

    kept = ("village", "place", "spot", "latitude", "longitude")
    village = forms.ChoiceField(
        label=lazy("在哪个村（社区）？"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), lazy("请从列表里选一个村（社区）。")
        ),
    )
    place = forms.ChoiceField(
        label=lazy("在哪个小区、自然村？（选填）"),
        required=False,
        error_messages={"invalid_choice": lazy("这个地点不在您选的村（社区）里，请重新选。")},
    )
    spot = Words(
        label=lazy("具体位置"),
        most=120,
        help_text=lazy("比如：三巷 12 号门口到村口小卖部这一段。只给工作人员看，不公开。"),
        required_words=lazy("请写明位置，工作人员好到现场看。"),
    )
    latitude = forms.CharField(widget=forms.HiddenInput, required=False)
    longitude = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["village"].choices = [
            ("", _("请选择")),
            *(
                (town.name, [(str(village.pk), village.name) for village in town.villages])
                for town in places.towns_with_villages()
            ),
        ]
        self.places = places.places_to_choose(self["village"].value())
        self.fields["place"].choices = [
            ("", _("不在这些地方，或者说不清")),
            *((str(place.pk), place.name) for place in self.places),
        ]

    def clean(self):
        told = super().clean()
        point = [_number(told.get(name)) for name in ("latitude", "longitude")]
        told["point"] = tuple(point) if _is_in_china(*point) else (None, None)
        return told


class WordsForm(Screen):
    """Her own words and the photos; each file is judged by itself, so one bad one spoils nothing."""

    kept = ("words",)
    words = Words(
        label=lazy("什么事？照您平时说的写就行"),
        least=10,
        most=500,
        rows=6,
        help_text=lazy("10 到 500 个字。原话只给工作人员看；公开的是整理、审核过的说明。"),
        required_words=lazy("请写一写是什么事，至少 10 个字。"),
    )


class CheckForm(Screen):
    """How to reach her, and her consent. Name, phone and consent are never kept on the sheet."""

    kept = ("identity", "helps", "show_name")
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
    helps = forms.ChoiceField(
        label=lazy("您愿意出资、出力吗（选填）"),
        choices=[("", lazy("以后再说")), *Helps.choices],
        required=False,
        error_messages={"invalid_choice": lazy("请从列表里选一项。")},
    )
    show_name = forms.BooleanField(
        label=lazy("愿意公开我的称呼（选填，不勾就不公开）"), required=False
    )
    agree = AgreementField()

    def __init__(self, *args, has_account=False, **options):
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        for name in ("name", "phone"):
            self.fields[name].widget.attrs["data-private"] = True
            if has_account:
                del self.fields[name]


FORMS = {KIND: KindForm, WHERE: WhereForm, WORDS: WordsForm}


def first_wrong(told):
    """The first screen whose answers do not hold (or None), and the three forms, checked."""
    forms_of = {screen: form.read(told) for screen, form in FORMS.items()}
    wrong = [screen for screen, form in forms_of.items() if not form.is_valid()]
    return (wrong[0] if wrong else None), forms_of


def proposal_of(sheet, answers, check):
    """What the sheet's checked forms say, ready to be submitted."""
    kind, where, words = (answers[screen].cleaned_data for screen in (KIND, WHERE, WORDS))
    told = check.cleaned_data
    latitude, longitude = where["point"]
    return Proposal(
        form_token=sheet.key,
        village=places.village(where["village"]),
        title=first_sentence(words["words"]),
        need=words["words"],
        channel=Channel.ONLINE,
        micro_type="" if kind["kind"] == UNSURE else kind["kind"],
        place=places.place(where["place"]),
        spot=where["spot"],
        latitude=latitude,
        longitude=longitude,
        identity=told["identity"] or Identity.RESIDENT,
        show_name=told["show_name"],
        helps=told["helps"],
        notice_version=told["agree"],
        name=told.get("name", ""),
        phone=told.get("phone", ""),
    )


def first_sentence(words):
    """The beginning of the words up to a full stop, at most 24 characters, as a title."""
    sentence = re.split(r"[。！？!?；;\n]", words, maxsplit=1)[0].strip() or words.strip()
    if len(sentence) <= DERIVED_TITLE:
        return sentence
    return re.split(r"[，,、：:]", sentence[:DERIVED_TITLE])[0] or sentence[:DERIVED_TITLE]


def _number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def _is_in_china(latitude, longitude):
    """A point a browser made up is no reason to refuse the rest."""
    return (
        latitude is not None
        and longitude is not None
        and LATITUDES[0] <= latitude <= LATITUDES[1]
        and LONGITUDES[0] <= longitude <= LONGITUDES[1]
    )
