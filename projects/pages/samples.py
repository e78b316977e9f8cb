"""Draws by lot for everybody: the seed, the rule, the pool, and what was drawn."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.queries import samples


@require_safe
def listed(request):
    """The newest draws."""
    return render(request, "public/samples.html", {"rows": samples.newest()})


@require_safe
def sample(request, pk):
    """What is needed to draw it again; 404 where there is none."""
    found = _or_404(pk)
    where, states = samples.words_of(found)
    return render(
        request, "public/sample.html",
        {
            "sample": found, "where": where, "states": states, "total": len(found.pool),
            "rows": samples.told(samples.drawn_of(found)),
        },
    )  # fmt: skip


@require_safe
def numbers(request, pk):
    """Every 查询号 of the pool, one a line, as it was when the draw was made."""
    lines = "".join(f"{number}\n" for number in _or_404(pk).pool)
    answer = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="sample-{pk}.txt"'
    return answer


def _or_404(pk):
    found = samples.published(pk)
    if found is None:
        raise Http404
    return found
