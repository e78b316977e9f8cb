"""A town or the district decides a rule, with a document, two days before it bites."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from villages.actions import rules
from villages.actions.documents import add_version
from villages.models import CalendarDay, PolicyDocument, Town
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")


def a_document(place=None, number="青民微〔2026〕1号", **facts):
    """A document of that town or district; the same one for the same number."""
    is_town = isinstance(place, Town)
    kind = "town" if is_town else "district"
    owner = {"town" if is_town else "district": place} if place else {}
    facts = {"kind": kind, "title": "民生微实事实施方案", "issued_by": str(place)} | owner | facts
    return PolicyDocument.objects.get_or_create(number=number, defaults=facts)[0]


def decide(place, values, valid_from, *, number="青民微〔2026〕1号", **how):
    """The rows of a decision brought in by an import, made two days before it bites."""
    made = datetime.combine(valid_from - timedelta(days=2), time(9), SHANGHAI)
    how = {"by": Actor.importer("历史资料导入"), "at": made} | how
    return rules.decide(
        place, values, document=a_document(place, number), valid_from=valid_from, **how
    )


def refusal(place, values, by, valid_from=date(2026, 7, 1), **how):
    """The reasons for which this decision is refused."""
    with pytest.raises(Refused) as refused:
        rules.decide(place, values, document=a_document(place), valid_from=valid_from, by=by, **how)
    return refused.value.reasons


def a_pdf(words=b"1", name="方案.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + words + b"\n%%EOF\n", "application/pdf")


def document_with_file(place):
    """(document, version): a document of that place with its first PDF."""
    document = a_document(place, f"{place.code}〔2026〕9号")
    return document, add_version(document, a_pdf(uuid4().bytes), by=Actor.importer("历史资料导入"))


def a_day():
    """A row of the loaded calendar."""
    return CalendarDay.objects.first()
