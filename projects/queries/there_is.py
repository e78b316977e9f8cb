"""What is there of a project at all? One question, so that what is not there is not asked for.

A page about one project is made of two dozen small lists, most of them empty in most matters.
"""

from django.db.models import BigIntegerField, Exists, OuterRef
from django.db.models.functions import JSONObject

from funding.models import Entry, EntryKind, Settlement
from funding.queries.backing import unbacked
from projects.models import DossierNote, Evaluation, Project
from weishishi.kernel.kept_query import KeptQuery, Param

# Related names of a project; a page may ask about any of them.
OF_A_PROJECT = (
    "merged", "split_answers", "party_opinions", "tags", "beneficiaries", "visits", "agenda_items",
    "findings", "urges", "awards", "progress", "acceptances", "approvals", "photos", "self_checks",
    "interested", "notice_items", "changes", "milestones", "parties", "assets",
    "evaluations",
)  # fmt: skip
# What its file asks about besides.
OF_ITS_FILE = ("settled", "paid", "unbacked", "evaluated", "board_elsewhere")


def look(project):
    """Note on the project what there is of it; one query."""
    [row] = _there_is(pk=project.pk)
    found = zip(OF_A_PROJECT + OF_ITS_FILE, row, strict=True)
    project.there_is = frozenset(name for name, is_there in found if is_there)


def told():
    """For `annotate` on projects: the same, read along with the row; `note` makes use of it."""
    return JSONObject(**{name: Exists(_rows(name, OuterRef("pk"))) for name in OF_A_PROJECT})


def note(project, told):
    """What the annotation of `told` has found; no query."""
    project.there_is = frozenset(name for name in OF_A_PROJECT if told[name])


def nothing(project, name):
    """Whether a look has shown that there is none; without a look nobody knows."""
    there = getattr(project, "there_is", None)
    return there is not None and name not in there


@KeptQuery
def _there_is():
    pk = Param("pk", BigIntegerField())
    return Project.objects.filter(pk=pk).values_list(
        *(Exists(_rows(name, pk)) for name in OF_A_PROJECT),
        *(Exists(_of_its_file(name, pk)) for name in OF_ITS_FILE),
    )


def _of_its_file(name, pk):
    if name == "evaluated":
        return Evaluation.objects.filter(project=pk, closed_at__isnull=False)
    if name == "board_elsewhere":  # the village said where the photos of the board are
        return DossierNote.objects.filter(project=pk, paper="notice_photos")
    rows = {
        "settled": Settlement.objects.all(),
        "paid": Entry.objects.filter(kind=EntryKind.PAY, corrected_by__isnull=True),
        "unbacked": unbacked(),
    }
    return rows[name].filter(budget__project=pk)


def _rows(name, pk):
    relation = Project._meta.get_field(name)
    if relation.many_to_many:
        through = relation.remote_field.through
        return through.objects.filter(**{relation.m2m_field_name(): pk})
    return relation.related_model._base_manager.filter(**{relation.field.name: pk})
