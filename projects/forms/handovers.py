"""Who takes over which post: one line for each post in force, left empty where nothing changes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.handovers import Successor
from projects.forms.fields import Words
from projects.models.handovers import WHY_LENGTH
from villages.models import Person


class HandOverForm(forms.Form):
    """`posts` are those she may hand over. Of each: the user name of who takes over, and her name
    where she has no account yet (then she is invited)."""

    why = Words(
        label=lazy("事由"), most=WHY_LENGTH, required_words=lazy("请写明事由，例如：换届。")
    )

    def __init__(self, *args, posts, **options):
        super().__init__(*args, label_suffix="", **options)
        self.posts = {str(post.pk): post for post in posts}
        for key, post in self.posts.items():
            label = f"{post.title} · {post.person}"
            self.fields[f"user-{key}"] = _word(_("{}：接任人的用户名").format(label), 150)
            self.fields[f"name-{key}"] = _word(_("{}：新账号的姓名").format(label), 40)

    def rows(self):
        """[(post, its two fields)], for the page."""
        return [
            (post, self[f"user-{key}"], self[f"name-{key}"]) for key, post in self.posts.items()
        ]

    def clean(self):
        told = super().clean()
        typed = {key: told.get(f"user-{key}", "").strip() for key in self.posts}
        names = {key: told.get(f"name-{key}", "").strip() for key in self.posts}
        known = Person.objects.in_bulk(
            [one for one in typed.values() if one], field_name="username"
        )
        self.chosen = []
        for key, username in typed.items():
            if not username:
                if names[key]:
                    self.add_error(f"user-{key}", _("写了姓名，还要写用户名。"))
                continue
            person = known.get(username)
            if person is None and not names[key]:
                self.add_error(
                    f"name-{key}",
                    _("没有“{}”这个账号：新账号请写姓名，否则请核对用户名。").format(username),
                )
            elif person is not None and names[key] and names[key] != person.display_name:
                self.add_error(
                    f"name-{key}",
                    _("“{}”已有账号，姓名请留空；是另一个人，请换一个用户名。").format(username),
                )
            new = Successor(username=username, name=names[key])
            self.chosen.append((self.posts[key], Successor(person=person) if person else new))
        if not self.errors and not self.chosen:
            raise forms.ValidationError(_("请至少给一个职务写上接任的人。"))
        return told


def _word(label, most):
    widget = forms.TextInput(
        {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
    )
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)
