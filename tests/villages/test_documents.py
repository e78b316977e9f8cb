"""The library at the desk: who keeps which documents, what a file must be, what stays as it was."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction

from tests.factories.desk import sign_in, text_of
from tests.factories.rules import a_document, a_pdf, decide
from villages.actions import documents
from villages.models import DocumentFile, PolicyDocument
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

LIST = "/admin/villages/policydocument/"
CLERK = Actor.importer("历史资料导入")
FACTS = {
    "kind": "town", "title": "青溪镇实施方案", "number": "青民微〔2026〕8号", "issued_by": "青溪镇人民政府",
    "issued_on": "2026-06-01", "valid_from": "2026-06-01", "valid_to": "", "note": "", "replaces": "",
}  # fmt: skip


def page(document):
    return f"{LIST}{document.pk}/change/"


def test_a_towns_officer_enters_a_document_with_its_file(town, town_officer):
    answer = sign_in(town_officer).post(f"{LIST}add/", FACTS | {"file": a_pdf()})
    assert answer.status_code == 302, text_of(answer)
    document = PolicyDocument.objects.get(number="青民微〔2026〕8号")
    assert (document.town, document.district) == (town, None)
    version = document.files.get()
    assert (version.version, version.uploaded_by) == (1, town_officer.post)


def test_a_second_file_is_the_second_version_and_the_same_one_is_refused(town):
    document = a_document(town)
    documents.add_version(document, a_pdf(b"1"), by=CLERK)
    with pytest.raises(Refused, match="和第 1 版一样"):
        documents.add_version(document, a_pdf(b"1"), by=CLERK)
    assert documents.add_version(document, a_pdf(b"2"), by=CLERK).version == 2


@pytest.mark.parametrize(
    "data", [b"<html>%PDF-%%EOF</html>", b"%PDF-1.7 cut off", b"", b"PK\x03\x04 a word file"]
)
def test_what_is_no_pdf_is_refused_and_nothing_typed_is_lost(town, town_officer, data):
    file = SimpleUploadedFile("方案.pdf", data or b" ")
    answer = sign_in(town_officer).post(f"{LIST}add/", FACTS | {"file": file})
    assert "这不是完整的 PDF 文件" in text_of(answer)
    assert "青民微〔2026〕8号" in text_of(answer)
    assert not PolicyDocument.objects.filter(number="青民微〔2026〕8号").exists()


def test_a_pdf_of_more_than_twenty_megabytes_is_refused_and_of_twenty_is_not(monkeypatch):
    monkeypatch.setattr(documents, "MOST_BYTES", len(a_pdf().read()))
    assert documents.objection_to(a_pdf()) == ""
    assert documents.objection_to(a_pdf(b"12")) == "文件超过 20 MB，请压缩后再传。"


def test_an_officer_keeps_her_own_places_documents_only(
    town, other_town, district, town_officer, district_officer
):
    own, theirs = a_document(town), a_document(other_town, "白民微〔2026〕1号")
    districts, law = a_document(district, "青区微〔2026〕1号"), a_document(None, "法", kind="law")
    post = FACTS | {"valid_to": "2027-12-31"}
    allowed = {town_officer: {own}, district_officer: {districts, law}}
    for by, hers in allowed.items():
        client = sign_in(by)
        for document in (own, theirs, districts, law):
            assert client.get(page(document)).status_code == 200
            told = post | {"kind": document.kind, "number": document.number}
            expected = 302 if document in hers else 403
            assert client.post(page(document), told).status_code == expected


@pytest.mark.parametrize("kind", ["district", "city", "law"])
def test_a_town_issues_nothing_in_anothers_name(town, town_officer, kind):
    answer = sign_in(town_officer).post(f"{LIST}add/", FACTS | {"kind": kind})
    assert answer.status_code == 200
    assert not PolicyDocument.objects.filter(number="青民微〔2026〕8号").exists()


def test_what_a_decision_rests_on_keeps_its_name_and_may_end(town, town_officer):
    decide(town, {"notice_days": 5}, clock.today())
    document = a_document(town)
    told = FACTS | {"title": "另一个标题", "valid_to": "2027-12-31"}
    assert sign_in(town_officer).post(page(document), told).status_code == 302
    document.refresh_from_db()
    assert document.title == "民生微实事实施方案"
    assert str(document.valid_to) == "2027-12-31"


def test_a_number_is_used_once_and_days_are_in_order(town, town_officer):
    a_document(town, FACTS["number"])
    answer = sign_in(town_officer).post(f"{LIST}add/", FACTS | {"valid_to": "2026-05-31"})
    text = text_of(answer)
    assert "这个文号已经有一个文件了" in text
    assert "“有效到哪天”不能早于“从哪天起有效”。" in text


def test_a_version_is_never_rewritten(town):
    version = documents.add_version(a_document(town), a_pdf(), by=CLERK)
    with pytest.raises(ProgrammingError), transaction.atomic():
        DocumentFile.objects.filter(pk=version.pk).update(size=0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    number, town, town_officer, django_assert_num_queries
):
    PolicyDocument.objects.all().delete()
    for one in range(number):
        a_document(town, f"青民微〔2026〕{one}号")
    client = sign_in(town_officer)
    with django_assert_num_queries(5):
        assert client.get(LIST).status_code == 200
