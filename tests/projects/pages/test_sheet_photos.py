"""Photos on the third screen: taken in at once, each judged by itself, handed in with the sheet."""

from datetime import timedelta

import pytest
from django.test import Client

from projects.actions import photos
from projects.models import Photo, Project, Sheet
from projects.pages import sheet_photos
from tests.factories import pictures as made
from tests.factories.pictures import upload
from tests.factories.sheets import FIELDS, walk
from weishishi.kernel import clock


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def words(client, sheet):
    """The address of the third screen."""
    return walk(client, sheet, until="where").url


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def check(client, words, sheet):
    told = {name: sheet[name] for name in FIELDS["check"] if name in sheet}
    return client.post(words.replace("words", "check"), told)


def test_a_photo_is_taken_in_at_once_and_the_words_wait(client, words, sheet, text_of):
    told = {"words": "写到一半", "photos": upload(), "upload": "1"}
    assert client.post(words, told).url == f"{words}#photos"
    text = text_of(client.get(words))
    assert "写到一半" in text
    assert "三巷口.jpg" in text
    assert "已收到，处理中" in text
    photos.process(Photo.objects.get().key)
    assert "已处理好" in text_of(client.get(words))


def test_a_bad_file_is_named_with_the_reason_and_everything_else_stays(client, words, text_of):
    files = [upload(name="好.jpg"), upload(b"just words", "说明.jpg")]
    response = client.post(words, {"words": "写到一半", "photos": files})
    text = text_of(response)
    assert response.status_code == 422
    assert "说明.jpg：不是照片" in text
    assert "写到一半" in text
    assert list(Photo.objects.values_list("file_name", flat=True)) == ["好.jpg"]


def test_a_seventh_photo_is_refused_by_name_until_one_is_taken_off(client, words, text_of, media):
    seven = [upload(name=f"第{number}张.jpg") for number in range(1, 8)]
    text = text_of(client.post(words, {"photos": seven, "upload": "1"}))
    assert "第7张.jpg：没有收，最多 6 张" in text
    assert 'type="file"' not in text
    gone = Photo.objects.get(file_name="第1张.jpg")
    with_its_words = {"remove": gone.key, f"photo-{gone.key}-caption": "要去掉的"}
    assert client.post(words, with_its_words).status_code == 302
    client.post(words, {"photos": upload(name="第8张.jpg"), "upload": "1"})
    assert Photo.objects.count() == 6
    assert not Photo.objects.filter(pk=gone.pk).exists()
    assert 'type="file"' not in text_of(client.get(words))


def test_the_photos_go_with_the_matter_when_an_error_held_it_up(client, words, sheet):
    client.post(words, {"words": sheet["words"], "photos": [upload(), upload()]})
    assert check(client, words, sheet | {"phone": "1"}).status_code == 422
    assert check(client, words, sheet).status_code == 303
    assert Project.objects.get().photos.count() == 2
    assert Photo.objects.filter(sheet__isnull=False).count() == 0


def test_what_a_photo_shows_where_and_when_is_kept(client, words, sheet, text_of):
    client.post(words, {"photos": upload(), "upload": "1"})
    photo = Photo.objects.get()
    at = f"photo-{photo.key}"
    told = {f"{at}-caption": "坏了的灯", f"{at}-scene": "三巷口", f"{at}-taken_on": "2026-06-01"}
    answer = client.post(words, {"words": sheet["words"], **told})
    assert answer.url == words.replace("words", "check")
    photo.refresh_from_db()
    assert (photo.caption, photo.scene, str(photo.taken_on)) == ("坏了的灯", "三巷口", "2026-06-01")

    tomorrow = clock.today() + timedelta(days=1)
    response = client.post(words, {"words": sheet["words"], f"{at}-taken_on": str(tomorrow)})
    assert response.status_code == 422
    assert "三巷口.jpg：拍摄日期不能在今天以后" in text_of(response)


def test_the_small_picture_is_shown_to_her_alone_and_gone_with_the_sheet(client, words, media):
    client.post(words, {"photos": upload(), "upload": "1"})
    photo = Photo.objects.get()
    address = words.replace("words/", f"photos/{photo.key}.webp")
    assert client.get(address).status_code == 404  # not clean yet
    photos.process(photo.key)
    assert len(files_in(media)) == 3
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    list(answer.streaming_content)
    assert Client().get(address).status_code == 404
    assert client.get(f"/photos/{photo.key}/320.webp").status_code == 404


def test_a_photo_taken_off_while_it_is_being_cleaned_leaves_no_file(
    client, words, media, django_capture_on_commit_callbacks, monkeypatch
):
    client.post(words, {"photos": upload(), "upload": "1"})
    photo = Photo.objects.get()
    cleaned = photos._make_clean_copies

    def meanwhile(row):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(words, {"remove": photo.key})
        photo.original.storage.save(photo.original.name, upload())  # the worker had it open
        cleaned(row)

    monkeypatch.setattr(photos, "_make_clean_copies", meanwhile)
    photos.process(photo.key)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_who_sends_photos_without_end_is_told_to_wait(client, words, monkeypatch, text_of):
    from dataclasses import replace

    monkeypatch.setattr(sheet_photos, "UPLOADS", replace(sheet_photos.UPLOADS, most=1))
    client.post(words, {"photos": upload(), "upload": "1"})
    response = client.post(words, {"words": "写到一半", "photos": upload()})
    assert "照片传得太快了" in text_of(response)
    assert "写到一半" in text_of(response)
    assert Photo.objects.count() == 1


def test_a_sheet_with_photos_is_thrown_away_with_its_files(
    client, words, media, django_capture_on_commit_callbacks
):
    client.post(words, {"photos": upload(made.png(), "图.png"), "upload": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/propose/", {"discard": words.split("/")[2]})
    assert (Sheet.objects.count(), Photo.objects.count()) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []
