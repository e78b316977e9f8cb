"""一肩挑: the secretary also heads the committee. She says under which hat she works today, and the
journal says it for good."""

from projects.models import JournalEntry
from tests.factories.desk import page_of, sign_in
from tests.factories.people import appoint
from villages.roles import Role
from weishishi.kernel.actor import Actor


def test_she_works_under_the_post_she_chose_and_the_journal_says_which(lamps, village):
    party = appoint(Role.SECRETARY, village)
    committee = appoint(Role.COMMITTEE_MEMBER, village, person=party.person)
    desk = sign_in(Actor.at(party))

    desk.post(page_of(lamps, "step"), {"verb": "accept", "seen_state": "submitted"})
    desk.post("/admin/post/", {"post": committee.pk})
    desk.post(page_of(lamps, "step"), {"verb": "screen", "seen_state": "accepted"})

    rows = JournalEntry.objects.filter(project=lamps, verb__in=["accept", "screen"])
    assert [(row.verb, row.post, row.actor_name, row.person) for row in rows] == [
        ("accept", party, "石桥村党组织", party.person),
        ("screen", committee, "石桥村委员会", party.person),
    ]
    assert desk.post("/admin/post/", {"post": party.pk + 1000}).status_code == 404
