"""项目库: the menu a village orders from, for everybody to read."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from projects.forms.library import LibraryFilterForm
from projects.pages.turning import turned
from projects.queries import library
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel import clock


@require_safe
@same_for_everybody
def listed(request):
    form = LibraryFilterForm(request.GET, label_suffix="")
    dishes, page = library.page(form.asked(), request.GET.get("page", ""))
    context = {
        "form": form,
        "dishes": dishes,
        "year": clock.today().year,
        "chosen": form.at_work(),
        **turned(page, form.at_work()),
    }
    return render(request, "public/library.html", context)


@require_safe
@same_for_everybody
def one(request, pk):
    dish = library.one(pk)
    if dish is None:
        raise Http404
    wanted = urlencode({"new": 1, "kind": dish.entry.micro_type, "library": pk})
    context = {
        "dish": dish,
        "decisions": list(dish.entry.decisions.order_by("-pk")),
        "picked": library.picked(dish.entry),
        "year": clock.today().year,
        "wanted": f"{reverse('propose')}?{wanted}",
    }
    return render(request, "public/library_entry.html", context)
