"""How far is the district? The public progress page."""

from django.shortcuts import render

from projects.dashboards.boards import progress as board


def progress(request):
    return render(request, "public/progress.html", board())
