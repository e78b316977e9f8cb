"""What somebody follows, and what a kept search asks for."""

from django.http import QueryDict

from projects.models import Follow
from projects.queries.public import Filters

NUMBERS = ("village", "town")
KEPT = (*NUMBERS, "text", "project_class")  # of a search that is followed


def filters_of(address):
    """The filters of a kept search; only our own form writes one (FilterForm.kept_as)."""
    asked = {name: value for name, value in QueryDict(address).items() if name in KEPT}
    return Filters(**{k: int(v) if k in NUMBERS else v for k, v in asked.items()})


def followed_by(person):
    """Newest first, with the project's number."""
    return list(Follow.objects.filter(person=person).select_related("project"))


def is_followed(person, project):
    return Follow.objects.filter(person=person, project=project).exists()
