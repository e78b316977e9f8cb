"""Papers photographed at the desk: filed once a picture, by the village, read by who is told names."""

from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from projects.actions import filed_papers, forgetting, photos, proposals
from projects.models import Filed, Photo
from projects.queries.filed_papers import may_read, of_project
from tests.factories.desk import sign_in
from tests.factories.pictures import upload
from tests.factories.projects import proposal
from weishishi.kernel.verdict import Refused


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def keep(project, by, **more):
    told = {"file": upload(), "paper": Filed.FORM, "token": uuid4(), **more}
    return filed_papers.keep(project, by=by, **told)


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_same_picture_sent_again_is_the_same_one(lamps, liaison, secretary, media):
    token = uuid4()
    first = keep(lamps, liaison, token=token)
    again = keep(lamps, secretary, token=token, paper=Filed.OTHER)
    assert (first, lamps.filed_papers.count(), len(files_in(media))) == (again, 1, 1)
    assert (again.paper, again.uploaded_by) == ("form", liaison.post)
    assert keep(lamps, liaison) != first


def test_it_is_cleaned_as_any_photo_and_is_not_one_of_the_matters_photos(lamps, liaison):
    photo = keep(lamps, liaison, paper=Filed.SIGN_IN)
    assert photos.process(photo.key) == Photo.State.READY
    [(found, shot)] = of_project(lamps)
    assert (found, lamps.photos.count()) == (photo, 0)
    assert shot.src == reverse("photo", args=[photo.key, 960])
    assert not default_storage.exists(photo.original.name)


def test_only_the_village_files(
    lamps, neighbour_secretary, town_officer, supervisor, supervision_committee, auditor, media
):
    for other in (neighbour_secretary, town_officer, supervisor, supervision_committee, auditor):
        with pytest.raises(Refused, match="由所在村（社区）拍照存进来"):
            keep(lamps, other)
    assert (Photo.objects.count(), files_in(media)) == (0, [])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"file": upload(b"just words", "说明.jpg")}, "说明.jpg：不是照片"),
        ({"file": upload(b"", "空.jpg")}, "是空文件"),
        ({"file": upload(b"\xff\xd8\xff" + bytes(13_000_000), "大.jpg")}, "照片太大，有 12.4 MB"),
        ({"paper": "poem"}, "请选这是哪一种材料"),
    ],
)
def test_what_cannot_be_filed_is_told_and_leaves_nothing(more, words, lamps, liaison, media):
    with pytest.raises(Refused, match=words):
        keep(lamps, liaison, **more)
    assert (Photo.objects.count(), files_in(media)) == (0, [])


def test_there_is_an_end(lamps, liaison, monkeypatch):
    monkeypatch.setattr(filed_papers, "MOST_PAPERS", 2)
    token = uuid4()
    keep(lamps, liaison, token=token)
    keep(lamps, liaison)
    with pytest.raises(Refused, match="一件最多存 2 张"):
        keep(lamps, liaison)
    assert keep(lamps, liaison, token=token)  # sent again it is no third


def test_the_database_never_makes_one_public_or_files_it_without_a_kind(lamps, liaison):
    rows = Photo.objects.filter(pk=keep(lamps, liaison).pk)
    for wrong in ({"is_public": True}, {"paper": ""}, {"paper": "poem"}, {"token": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_who_watches_reads_no_picture_of_it(
    lamps, liaison, town_officer, supervisor, supervision_committee, district_officer,
    neighbour_secretary,
):  # fmt: skip
    photo = keep(lamps, liaison)
    photos.process(photo.key)
    address = reverse("photo", args=[photo.key, 320])
    answers = []
    for who in (
        liaison, town_officer, supervisor, supervision_committee, district_officer,
        neighbour_secretary,
    ):  # fmt: skip
        answer = sign_in(who).get(address)
        answers.append(answer.status_code)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file read to its end is closed
    assert answers == [200, 200, 404, 404, 404, 404]


def test_of_a_draft_only_its_desk_reads_it(village, programme, liaison, town_officer):
    draft = proposals.save_draft(proposal(village), by=liaison).project
    keep(draft, liaison)
    assert may_read(liaison.post, draft.pk)
    assert not may_read(town_officer.post, draft.pk)


def test_forms_go_with_her_words_and_a_draft_takes_all_along(
    furnished, village, liaison, media, django_capture_on_commit_callbacks
):
    for paper in Filed.values:
        keep(furnished, liaison, paper=paper)
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget_words(furnished)
    assert set(furnished.filed_papers.values_list("paper", flat=True)) == {"sign_in", "invoice"}
    assert len(files_in(media)) == 2

    draft = proposals.save_draft(proposal(village), by=liaison).project
    keep(draft, liaison)
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.delete_draft(draft)
    assert len(files_in(media)) == 2
