"""Who has declared an interest in a project, and of whom could one be declared?"""

from django.db.models import Q

from villages.models import Post
from villages.roles import Role
from weishishi.kernel import clock

_IN_THE_VILLAGE = (Role.LIAISON, Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.SUPERVISION_COMMITTEE)
_IN_THE_TOWN = (Role.TOWN_OFFICER, Role.LEAD_CONTACT)


def declared(project):
    """Every declaration, the ended ones too; one query."""
    return list(project.interested.select_related("person", "declared_by__village", "declared_by__town", "declared_by__district"))  # fmt: skip


def who_could(project):
    """[(person, office)] of those with a part in approving, accepting or scoring, one query."""
    village, posts = project.village, Post.objects.held_on(clock.today())
    hers = (
        Q(village=village, role__in=_IN_THE_VILLAGE)
        | Q(town=village.town_id, role__in=_IN_THE_TOWN)
        | Q(district=village.town.district_id, role=Role.DISTRICT_OFFICER)
    )
    rows = posts.filter(hers).select_related("person", "village", "town", "district")
    found = {}
    for post in rows.order_by("-village", "-town", "pk"):
        found.setdefault(post.person, post.office)
    return list(found.items())
