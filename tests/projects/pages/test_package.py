"""One click gives all that is public of a matter, in files anybody can check."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from projects import verify_dossier
from projects.actions import photos, stories
from projects.models import Photo
from tests.factories import pictures as made
from tests.factories.pictures import upload
from tests.factories.projects import bring
from tests.house.inside import READS_PDF, opened

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
        "data:image/webp",
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


@pytest.mark.skipif(not READS_PDF, reason="no pdftotext on this machine")
def test_the_words_of_the_pdf_are_those_of_the_page(client, done):
    inside = opened(client.get(address(done)).content)
    words = inside["project.pdf"].decode()
    assert "村口加装路灯" in words and "办理经过" in words and "13800138000" not in words


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
