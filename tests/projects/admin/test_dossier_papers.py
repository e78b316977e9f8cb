"""The whole file of a rich matter: every paper in it, on the page its contents say, checked anywhere."""

import re
import subprocess

import pytest

from projects.actions import board_photos, changes, meeting_pages, photos, works
from projects.actions.changes import Wanted
from projects.lifecycle import ProjectLife
from projects.models import Photo
from projects.queries import dossiers as known
from tests.factories import pictures as made
from tests.factories.desk import page_of, sign_in
from tests.factories.pictures import upload
from tests.factories.projects import REASON, bring
from tests.factories.services import course, hold
from tests.factories.works import accept, find_fault, finish
from tests.projects.admin.test_dossier import unpacked, verify
from weishishi.kernel import clock

PAPERS = {
    "项目申报表": "项目申报表", "问需表": "问需表", "会议纪要": "会议纪要", "公示": "公示",
    "审批、备案表": "审批、备案表", "实施单位和合同": "实施单位和合同", "变更表": "变更表",
    "实施记录": "实施记录", "开工、月进度表": "月进度表", "验收表": "验收表", "报账资料": "报账资料",
    "资金使用台账": "资金使用台账", "满意度测评结果表": "测评结果表", "照片": "照片", "办理记录": "办理记录",
}  # fmt: skip
LINE = re.compile(r"^\s*\d+\.\s*(\S.*?)[\s.…·]*(\d+)\s*$")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def rich(lamps, liaison, secretary, town_officer):
    """Changed, put right after a first acceptance, with photos of the board and of the spot."""
    project = bring(lamps, "start")
    wanted = Wanted("村口又多了一户，灯要多装一盏。", days=66)
    changes.agree(changes.ask(project, wanted, by=secretary), by=town_officer, answer="同意。")
    works.add_task(
        project, by=liaison, what="买灯", who="联络员", due_on=clock.today(), with_whom=""
    )
    works.talk(
        project, by=liaison, place=None, point="村口第一根", households=3, agreed="灯朝路，不照窗",
    )  # fmt: skip
    for photo in [
        *photos.attach(project, by=liaison, files=[upload(made.jpeg())], phase="before"),
        *board_photos.attach(
            project.notice_items.get().notice, by=liaison, files=[upload(made.jpeg())],
            phase=Photo.Phase.BOARD_UP,
        ),
    ]:  # fmt: skip
        assert photos.process(photo.key) == Photo.State.READY
    finish(project)
    project = ProjectLife.inspect(project, by=liaison, note=REASON)
    find_fault(project)
    return project


def html_of(project, actor):
    archive = unpacked(sign_in(actor).get(page_of(project, "dossier_zip")))
    return archive.read("dossier.html").decode()


def test_what_was_built_changed_and_hung_is_in_it(rich, liaison):
    archive = unpacked(sign_in(liaison).get(page_of(rich, "dossier_zip")))
    html = archive.read("dossier.html").decode()
    for code in ("award", "change", "works", "progress", "acceptance"):
        assert f'id="{code}"' in html, code
    for words in (
        "合同2026-1", "村口又多了一户", "66 个工作日", "村口第一根", "有两盏不亮。", "公示张贴照片",
    ):  # fmt: skip
        assert words in html, words
    assert {"photos/01-before.webp", "photos/02-board_up.webp"} <= set(archive.namelist())
    assert 'src="photos/02-board_up.webp"' in html


def test_every_acceptance_is_in_it(rich, liaison, clerk):
    project = ProjectLife.rectify(rich, by=clerk, note=REASON)
    finish(project)
    project = ProjectLife.inspect(project, by=clerk, note=REASON)
    accept(project)
    html = html_of(project, liaison)
    assert 'id="acceptance"' in html and 'id="acceptance-2"' in html
    assert "有两盏不亮。" in html and "管护" in html


def test_the_pages_of_a_meeting_are_for_who_reads_meetings(rich, liaison):
    [photo] = meeting_pages.attach(
        rich.agenda_items.get().meeting, by=liaison, files=[upload(made.jpeg())], sheet="签到表"
    )
    assert photos.process(photo.key) == Photo.State.READY
    names = unpacked(sign_in(liaison).get(page_of(rich, "dossier_zip"))).namelist()
    assert "meetings/01.webp" in names
    assert 'src="meetings/01.webp"' in html_of(rich, liaison)
    told = known.pictures_of(rich, with_pages=False, with_papers=False)
    assert not any(name.startswith("meetings/") for name, _photo in told)


@pytest.fixture
def served(village, programme, clerk):
    project = course(village, clerk)
    for days in (3, 2, 1):
        hold(project, days)
    return project


def test_a_service_has_its_plan_and_who_came_to_each_activity(served, liaison):
    html = html_of(served, liaison)
    assert 'id="service"' in html and 'id="attendance-3"' in html
    assert "每周二、周五晚上" in html and "共 30 人次" in html


def test_contents_and_page_numbers(rich, liaison, tmp_path):
    """Every paper of the contents begins on the page they say; every page says which one it is."""
    answer = sign_in(liaison).get(page_of(rich, "dossier_pdf"))
    whole = tmp_path / "dossier.pdf"
    whole.write_bytes(answer.content)
    told = subprocess.run(
        ["pdftotext", "-layout", str(whole), "-"], capture_output=True, text=True, check=True
    )
    pages = told.stdout.split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{len(pages)}页" in "".join(page.split())
    contents = "\n".join(
        page for page in pages[:3] if LINE.search(page, re.MULTILINE) or "目录" in page
    )
    found = [
        (line[1].strip(), int(line[2]))
        for one in contents.splitlines() if (line := LINE.match(one))
    ]  # fmt: skip
    assert [number for _title, number in found] == sorted(number for _title, number in found)
    titles = [title for title, _number in found]
    assert set(titles) >= {
        "项目申报表", "公示", "实施单位和合同", "变更表", "实施记录", "验收表", "办理记录",
    }  # fmt: skip
    for title, number in found:
        page = "".join(pages[number - 1].split())
        assert PAPERS.get(title, "") in page, (title, number)


def test_the_zip_of_a_rich_matter_is_verified_by_what_lies_in_it(rich, liaison, tmp_path):
    answer = sign_in(liaison).get(page_of(rich, "dossier_zip"))
    unpacked(answer).extractall(tmp_path / "out")
    said = verify(tmp_path / "out")
    assert said.returncode == 0 and answer["X-Manifest-SHA256"] in said.stdout
