"""The rules of a town in plain words, and the documents they rest on."""

from contextlib import suppress
from datetime import date

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.queries import places
from villages.models import DocumentFile
from villages.queries import library, rules_of, rules_to_come
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel import clock

A_DAY = "public, max-age=86400"


@require_safe
@same_for_everybody
def town_rules(request, pk):
    found = places.town(pk)
    if found is None:
        raise Http404
    day = _asked(request) or clock.today()
    parts = rules_of(found, day)
    context = {
        "town": found,
        "day": day,
        "is_today": day == clock.today(),
        "parts": parts,
        "own": [line for part in parts for line in part.lines if line.is_own],
        "to_come": rules_to_come(found, day),
    }
    return render(request, "public/town_rules.html", context)


def _asked(request):
    """The day for which the rules are asked; None for none and for what is no day."""
    with suppress(ValueError):
        return date.fromisoformat(request.GET.get("on", ""))
    return None


@require_safe
@same_for_everybody
def documents(request):
    return render(request, "public/documents.html", {"shelves": library(), "day": clock.today()})


@require_safe
def document_file(request, pk, version):
    """A version's PDF, as a download: nothing of it runs in this site's name."""
    found = DocumentFile.objects.select_related("document").filter(document=pk, version=version)
    file = found.first()
    if file is None:
        raise Http404
    try:
        content = default_storage.open(file.path)
    except FileNotFoundError:
        raise Http404 from None
    name = f"{file.document.short}-{file.version}.pdf"
    return FileResponse(
        content, as_attachment=True, filename=name, content_type="application/pdf",
        headers={"Cache-Control": A_DAY, "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
