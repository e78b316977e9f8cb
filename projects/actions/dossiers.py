"""Completing a matter's file: what lies in the paper file, and what is not needed, is said in words."""

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.actions import settlements
from funding.queries.books import open_books
from projects import filing
from projects.actions.noting import locked, stamp
from projects.models import DossierNote
from projects.states import DONE, State
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

OPEN = (DONE | {State.EVALUATING, State.TERMINATED}) - {State.ARCHIVED}
WHOLE = "whole"  # the paper of a note that speaks of the file as a whole
LEAST_WORDS = 4


@atomic
def explain(project, *, by, notes, at=None, late_reason=""):
    """Say where papers are: {code of filing.PAPERS: (kind, words)}. `Refused` for what is here, for
    what was said before, and without words."""
    project = locked(project, by, states=OPEN)
    columns, reasons = stamp(by, at, late_reason), []
    lines = {one.paper.code: one for one in filing.lines_of(project, localdate(columns["at"]))}
    for code, (_kind, words) in notes.items():
        line = lines[code]
        if not line.is_missing:
            reasons.append(_("“{}”已经有了，不用再说明。").format(line.paper.name))
        elif len(words.strip()) < LEAST_WORDS:
            reasons.append(
                _("“{}”请写明放在哪里，或者为什么不需要，至少 4 个字。").format(line.paper.name)
            )
    if reasons:
        raise Refused(*reasons)
    rows = [
        DossierNote(project=project, paper=code, kind=kind, words=words.strip(), **columns)
        for code, (kind, words) in notes.items()
    ]
    with in_words(DossierNote):
        return DossierNote.objects.bulk_create(rows)


def explain_the_rest(project, *, by, words, at=None):
    """For imports: everything this system holds no record of lies in the paper file."""
    day = localdate(at) if at else None
    lines = filing.lines_of(project, day or localdate(project.state_since))
    notes = {one.paper.code: (DossierNote.Kind.ON_PAPER, words) for one in lines if one.is_missing}
    return explain(project, by=by, notes=notes, at=at) if notes else []


@atomic
def file_away(project, *, by, where, at=None, late_reason=""):
    """归档 of what was terminated: it stays terminated, its file is whole, its books are closed.
    `Refused` with all that is missing or open."""
    project = locked(project, by, states={State.TERMINATED})
    columns = stamp(by, at, late_reason)
    day = localdate(columns["at"])
    reasons = []
    if missing := filing.missing_words(project, day):
        reasons.append(_("档案还缺：{}。请在“归档”页补齐，或写明放在哪里。").format(missing))
    if project.budget_id and (left := open_books(project.budget)):
        reasons.append(_("账还没有平：{}。请先在“资金”页办完。").format("；".join(left)))
    if filed_of(project):
        reasons.append(_("这件事已经归档，请刷新页面。"))
    if len(where.strip()) < LEAST_WORDS:
        reasons.append(_("请写明档案放在哪里，至少 4 个字。"))
    if reasons:
        raise Refused(*reasons)
    if project.budget_id:
        settlements.close(project.budget, on=day)
    return DossierNote.objects.create(
        project=project, paper=WHOLE, kind=DossierNote.Kind.FILED, words=where.strip(), **columns
    )


def filed_of(project):
    """When a terminated matter was filed away, and where; None before."""
    return project.dossier_notes.filter(paper=WHOLE).first()
