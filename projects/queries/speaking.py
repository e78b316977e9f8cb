"""Where can somebody object or say how it went, while the notice or the evaluation runs?"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from projects.queries.history import committee_of
from projects.states import State

# What the address of a service point needs, from the project's row.
COLUMNS = tuple(
    f"village__service_point__{name}" for name in ("name", "window", "address", "hotline", "hours")
)


@dataclass(frozen=True)
class Speaking:
    sentence: str
    place: str
    hours: str
    hotline: str


def where_to_speak(row):
    """Needs the village with its service point; None when nobody is asked to speak."""
    if row.state == State.ON_NOTICE:
        sentence = _("对这件事有意见，请在公示期内说，可以不留姓名：")
    elif row.state == State.EVALUATING:
        sentence = _("办得好不好，请您来评：")
    else:
        return None
    point = getattr(row.village, "service_point", None)
    if point is None:
        return Speaking(sentence, committee_of(row.village), "", settings.HOTLINE)
    words = (point.name, point.window, point.address)
    return Speaking(
        sentence,
        " · ".join(word for word in words if word),
        point.hours,
        point.hotline or settings.HOTLINE,
    )
