"""The votes on one item, as the desk types them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.forms.fields import Words
from projects.models import AgendaItem, Interest
from projects.models.meetings import TEXT

MOST_INTERESTS = 3


def _number(label):
    return forms.IntegerField(
        label=label, min_value=0, max_value=100_000, required=False,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": lazy("票数只写数字。"), "min_value": lazy("票数不能是负数。")},
    )  # fmt: skip


class VotesForm(forms.Form):
    """Empty votes are not counted yet; a ticked 缓议 has none."""

    agree = _number(lazy("赞成"))
    against = _number(lazy("反对"))
    abstain = _number(lazy("弃权"))
    method = forms.ChoiceField(label=lazy("表决方式"), choices=AgendaItem.Method.choices)
    area_for = forms.DecimalField(
        label=lazy("赞成的面积（平方米）"), required=False, min_value=0, max_digits=12,
        decimal_places=2, error_messages={"invalid": lazy("面积只写数字。")},
    )  # fmt: skip
    discussion = Words(
        label=lazy("讨论要点"), most=TEXT, rows=3, required=False,
        help_text=lazy("谁说了什么；内部记录，不公开。"),
    )  # fmt: skip
    postponed = forms.BooleanField(label=lazy("缓议（这次不表决）"), required=False)

    def __init__(self, *args, item, roster, by_area=False, **kwargs):
        initial = {
            "agree": item.votes_for, "against": item.votes_against, "abstain": item.votes_abstain,
            "method": item.method, "discussion": item.discussion, "area_for": item.area_for,
            "postponed": item.result == AgendaItem.Result.POSTPONED,
        }  # fmt: skip
        super().__init__(*args, initial=initial, prefix=f"item-{item.pk}", **kwargs)
        self.item, self.has_roster = item, bool(roster)
        if not by_area:
            del self.fields["area_for"]
        if roster:
            self._ask_interests(roster, list(item.interests.all()))

    def _ask_interests(self, roster, known):
        people = [("", _("没有")), *((one.pk, _named(one)) for one in roster)]
        for number in range(max(MOST_INTERESTS, len(known) + 1)):
            one = known[number] if number < len(known) else None
            self.fields[f"who-{number}"] = forms.TypedChoiceField(
                label=_("有利害关系的人"), choices=people, required=False, coerce=int,
                empty_value=None, initial=one and one.name_id,
            )  # fmt: skip
            self.fields[f"why-{number}"] = forms.ChoiceField(
                label=_("是什么关系"), choices=Interest.Kind.choices, required=False,
                initial=one.kind if one else Interest.Kind.PROPOSER,
            )  # fmt: skip

    def interest_rows(self):
        names = [name for name in self.fields if name.startswith("who-")]
        return [(self[name], self[name.replace("who", "why")]) for name in names]

    def count_fields(self):
        return [self[name] for name in ("agree", "against", "abstain")]

    def clean(self):
        told = super().clean()
        counts = [told.get(name) for name in ("agree", "against", "abstain")]
        if any(one is not None for one in counts) and counts[0] is None:
            self.add_error("agree", _("赞成、反对、弃权要一起填，没有的填 0。"))
        return told

    def votes(self):
        """The facts of projects.actions.meetings.Votes."""
        told = self.cleaned_data
        interested = {
            told[name]: told[name.replace("who", "why")] or Interest.Kind.RELATIVE
            for name in self.fields
            if name.startswith("who-") and told.get(name)
        }
        return {
            "agree": told["agree"], "against": told["against"] or 0,
            "abstain": told["abstain"] or 0, "method": told["method"],
            "discussion": told["discussion"], "area_for": told.get("area_for"),
            "postponed": told["postponed"],
            "interested": interested if self.has_roster else None,
            "excluded": self.item.excluded,
        }  # fmt: skip


def _named(one):
    return f"{one.name}（{one.mark}）" if one.mark else one.name
