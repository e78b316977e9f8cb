"""The forms of a meeting's page, and what stands in them before it is saved.

All of them are sent together, whichever button is pressed. What that button does not save is laid
aside in the session, sealed, and stands in its fields again until it is saved or the meeting is over.
"""

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localtime

from projects.forms.meetings import (
    AttendanceForm,
    CancelForm,
    CorrectionForm,
    DiscussionForm,
    MinutesForm,
    PagesForm,
)
from projects.forms.votes import VotesForm
from projects.queries import meetings as known
from weishishi.kernel import aside, clock

TYPED, MOST_MEETINGS = "meeting_typed:", 5
EVERY = object()


class Sections:
    """Those of the deed that was asked for carry what was sent; the others show `typed` where
    something was typed, and what is saved elsewhere."""

    def __init__(self, meeting, data=None, files=None, deed="", typed=None):
        def of(*deeds):
            return data if deed is EVERY or deed in deeds else None

        self.roster = list(meeting.roster.all())
        self.lines = known.lines_of(meeting)
        last = meeting.minutes.order_by("-version").first()
        written = {
            name: getattr(last, name, "") for name in ("record", "resolution", "arrangement")
        }
        self.attendance = AttendanceForm(
            of("attend", "correct"), roster=self.roster,
            initial={
                "begins_at": _to_the_minute(meeting.begins_at), "observers": meeting.observers,
                "observer_names": meeting.observer_names,
            },
        )  # fmt: skip
        self.votes = [
            VotesForm(
                of("vote", "correct"), item=line.item, roster=self.roster,
                by_area=meeting.rules.by_area,
            )
            for line in self.lines
        ]  # fmt: skip
        self.minutes = MinutesForm(
            of("close"), initial=written | {"ends_at": _to_the_minute(clock.now())}
        )
        self.correction = CorrectionForm(of("correct"), initial=written)
        self.discussion = DiscussionForm(of("discuss"))
        self.pages = PagesForm(of("upload"), files if deed == "upload" else None)
        self.cancel = CancelForm(of("cancel"))
        # A closed meeting is put right, an open one is written down; both ask for the same names.
        last_ones = [self.correction] if meeting.is_closed else [self.minutes, self.cancel]
        self.all = [self.attendance, *self.votes, *last_ones, self.discussion, self.pages]
        self.typed = typed or {}
        for form in self.all:
            _show(form, self.typed)

    @property
    def roster_is_typed(self):
        return any(name in self.typed for name in names_of(self.attendance))


def _to_the_minute(moment):
    """As the browser's picker sends it back, so that what nobody touched is no change."""
    return localtime(moment).replace(second=0, microsecond=0)


def names_of(form):
    return {form.add_prefix(name) for name in form.fields}


def _show(form, typed):
    sent = MultiValueDict(typed)
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        if html_name in typed:
            form.initial[name] = field.widget.value_from_datadict(sent, {}, html_name)


def unsaved(meeting, data, before):
    """{name: values} of what was sent and is not saved as it stands there. What was laid aside
    `before` stays, for this page or another may have shown only some of the forms."""
    found = dict(before)
    for form in Sections(meeting, data, deed=EVERY).all:
        if not any(name in data for name in names_of(form)):
            continue
        changed = set(form.changed_data)
        for name, field in form.fields.items():
            html_name = form.add_prefix(name)
            was_there = html_name in data or isinstance(field, forms.BooleanField)
            if was_there and (name in changed or html_name in before):
                found[html_name] = data.getlist(html_name)
    return found


def take_up(request, meeting):
    """What was laid aside of this meeting's page."""
    return aside.take_up(request.session, f"{TYPED}{meeting.pk}") or {}


def lay_aside(request, meeting, typed):
    """Keep what was typed, of the last few meetings; nothing typed, nothing kept."""
    session, place = request.session, f"{TYPED}{meeting.pk}"
    aside.forget(session, place)  # the last one laid is the last one dropped
    if aside.lay(session, place, typed):
        others = [one for one, _kept in session.items() if one.startswith(TYPED)]
        for one in others[:-MOST_MEETINGS]:
            aside.forget(session, one)
