"""/transparency/: the record for everybody, with what is needed to check it without trusting us."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weishishi.kernel import clock, signatures
from weishishi.kernel.tries import Tries, address_of, too_often
from weishishi.record import queries, verify_record

SHOWN = 31  # days
TEN_MINUTES = 600  # seconds
PER_ADDRESS = Tries("record-address", most=10, seconds=TEN_MINUTES)  # the chain may be large


@require_safe
def transparency(request):
    standing = queries.standing()
    return render(
        request, "public/transparency.html",
        {
            "standing": standing, "points": standing.points[::-1][:SHOWN], "gaps": standing.gaps,
            "key": signatures.public_key(settings.RECORD_KEY), "day": clock.today(),
        },
    )  # fmt: skip


@require_safe
def record(request):
    """The whole chain as a file, row by row; 429 for who asks too often."""
    if not PER_ADDRESS.spend(address_of(request)):
        return too_often(TEN_MINUTES)
    answer = StreamingHttpResponse(_csv(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="record.csv"'
    return answer


def _csv():
    yield ",".join(queries.COLUMNS) + "\n"
    for cells in queries.lines():
        yield ",".join(map(str, cells)) + "\n"


@require_safe
def checkpoints(request):
    return JsonResponse({"checkpoints": queries.checkpoints(), "gaps": queries.gaps()})


@require_safe
def verifier(request):
    return FileResponse(
        Path(verify_record.__file__).open("rb"), as_attachment=True, filename="verify_record.py",
        content_type="text/x-python; charset=utf-8",
    )  # fmt: skip
