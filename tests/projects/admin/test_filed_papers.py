"""拍照存进来 at the desk: a plain form, and the same for the queue in the browser."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.urls import reverse

from projects.actions import filed_papers, photos
from projects.models import Photo, Project
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from tests.factories.pictures import upload
from tests.projects.admin.test_entry import said

JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(lamps):
    return reverse("admin:projects_project_filed", args=[lamps.pk])


def picture(**more):
    return {"photo": upload(), "paper": "sign_in", "token": str(uuid4()), **more}


def test_one_picture_is_filed_shown_and_said(page, lamps, liaison):
    client = sign_in(liaison)
    answer = client.post(page, picture(), follow=True)
    assert "已存好：签到表。" in text_of(answer)
    assert "处理中" in text_of(answer)
    photo = lamps.filed_papers.get()
    photos.process(photo.key)
    assert reverse("photo", args=[photo.key, 960]) in text_of(client.get(page))


def test_the_queue_reads_what_became_of_it_and_may_send_twice(page, lamps, liaison):
    client, token = sign_in(liaison), str(uuid4())
    for _ in range(2):
        answer = client.post(page, picture(token=token), **JSON)
        assert (answer.status_code, answer.json()) == (
            200, {"kept": "已存好：签到表。", "reasons": []},
        )  # fmt: skip
    assert lamps.filed_papers.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"photo": ""}, "请先拍一张照片。"),
        ({"photo": upload(b"", "空.jpg")}, "这张照片是空的，请重新拍。"),
        ({"paper": "poem"}, "请选这是哪一种材料。"),
        ({"token": "x"}, "请刷新页面再拍。"),
    ],
)
def test_what_is_wrong_is_told_on_the_page_and_to_the_queue(wrong, words, page, liaison):
    client = sign_in(liaison)
    answer = client.post(page, picture(**wrong))
    assert (answer.status_code, words in text_of(answer)) == (400, True)
    answer = client.post(page, picture(**wrong), **JSON)
    assert (answer.status_code, answer.json()["reasons"]) == (400, [words])
    assert Photo.objects.count() == 0


def test_no_photo_and_too_large_a_one(page, liaison):
    client = sign_in(liaison)
    answer = client.post(page, picture(photo=upload(b"words", "说明.jpg")), **JSON)
    assert "说明.jpg：不是照片" in answer.json()["reasons"][0]
    large = upload(b"\xff\xd8\xff" + bytes(13_000_000), "大.jpg")
    [reason] = client.post(page, picture(photo=large), **JSON).json()["reasons"]
    assert "照片太大，有 12.4 MB，每张最多 12 MB" in reason


def test_no_room_is_a_refusal(page, liaison, monkeypatch):
    monkeypatch.setattr(filed_papers, "MOST_PAPERS", 0)
    answer = sign_in(liaison).post(page, picture(), **JSON)
    assert (answer.status_code, answer.json()["reasons"]) == (409, ["一件最多存 0 张。"])


def test_the_town_reads_and_who_watches_is_not_told(
    page, lamps, town_officer, supervisor, supervision_committee, neighbour_secretary
):
    town = sign_in(town_officer)
    assert "拍照存进来" not in text_of(town.get(page))
    assert town.post(page, picture()).status_code == 403
    for watcher in (supervisor, supervision_committee):
        desk = sign_in(watcher)
        assert (desk.get(page).status_code, desk.post(page, picture()).status_code) == (403, 403)
        assert page not in text_of(desk.get(page_of(lamps)))
    assert sign_in(neighbour_secretary).post(page, picture()).status_code == 404
    assert Photo.objects.count() == 0


def test_two_taps_away(page, lamps, liaison, town_officer):
    """On the decision page a form that opens the camera; from 我的待办 a link to the same."""
    desk = sign_in(liaison)
    decision = text_of(desk.get(page_of(lamps)))
    assert f'action="{page}"' in decision
    assert 'capture="environment"' in decision
    assert page in text_of(desk.get("/admin/"))
    assert "拍照存进来" not in text_of(sign_in(town_officer).get("/admin/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    count, page, lamps, liaison, django_assert_num_queries
):
    for _ in range(count):
        filed_papers.keep(lamps, by=liaison, file=upload(), paper="form", token=uuid4())
    client = sign_in(liaison)
    with django_assert_num_queries(5):
        assert client.get(page).status_code == 200


# ── A paper form before there is a matter ────────────────────────────────────────────────────────
def test_the_form_it_was_typed_from_is_filed_with_it_once(village, programme, liaison):
    client, told = sign_in(liaison), said(village)
    for _ in range(2):
        client.post(f"{PROJECTS}add/", told | {"paper": upload()})
    project = Project.objects.get()
    assert (project.state, project.filed_papers.get().paper) == ("submitted", "form")


def test_with_a_draft_as_well(village, programme, liaison):
    told = said(village, draft="1", paper=upload())
    sign_in(liaison).post(f"{PROJECTS}add/", told)
    assert Project.objects.get().filed_papers.get().paper == "form"


def test_a_wrong_word_says_that_the_picture_may_be_gone(village, programme, liaison):
    answer = sign_in(liaison).post(f"{PROJECTS}add/", said(village, need="", paper=upload()))
    assert (answer.status_code, Photo.objects.count()) == (400, 0)
    assert "照片要是不在下面了，请再选一次。" in text_of(answer)


def test_what_is_no_photo_is_told_at_its_field(village, programme, liaison):
    wrong = said(village, paper=upload(b"words", "说明.jpg"))
    answer = sign_in(liaison).post(f"{PROJECTS}add/", wrong)
    assert (answer.status_code, Project.objects.count()) == (400, 0)
    assert "说明.jpg：不是照片" in text_of(answer)


def test_they_lie_in_the_whole_file_of_who_may_read_them(page, lamps, liaison, supervisor):
    client = sign_in(liaison)
    client.post(page, picture())
    photos.process(lamps.filed_papers.get().key)
    inside = {}
    for actor in (liaison, supervisor):
        answer = sign_in(actor).get(page_of(lamps, "dossier_zip"))
        inside[actor] = set(ZipFile(BytesIO(answer.content)).namelist())
    assert "papers/01-sign_in.webp" in inside[liaison]
    assert not [name for name in inside[supervisor] if name.startswith("papers/")]
