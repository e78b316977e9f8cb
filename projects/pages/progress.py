"""How far is the district? The public progress page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.dashboards.boards import progress as board


@require_safe
def progress(request):
    return render(request, "public/progress.html", board())
