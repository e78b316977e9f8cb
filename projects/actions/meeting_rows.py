"""What the deeds of a meeting share: its row under lock, its items, and a save that speaks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.models import Meeting
from projects.people import village_committee
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused


def locked(meeting, by, *statuses, hands=village_committee):
    """The meeting under lock, in one of these states and in these hands; or Refused."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True)
    meeting = rows.select_related("village", "place").get(pk=meeting.pk)
    if by.kind != Kind.SYSTEM and not hands.hold(meeting, by):
        raise Refused(_("这一步由{hands}办理。").format(hands=hands.name))
    if meeting.status not in statuses:
        raise Refused(
            _("会议现在是“{status}”，不能这样办，请刷新页面再看。").format(
                status=meeting.get_status_display()
            )
        )
    return meeting


def items_of(meeting):
    return list(meeting.items.select_related("project").order_by("order"))


def saved(row, fields=None):
    """Save these fields, or a new row; a constraint of the database is told in its own words."""
    try:
        with in_words(type(row)):
            row.save(update_fields=fields)
    except ValidationError as error:
        raise Refused(*error.messages) from None
