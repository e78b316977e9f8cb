"""What happened in the demo district, all of it, in a fixed order? Nothing is written here."""

from random import Random

from projects.demo.article import PLANS
from projects.demo.crowd import Crowd
from projects.demo.desk import lay
from projects.demo.money import balance
from projects.demo.places import SHABAISHI, units
from projects.demo.plans import in_order_of_submission

SEED = 20210611


def plan(seed=SEED):
    """The 1,236 plans in order of submission: the same seed, the same district."""
    rng, places = Random(seed), units()
    crowd = Crowd(rng, taken=PLANS)
    desk = lay(crowd, places)
    weights = {
        unit: 6 if unit.code == SHABAISHI else rng.randint(7, 13) * (1 if unit.is_village else 1.2)
        for unit in places
    }
    others = crowd.fill([*PLANS, *desk], weights)
    invented = balance(PLANS, [*desk, *others], rng)
    return in_order_of_submission([*PLANS, *invented])
