"""Who takes over which post: one line for each post in force, left empty where nothing changes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.handovers import Successor
from projects.forms.fields import Words
from projects.models.handovers import WHY_LENGTH


class HandOverForm(forms.Form):
    """`posts` are those she may hand over, `who` the accounts she may name. Of each post: the user
    name of who takes over, and where `may_invite` her name if she has no account yet."""

    why = Words(
        label=lazy("事由"), most=WHY_LENGTH, required_words=lazy("请写明事由，例如：换届。")
    )

    def __init__(self, *args, posts, who, may_invite, **options):
        super().__init__(*args, label_suffix="", **options)
        self.who, self.may_invite = who, may_invite
        self.posts = {str(post.pk): post for post in posts}
        for key, post in self.posts.items():
            label = f"{post.title} · {post.person}"
            self.fields[f"user-{key}"] = _word(_("{}：接任人的用户名").format(label), 150)
            if may_invite:
                self.fields[f"name-{key}"] = _word(_("{}：新账号的姓名").format(label), 40)

    def rows(self):
        """[(post, its two fields)], for the page; no second one where nobody is invited."""
        return [
            (post, self[f"user-{key}"], self[f"name-{key}"] if self.may_invite else None)
            for key, post in self.posts.items()
        ]

    def clean(self):
        told = super().clean()
        typed = {key: told.get(f"user-{key}", "").strip() for key in self.posts}
        names = {key: told.get(f"name-{key}", "").strip() for key in self.posts}
        asked = self.who.filter(username__in=[one for one in typed.values() if one])
        known = {person.username: person for person in asked}
        self.chosen = []
        for key, username in typed.items():
            if not username:
                if names[key]:
                    self.add_error(f"user-{key}", _("写了姓名，还要写用户名。"))
                continue
            person = known.get(username)
            if person is None and not self.may_invite:
                self.add_error(
                    f"user-{key}",
                    _(
                        "本村（社区）没有用户名是“{}”的人，请核对；新来的人，请系统管理员先建账号，并办移交。"
                    ).format(username),
                )
            elif person is None and not names[key]:
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
