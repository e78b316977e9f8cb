"""Somebody went to the spot: what was found is written down once, and corrected by a new version."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions import photos
from projects.actions.noting import locked, stamp
from projects.models import Measure, Photo, SiteVisit
from projects.states import FINAL, State
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

VISITED = [state for state in State if state not in FINAL]
LEAST_REASON = 5  # characters of the reason of a correction


@dataclass(frozen=True)
class Findings:
    """What a visit found. `measures` are (name, Decimal value, unit); `present` the names of posts
    as they stood there; `signature` the name of who signs."""

    ownership: str
    proposal: str
    feasible: bool
    feasible_words: str
    signature: str
    measures: tuple = ()
    present: tuple = ()
    others: str = ""
    pipes: str = ""
    latitude: float | None = None
    longitude: float | None = None
    photos: tuple = ()  # uploaded files


@atomic
def visit(project, *, by, findings, at=None, late_reason=""):
    """Write down a visit; `at` is when they were there."""
    project = locked(project, by, states=VISITED)
    return _write(project, by, findings, stamp(by, at, late_reason))


@atomic
def correct(old, *, by, findings, reason, at=None, late_reason=""):
    """A new version in place of `old`, which stays; the photos go along with the newest.

    `Refused` without a reason of five characters and for a version that was corrected before.
    """
    project = locked(old.project, by, states=VISITED)
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise Refused(_("请写明更正原因，至少 {} 个字。").format(LEAST_REASON))
    if SiteVisit.objects.filter(replaces=old).exists():
        raise Refused(_("这份记录已经更正过，请在最新的一份上更正。"))
    columns = stamp(by, at or old.at, late_reason or reason)
    new = _write(project, by, findings, columns | {"replaces": old, "reason": reason})
    Photo.objects.filter(visit=old).update(visit=new)
    return new


def _write(project, by, findings, columns):
    if not findings.signature.strip():
        raise Refused(_("踏勘记录要签名，请写上签名人的姓名。"))
    row = SiteVisit(
        project=project, present=list(findings.present), others=findings.others,
        ownership=findings.ownership, pipes=findings.pipes, proposal=findings.proposal,
        feasible=findings.feasible, feasible_words=findings.feasible_words,
        latitude=findings.latitude, longitude=findings.longitude,
        signature=findings.signature.strip(), **columns,
    )  # fmt: skip
    row.clean_fields(exclude=["project", "by", "replaces", "present"])
    try:
        with in_words(SiteVisit):
            row.save()
    except IntegrityError:
        raise ValidationError(_("刚才有人更正过，请刷新页面再办。")) from None
    measures = [
        Measure(visit=row, name=name, value=value, unit=unit)
        for name, value, unit in findings.measures
    ]
    for one in measures:
        one.clean_fields(exclude=["visit"])
    Measure.objects.bulk_create(measures)
    if findings.photos:
        photos.attach(
            project, by=by, files=findings.photos, visit=row,
            taken_on=localdate(row.at), at=row.recorded_at,
        )  # fmt: skip
    return row
