"""No order of steps and records by any hands confirms what was not decided, posted, answered and
approved: Hypothesis tries, and what was confirmed is judged here by rules written a second time."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from funding.actions.budgets import Part
from funding.models import Share
from projects.actions import approvals, facts, meetings, notices, objections
from projects.actions.approvals import Opinion
from projects.actions.meetings import Votes
from projects.lifecycle import ProjectLife
from projects.models import AgendaItem, Approval, JournalEntry, NoticeItem, Objection, Project
from tests.factories.meetings import AN_HOUR, authorise, called, came
from tests.factories.notices import ANSWER, BASIS, object_to, ready
from tests.factories.people import appoint, make_village
from tests.factories.projects import REASON, bring
from villages.deliberation import MeetingKind
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
DUE = 45
# Which meetings may decide a matter without any money of the residents, written a second time.
MAY_DECIDE = {
    "village": {"villagers_assembly", "villagers_reps", "four_two"},
    "community": {"residents_assembly", "residents_reps", "residents_council"},
}
CALLS = {"village": MeetingKind.VILLAGERS_REPS, "community": MeetingKind.RESIDENTS_COUNCIL}
VERBS = [step.verb for step in ProjectLife.steps() if step.verb != "submit"]
HANDS = ("liaison", "committee", "secretary", "officer", "lead", "district", "stranger", "import")
REACHED = {"confirmed": 0}


class Life(RuleBasedStateMachine):
    """One matter that is being talked about, and everybody who could do something to it."""

    place = None  # the town, given by the test
    judged = None  # the last confirmation that was looked at

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.days = 0
        clock.shifted_by(lambda: timedelta(days=self.days))

    def teardown(self):
        clock.shifted_by(None)
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(kind=some.sampled_from(["village", "community"]))
    def begin(self, kind):
        town = self.place
        village = make_village(town, "枫林村", "990001100209", kind=kind)
        other = make_village(town, "别处村", "990001100208")
        self.hands = {
            "liaison": Actor.at(appoint(Role.LIAISON, village)),
            "committee": Actor.at(appoint(Role.COMMITTEE_MEMBER, village)),
            "secretary": Actor.at(appoint(Role.SECRETARY, village)),
            "officer": Actor.at(appoint(Role.TOWN_OFFICER, town)),
            "lead": Actor.at(appoint(Role.LEAD_CONTACT, town, assigned=[village])),
            "district": Actor.at(appoint(Role.DISTRICT_OFFICER, town.district)),
            "stranger": Actor.at(appoint(Role.SECRETARY, other)),
            "import": Actor.importer("历史资料导入"),
        }
        if kind == "village":
            authorise(village)
        money = [Part("district", 3_000_000)]
        self.project = bring(ready(village, self.hands["import"], parts=money), "deliberate")

    def tries(self, deed, *words, **facts):
        """Whoever asks for too much is refused, and nothing has happened."""
        try:
            with transaction.atomic():
                deed(*words, **facts)
        except Refused:
            pass
        self.project = Project.objects.get(pk=self.project.pk)

    # ── Everything anybody can do ────────────────────────────────────────────────────────────
    @rule(verb=some.sampled_from(VERBS), who=some.sampled_from(HANDS))
    def take_a_step(self, verb, who):
        self.tries(lambda: ProjectLife.step(verb)(self.project, by=self.hands[who], note=REASON))

    @rule(days=some.integers(0, 5))
    def time_passes(self, days):
        self.days += days

    @rule(
        present=some.sampled_from([0, 29, 30, 38, 45]), share=some.sampled_from([0, 19, 20, 45]),
        who=some.sampled_from(HANDS),
    )  # fmt: skip
    def meet(self, present, share, who):
        def meeting():
            by, kind = self.hands[who], CALLS[self.project.village.kind]
            one = called(self.project.village, [self.project], by=by, kind=kind, due=DUE)
            one = meetings.attend(one, came(one, present), by=by)
            agree = min(share, present)
            meetings.vote(one.items.get(), Votes(agree, present - agree), by=by)
            meetings.close(one, by=by, ends_at=one.begins_at + AN_HOUR)

        self.tries(meeting)

    @rule(who=some.sampled_from(HANDS))
    def post(self, who):
        self.tries(
            lambda: notices.post([self.project], by=self.hands[who], basis=BASIS, note=REASON)
        )

    @rule()
    def object(self):
        def say():
            if self.project.notice_items.filter(withdrawn_at__isnull=True).exists():
                object_to(self.project, self.hands["liaison"])

        self.tries(say)

    @rule(is_upheld=some.booleans(), who=some.sampled_from(HANDS))
    def answer(self, is_upheld, who):
        def say():
            for one in Objection.objects.filter(answered_at__isnull=True)[:1]:
                objections.answer(one, by=self.hands[who], answer=ANSWER, is_upheld=is_upheld)

        self.tries(say)

    @rule(verdict=some.sampled_from(["agree", "return"]), who=some.sampled_from(HANDS))
    def give_an_opinion(self, verdict, who):
        opinion = Opinion(words=REASON, verdict=verdict)
        self.tries(lambda: approvals.give(self.project, opinion, by=self.hands[who]))

    @rule(fen=some.sampled_from([3_000_000, 3_000_001, 9_900_000]), who=some.sampled_from(HANDS))
    def change_the_money(self, fen, who):
        parts = [Part("district", fen)]
        self.tries(lambda: facts.state_budget(self.project, by=self.hands[who], parts=parts))

    @rule(times=some.integers(1, 3))
    def what_the_book_says_next(self, times):
        """So that the far end is reached often enough to be judged."""
        for _again in range(times):
            self.by_the_book()

    def by_the_book(self):
        state = self.project.state
        if state == "deliberating":
            self.meet(38, 38, "secretary")
            self.post("secretary")
        elif state == "on_notice":
            self.days += 5
            self.answer(False, "secretary")
            self.take_a_step("report", "secretary")
        elif state == "town_review":
            self.give_an_opinion("agree", "officer")
            self.give_an_opinion("agree", "lead")

    # ── The judgement ────────────────────────────────────────────────────────────────────────
    @invariant()
    def what_is_confirmed_was_decided_posted_answered_and_approved(self):
        entry = JournalEntry.objects.filter(project=self.project, target="confirmed").last()
        if entry is None or entry.pk == self.judged:
            return
        self.judged = entry.pk
        REACHED["confirmed"] += 1
        at = entry.happened_at
        fen = sum(Share.objects.filter(budget=self.project.budget_id).values_list("amount_fen", flat=True))  # fmt: skip
        self.was_decided(at)
        self.hung_on_the_board(at, fen)
        self.was_approved(at, fen)

    def was_decided(self, at):
        votes = AgendaItem.objects.filter(project=self.project, meeting__status="closed")
        last = votes.filter(meeting__ends_at__lte=at).order_by("meeting__ends_at").last()
        meeting = last.meeting
        assert meeting.kind in MAY_DECIDE[self.project.village.kind]
        assert (meeting.due, meeting.present * 3 >= meeting.due * 2) == (DUE, True)
        assert last.votes_for * 2 > meeting.present
        assert meeting.village_id == self.project.village_id

    def hung_on_the_board(self, at, fen):
        item = NoticeItem.objects.get(project=self.project, withdrawn_at__isnull=True)
        first, confirmed = localdate(item.notice.posted_at), localdate(at)
        assert (confirmed - first).days >= 3
        assert confirmed > item.notice.last_day
        assert item.amount_fen == fen
        said = Objection.objects.filter(item__project=self.project, received_at__lte=at)
        assert not said.filter(answered_at__isnull=True).exists()
        assert not said.filter(answered_at__gt=at).exists()
        assert not said.filter(item=item, is_upheld=True).exists()

    def was_approved(self, at, fen):
        last_return = JournalEntry.objects.filter(project=self.project, target="town_review").last()
        given = Approval.objects.filter(
            project=self.project, verdict="agree", at__gte=last_return.happened_at, at__lte=at
        )
        asked = {"town_officer", "lead_contact"} | (
            {"district_officer"} if fen > 50_000_000 else set()
        )
        assert set(given.values_list("role", flat=True)) >= asked
        ours = {self.hands[name].post.pk for name in ("officer", "lead", "district")}
        assert set(given.values_list("post", flat=True)) <= ours


def test_no_sequence_of_deeds_confirms_what_the_rules_do_not_allow(town, programme):
    Life.place = town
    REACHED["confirmed"] = 0
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert REACHED["confirmed"] >= 3


def test_the_judge_sees_a_confirmation_without_a_decision(town, programme, monkeypatch):
    """The control: with the guards off, what the machine calls confirmed is found out."""
    Life.place = town
    life = Life()
    try:
        life.begin("village")
        for verb in ("post_notice", "report", "confirm"):
            monkeypatch.setitem(ProjectLife.step(verb).__dict__, "guards", ())
            life.take_a_step(verb, "import")
        assert life.project.state == "confirmed"
        with pytest.raises((AssertionError, AttributeError)):
            life.what_is_confirmed_was_decided_posted_answered_and_approved()
    finally:
        life.teardown()
