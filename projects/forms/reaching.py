"""How somebody wants to be told: a box per subject and channel, and where her e-mail goes.

A resident chooses for herself; whoever holds a post chooses for the messages of her office, which
whoever holds the same post reads, too.
"""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from weishishi.outbox import queries
from weishishi.outbox.actions import choose, reach_by
from weishishi.outbox.channels import is_open
from weishishi.outbox.models import Channel

# WeChat begins in WeChat, a robot speaks in the group of a place.
OFFERED = {
    "person": (Channel.SMS, Channel.EMAIL),
    "office": (Channel.ROBOT, Channel.SMS, Channel.EMAIL),
}


class ReachingForm(forms.Form):
    email = forms.EmailField(
        label=lazy("电子邮箱（不用可以不填）"), max_length=120, required=False,
        error_messages={"invalid": lazy("邮箱写法不对，例如 name@example.com。")},
    )  # fmt: skip

    def __init__(self, recipient, person, data=None):
        """`person` is whose e-mail it is: the recipient herself, or who holds the post."""
        self.recipient, self._person = recipient, ("person", person.pk)
        self._channels = [one for one in OFFERED[recipient[0]] if is_open(one)]
        self._standing = queries.standing(recipient, self._channels)
        super().__init__(
            data, label_suffix="", initial={"email": queries.address(self._person, Channel.EMAIL)}
        )
        if Channel.EMAIL not in self._channels:
            del self.fields["email"]
        for (subject, channel), wanted in self._standing.items():
            self.fields[f"{subject.key}-{channel}"] = forms.BooleanField(
                label=channel.label,
                required=False,
                initial=wanted,
                disabled=self._is_fixed(subject, wanted),
            )

    @staticmethod
    def _is_fixed(subject, wanted):
        return subject.is_fixed and wanted

    @property
    def rows(self):
        """[(subject, [its boxes])] in the order of the table."""
        subjects = dict.fromkeys(subject for subject, _channel in self._standing)
        return [
            (one, [self[f"{one.key}-{channel}"] for channel in self._channels]) for one in subjects
        ]

    def save(self):
        if "email" in self.fields:
            reach_by(
                recipient=self._person, channel=Channel.EMAIL, value=self.cleaned_data["email"]
            )
        for (subject, channel), was in self._standing.items():
            wanted = self.cleaned_data[f"{subject.key}-{channel}"]
            if wanted != was:
                choose(
                    recipient=self.recipient, subject=subject.key, channel=channel, wanted=wanted
                )
