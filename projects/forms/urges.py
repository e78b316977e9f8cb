"""What the desk asks for a 催办 or a 督办, and for its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.urges import LEAST, USUAL_DAYS
from projects.forms.fields import Words
from projects.forms.steps import without_numbers
from projects.models import Urge
from projects.models.urges import MOST_DAYS, TEXT_LENGTH


class UrgeForm(forms.Form):
    """`posts` are those below, `kinds` what this actor may use."""

    kind = forms.ChoiceField(
        label=_("催办还是督办"), widget=forms.RadioSelect,
        error_messages={"required": _("请选催办还是督办。")},
    )  # fmt: skip
    to = forms.ChoiceField(label=_("请谁答复"), error_messages={"required": _("请选请谁答复。")})
    text = Words(
        label=_("内容"), least=LEAST, most=TEXT_LENGTH, rows=3,
        required_words=_("请写明催办什么、要求什么。"),
        help_text=_("只给工作人员看；不写居民的姓名、电话。"),
    )  # fmt: skip
    within = forms.IntegerField(
        label=_("几个工作日内答复"), min_value=1, max_value=MOST_DAYS,
        error_messages={"required": _("请写几个工作日内答复。")},
    )  # fmt: skip

    def __init__(self, *args, posts=(), kinds=(), **options):
        super().__init__(*args, label_suffix="", auto_id="urge_%s", **options)
        self.posts = {str(post.pk): post for post in posts}
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds[::-1]]
        self.fields["to"].choices = [
            ("", _("请选")),
            *((key, f"{post.office}（{post.person}）") for key, post in self.posts.items()),
        ]
        self.fields["kind"].initial = Urge.Kind.URGE.value
        self.fields["within"].initial = USUAL_DAYS[Urge.Kind.URGE]

    def clean_to(self):
        return self.posts[self.cleaned_data["to"]]

    def clean_text(self):
        return without_numbers(self.cleaned_data["text"])


class UrgeAnswerForm(forms.Form):
    text = Words(
        label=_("答复"), least=LEAST, most=TEXT_LENGTH, rows=3,
        required_words=_("请写答复。"), help_text=_("只给工作人员看。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)

    def clean_text(self):
        return without_numbers(self.cleaned_data["text"])
