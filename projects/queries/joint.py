"""Which matters are a village's, a town's: those it leads, and those it carries out together with
others? One condition for every list and figure, without a row twice."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.lookups import Lookup
from django.utils.translation import gettext as _

from projects.models import JointVillage, Project
from projects.queries.desks import RUNNING
from villages.models import Village
from villages.roles import VILLAGE_DESK


class _AnyOf(Lookup):
    """`column = ANY(ARRAY(…))`: asked once for the whole query and looked up in the column's index,
    which `IN (SELECT …)` is not beside an OR."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        right, more = compiler.compile(self.rhs)
        return f"{left} = ANY({right})", (*params, *more)


def of_villages(villages, prefix=""):
    """As a filter on rows whose project is reached by `prefix`: of any of these villages (ids)."""
    together = JointVillage.objects.filter(village__in=villages)
    return Q(**{f"{prefix}village__in": villages}) | _among(together, prefix)


def of_town(town, prefix=""):
    """Of a town (id), each once."""
    hers = ArraySubquery(Village.objects.filter(town=town).order_by().values("pk"))
    together = JointVillage.objects.filter(village__town=town)
    return Q(_AnyOf(F(f"{prefix}village_id"), hers)) | _among(together, prefix)


def _among(rows, prefix):
    found = ArraySubquery(rows.order_by().values("project"))
    return Q(_AnyOf(F(f"{prefix}pk"), found))


def names():
    """An annotation: the names of the villages a project is carried out with, [] for most."""
    rows = JointVillage.objects.filter(project=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values("village__name"))


MOST = 20


def waiting(post):
    """[(matters, how they are read)]: what is running, led by another village and carried out with
    this one, for 我的待办 of its desk."""
    if post.role not in VILLAGE_DESK:
        return []
    rows = Project.objects.filter(joint__village=post.village_id, state__in=RUNNING)
    return [(rows.distinct(), read)]


def read(rows):
    """The newest step first, with what a line of them shows."""
    return list(rows.select_related("village__town").order_by("-state_since", "-pk")[:MOST])


def words(others):
    """与高栏村、海澄村共同实施; "" for a matter of one village."""
    return _("与{villages}共同实施").format(villages=_("、").join(others)) if others else ""
