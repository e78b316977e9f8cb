"""How does the plan become a district? Through the same actions and steps as everybody's deeds."""

from contextlib import contextmanager
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.db import connection
from django.db.transaction import atomic

from projects.actions import facts, proposals, publications, steps
from projects.actions.proposals import Proposal
from projects.demo import (
    absences,
    approving,
    books,
    care,
    clocks,
    declared,
    estimates,
    evaluating,
    guidance,
    looks,
    meetings,
    menu,
    neighbours,
    open_money,
    partners,
    party,
    people,
    places,
    rules,
    screen,
    screening,
    serving,
    telling_stories,
    timeline,
    together,
    unfinished,
    unusual,
    watching,
    wishes,
    works,
)
from projects.demo.boards import Boards
from projects.demo.days import LAST, SHOWS
from projects.demo.drawings import (
    attach_drawings,
    hang_before_the_file_is_closed,
    hang_the_board,
)
from projects.lifecycle import ProjectLife
from projects.models import CampaignTag, Programme, Project
from projects.people import district_office, proposer, town_office, village_leaders
from projects.queries.points import OUTDOORS
from projects.states import State
from villages import notices
from villages.models import Place, Town
from weishishi import demo_day
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

SOURCE = "历史资料导入"
PROGRAMME = {
    "year": 2021, "name": "珠海市2021年十件民生实事之一：民生微实事",
    "basis": "珠委办字〔2021〕6号", "begins_on": date(2021, 2, 1),
}  # fmt: skip


def load(watch=iter):
    """Build the whole demo in one transaction; `watch` wraps the list of deeds (a progress bar).

    From then on this house lives at 17:30 on 11 June 2021.
    """
    try:
        with atomic(), _whole_or_nothing():
            clock.shifted_by(demo_day.shift)
            demo_day.begin(shows=SHOWS)
            Programme.objects.create(**PROGRAMME)
            villages = places.settle()
            staff = people.seat(villages)
            places.open_service_points(villages, staff)
            rules.lay_down(villages)
            _History(villages, staff, timeline.plan()).replay(watch)
            wishes.hang(villages[wishes.NANSHUI_COMMUNITY], staff, SOURCE)
            care.count(villages, staff, SOURCE)
            guidance.go_down(villages, staff)
            screen.hang(staff.district)
            absences.leave(staff, SOURCE)
    except BaseException:
        demo_day.forget()
        raise


@contextmanager
def _whole_or_nothing():
    """No savepoints meanwhile: what fails ends the load, so half of the statements are not needed."""
    features = connection.features
    features.uses_savepoints = False
    try:
        yield
    finally:
        features.uses_savepoints = True


class _History:
    """Plays every deed in the order in which it happened, so that numbers follow the calendar."""

    def __init__(self, villages, staff, plans):
        self.villages, self.staff, self.plans = villages, staff, plans
        self.projects, self.boards = {}, Boards(plans)
        self.meetings = meetings.Meetings(plans, villages, self.projects, SOURCE)
        self.approvers = approving.Approvers(staff, SOURCE)
        self.lists = screening.lists(LAST)
        self.partners = partners.register(villages, staff, plans[0].submitted_at)
        self.accounts = {"article-songs": people.let_in(self.partners[menu.CENTRE])}
        self.books = books.Books(staff, villages, SOURCE, plans)
        self.contracts = unusual.Contracts()
        self.neighbours = neighbours.settle(plans[0].submitted_at)
        self.tags = {
            name: CampaignTag.objects.create(name=name)
            for name in sorted({tag for plan in plans for tag in plan.tags})
        }
        self.places = {
            (place.village_id, place.name): place
            for place in Place.objects.filter(village__in=villages.values())
        }

    def replay(self, watch):
        deeds = [
            (deed.at, order, number, plan)
            for order, plan in enumerate(self.plans)
            for number, deed in enumerate(plan.deeds)
        ] + [
            (plan.released_at, order, len(plan.deeds), plan)
            for order, plan in enumerate(self.plans)
            if plan.released_at
        ]
        for at, _, number, plan in watch(sorted(deeds, key=lambda deed: deed[:3])):
            self.meetings.hold_until(at)
            if number == len(plan.deeds):
                self._publish(plan)
            elif number == 0:
                self._submit(plan)
            else:
                self._take(plan, plan.deeds[number])
        self._call_the_next_meeting()
        self._leave_a_draft()
        self._approve()
        unfinished.count(plan.submitted_at for plan in self.plans if plan.is_online)
        unfinished.leave(self.neighbours[0], self.villages[places.SHABAISHI])
        attach_drawings(self.projects)
        telling_stories.tell(self.plans, self.projects, self.staff)
        self.boards.leave_unanswered(Actor.importer(SOURCE))
        for plan in self.plans:
            if plan.is_edited and not plan.released_at and len(plan.deeds) > 1:
                self._edit_public_version(plan)
        evaluating.leave_open(self.plans, self.projects, Actor.importer(SOURCE))
        serving.leave_open(self.plans, self.projects, self._liaison_of, clock.today())
        works.leave_open(self.plans, self.projects, self.staff, self._liaison_of)
        looks.ask(self.projects)
        partners.recognise(self.partners)
        open_money.leave(self.staff, self.villages, people.NANSHUI)
        menu.lay(self.plans, self.projects, self.staff, self.partners, SOURCE)
        clocks.leave(self.staff, self.villages, people.NANSHUI, SOURCE)
        watching.leave(people.NANSHUI, SOURCE)
        together.leave(self.staff, people.NANSHUI, SOURCE)

    def _approve(self):
        """What the town has written besides, the filings, and a hazard removed first."""
        approving.offer_phrases(Town.objects.filter(villages__in=self.villages.values()).distinct())
        waiting = [plan for plan in self.plans if plan.outcome == "town_review"]
        checked = [self.projects[plan.key] for plan in waiting[::2]]
        unusual.agree_in_no_time(checked[: len(unusual.WITHIN)], self.staff)
        for project in checked[len(unusual.WITHIN) :]:
            self.approvers.check(project)
        confirmed = [
            (deed.at, plan.key) for plan in self.plans if plan.key.startswith("article-")
            for deed in plan.deeds if deed.verb == "confirm"
        ]  # fmt: skip
        self.approvers.file((self.projects[key], at) for at, key in sorted(confirmed))
        approving.remove_a_hazard_first(self.plans, self.projects, self.staff, SOURCE)

    def _submit(self, plan):
        latitude, longitude = plan.point or self._assumed_point(plan) or (None, None)
        village = self.villages[plan.village]
        receipt = proposals.submit(
            Proposal(
                form_token=uuid5(NAMESPACE_URL, f"weishishi-demo:{plan.key}"), village=village,
                title=plan.title, need=plan.need, channel=plan.channel, identity=plan.identity,
                micro_type=plan.micro_type, place=self._place(village, plan.place),
                spot=plan.spot, latitude=latitude, longitude=longitude, hazard=plan.hazard, helps=plan.helps,
                urgency=plan.urgency, name=plan.name, phone=plan.phone,
                source_note=plan.source_note, beneficiaries=plan.groups,
                operator=self.accounts.get(plan.key),
            ),
            by=self._importer(plan, ProjectLife.submit), at=plan.submitted_at,
        )  # fmt: skip
        self.projects[plan.key] = receipt.project

    def _assumed_point(self, plan):
        """Works in the villages of the report stand on the map; what is done at a home never does."""
        is_outdoors = plan.micro_type in OUTDOORS
        return places.assumed_point(plan.village, plan.key) if is_outdoors else None

    def _take(self, plan, deed):
        step, project = ProjectLife.step(deed.verb), self.projects[plan.key]
        how = {"by": self._importer(plan, step), "at": deed.at, "note": deed.note}
        if step is ProjectLife.confirm:
            self.approvers.agree(project, deed.at, deed.note)
        clerk = Actor.importer(self._office(self.staff.liaison[plan.village]))
        screening.before(step, project, plan, deed, self.lists, clerk)
        self.books.before(step, project, plan, deed)
        if step is ProjectLife.archive:
            hang_before_the_file_is_closed(plan, project, clerk)
        evaluating.before(step, project, plan, deed, clerk)
        if step is ProjectLife.start:
            hand = self.contracts.hand(project, plan, clerk, self.staff.liaison[plan.village])
            partners.engage(project, plan, self.partners, at=deed.at, **hand)
        serving.before(step, project, plan, deed, clerk)
        works.before(step, project, plan, deed, clerk)
        answer = self.projects[deed.into].query_no if deed.into else deed.answer
        if step is ProjectLife.post_notice:
            self.boards.hang(plan, project, deed.at)
        if step is ProjectLife.take_down:
            project = self.boards.take_down(plan, project, how["by"], deed)
        elif answer:
            project = steps.take(project, deed.verb, answer=answer, **how)
        else:
            project = step(project, **how)
        if step is ProjectLife.screen and plan.project_class and not project.project_class:
            project = self._find_out(plan, project, deed.at)
        elif step is ProjectLife.post_notice:
            hang_the_board(plan, project, deed.at, how["by"])
            self.boards.answer(plan, project, how["by"], deed)
        elif step is ProjectLife.accept:
            neighbours.join(project, plan, self.neighbours, deed.at)
        party.opine(step, project, plan, deed, Actor.importer(f"村（社区）党组织（{SOURCE}）"))
        screening.after(step, project, plan, deed, clerk)
        works.after(step, project, plan, deed, self.partners, clerk)
        serving.after(step, project, plan, deed.at, clerk)
        self.books.after(step, project, plan, deed)
        self.projects[plan.key] = project

    def _find_out(self, plan, project, at):
        """What the committee learned while screening: class, work, money, how it shall be done."""
        village = self.villages[plan.village]
        by = Actor.importer(self._office(self.staff.liaison[plan.village]))
        known = {"project_class": plan.project_class, **declared.facts_of(plan, village, at)}
        if plan.tags:
            known["tags"] = [self.tags[name] for name in plan.tags]
        if plan.led:
            known["led_by"] = self.staff.secretary[plan.village]
        facts.edit(project, by=by, **known)
        work = [
            (name, quantity, unit, self._place(village, place), price)
            for name, quantity, unit, place, price in estimates.lines(plan)
        ]
        project = facts.list_work(project, by=by, work=work)
        if plan.money:
            parts = [self.books.part(share, plan, project) for share in plan.money]
            project = facts.state_budget(project, by=by, parts=parts)
        return project

    def _publish(self, plan):
        """The liaison edits, the secretary releases: two persons, as the rule asks."""
        self._edit_public_version(plan)
        secretary = Actor.at(self.staff.secretary[plan.village])
        publications.release(self.projects[plan.key], by=secretary, at=plan.released_at)

    def _edit_public_version(self, plan):
        liaison = Actor.at(self.staff.liaison[plan.village])
        publications.edit(
            self.projects[plan.key], by=liaison, title=plan.title, text=plan.public
        )  # fmt: skip

    def _call_the_next_meeting(self):
        """What waits in 沙白石村 stands on the agenda of Tuesday evening."""
        village = self.villages[places.SHABAISHI]
        waiting = Project.objects.filter(village=village, state=State.DELIBERATING).order_by("pk")
        by = Actor.at(self.staff.secretary[places.SHABAISHI])
        meetings.call_the_next_one(village, list(waiting)[: meetings.MOST_ITEMS], by)

    def _leave_a_draft(self):
        """Somebody is just writing down what a caller says: not submitted, so counted nowhere."""
        proposals.save_draft(
            Proposal(
                form_token=uuid5(NAMESPACE_URL, "weishishi-demo:draft"),
                village=self.villages[places.SHABAISHI], title="来电登记：码头旁的台阶",
                need="来电说码头旁边的台阶滑，还没说完，晚点再打来。", channel="hotline",
                notice_version=notices.CURRENT,
            ),
            by=Actor.at(self.staff.liaison[places.SHABAISHI]),
        )  # fmt: skip

    def _place(self, village, name):
        return self.places[village.pk, name] if name else None

    def _importer(self, plan, step):
        """The import speaks for the office whose step it was."""
        village = self.villages[plan.village]
        if step.hands is proposer or (step is ProjectLife.submit and plan.is_online):
            return Actor.importer(f"提出人（{SOURCE}）")
        if step.hands.roles == village_leaders.roles:
            return Actor.importer(self._office(self.staff.committee[village.code]))
        if step.hands is town_office or set(step.hands.roles) >= set(district_office.roles):
            return Actor.importer(self._office(self.staff.town[village.town.code]))
        return Actor.importer(self._office(self.staff.liaison[village.code]))

    def _liaison_of(self, plan):
        return self._office(self.staff.liaison[plan.village])

    def _office(self, post):
        return f"{post.office}（{SOURCE}）"


def is_empty():
    """Whether nothing has been proposed here yet."""
    return not Project.objects.exists()
