"""What lies on the desk of 沙白石村 on 11 June, so that its secretary has something to decide?"""

from projects.demo.places import SHABAISHI

# (outcome, for how many working days it has been there, online). Limits: villages.rulebook.
ON_THE_DESK = (
    ("submitted", 3, True), ("submitted", 2, False), ("submitted", 1, True),
    ("submitted", 0, True),
    ("returned", 4, True),
    ("accepted", 7, True), ("accepted", 5, False), ("accepted", 3, True),
    ("screening", 6, True), ("screening", 5, False), ("screening", 2, True),
    ("deliberating", 17, False), ("deliberating", 15, True), ("deliberating", 12, False),
    ("deliberating", 6, True),
    ("on_notice", 5, True), ("on_notice", 3, False), ("on_notice", 1, True),
    ("town_review", 2, True), ("town_review", 6, False),
    ("confirmed", 21, True), ("confirmed", 17, False), ("confirmed", 6, True),
    ("in_progress", 20, True), ("in_progress", 9, False),
    ("inspecting", 10, True), ("completed", 13, True), ("evaluating", 16, False),
)  # fmt: skip


def lay(crowd, units):
    """The village's open matters, invented like the crowd's but of a given age."""
    unit = next(unit for unit in units if unit.code == SHABAISHI)
    return [crowd.invent(unit, outcome, online, age) for outcome, age, online in ON_THE_DESK]
