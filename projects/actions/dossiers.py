"""Completing a matter's file: what lies in the paper file, and what is not needed, is said in words."""

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects import filing
from projects.actions.noting import locked, stamp
from projects.models import DossierNote
from projects.states import DONE, State
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

OPEN = (DONE | {State.EVALUATING}) - {State.ARCHIVED}
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
