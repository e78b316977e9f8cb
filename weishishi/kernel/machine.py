"""Turns the sentences of a lifecycle page into django-fsm transitions, and carries them out.

A sentence reads `move(from, to=, by=).called(…).because(…).when(facts).then(consequences)`. This is
the only module that speaks to django_fsm, and it uses only what both its editions share.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.transaction import atomic
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django_fsm import FSMField, FSMFieldDescriptor, transition

from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import working_days_between

LATE_AFTER_WORKING_DAYS = 1


@dataclass(frozen=True)
class Step:
    """One way out of a state: who may take it, what must hold, and what happens besides."""

    do_not_call_in_templates = True  # a template shows a step, it never takes one

    sources: tuple
    target: str
    hands: Any
    button: str = ""
    sentence: str = ""
    reason_length: int = 0
    reason_words: str = ""
    guards: tuple = ()
    effects: tuple = ()
    verb: str = ""
    goes_back: bool = False

    def called(self, button, sentence):
        """The words on the button, and the sentence of the public timeline."""
        return replace(self, button=button, sentence=sentence)

    def because(self, length=10, words=""):
        """A reason of at least `length` characters is told to the proposer word for word; `words`
        ask for it where somebody else reads it."""
        return replace(self, reason_length=length, reason_words=words)

    def when(self, *guards: Callable):
        return replace(self, guards=guards)

    def then(self, *effects: Callable):
        return replace(self, effects=effects)

    def back_where_it_came_from(self):
        """It undoes the last step: it is there only for what came here from its target."""
        return replace(self, goes_back=True)

    def leads_back(self, subject):
        return not self.goes_back or subject.came_from() == self.target

    def __set_name__(self, lifecycle, verb):
        object.__setattr__(self, "verb", verb)

    def is_in_the_hands_of(self, actor, subject):
        """Imports and timers act for everybody; the guards hold for them all the same."""
        return actor.kind == Kind.SYSTEM or self.hands.hold(subject, actor)

    def objections(self, subject, by, at):
        """Every reason against this actor's taking the step on that date; none means go ahead."""
        if subject.state not in self.sources:
            return [_("现在是“{}”，不能办理此事。").format(subject.get_state_display())]
        if not self.is_in_the_hands_of(by, subject):
            return [_("这一步不由您办理。")]
        if not self.leads_back(subject):
            return [_("它不是从“{}”来的，不能退到那里。").format(self.target.label)]
        conflict = [] if by.kind == Kind.SYSTEM else self.hands.conflicts(subject, by)
        return conflict + [
            verdict.reason for guard in self.guards if not (verdict := guard(subject, at))
        ]

    def missing_reason(self, note):
        if len(note.strip()) >= self.reason_length:
            return []
        asked = self.reason_words or _("请写明理由，至少 {} 个字，提出人会原样看到。")
        return [asked.format(self.reason_length)]

    @atomic
    def __call__(self, subject, *, by, at=None, note="", late_reason="", seen_state=None):
        """Take the step as of `at` (now), journal it and do what follows; or refuse, saying why.

        `seen_state` is the state the person had on the screen: when somebody else was faster, she
        is told so. Returns the subject as it stands after the step.
        """
        subject = _locked(subject)
        written = clock.now()  # read under the lock, so that the journal's times follow its order
        happened = _not_before_the_last_minute(subject, at or written)
        reasons = (
            _overtaken(subject, seen_state)
            or _untimely(subject, by, happened, written, late_reason)
            or self.objections(subject, by, localdate(happened)) + self.missing_reason(note)
        )
        if reasons:
            raise Refused(*reasons)
        return self._take(subject, by, happened, written, note.strip(), late_reason.strip())

    def _take(self, subject, by, happened, written, note, late_reason):
        source = subject.state
        subject.step_under_way = self
        getattr(subject, self.verb)()
        subject.step_under_way = None
        subject.save(update_fields=["state", *subject.arrive(self.target, happened)])
        entry = subject.journal.create(
            actor_kind=by.kind, actor_name=by.name, person=by.person, post=by.post,
            happened_at=happened, recorded_at=written, imported=by.imports, verb=self.verb,
            source=source, target=self.target, note=note, late_reason=late_reason,
            first_time=not subject.journal.filter(target=self.target).exists(),
            **subject.noted_with_the_step(),
        )  # fmt: skip
        for effect in self.effects:
            effect(subject, entry)
        subject.journalled(entry)
        return subject


def _not_before_the_last_minute(subject, happened):
    """People write times to the minute: in the minute of the previous step means right after it."""
    since = subject.state_since
    if since and since.replace(second=0, microsecond=0) <= happened < since:
        return since
    return happened


def _locked(subject):
    """The row as it stands, locked until the end of the transaction, with what its rules look at."""
    rows = type(subject).objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*subject.read_with).get(pk=subject.pk)


def _overtaken(subject, seen_state):
    if seen_state in (None, "", subject.state):
        return []
    now = subject.get_state_display()
    return [_("刚才已经有人办理过了，现在是“{}”。请看过新的情况再决定。").format(now)]


def _untimely(subject, by, happened, written, late_reason):
    """Not tomorrow, not before the step it follows, and not long ago without saying why."""
    reasons = []
    if happened > written:
        reasons.append(_("办理时间不能晚于现在。"))
    if subject.state_since and happened < subject.state_since:
        last = f"{localtime(subject.state_since):%Y-%m-%d %H:%M}"
        reasons.append(_("办理时间不能早于上一步（{}）。").format(last))
    if not reasons and is_late(by, happened, written) and len(late_reason.strip()) < 5:
        reasons.append(_("补录一个工作日以前的事，请写明补录原因，至少 5 个字。"))
    return reasons


def is_late(by, happened, written):
    """Whether a post writes this down more than one working day after it happened (补录)."""
    return (
        by.kind == Kind.POST
        and localdate(happened) < localdate(written)
        and working_days_between(localdate(happened), localdate(written)) > LATE_AFTER_WORKING_DAYS
    )


def move(*sources, to, by):
    return Step(sources=sources, target=to, hands=by)


class Lifecycle:
    """A page of steps."""

    @classmethod
    def steps(cls):
        return [step for step in vars(cls).values() if isinstance(step, Step)]

    @classmethod
    def step(cls, verb):
        """The step of that name, or None: a forged name in a form is no attribute access."""
        found = vars(cls).get(verb)
        return found if isinstance(found, Step) else None

    @classmethod
    def outlook(cls, subject, by, at=None):
        """The steps in this actor's hands from here, each with what stands in its way.

        Asks every guard: for one subject's page, never for a list.
        """
        return {
            step: step.objections(subject, by, at or clock.today())
            for step in cls.steps()
            if subject.state in step.sources
            and step.is_in_the_hands_of(by, subject)
            and step.leads_back(subject)
        }


class Living(models.Model):
    """Something with a lifecycle: its state is read from the database and changed by steps only."""

    state_since = models.DateTimeField("进入本环节的时间", null=True, editable=False)
    step_under_way = None
    being_read = False
    read_with = ()  # related rows that guards, hands and effects look at in every step

    class Meta:
        abstract = True

    def arrive(self, state, happened):
        """Note what changes with the state, on the day it changed; returns the changed fields."""
        self.state_since = happened
        return ["state_since"]

    def came_from(self):
        """The state it was in before its last step."""
        return self.journal.order_by("-pk").values_list("source", flat=True).first()

    def noted_with_the_step(self):
        """What the journal row of the step besides says of the state that was left."""
        return {}

    def journalled(self, entry):
        """The step is written and its effects are done: the place for what is counted by it."""

    def refresh_from_db(self, *args, **kwargs):
        self.being_read = True
        try:
            super().refresh_from_db(*args, **kwargs)
        finally:
            self.being_read = False


class _Protected(FSMFieldDescriptor):
    def __set__(self, subject, state):
        if subject.being_read:
            subject.__dict__[self.field.name] = state
        elif subject.__dict__.get(self.field.name) != state:  # full_clean() assigns what was there
            super().__set__(subject, state)


class LifecycleField(FSMField):
    """A protected django-fsm field that gives its model one guarded transition per step."""

    descriptor_class = _Protected

    def __init__(self, lifecycle=None, **options):
        self.lifecycle = lifecycle
        super().__init__(**{"max_length": 20, "protected": True, "editable": False, **options})

    def deconstruct(self):
        """History sees a plain CharField, so that no migration imports django_fsm or our states."""
        name, _path, args, options = super().deconstruct()
        for ours in ("protected", "choices", "editable"):
            options.pop(ours, None)
        return name, "django.db.models.CharField", args, options

    def contribute_to_class(self, model, name, **kwargs):
        super().contribute_to_class(model, name, **kwargs)
        for step in self.lifecycle.steps() if self.lifecycle else ():
            setattr(model, step.verb, _as_transition(step, self))


def _as_transition(step, field):
    """django-fsm guards the arrow; its condition is that our step has locked, asked and journals."""

    def change(subject):
        """django-fsm changes the state; there is nothing left to do."""

    def the_step_is_under_way(subject):
        return subject.step_under_way is step

    change.__name__ = step.verb
    return transition(field, list(step.sources), step.target, conditions=[the_step_is_under_way])(
        change
    )
