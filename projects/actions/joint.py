"""Which villages carry a matter out together is written down, and every figure follows."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions import tallies
from projects.models import JointVillage, Project
from projects.models.tallies import places_of
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@atomic
def share(project, villages, *, by):
    """These villages, and no others, take part besides the one that leads. Called by facts.edit, which
    asks whether she may and holds the row. `Refused` for the leading one and for another district."""
    asked = {one.pk: one for one in villages}
    if project.village_id in asked:
        raise Refused(_("牵头的村（社区）不用再选，请只选共同实施的其他村（社区）。"))
    district = project.village.town.district_id
    if any(one.town.district_id != district for one in asked.values()):
        raise Refused(_("只能和本区的村（社区）共同实施。"))
    before = places_of(project)
    there = set(project.joint.values_list("village", flat=True))
    if there == set(asked):
        return
    project.joint.exclude(village__in=asked).delete()
    now = clock.now()
    JointVillage.objects.bulk_create(
        JointVillage(project=project, village=one, added_by=by.name, added_at=now)
        for one in asked.values()
        if one.pk not in there
    )
    project.is_joint = bool(asked)
    Project.objects.filter(pk=project.pk).update(is_joint=project.is_joint)
    tallies.follow_the_villages(project, before)
