"""Which sentences does a town offer where a reason is asked (常用语)?"""

from projects.models import TemplatePhrase


def offered_in(town, kinds):
    """Those in use of these kinds, in the order of the kinds' codes; one query."""
    return list(TemplatePhrase.objects.filter(town=town, verdict__in=kinds, is_offered=True))
