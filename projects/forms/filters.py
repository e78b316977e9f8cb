"""What a visitor asked of the list, read from the address; what makes no sense is said, not obeyed."""

from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.choices import Channel, ProjectClass
from projects.clocks import LAMPS
from projects.forms.choosing import PlainSelect
from projects.queries import places
from projects.queries.coverage import COVERED_WORDS
from projects.queries.follows import KEPT
from projects.queries.periods import ALWAYS, Period
from projects.queries.public import COUNTED, Filters
from projects.states import FIVE_STAGES, Stage, State
from weishishi.kernel.tags import Kept

_COUNTED = (
    lazy("征集过"), lazy("受理过"), lazy("商量过"), lazy("确定过"), lazy("实施过"), lazy("完成过"),
    lazy("付过款"), lazy("走完了征集"), lazy("走完了遴选"), lazy("走完了确定"), lazy("走完了实施"),
    lazy("走完了评议"), lazy("走完了全程"),
)  # fmt: skip
COUNTED_WORDS = dict(zip(COUNTED, _COUNTED, strict=True))
_ALL = [("", lazy("全部"))]
_STAGES = [(stage.value, stage.label) for stage in (*FIVE_STAGES, Stage.ENDS)]
_STATES = [(state.value, state.public_name) for state in State if state != State.DRAFT]
_READ = Kept(most=64)
# Where a matter stands, in three words; whatever else was asked for stays.
_SHORTCUTS = (
    (lazy("办成的"), {"counted": "completed"}),
    (lazy("正在实施的"), {"state": State.IN_PROGRESS.value}),
    (lazy("正在商量的"), {"state": State.DELIBERATING.value}),
)
_STANDING = ("stage", "state", "counted", "period", "lamp")
MOST_ID, MOST_SAID = 2**53, 40  # the longest value that means anything


def shortcuts(asked):
    """[(words, address, whether that is what is shown)] above a list with these conditions,
    {name: value as an address writes it}: what was finished, what is built, what is talked over."""
    standing = {name: value for name, value in asked.items() if name in _STANDING}
    rest = {name: value for name, value in asked.items() if name not in _STANDING}
    return [
        (str(words), f"?{urlencode(rest | sets)}", standing == sets) for words, sets in _SHORTCUTS
    ]


class PeriodField(forms.CharField):
    """2021, 2021-Q2 or 2021-05; empty is since the start."""

    default_error_messages = {"invalid": lazy("时间写成 2021、2021-Q2 或 2021-05。")}

    def clean(self, value):
        try:
            return Period.read(super().clean(value))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class ChoiceField(forms.ChoiceField):
    widget = PlainSelect


class PlacesForm(forms.Form):
    """Conditions in an address, town and village among them; nothing is changed by it once it is made."""

    town = forms.IntegerField(label=lazy("镇"), min_value=1, max_value=MOST_ID, required=False)
    village = forms.IntegerField(
        label=lazy("村（社区）"), min_value=1, max_value=MOST_ID, required=False
    )

    @classmethod
    def of(cls, data):
        """The form of that address, made once for the same words while there are the same places."""
        rows = places.to_choose_from()
        asked = tuple((name, tuple(values)) for name, values in data.lists())
        return _READ.get((cls, get_language(), asked, rows), lambda: cls._read(data, rows))

    @classmethod
    def _read(cls, data, rows):
        form = cls(data, rows)
        form.is_valid()  # here, and not by the first two who look at it at once
        return form

    def __init__(self, data, rows=None):
        super().__init__(data, label_suffix="")
        towns = places.towns_with_villages(rows)
        self.fields["town"].widget = PlainSelect(
            choices=[*_ALL, *((town.pk, town.name) for town in towns)]
        )
        self.fields["village"].widget = PlainSelect(
            choices=[
                *_ALL,
                *((t.name, [(one.pk, one.name) for one in t.villages]) for t in towns),
            ]
        )
        self._names = {
            "town": {town.pk: town.name for town in towns},
            "village": {one.pk: one.name for town in towns for one in town.villages},
        }

    @cached_property
    def look(self):
        """What the form looks like depends on nothing else (weishishi.kernel.tags.pure)."""
        asked = [self.data.getlist(name) for name in self.fields]
        words = tuple(one[:MOST_SAID] for values in asked for one in values)
        places = tuple((name, *one.items()) for name, one in self._names.items())
        return type(self), words, hash(repr(asked)), places

    def carried(self):
        """[(name, value)] of what is at work without being offered, for the form's next round."""
        at_work = self._at_work()
        return [
            (field.name, getattr(at_work[field.name], "key", at_work[field.name]))
            for field in self.hidden_fields()
            if field.name in at_work
        ]

    def ignored(self):
        """The labels of what was not understood and therefore left out."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]

    def chosen(self):
        """[(label, words, address without it)] of the filters at work."""
        return [
            (str(self.fields[name].label), self._words(name, value), self._address_without(name))
            for name, value in self._at_work().items()
        ]

    def address(self, **more):
        """The query string of the filters at work, and `more`."""
        query = self.data.copy()
        query.clear()
        for name, value in self._at_work().items():
            query[name] = getattr(value, "key", value)
        for name, value in more.items():
            query[name] = value
        return f"?{query.urlencode()}" if query else ""

    def asked(self):
        """What was understood."""
        return self._at_work()

    def _at_work(self):
        self.is_valid()  # reads the address the first time
        return {
            name: value for name, value in self.cleaned_data.items() if value and value != ALWAYS
        }

    def _address_without(self, name):
        query = self.data.copy()
        for key in set(query) - set(self.cleaned_data) | {name}:
            query.pop(key, None)
        return f"?{query.urlencode()}" if query else "?"

    def _words(self, name, value):
        if name in self._names:
            return self._names[name].get(value, _("编号 {}").format(value))
        if isinstance(value, Period):
            return value.words
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


class VillagesForm(PlacesForm):
    """Which villages and communities: of a town, those with one of `COVERED`."""

    has = ChoiceField(
        label=lazy("已经有的"), choices=[*_ALL, *COVERED_WORDS.items()], required=False
    )
    # Not offered to choose: a link of another page brings it.
    district = forms.IntegerField(
        label=lazy("区"), min_value=1, max_value=MOST_ID, required=False, widget=forms.HiddenInput
    )


class FilterForm(PlacesForm):
    text = forms.CharField(label=lazy("找什么"), max_length=40, required=False)
    stage = ChoiceField(label=lazy("走到哪一步"), choices=_ALL + _STAGES, required=False)
    project_class = ChoiceField(
        label=lazy("类别"), choices=[*_ALL, *ProjectClass.choices], required=False
    )
    channel = ChoiceField(label=lazy("征集渠道"), choices=[*_ALL, *Channel.choices], required=False)
    best = ChoiceField(
        label=lazy("精品项目"), choices=[*_ALL, ("yes", lazy("只看精品项目"))], required=False
    )
    lamp = ChoiceField(label=lazy("时限"), choices=[*_ALL, *LAMPS.items()], required=False)
    # Not offered to choose: a link of another page brings them.
    state = ChoiceField(
        label=lazy("状态"), choices=_ALL + _STATES, required=False, widget=forms.HiddenInput
    )
    counted = ChoiceField(
        label=lazy("统计口径"), choices=[*_ALL, *COUNTED_WORDS.items()], required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip
    period = PeriodField(label=lazy("时间"), max_length=7, required=False, widget=forms.HiddenInput)
    district = forms.IntegerField(
        label=lazy("区"), min_value=1, max_value=MOST_ID, required=False, widget=forms.HiddenInput
    )
    field_order = ("text", "stage", "town", "village")

    def kept_as(self):
        """(address, words) under which this search is followed; ("", "") where nothing was chosen.
        A moment or a counter is not kept: what is new is what is followed."""
        at_work = {name: value for name, value in self._at_work().items() if name in KEPT}
        query = QueryDict(mutable=True)
        query.update(dict(sorted(at_work.items())))
        words = " · ".join(self._words(name, value) for name, value in at_work.items())
        return query.urlencode(), words

    def shortcuts(self):
        """Those above the list, with what else was asked for."""
        return shortcuts({n: getattr(v, "key", v) for n, v in self._at_work().items()})

    def filters(self):
        """What was understood."""
        return Filters(**self._at_work())
