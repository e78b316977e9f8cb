"""Who else needs it? Invented residents with accounts, who joined while one still could."""

from zlib import crc32

from projects.actions import support
from villages.models import Person
from weishishi.kernel.actor import Actor

FIRST_PHONE = 19900008001  # of the series no operator has given out; below are other people's
MANY = 126
# How many also need what the newspaper tells about; the numbers are invented.
JOINED = {"article-doors": MANY, "article-lamps": 38, "article-longtang": 21, "article-parking": 64}
LATER = frozenset({"start", "withdraw", "withdraw_for", "decline", "refer", "merge", "refuse"})


def settle(moment):
    """The accounts, their phones proved at that moment."""
    people = [Person(username=f"demo-resident-{one:03}") for one in range(1, MANY + 1)]
    for one, person in enumerate(people):
        person.take_phone(str(FIRST_PHONE + one))
        person.phone_verified_at = moment
        person.set_unusable_password()
    return Person.objects.bulk_create(people)


def number_for(plan):
    """Some of what is still being discussed has a few supporters, always the same ones."""
    if plan.key in JOINED:
        return JOINED[plan.key]
    chance = crc32(plan.key.encode())
    return chance % 17 if chance % 5 == 0 and not LATER & set(plan.verbs) else 0


def join(project, plan, people, at):
    for person in people[: number_for(plan)]:
        support.support(project, by=Actor.resident(person), at=at)
