"""One click gives all that is public of a matter, in files anybody can check."""

import fcntl
import re
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from projects import verify_dossier
from projects.actions import kept_pdfs, photos, stories
from projects.models import Photo
from tests.factories import pictures as made
from tests.factories.pictures import upload
from tests.factories.projects import bring
from tests.factories.services import course, hold
from tests.house.inside import opened
from weishishi.kernel import press

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def done(lamps, clerk):
    project = bring(lamps, "close_evaluation")
    for phase in ("before", "after"):
        [photo] = photos.attach(project, by=clerk, files=[upload(made.jpeg())], phase=phase)
        assert photos.process(photo.key) == Photo.State.READY
        photos.publish(photo, by=clerk, is_public=phase == "after")
    stories.write(project, by=clerk, words="原来天一黑就看不见路，现在老人晚饭后也敢出来走走。")
    stories.release(project, by=clerk)
    return project


def address(project):
    return f"/projects/{project.query_no}/package.zip"


def test_it_holds_what_is_public_and_the_verifier_accepts_it(client, done, tmp_path):
    page = client.get(f"/projects/{done.query_no}/").content.decode()
    assert address(done) in page
    answer = client.get(address(done))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    archive = zipfile.ZipFile(BytesIO(answer.content))
    names = set(archive.namelist())
    assert names >= {
        "README.txt", "hashes.txt", "money.csv", "photos/01.webp", "project.html", "timeline.csv",
        "verify_dossier.py",
    }  # fmt: skip
    assert "photos/02.webp" not in names  # the one that was not published
    html = archive.read("project.html").decode()
    for words in (
        "公示",
        "村民会议",
        "区级财政",
        "老人晚饭后也敢",
        "办理经过",
        'src="photos/01.webp"',
    ):
        assert words in html
    assert "<script" not in html and "13800138000" not in html and "王先生" not in html

    archive.extractall(tmp_path / "file")
    verifier = [sys.executable, str(tmp_path / "file" / "verify_dossier.py")]
    good = subprocess.run(verifier, capture_output=True, text=True, check=False)
    assert good.returncode == 0 and "hashes.txt" in good.stdout
    assert subprocess.run(
        ["sha256sum", "-c", "--quiet", "hashes.txt"], cwd=tmp_path / "file", check=False
    ).returncode == 0  # fmt: skip
    (tmp_path / "file" / "money.csv").write_text("0")
    (tmp_path / "file" / "more.txt").write_text("x")
    (tmp_path / "file" / "photos" / "01.webp").unlink()
    wrong = verify_dossier.verify(verify_dossier.Folder(tmp_path / "file"))
    assert {name for _what, name in wrong} == {"money.csv", "more.txt", "photos/01.webp"}


def test_the_words_of_the_pdf_are_those_of_the_page(client, done):
    inside = opened(client.get(address(done)).content)
    words = inside["project.pdf"].decode()
    assert "村口加装路灯" in words and "办理经过" in words and "13800138000" not in words


H2 = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
# Of the page alone: what one can do there, and what the table of the package says in one row.
ROWS = {
    "为什么要办": "为什么要办", "做什么": "做什么", "谁受益": "谁受益", "基本情况": "查询号",
    "怎么定的": "是否达法定人数", "公示": "公示期", "钱从哪里来": "钱从哪里来",
}  # fmt: skip


def headings(text):
    """The headings of a page, as one reads them."""
    return {
        re.sub(r"<[^>]+>|\s", "", one)
        for one in H2.findall(text.split("<main")[1].split("</main")[0])
    }


def packed_html(client, project):
    return (
        zipfile.ZipFile(BytesIO(client.get(address(project)).content)).read("project.html").decode()
    )


def test_everything_the_page_shows_is_in_it(client, done):
    told = headings(client.get(f"/projects/{done.query_no}/").content.decode())
    assert {"谁来做", "做到哪里了", "评议结果", "钱从哪里来，花到哪里", "谁批准的"} <= told
    html = packed_html(client, done)
    assert [one for one in told if ROWS.get(one, one) not in html] == []
    for words in ("青溪建设有限公司", "直接委托", "验收", "管护", "石桥村村民委员会", "100%"):
        assert words in html, words
    assert "合同2026-1" not in html and "陈某" not in html


def test_a_service_is_in_it_as_on_its_page(client, village, programme, clerk):
    project = course(village, clerk)
    hold(project)
    told = headings(client.get(f"/projects/{project.query_no}/").content.decode())
    assert "活动和服务" in told
    html = packed_html(client, project)
    assert [one for one in told if ROWS.get(one, one) not in html] == []
    assert "每周二、周五晚上" in html and "30 人次" in html


# ── One PDF at a time, made once ─────────────────────────────────────────────────────────────────
@pytest.fixture
def made_anew(monkeypatch):
    """How often a PDF was made."""
    told = []

    def pdf(html):
        told.append(html)
        return b"%PDF-1.7 " + str(len(told)).encode()

    monkeypatch.setattr(press, "pdf", pdf)
    return told


def test_the_pdf_is_made_once_for_the_same_words(client, done, made_anew, settings):
    for _again in range(3):
        assert (
            zipfile.ZipFile(BytesIO(client.get(address(done)).content)).read("project.pdf")
            == b"%PDF-1.7 1"
        )
    assert len(made_anew) == 1 and "data:image/webp" in made_anew[0]
    folder = settings.MEDIA_ROOT / "packages"
    kept_pdfs.kept_pdf(done.query_no, "<p>other words</p>")
    assert len(list(folder.glob("*.pdf"))) == 1 and len(made_anew) == 2


def test_the_head_alone_makes_nothing(client, done, made_anew):
    answer = client.head(address(done))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    assert made_anew == []


def test_while_one_is_made_others_wait(client, done, made_anew, settings):
    folder = settings.MEDIA_ROOT / "packages"
    folder.mkdir(parents=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = client.get(address(done))
        assert refused.status_code == 503 and refused["Retry-After"] == "30"
        assert "请过半分钟再下载" in refused.content.decode() and made_anew == []
    assert client.get(address(done)).status_code == 200


def test_before_the_release_there_is_none(client, lamps):
    assert client.get(address(lamps)).status_code == 404
    assert client.get("/projects/2099000017/package.zip").status_code == 404
    assert "package.zip" not in client.get(f"/projects/{lamps.query_no}/").content.decode()


def test_nobody_asks_too_often(client, furnished, monkeypatch):
    from projects.pages import package

    monkeypatch.setattr(package, "PER_ADDRESS", package.Tries("package-address", 1, 600))
    assert client.get(address(furnished)).status_code == 200
    refused = client.get(address(furnished))
    assert refused.status_code == 429 and refused["Retry-After"]
