"""What the desk asks when a hazard was removed first, and how the list of debts is narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.clocks import LAMPS
from projects.forms.fields import Words, moment
from projects.forms.steps import without_numbers

_NEEDED = _("请写明时间。")


class RemovalForm(forms.Form):
    """Who ordered it, when, why; what was done, by whom, when."""

    ordered_by = forms.ChoiceField(
        label=_("谁决定的"), error_messages={"required": _("请选是谁决定的。")}
    )
    ordered_at = moment(_("什么时候决定的"), required_words=_NEEDED)
    reason = Words(
        label=_("为什么不能等"), most=300, rows=2, required_words=_("请写明为什么不能等。"),
        help_text=_("至少 10 个字，例如：护栏松动，下面是小孩常走的路，随时会砸到人。"),
    )  # fmt: skip
    done = Words(label=_("做了什么"), most=300, rows=2, required_words=_("请写明做了什么。"))
    done_by = Words(label=_("谁做的"), most=80, required_words=_("请写明谁做的。"))
    done_at = moment(_("什么时候排除的"), required_words=_NEEDED)
    late_reason = forms.CharField(
        label=_("为什么补录"), max_length=200, required=False,
        help_text=_("一个工作日以前的事才要写。"),
    )  # fmt: skip

    def __init__(self, *args, posts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        choices = [(key, f"{post.office}（{post.person}）") for key, post in self.posts.items()]
        self.fields["ordered_by"].choices = [("", _("请选")), *choices]

    def clean_ordered_by(self):
        return self.posts[self.cleaned_data["ordered_by"]]

    def clean_reason(self):
        return without_numbers(self.cleaned_data["reason"])

    def clean_done(self):
        return without_numbers(self.cleaned_data["done"])


class OwedForm(forms.Form):
    """The filters of 应急欠账."""

    lamp = forms.ChoiceField(
        label=_("期限"), required=False,
        choices=[("", _("全部")), *((kind, LAMPS[kind]) for kind in ("late", "soon", "fine"))],
    )  # fmt: skip
    town = forms.ChoiceField(label=_("镇"), required=False)

    def __init__(self, *args, towns=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [("", _("全部")), *((str(pk), name) for pk, name in towns)]

    def chosen(self):
        """What was asked for; a forged value asks for everything."""
        self.is_valid()
        return {
            "lamp": self.cleaned_data.get("lamp", ""),
            "town": self.cleaned_data.get("town", ""),
        }
