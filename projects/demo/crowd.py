"""Who else proposed what? The rest of the 1,236, invented from kinds of needs and kinds of spots."""

from bisect import bisect_right
from collections import defaultdict
from datetime import timedelta

from projects.demo import voices
from projects.demo.days import TODAY, WORKING_DAYS, moment
from projects.demo.needs import EVERYDAY, REFERRED, REFUSED
from projects.demo.plans import Money, Plan
from projects.demo.quotas import ENDED, deal, left_over
from projects.demo.routes import PACE
from projects.demo.telling import age_for, days_for, deeds, verbs_for
from villages.rulebook import DEFAULTS

CHANNELS = ("window", "visit", "committee", "hotline", "wechat", "h12345", "form", "box")
CHANNEL_WEIGHTS = (35, 20, 14, 12, 10, 5, 4, 2)
IDENTITIES = ("resident", "party_member", "deputy", "delegate", "cppcc", "organisation", "village")
IDENTITY_WEIGHTS = (160, 18, 5, 3, 2, 3, 6)
TAG = "学党史办实事"
FIRST_PHONE = 19900000000  # a series no operator has given out
WHERE_MERGED = ("merged", "merged_late")


class Crowd:
    """Makes plans one after the other; knows which titles each village has already."""

    def __init__(self, rng, taken=()):
        self.rng = rng
        self.titles = defaultdict(set)
        self.hosts = defaultdict(list)
        self.count = 0
        for plan in taken:
            self.titles[plan.village].add(plan.title)

    def fill(self, fixed, weights):
        """Plans for everything the fixed ones leave over; `weights` {unit: share}."""
        dealt = list(deal(left_over(fixed), weights))
        made = [
            self.invent(unit, outcome, online)
            for (outcome, online), unit in dealt
            if outcome not in WHERE_MERGED
        ]
        return made + [
            self.second(unit, outcome, online)
            for (outcome, online), unit in dealt
            if outcome in WHERE_MERGED
        ]

    def invent(self, unit, outcome, online, age=None):
        """A proposal of its own; `age` is for how many working days it is where it stands."""
        need, spot = self._something_new(unit, outcome)
        verbs = verbs_for(outcome, online, self.rng, detours=age is None)
        age = age_for(outcome, verbs, self.rng) if age is None else age
        days = days_for(verbs, age, self.rng)
        answer = getattr(need, "answer", "")
        plan = self._write(
            unit, outcome, online, need, spot, need.title,
            deeds(
                verbs, days, self.rng, online=online, unit=unit, need=need,
                answer=answer, department=getattr(need, "department", ""),
            ),
        )  # fmt: skip
        if not answer and outcome not in ENDED:
            self.hosts[unit.code].append((plan, need, spot))
        return plan

    def second(self, unit, outcome, online):
        """What a neighbour said about the same thing; merged into the first."""
        verbs = verbs_for(outcome, online, self.rng, detours=False)
        longest = sum(PACE[verb][2] for verb in verbs[1:])
        for host, need, spot in self.rng.sample(self.hosts[unit.code], len(self.hosts[unit.code])):
            since = bisect_right(WORKING_DAYS, host.submitted_at.date())
            title = need.also.format(spot=spot)
            if since + longest > TODAY or title in self.titles[unit.code]:
                continue
            days = days_for(verbs, self.rng.randint(0, TODAY - since - longest), self.rng)
            story = deeds(verbs, days, self.rng, online=online, unit=unit, need=need, into=host.key)
            if story[0].at <= host.submitted_at:
                continue
            return self._write(unit, outcome, online, need, spot, need.also, story)
        raise ValueError(f"nothing to merge into in {unit.name}")

    def _something_new(self, unit, outcome):
        kinds = {"declined": REFUSED, "referred": REFERRED, "referred_late": REFERRED}
        needs = kinds.get(outcome, EVERYDAY)
        weights = [getattr(need, "weight", 1) for need in needs]
        while True:
            need = self.rng.choices(needs, weights)[0]
            spot = self.rng.choice(need.spots_in(unit.kind))
            if need.title.format(spot=spot) not in self.titles[unit.code]:
                return need, spot

    def _write(self, unit, outcome, online, need, spot, title, story):
        rng, self.count = self.rng, self.count + 1
        verbs = [deed.verb for deed in story]
        words = {"spot": spot, "people": unit.people_word, "office": unit.office}
        title = title.format(**words)
        self.titles[unit.code].add(title)
        hazard = getattr(need, "hazard", "none")
        spoken = rng.choice(need.needs).format(**words)
        return Plan(
            key=f"crowd-{self.count:04}", village=unit.code, outcome=outcome, title=title,
            need=rng.choice(voices.OPENERS) + spoken + rng.choice(voices.CLOSERS),
            public=need.public.format(**words), deeds=story,
            channel="online" if online else rng.choices(CHANNELS, CHANNEL_WEIGHTS)[0],
            identity=rng.choices(IDENTITIES, IDENTITY_WEIGHTS)[0], hazard=hazard,
            urgency=_urgency(rng, hazard), place=rng.choice(unit.hamlets) if unit.hamlets else "",
            source_note="演示数据：内容为虚构。",
            **self._reach(online), **_facts(rng, need, verbs), **_public(rng, story),
        )  # fmt: skip

    def _reach(self, online):
        """A name mostly, and a phone always online and by the window now and then."""
        phone = str(FIRST_PHONE + self.count) if online or self.rng.random() < 0.3 else ""
        return {"name": voices.name(self.rng), "phone": phone}


def _urgency(rng, hazard):
    if hazard == "none":
        return "ordinary"
    return rng.choices(("ordinary", "soon", "immediate"), (5, 4, 1))[0]


def _facts(rng, need, verbs):
    """What the committee found out; nothing of the kind about what was never screened."""
    if not hasattr(need, "work"):
        return {}
    found = {"micro_type": need.micro_type, "kind": need.code}
    if "deliberate" in verbs or ("screen" in verbs and rng.random() < 0.55):
        share = rng.random()  # a big square is paved and furnished alike
        work = [(name, unit, round(low + (high - low) * share), each)
                for name, unit, low, high, each in need.work]  # fmt: skip
        found |= {
            "project_class": need.project_class,
            "work": tuple((name, quantity, unit, "") for name, unit, quantity, _ in work),
            "groups": ((need.group, _how_many(need, rng.randint(*need.people))),),
            "tags": (TAG,) if rng.random() < 0.4 else (),
            "led": "confirm" in verbs and rng.random() < 0.06,
        }
        if "post_notice" in verbs or rng.random() < 0.6:
            yuan = round(sum(quantity * each for *_, quantity, each in work) / 100) * 100
            limit = DEFAULTS.ceilings[need.project_class] // 100
            found["money"] = (Money("district", max(800, min(yuan, limit))),)
    return found


def _how_many(need, number):
    """Everybody has no number: it would be another one at every project of a village."""
    return None if need.group == "everybody" else number


def _public(rng, story):
    """When the public version was released: soon after somebody looked at the proposal."""
    verbs = [deed.verb for deed in story]
    chance = {"submit": 0, "accept": 0.6, "send_back": 0.2, "screen": 0.8}.get(verbs[-1], 0.9)
    looked = next((deed.at for deed in story[1:] if deed.verb != "send_back"), None)
    if looked and ("deliberate" in verbs or rng.random() < chance):
        return {"released_at": min(looked + timedelta(minutes=4), moment(WORKING_DAYS[-1], 17, 25))}
    return {"is_edited": bool(looked) and rng.random() < 0.5}
