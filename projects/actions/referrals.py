"""What the office that took a matter over told us: its number, and later its answer."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import locked, stamp
from projects.models import ReferralNote
from projects.states import State
from weishishi.kernel.verdict import Refused


@atomic
def note(project, *, by, receipt_no="", answer="", at=None, late_reason=""):
    """Write down their number, their answer, or both; `at` is the day they said so."""
    project = locked(project, by, states=[State.REFERRED])
    columns = stamp(by, at, late_reason)
    if columns["at"] < project.state_since:
        raise Refused(_("时间不能早于转办的时间。"))
    receipt_no, answer = receipt_no.strip(), answer.strip()
    if not receipt_no and not answer:
        raise Refused(_("收件号和答复至少写一样。"))
    row = ReferralNote(project=project, receipt_no=receipt_no, answer=answer, **columns)
    row.clean_fields(exclude=["project", "by"])
    row.save()
    return row
