"""By which steps does a proposal come to where it stands on 11 June, and how long does each take?"""

from itertools import accumulate

from projects.demo.days import TODAY
from projects.states import State
from villages.rulebook import DEFAULTS

# The road, each stretch with its usual course and its detours: (weight, steps).
ROAD = (
    ("submit", ((1, ("submit",)),)),
    ("accept", ((14, ("accept",)), (1, ("send_back", "resubmit", "accept")))),
    ("screen", ((1, ("screen",)),)),
    (
        "deliberate",
        (
            (60, ("deliberate",)),
            (1, ("deliberate", "reject", "reconsider", "deliberate")),
            (1, ("reserve", "take_out", "deliberate")),
        ),
    ),
    ("post_notice", ((60, ("post_notice",)), (1, ("post_notice", "take_down", "post_notice")))),
    ("report", ((1, ("report",)),)),
    ("confirm", ((60, ("confirm",)), (1, ("hand_back", "post_notice", "report", "confirm")))),
    ("start", ((30, ("start",)), (1, ("start", "suspend", "resume")))),
    ("inspect", ((12, ("inspect",)), (1, ("inspect", "rectify", "inspect")))),
    ("complete", ((1, ("complete",)),)),
    ("open_evaluation", ((1, ("open_evaluation",)),)),
    ("close_evaluation", ((1, ("close_evaluation",)),)),
    ("archive", ((1, ("archive",)),)),
)
# outcome: (how far along the road, the steps that leave it)
OUTCOMES = {
    "submitted": ("submit", ()),
    "returned": ("submit", ("send_back",)),
    "declined": ("submit", ("decline",)),
    "merged": ("submit", ("merge",)),
    "referred": ("submit", ("refer",)),
    "withdrawn": ("submit", ("withdraw",)),
    "accepted": ("accept", ()),
    "screening": ("screen", ()),
    "deliberating": ("deliberate", ()),
    "not_passed": ("deliberate", ("reject",)),
    "reserved": ("screen", ("reserve",)),
    "reserved_after_talk": ("deliberate", ("reserve",)),
    "on_notice": ("post_notice", ()),
    "town_review": ("report", ()),
    "returned_late": ("screen", ("send_back",)),
    "declined_late": ("screen", ("decline",)),
    "refused": ("report", ("refuse",)),
    "merged_late": ("accept", ("merge",)),
    "referred_late": ("screen", ("refer",)),
    "withdrawn_late": ("screen", ("withdraw",)),
    "confirmed": ("confirm", ()),
    "terminated_unstarted": ("confirm", ("terminate",)),
    "in_progress": ("start", ()),
    "suspended": ("start", ("suspend",)),
    "inspecting": ("inspect", ()),
    "rectifying": ("inspect", ("rectify",)),
    "terminated": ("start", ("terminate",)),
    "completed": ("complete", ()),
    "evaluating": ("open_evaluation", ()),
    "evaluated": ("close_evaluation", ()),
    "archived": ("archive", ()),
    "rectifying_again": ("open_evaluation", ("reopen",)),
}
# Working days since the step before: fewest, usual, most.
PACE = {
    "accept": (0, 1, 3), "send_back": (0, 1, 3), "resubmit": (1, 2, 7), "decline": (0, 2, 3),
    "merge": (0, 1, 3), "refer": (0, 1, 3), "withdraw": (0, 1, 3), "screen": (0, 1, 4),
    "deliberate": (1, 2, 5), "reject": (3, 6, 14), "reconsider": (2, 4, 9), "reserve": (1, 4, 9),
    "take_out": (3, 8, 16), "post_notice": (2, 5, 13), "take_down": (1, 2, 3),
    "report": (3, 3, 5), "confirm": (0, 2, 5), "hand_back": (1, 2, 4), "refuse": (1, 3, 5),
    "start": (1, 4, 15), "suspend": (3, 8, 15), "resume": (3, 6, 12), "terminate": (3, 8, 18),
    "inspect": (4, 10, 26), "rectify": (0, 1, 4), "complete": (0, 2, 6),
    "open_evaluation": (0, 3, 9), "reopen": (4, 7, 12), "close_evaluation": (4, 8, 14),
    "archive": (1, 3, 7),
}  # fmt: skip
NEVER_LATE = {State.SUBMITTED, State.RETURNED}
LATE_IN = 12  # one matter in so many rests longer than its limit
ENDED_AGO = (4, 76)
TRIES = 100


def steps_to(outcome, rng, *, detours=True):
    """The verbs from submit to that outcome."""
    until, leaving = OUTCOMES[outcome]
    verbs = []
    for name, courses in ROAD:
        weights = [weight for weight, _ in courses]
        pick = rng.choices(courses, weights)[0] if detours else courses[0]
        verbs += pick[1]
        if name == until:
            break
    return (*verbs, *leaving)


def age_in(state, rng):
    """For how many working days it has been in that state; nearly always within the limit."""
    limit = DEFAULTS.limits.get(state)
    if limit is None:
        return rng.randint(*ENDED_AGO)
    if state not in NEVER_LATE and rng.randrange(LATE_IN) == 0:
        return limit + rng.randint(1, 4)
    return rng.randint(0, min(limit, 45))


def day_numbers(verbs, age, rng):
    """The working day (by number) of every step, counted back from the last one.

    A road too long for the four months is walked as fast as it goes; when even that is too slow,
    the last step was taken later.
    """
    paces = [PACE[verb] for verb in verbs[1:]]
    fastest = [low for low, _, _ in paces]
    age = min(age, TODAY - sum(fastest))
    for _ in range(TRIES):
        gaps = [round(rng.triangular(low, high, usual)) for low, usual, high in paces]
        if sum(gaps) <= TODAY - age:
            break
    else:
        gaps = fastest
    return list(accumulate(gaps, initial=TODAY - age - sum(gaps)))
