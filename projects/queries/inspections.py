"""Which matters are inspected, what was seen there, and what was found?"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from projects.models import Finding, Project
from projects.queries.findings import dressed, standing_of
from villages.scopes import villages_of
from weishishi.kernel.verdict import Refused


@dataclass
class Line:
    """One matter of an inspection: `seen` is what was written down there, or None."""

    pk: int
    project: Project
    seen: object
    findings: list = field(default_factory=list)


def chosen(post, numbers):
    """The submitted matters of these 查询号 in the post's scope, in this order; `Refused` names what is
    not there."""
    numbers = list(dict.fromkeys(numbers))
    hers = villages_of(post).order_by().values("pk")
    rows = Project.objects.filter(query_no__in=numbers, village__in=hers)
    found = {one.query_no: one for one in rows.select_related("village__town")}
    if missing := [one for one in numbers if one not in found]:
        raise Refused(_("您的辖区里没有查询号 {}，请核对。").format("、".join(missing)))
    return [found[one] for one in numbers]


def lines_of(inspection, post):
    """The matters of it in the post's villages; two queries."""
    hers = villages_of(post).order_by().values("pk")
    rows = inspection.stops.filter(project__village__in=hers)
    rows = rows.select_related("project__village__town", "seen").order_by("pk")
    found = [Line(one.pk, one.project, getattr(one, "seen", None)) for one in rows]
    made = defaultdict(list)
    for one in dressed(list(standing_of(Finding.objects.filter(inspection=inspection)))):
        made[one.project_id].append(one)
    for line in found:
        line.findings = made[line.project.pk]
    return found
