"""How far is the district? The public progress page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.dashboards.boards import progress as board
from weishishi.kept_pages import same_for_everybody


@require_safe
@same_for_everybody
def progress(request):
    return render(request, "public/progress.html", board())
