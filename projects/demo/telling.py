"""How do the steps of one invented proposal get their days, hours and words?"""

from projects.choices import ProjectClass
from projects.demo import voices
from projects.demo.days import WORKING_DAYS, at_home, clock_times, days_off_before
from projects.demo.plans import Deed
from projects.demo.routes import age_in, day_numbers, steps_to
from projects.lifecycle import ProjectLife

AGES = {"archived": (0, 25)}  # a long road needs room before it
ON_A_DAY_OFF = 0.6

WORDS = {
    "send_back": voices.RETURNED, "merge": voices.MERGED, "withdraw_for": voices.WITHDRAWN,
    "refuse": voices.REFUSED, "reject": voices.NOT_PASSED, "reconsider": voices.RECONSIDERED,
    "reserve": voices.RESERVED, "take_out": voices.TAKEN_OUT, "post_notice": voices.PASSED,
    "take_down": voices.OBJECTED, "hand_back": voices.HANDED_BACK, "confirm": voices.APPROVED,
    "suspend": voices.SUSPENDED, "resume": voices.RESUMED, "rectify": voices.RECTIFY,
    "reopen": voices.REOPENED, "complete": voices.COMPLETED,
    "decline": voices.DECLINED_LATE, "start": voices.STARTED, "terminate": voices.TERMINATED,
}  # fmt: skip


def verbs_for(outcome, online, rng, *, detours=True):
    verbs = steps_to(outcome, rng, detours=detours)
    if online:
        return verbs
    return tuple("withdraw_for" if verb == "withdraw" else verb for verb in verbs)


def age_for(outcome, verbs, rng):
    if outcome in AGES:
        return rng.randint(*AGES[outcome])
    return age_in(ProjectLife.step(verbs[-1]).target, rng)


def days_for(verbs, age, rng):
    steps = ["withdraw" if verb == "withdraw_for" else verb for verb in verbs]
    return [WORKING_DAYS[number] for number in day_numbers(steps, age, rng)]


def deeds(verbs, days, rng, *, online, unit, need, answer="", department="", into=""):
    """The steps with their moments and words. `answer` is the reason of what the programme may
    not do, `department` who takes it over."""
    times = clock_times(rng, days)
    if online and (len(days) == 1 or days[0] < days[1]):
        off = days_off_before(days[0])
        at_weekend = off and rng.random() < ON_A_DAY_OFF
        times[0] = at_home(rng, rng.choice(off) if at_weekend else days[0])
    return tuple(
        Deed(
            verb, at,
            note=_words(verb, rng, unit, need, answer),
            answer=department if verb == "refer" else "",
            into=into if verb == "merge" else "",
        )
        for verb, at in zip(verbs, times, strict=True)
    )  # fmt: skip


def _words(verb, rng, unit, need, answer):
    if answer and verb in ("decline", "refer"):
        return answer
    if verb == "close_evaluation":
        return voices.verdict_of_residents(rng)
    words = WORDS.get(verb, ("",))
    if isinstance(words, dict):
        words = words[getattr(need, "project_class", ProjectClass.WORKS)]
    return rng.choice(words).format(meeting=unit.meeting)
