"""The story of one finished matter, for everybody."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.queries import stories
from projects.queries.public_project import detail
from weishishi.kept_pages import same_for_everybody


@require_safe
@same_for_everybody
def story(request, number):
    """404 until a second person has released it."""
    project = detail(number)
    found = project and stories.released(project.pk)
    if not found:
        raise Http404
    return render(request, "public/story.html", {"project": project, "story": found})
