"""How many projects does a change of the rules concern?"""

from projects.models import Project
from projects.states import State
from villages.models import Town

UNDER_WAY = [state for state in State if not state.is_final and state != State.DRAFT]


def under_way(place):
    """The number of projects under way in a town, or in a whole district."""
    where = (
        {"village__town": place} if isinstance(place, Town) else {"village__town__district": place}
    )
    return Project.objects.filter(state__in=UNDER_WAY, **where).count()
