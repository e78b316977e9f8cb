"""一项目一档: what is missing is listed, the whole file is one PDF, and its ZIP can be verified anywhere."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from funding.models import Document
from projects import filing
from projects.actions import dossiers, evaluations, photos
from projects.lifecycle import ProjectLife
from projects.models import DossierNote
from projects.queries import papers, there_is
from tests.factories import pictures as made
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.money import EVIDENCE, PDF, balance_the_books
from tests.factories.pictures import upload
from tests.factories.projects import REASON, bring
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

HERE = {
    "application", "need", "minutes", "notice", "approval", "award", "progress", "acceptance",
    "money", "ledger", "evaluation", "result", "journal",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def done(lamps):
    project = bring(lamps, "close_evaluation")
    balance_the_books(project, clock.today())
    Document.objects.create(
        budget=project.budget, sha256=EVIDENCE, file=ContentFile(PDF, "发票"), name="发票.pdf",
        media_type="application/pdf", size=len(PDF), uploaded_at=clock.now(),
    )  # fmt: skip
    return project


def archive(project, by):
    return ProjectLife.archive(project, by=by, note=REASON)


def refusal(deed, *args, **facts):
    with pytest.raises(Refused) as refused:
        deed(*args, **facts)
    return "".join(refused.value.reasons)


def unpacked(answer):
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_archiving_says_what_is_missing_until_it_is_said_where_it_lies(done, liaison, clerk):
    words = refusal(archive, done, liaison)
    assert words == "档案还缺：公示张贴照片、前后照片。请在“归档”页补齐，或写明放在哪里。"
    for phase in ("before", "after"):
        photos.attach(done, by=clerk, files=[upload(made.jpeg())], phase=phase)
    assert refusal(archive, done, liaison).startswith("档案还缺：公示张贴照片。")
    note = {"notice_photos": (DossierNote.Kind.ON_PAPER, "村档案柜第 3 格")}
    dossiers.explain(done, by=liaison, notes=note)
    assert archive(done, liaison).state == "archived"


def test_nothing_is_ticked_off_without_words_or_against_the_record(
    done, liaison, neighbour_secretary
):
    short = {"photos": (DossierNote.Kind.NOT_NEEDED, "无")}
    assert "至少 4 个字" in refusal(dossiers.explain, done, by=liaison, notes=short)
    there = {"minutes": (DossierNote.Kind.ON_PAPER, "村档案柜第 3 格")}
    assert "“会议纪要”已经有了" in refusal(dossiers.explain, done, by=liaison, notes=there)
    whole = {"photos": (DossierNote.Kind.NOT_NEEDED, "没有施工，不用拍照。")}
    assert "由所在村（社区）填写" in refusal(
        dossiers.explain, done, by=neighbour_secretary, notes=whole
    )
    dossiers.explain(done, by=liaison, notes=whole)
    assert "已经有了" in refusal(dossiers.explain, done, by=liaison, notes=whole)


def test_at_the_desk(done, liaison, supervisor):
    desk, here = sign_in(liaison), page_of(done, "dossier")
    page = text_of(desk.get(here))
    assert "还缺 2 样" in page and "请在公示页上传。" in page
    assert desk.post(here, {}).status_code == 400
    typed = {"photos-kind": "on_paper", "photos-words": "柜"}
    refused = desk.post(here, typed)
    assert refused.status_code == 409 and 'value="柜"' in text_of(refused)
    assert desk.post(here, typed | {"photos-words": "村档案柜第 3 格"}).status_code == 302
    assert "村档案柜第 3 格" in text_of(desk.get(here))
    watcher = sign_in(supervisor)
    assert "保存说明" not in text_of(watcher.get(here))
    assert watcher.post(here, typed).status_code == 403


def test_the_whole_file_is_one_pdf(done, liaison):
    answer = sign_in(liaison).get(page_of(done, "dossier_pdf"))
    assert answer.content[:5] == b"%PDF-" and answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]


def test_its_pages_are_those_of_the_papers(done, liaison, clerk):
    photos.attach(done, by=clerk, files=[upload(made.jpeg())], phase="after")
    photos.process(done.photos.get().key)
    archive_ = unpacked(sign_in(liaison).get(page_of(done, "dossier_zip")))
    html = archive_.read("dossier.html").decode()
    for code in HERE | {"photos"}:
        assert f'<a href="#{code}">' in html and f'id="{code}"' in html
    assert "村口加装路灯" in html and 'src="photos/01-after.webp"' in html
    assert "data:image" not in html  # each photo lies in it once
    [paper] = [name for name in archive_.namelist() if name.endswith("-photos.html")]
    assert 'src="../photos/01-after.webp"' in archive_.read(paper).decode()
    assert "http" not in html.split("</style>")[1].replace("http://testserver", "").replace(
        "http://www.w3.org", ""
    )
    assert "<script" not in html and "csrfmiddlewaretoken" not in html


def test_the_zip_is_verified_by_what_lies_in_it(done, liaison, clerk, tmp_path):
    photos.attach(done, by=clerk, files=[upload(made.jpeg())], phase="after")
    photos.process(done.photos.get().key)
    answer = sign_in(liaison).get(page_of(done, "dossier_zip"))
    archive_ = unpacked(answer)
    manifest = json.loads(archive_.read("manifest.json"))
    assert set(manifest["files"]) == set(archive_.namelist()) - {"manifest.json"}
    assert manifest["query_no"] == done.query_no
    assert {"dossier.html", "journal.csv", "verify_dossier.py", "photos/01-after.webp"} <= set(
        manifest["files"]
    )
    folder = tmp_path / "out"
    archive_.extractall(folder)
    said = verify(folder)
    assert said.returncode == 0 and answer["X-Manifest-SHA256"] in said.stdout
    whole = tmp_path / "dossier.zip"
    whole.write_bytes(answer.content)
    assert verify(folder, str(whole)).returncode == 0

    (folder / "journal.csv").write_bytes(b"another history")
    (folder / "photos/01-after.webp").unlink()
    (folder / "forms/99-more.html").write_text("more")
    said = verify(folder)
    assert said.returncode == 1 and "有 3 处不对" in said.stdout
    assert all(
        word in said.stdout for word in ("changed: journal.csv", "missing: photos/01", "99-")
    )


def test_the_fingerprint_of_what_was_handed_out_stands_on_the_page(done, liaison, village):
    desk, here = sign_in(liaison), page_of(done, "dossier")
    assert "下载过的整档" not in text_of(desk.get(here))
    answer = desk.get(page_of(done, "dossier_zip"))
    page = text_of(desk.get(here))
    assert "下载过的整档" in page and answer["X-Manifest-SHA256"] in page


def test_the_invoice_of_a_payment_lies_in_it_under_the_digits_on_paper(done, liaison):
    archive_ = unpacked(sign_in(liaison).get(page_of(done, "dossier_zip")))
    [name] = [one for one in archive_.namelist() if one.endswith("-abababab.pdf")]
    assert name.startswith("payments/") and archive_.read(name) == PDF
    html = archive_.read("dossier.html").decode()
    assert "附件 abababab" in html and "请找纸质件附上" not in html


@pytest.mark.parametrize("has_file", [True, False])
def test_page_pdf_and_decision_say_the_same_of_the_invoice(has_file, lamps, liaison, request):
    if has_file:
        project = request.getfixturevalue("done")
    else:
        project = bring(lamps, "close_evaluation")
        balance_the_books(project, clock.today())
    desk = sign_in(liaison)
    there_is.look(project)
    records = papers._of_the_end(project)
    assert records["结算审核"][0] and records["满意度测评表"][0]
    assert filing.money_is_here(project, None) is records["支付凭证"][0] is has_file
    for name, words in (("reimbursement", "请找纸质件附上"), ("dossier", "每笔付款要有票据的文件")):
        assert (words in text_of(desk.get(page_of(project, name)))) is not has_file


def test_the_journal_is_a_chinese_table_of_local_times(done, liaison):
    archive_ = unpacked(sign_in(liaison).get(page_of(done, "dossier_zip")))
    first, second, *_more = archive_.read("journal.csv").decode("utf-8-sig").splitlines()
    assert first.startswith("发生时间,记录时间,办了什么,") and first.endswith("新环节代码")
    assert "+08:00" in second and "待受理" in second


def verify(folder, *arguments):
    """In an interpreter without this project and without any package."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify_dossier.py"), *arguments],
        capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_the_verifier_is_short_and_needs_nothing():
    from projects import verify_dossier

    source = Path(verify_dossier.__file__).read_text()
    assert source.count("\n") <= 250
    imports = {
        line.split()[1] for line in source.splitlines() if line.startswith(("import", "from"))
    }
    assert imports <= set(sys.stdlib_module_names)


def test_without_weasyprint_the_same_document_is_printed_from_the_browser(
    done, liaison, no_weasyprint
):
    desk = sign_in(liaison)
    answer = desk.get(page_of(done, "dossier_pdf"))
    assert answer["Content-Type"].startswith("text/html") and "目录" in text_of(answer)
    said = unpacked(desk.get(page_of(done, "dossier_zip"))).read("no_pdf.txt").decode()
    assert "安装 weasyprint" in said and "dossier.html" in said


def test_who_may_not_read_the_proposers_words_does_not_find_them_in_the_file(
    done, liaison, supervisor
):
    asked = (page_of(done, "dossier_zip"), page_of(done, "application"))
    for actor, reads in ((liaison, True), (supervisor, False)):
        desk = sign_in(actor)
        texts = [
            unpacked(desk.get(asked[0])).read("dossier.html").decode(), text_of(desk.get(asked[1]))
        ]  # fmt: skip
        assert [done.need in text for text in texts] == [reads, reads]
        assert all(done.contact.phone not in text for text in texts)


def test_a_neighbour_does_not_get_it(done, neighbour_secretary, far_secretary):
    for actor in (neighbour_secretary, far_secretary):
        for name in ("dossier", "dossier_pdf", "dossier_zip", "application"):
            assert sign_in(actor).get(page_of(done, name)).status_code == 404


def test_voices_are_not_in_it(lamps, liaison):
    """Grades of one person, her words and who spoke stay where they are."""
    from tests.projects.test_evaluations import speak

    project = bring(lamps, "open_evaluation")
    for number in range(6):
        speak(project, number, words="暗语。")
    assert evaluations.Spoken.objects.count() == 6
    archive_ = unpacked(sign_in(liaison).get(page_of(project, "dossier_zip")))
    texts = b"".join(archive_.read(name) for name in archive_.namelist())
    assert "暗语".encode() not in texts
    assert all(one.digest.encode() not in texts for one in evaluations.Spoken.objects.all())
