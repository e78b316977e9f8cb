"""The village's staff add photos at the desk, describe them and publish them; others only look."""

import pytest
from django.urls import reverse

from projects.actions import photos
from projects.models import Photo
from tests.factories.pictures import upload


@pytest.fixture
def page(lamps, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return reverse("admin:projects_project_photos", args=[lamps.pk])


def test_an_upload_waits_then_it_is_described_and_published(client, page, lamps, liaison):
    client.force_login(liaison.person)
    sent = {"photos": [upload()], "phase": "after", "caption": "装好的灯", "taken_on": "2021-06-01"}
    assert client.post(page, sent).status_code == 302
    photo = lamps.photos.get()
    assert "处理中" in client.get(page).content.decode()

    photos.process(photo.key)
    name = f"photo-{photo.pk}"
    said = {"photo": photo.pk, f"{name}-caption": "夜里亮了", f"{name}-is_public": "on"}
    assert client.post(page, said).status_code == 302

    photo.refresh_from_db()
    assert (photo.caption, photo.is_public) == ("夜里亮了", True)
    assert (photo.uploaded_by, photo.published_by) == (liaison.post, liaison.post)
    assert reverse("photo", args=[photo.key, 960]) in client.get(page).content.decode()
    decision = reverse("admin:projects_project_change", args=[lamps.pk])
    assert reverse("photo", args=[photo.key, 960]) in client.get(decision).content.decode()


def test_no_photo_and_a_day_to_come_are_told_at_the_field_and_nothing_is_kept(
    client, page, liaison
):
    client.force_login(liaison.person)
    sent = {"photos": [upload(b"words", "说明.jpg")], "phase": "after", "taken_on": "2999-01-01"}
    answer = client.post(page, sent)

    assert answer.status_code == 400
    assert "说明.jpg：不是照片" in answer.content.decode()
    assert "拍摄日期不能在今天以后" in answer.content.decode()
    assert Photo.objects.count() == 0


def test_the_town_looks_on_and_another_villages_photo_is_not_there(
    client, page, lamps, liaison, town_officer, neighbour_secretary
):
    [photo] = photos.attach(lamps, by=liaison, files=[upload()])
    client.force_login(town_officer.person)
    assert "上传照片" not in client.get(page).content.decode()
    assert client.post(page, {"photo": photo.pk}).status_code == 403
    client.force_login(neighbour_secretary.person)
    assert client.get(page).status_code == 404
    client.force_login(liaison.person)
    assert client.post(page, {"photo": photo.pk + 1}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_photos_as_for_one(
    count, client, page, lamps, liaison, django_assert_num_queries
):
    photos.attach(lamps, by=liaison, files=[upload()] * count)
    client.force_login(liaison.person)
    with django_assert_num_queries(5):
        assert client.get(page).status_code == 200
