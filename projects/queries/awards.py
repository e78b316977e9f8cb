"""Who carries a project out, and is that somebody with another interest in it?"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.models import Giver
from projects.models import Award
from projects.queries.there_is import nothing
from villages.models import Post
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.yuan import in_words, yuan


def standing_of(project):
    """The award that holds, or None; one query."""
    award = _newest.first(project=project.pk)
    if award is not None:
        award.project = project  # with its village, which is read already
    return award


@KeptQuery
def _newest():
    rows = Award.objects.standing().filter(project=Param("project", BigIntegerField()))
    return rows.select_related("organisation", "document")


def versions_of(project):
    """All of them, the newest first."""
    return list(project.awards.select_related("organisation").order_by("-pk"))


def also_sponsors(award):
    """Whether who carries it out also gives money or goods for it."""
    return _sponsors(award.project_id, award.organisation_id, award.organisation.name).exists()


def _sponsors(project, organisation, name):
    of = Q(shares__budget__project=project) | Q(
        pledges__budget__project=project, pledges__withdrawn_at__isnull=True
    )
    same = Q(organisation=organisation) | Q(name=name)
    return Giver.objects.exclude(kind=Giver.Kind.PERSON).filter(of, same)


def conflicts(award):
    """Sentences for the desk: what an auditor would ask about this choice."""
    found = []
    if also_sponsors(award):
        found.append(_("实施单位也是这件事的赞助方：请在公示和合同里写明，验收不由它的人签字。"))
    name = award.organisation.contact_name.strip()
    if not name:
        return found
    declared = award.project.interested.filter(ended_at__isnull=True, person__display_name=name)
    if not nothing(award.project, "interested") and declared.exists():
        found.append(
            _("实施单位的负责人和已申报利害关系的人同名，请核实，他不参加批准、验收、评议。")
        )
    village = award.project.village
    near = Q(village=village) | Q(town=village.town_id)
    posts = Post.objects.held_on(clock.today()).filter(near, person__display_name=name)
    same = _("实施单位的负责人和{}的工作人员同名，请核实是不是同一个人，是的请申报利害关系。")
    posts = posts.select_related("village", "town", "district")[:1]
    return found + [same.format(post.office) for post in posts]


@KeptQuery
def _standing():
    rows = Award.objects.standing().filter(project=Param("pk", BigIntegerField()))
    sponsors = _sponsors(
        OuterRef("project"), OuterRef("organisation"), OuterRef("organisation__name")
    )
    rows = rows.select_related("organisation").annotate(also_sponsors=Exists(sponsors))
    return rows.only(
        "organisation__name", "organisation__kind", "means", "contract_fen", "begins_on", "ends_on",
        "at",
    )  # fmt: skip


@dataclass(frozen=True)
class PublicAward:
    """What everybody may read of it."""

    organisation_id: int
    name: str
    kind: str
    means: str
    price: str
    price_in_words: str
    period: str
    chosen_on: str
    also_sponsors: bool


def public_of(pk):
    """The implementer of a project as the public reads it, or None; one query."""
    award = _standing.first(pk=pk)
    if award is None:
        return None
    return PublicAward(
        award.organisation_id, award.organisation.name, award.organisation.get_kind_display(),
        award.get_means_display(), yuan(award.contract_fen), in_words(award.contract_fen),
        _("{begin}到{end}").format(begin=written(award.begins_on), end=written(award.ends_on)),
        written(localdate(award.at)), award.also_sponsors,
    )  # fmt: skip
