"""An invoice that was photographed at the desk is the paper of its payment; nothing is sent twice."""

from uuid import uuid4

import pytest

from funding.models import Document, PaymentRequest
from projects.actions import filed_papers, photos
from projects.models import Filed
from projects.queries.filed_papers import invoices_of
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.pictures import upload
from tests.factories.projects import bring, furnish, propose
from tests.projects.admin.test_money import asked, bill, deed, fresh
from weishishi.kernel.verdict import Refused

REQUIRED = "请附上发票、合同或收据的照片或 PDF。"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def confirmed(lamps):
    return bring(furnish(lamps), "confirm")


def photographed(project, by, paper=Filed.INVOICE, *, is_clean=True):
    photo = filed_papers.keep(project, by=by, file=upload(), paper=paper, token=uuid4())
    if is_clean:
        photos.process(photo.key)
    return photo


def chosen(photo, **more):
    """The form with that paper and no file."""
    typed = asked(filed=str(photo.pk), **more)
    typed.pop("evidence") if "evidence" not in more else None
    return typed


def test_it_is_chosen_among_the_clean_invoices_of_the_matter(confirmed, liaison):
    old, new = photographed(confirmed, liaison), photographed(confirmed, liaison)
    photographed(confirmed, liaison, Filed.FORM)
    photographed(confirmed, liaison, is_clean=False)
    assert [one.photo for one in invoices_of(confirmed)] == [new, old]
    page = text_of(sign_in(liaison).get(deed(confirmed, "pay")))
    assert "已经拍照存进来的票据" in page and page.count("拍的（") == 2
    assert all(f"/photos/{one.key}/960.webp" in page for one in (old, new))


def test_without_any_nothing_is_offered(confirmed, liaison):
    photographed(confirmed, liaison, Filed.SIGN_IN)
    assert "已经拍照存进来的票据" not in text_of(sign_in(liaison).get(deed(confirmed, "pay")))


def test_the_clean_copy_becomes_the_document_that_the_town_reads(confirmed, liaison, town_finance):
    photo = photographed(confirmed, liaison)
    desk = sign_in(liaison)
    assert desk.post(deed(confirmed, "pay"), chosen(photo)).status_code == 302
    [request], [document] = PaymentRequest.objects.all(), Document.objects.all()
    assert (request.evidence, document.uploaded_by) == (document.sha256, liaison.post)
    assert (document.media_type, f"-{photo.pk}.webp" in document.name) == ("image/webp", True)
    with document.file.open("rb") as file:
        assert file.read()[8:12] == b"WEBP"
    assert "已经附过" in text_of(desk.get(deed(confirmed, "pay")))
    decision = text_of(sign_in(town_finance).get(deed(confirmed, "decide", request.pk)))
    assert document.name in decision


def test_chosen_again_it_is_the_same_document(confirmed, liaison):
    photo = photographed(confirmed, liaison)
    for number in ("发票1", "发票2"):
        typed = chosen(photo, yuan="6000", document_no=number)
        sign_in(liaison).post(deed(confirmed, "pay"), typed)
    assert (PaymentRequest.objects.count(), Document.objects.count()) == (2, 1)


def test_a_form_that_is_refused_keeps_the_choice(confirmed, liaison):
    photo = photographed(confirmed, liaison)
    answer = sign_in(liaison).post(deed(confirmed, "pay"), chosen(photo, yuan="很多"))
    page = text_of(answer)
    assert answer.status_code == 400 and REQUIRED not in page and "已收到：拍下的票据" in page
    assert f'value="{photo.pk}" id="id_filed_0" checked' in page.replace("checked id", "id")


def test_what_is_sent_now_goes_first(confirmed, liaison):
    photo = photographed(confirmed, liaison)
    sign_in(liaison).post(deed(confirmed, "pay"), chosen(photo, evidence=bill()))
    assert Document.objects.get().name == "fapiao.pdf"


def test_neither_chosen_nor_sent_is_said(confirmed, liaison):
    photographed(confirmed, liaison)
    typed = asked(filed="")
    del typed["evidence"]
    answer = sign_in(liaison).post(deed(confirmed, "pay"), typed)
    assert (answer.status_code, REQUIRED in text_of(answer)) == (400, True)


def test_another_matters_another_kinds_and_one_that_is_not_clean_are_refused(
    confirmed, village, programme, liaison
):
    other = propose(village, by=liaison)
    wrong = {
        photographed(other, liaison): "没有这张票据",
        photographed(confirmed, liaison, Filed.FORM): "没有这张票据",
        photographed(confirmed, liaison, is_clean=False): "还没有处理好",
    }
    desk = sign_in(liaison)
    for photo, words in wrong.items():
        answer = desk.post(deed(confirmed, "pay"), chosen(photo))
        assert (answer.status_code, words in text_of(answer)) == (409, True)
    assert (PaymentRequest.objects.count(), Document.objects.count()) == (0, 0)


def test_only_the_village_takes_one(
    confirmed, liaison, neighbour_secretary, town_officer, town_finance, supervisor
):
    photo = photographed(confirmed, liaison)
    for other in (neighbour_secretary, town_officer, town_finance, supervisor):
        with pytest.raises(Refused, match="由所在村（社区）附上"):
            filed_papers.as_evidence(fresh(confirmed), photo.pk, by=other)
        answer = sign_in(other).post(deed(confirmed, "pay"), chosen(photo))
        assert answer.status_code in (403, 404)
    assert Document.objects.count() == 0
    assert sign_in(liaison).get(page_of(confirmed, "money")).status_code == 200
