"""Photos of a matter: all or none are taken in, cleaned once, and shown to whom they may be."""

import os
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.transaction import atomic
from django.urls import reverse

from projects import tasks
from projects.actions import leftovers, photos, proposals
from projects.models import Photo, Project
from tests.factories import pictures as made
from tests.factories.pictures import upload
from tests.factories.projects import furnish, proposal, propose
from villages.models import Contact
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def matter(village, programme, media):
    return propose(village, by=Actor.from_contact(None))


@pytest.fixture
def her(matter):
    """The proposer, who has no account."""
    return Actor.from_contact(matter.contact)


def files_in(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def ready(project, by, *, is_public=False, **facts):
    [photo] = photos.attach(project, by=by, files=[upload()], **facts)
    photos.process(photo.key)
    photo.refresh_from_db()
    return photos.publish(photo, by=by, is_public=True) if is_public else photo


# ── Taking in ────────────────────────────────────────────────────────────────────────────────────
def test_six_photos_are_taken_and_a_seventh_is_told_how_many_are_left(matter, her):
    photos.attach(matter, by=her, files=[upload(name=f"{n}.jpg") for n in range(4)])
    with pytest.raises(Refused, match="“之前”的照片最多 6 张，已有 4 张，还能再传 2 张"):
        photos.attach(matter, by=her, files=[upload()] * 3)
    photos.attach(matter, by=her, files=[upload(), upload()])

    assert matter.photos.count() == 6
    with pytest.raises(Refused, match="还能再传 0 张"):
        photos.attach(matter, by=her, files=[upload()])


def test_seven_at_once_are_too_many(matter, her):
    with pytest.raises(Refused, match="最多 6 张照片，您选了 7 张"):
        photos.attach(matter, by=her, files=[upload()] * 7)


def test_each_that_is_no_photo_is_named_and_nothing_at_all_is_kept(matter, her, media):
    bad = [
        upload(),
        upload(b"just words", "说明.jpg"),
        upload(made.png_claiming(20000, 20000), "炸弹.png"),
        upload(b"GIF89a....", "动.gif"),
    ]
    with pytest.raises(Refused) as refusal:
        photos.attach(matter, by=her, files=bad)

    names = [reason.split("：")[0] for reason in refusal.value.reasons]
    assert names == ["说明.jpg", "炸弹.png", "动.gif"]
    assert Photo.objects.count() == 0
    assert files_in(media) == []


def test_a_name_is_shown_without_folders_and_tricks_and_never_becomes_a_path(matter, her, media):
    file = upload()
    file._name = "../../etc/\u202egpj.x\x00" + "长" * 300 + ".php"
    [photo] = photos.attach(matter, by=her, files=[file])

    assert "/" not in photo.file_name
    assert "\u202e" not in photo.file_name
    assert len(photo.file_name) <= 80
    assert photo.file_name.endswith("….php"[-4:])
    assert files_in(media) == [f"originals/{photo.key}"]


class OnAFullDisk(SimpleUploadedFile):
    def chunks(self, chunk_size=None):
        raise OSError(28, "No space left on device")


def test_a_failure_half_way_leaves_no_file_and_no_row_behind(matter, her, media):
    with pytest.raises(OSError, match="No space"):
        photos.attach(matter, by=her, files=[upload(), OnAFullDisk("2.jpg", made.jpeg())])
    assert (files_in(media), Photo.objects.count()) == ([], 0)


def test_originals_of_a_deed_that_was_rolled_back_are_swept_after_an_hour(matter, her, media):
    [kept] = photos.attach(matter, by=her, files=[upload()])
    with pytest.raises(ZeroDivisionError), atomic():
        [lost] = photos.attach(matter, by=her, files=[upload()])
        raise ZeroDivisionError
    (media / "originals/notes.txt").write_text("not ours")
    there = sorted([f"originals/{kept.key}", f"originals/{lost.key}", "originals/notes.txt"])
    assert files_in(media) == there

    tasks.sweep_originals()  # somebody may still be writing: it is young
    assert files_in(media) == there
    for path in media.rglob("*"):
        os.utime(path, (0, 0))
    tasks.sweep_originals()
    assert files_in(media) == sorted([f"originals/{kept.key}", "originals/notes.txt"])


def test_without_any_original_there_is_nothing_to_sweep(media):
    assert leftovers.sweep_originals() == 0


def test_too_long_a_caption_and_a_day_to_come_are_refused(matter, liaison, media):
    with pytest.raises(Refused, match="图注最多 80 个字"):
        photos.attach(matter, by=liaison, files=[upload()], caption="图注" * 50)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused, match="不能在今天以后"):
        photos.attach(matter, by=liaison, files=[upload()], taken_on=tomorrow)
    assert files_in(media) == []


def test_strangers_staff_of_others_and_late_residents_may_not_add_any(
    matter, her, wang, neighbour_secretary, town_officer, liaison
):
    stranger = Actor.from_contact(Contact.objects.create())
    for actor in (stranger, wang, neighbour_secretary, town_officer):
        with pytest.raises(Refused, match="由提出人或所在村"):
            photos.attach(matter, by=actor, files=[upload()])
    with pytest.raises(Refused, match="交给联络员"):
        photos.attach(matter, by=her, files=[upload()], phase=Photo.Phase.AFTER)
    [photo] = photos.attach(matter, by=liaison, files=[upload()], phase=Photo.Phase.AFTER)
    assert photo.uploaded_by == liaison.post


def test_a_proposal_and_its_photos_are_one_deed(village, programme, media):
    with pytest.raises(Refused, match=r"坏\.jpg"):
        proposals.submit(
            proposal(village, photos=(upload(b"no photo", "坏.jpg"),)), by=Actor.from_contact(None)
        )
    assert Project.objects.count() == 0

    told = proposal(village, photos=(upload(), upload()))
    first = proposals.submit(told, by=Actor.from_contact(None))
    again = proposals.submit(told, by=Actor.from_contact(None))
    assert (first.project, again.again) == (again.project, True)
    assert first.project.photos.count() == 2


# ── In the worker ────────────────────────────────────────────────────────────────────────────────
def test_the_worker_leaves_three_clean_copies_and_no_original(matter, her, media):
    [photo] = photos.attach(matter, by=her, files=[upload()])
    assert photos.process(photo.key) == Photo.State.READY

    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.original.name) == (640, 480, "")
    assert files_in(media) == [f"photos/{photo.key}/{width}.webp" for width in (1600, 320, 960)]


def test_asked_twice_it_works_once(matter, her, media):
    [photo] = photos.attach(matter, by=her, files=[upload()])
    tasks.process_photo(str(photo.key))
    copy = media / f"photos/{photo.key}/960.webp"
    written = copy.stat().st_mtime_ns
    tasks.process_photo(str(photo.key))

    photo.refresh_from_db()
    assert (photo.tries, photo.state) == (1, Photo.State.READY)
    assert copy.stat().st_mtime_ns == written


def test_a_photo_another_worker_has_in_hand_is_left_to_it(matter, her):
    [photo] = photos.attach(matter, by=her, files=[upload()])
    Photo.objects.update(held_until=clock.now() + timedelta(seconds=30))

    assert photos.process(photo.key) is None
    assert photos.lost() == []


def test_a_broken_photo_is_refused_by_name_and_the_other_is_fine(matter, her, media):
    broken = bytearray(made.png(900, 700))
    broken[2000:2400] = bytes(400)
    bad, good = photos.attach(matter, by=her, files=[upload(bytes(broken), "坏.jpg"), upload()])
    tasks.process_lost_photos()

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (Photo.State.REFUSED, Photo.State.READY)
    assert bad.refusal.startswith("坏.jpg：照片打不开")
    assert not [name for name in files_in(media) if "originals" in name]


def test_the_sweep_finds_what_a_killed_worker_and_a_dead_broker_left(matter, her, media):
    left, half = photos.attach(matter, by=her, files=[upload(), upload()])
    Photo.objects.filter(pk=left.pk).update(held_until=clock.now() - timedelta(seconds=1), tries=1)
    original = half.original.name
    photos.process(half.key)  # and the worker was killed before it could forget the original:
    default_storage.save(original, upload())
    Photo.objects.filter(pk=half.pk).update(original=original)

    tasks.process_lost_photos()
    assert set(Photo.objects.values_list("state", "original")) == {("ready", "")}
    assert not [name for name in files_in(media) if "originals" in name]


def test_a_photo_that_kills_every_worker_is_given_up(matter, her, monkeypatch):
    [photo] = photos.attach(matter, by=her, files=[upload()])
    monkeypatch.setattr(photos, "PATIENCE", 0.001)  # the process is killed on every try
    for _ in range(photos.MOST_TRIES):
        assert photos.lost() == [photo.key]
        photos.process(photo.key)
        Photo.objects.update(held_until=None)

    photo.refresh_from_db()
    assert (photo.state, photos.lost()) == (Photo.State.REFUSED, [])


# ── Who may see it ───────────────────────────────────────────────────────────────────────────────
def address(photo, width=320):
    return reverse("photo", args=[photo.key, width])


def test_a_published_photo_is_for_everybody_and_may_be_kept(client, matter, liaison):
    photo = ready(matter, liaison, is_public=True)
    answer = client.get(address(photo))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in answer.get("Vary", "")
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"


def test_an_unpublished_one_is_for_the_staff_it_concerns(
    client, matter, liaison, town_officer, supervisor, neighbour_secretary, other_town_officer,
    system_admin, wang,
):  # fmt: skip
    photo = ready(matter, liaison)
    seen = {}
    for name, who in {
        "liaison": liaison, "town": town_officer, "supervisor": supervisor,
        "neighbour": neighbour_secretary, "other town": other_town_officer,
        "system": system_admin, "resident": wang,
    }.items():  # fmt: skip
        client.force_login(who.person)
        answer = client.get(address(photo))
        seen[name] = answer.status_code
        if answer.status_code == 200:
            assert answer["Cache-Control"] == "private, no-store"
            list(answer.streaming_content)  # which closes it
    client.logout()

    assert {name for name, status in seen.items() if status == 200} == {
        "liaison", "town", "supervisor",
    }  # fmt: skip
    assert client.get(address(photo)).status_code == 404


def test_what_waits_what_was_refused_odd_widths_and_drafts_are_not_there(
    client, matter, liaison, village, programme
):
    [waiting] = photos.attach(matter, by=liaison, files=[upload()])
    shown = ready(matter, liaison, is_public=True)
    draft = proposals.save_draft(proposal(village), by=liaison).project
    hidden = ready(draft, liaison, is_public=True)
    client.force_login(liaison.person)

    missing = [address(waiting), address(shown, 640), address(shown, 10**30), address(hidden)]
    assert [client.get(one).status_code for one in missing] == [404] * 4


def test_only_the_villages_staff_publish_and_only_what_is_ready(
    client, matter, her, liaison, town_officer, neighbour_secretary
):
    [photo] = photos.attach(matter, by=her, files=[upload()])
    with pytest.raises(Refused, match="处理好以后才能公开"):
        photos.publish(photo, by=liaison, is_public=True)
    photos.process(photo.key)
    for actor in (her, town_officer, neighbour_secretary):
        with pytest.raises(Refused, match="由所在村"):
            photos.publish(photo, by=actor, is_public=True)
    assert photos.publish(photo, by=liaison, is_public=True).published_by == liaison.post

    photos.publish(photo, by=liaison, is_public=False)
    assert client.get(address(photo)).status_code == 404


# ── Where residents meet them ────────────────────────────────────────────────────────────────────
def test_the_proposer_follows_her_photos_and_adds_more(client, matter, her, media):
    client.post(reverse("track"), {"number": matter.query_no, "proof": "8000"})
    more = reverse("more_photos", args=[matter.query_no])
    assert client.get(more).status_code == 200
    assert client.post(more, {"photos": [upload(b"words", "说明.jpg")]}).status_code == 422
    assert client.post(more).status_code == 422
    assert client.post(more, {"photos": [upload(), upload()]}).status_code == 303

    own = reverse("tracked", args=[matter.query_no])
    assert client.get(own).content.decode().count("处理中</b>，一般不到一分钟，刷新看看") == 2
    tasks.process_lost_photos()
    assert client.get(own).content.decode().count("已收到，工作人员核对后公开") == 2


def test_the_public_page_shows_before_beside_after_with_caption_and_day(client, matter, liaison):
    by = {"by": Actor.importer("历史资料导入")}
    project = furnish(matter)
    for phase, words in (("before", "没有灯"), ("after", "有灯了")):
        ready(project, **by, phase=phase, caption=words, taken_on=date(2021, 6, 1), is_public=True)
    hidden = ready(project, **by, caption="没有公开")
    page = client.get(reverse("project", args=[matter.query_no])).content.decode()

    assert page.index("2021年6月1日 · 之前 · 没有灯") < page.index("2021年6月1日 · 之后 · 有灯了")
    assert page.count('class="pair gap"') == 1
    assert page.count("<img") == 2
    assert 'loading="lazy"' not in page  # the first two
    assert "没有公开" not in page
    assert str(hidden.key) not in page


def test_a_card_shows_the_latest_published_picture_and_asks_nothing_more_for_it(
    client, village, programme, liaison, media, django_assert_num_queries
):
    by = Actor.importer("历史资料导入")
    projects = [
        furnish(propose(village, by=Actor.from_contact(None), title=f"路灯{n}")) for n in range(4)
    ]
    for number, project in enumerate(projects):
        ready(project, by, caption=f"没有灯{number}", is_public=True)
    ready(
        projects[3], by, phase=Photo.Phase.AFTER, caption="有灯了", is_public=True, is_drawing=True
    )
    ready(projects[3], by, phase=Photo.Phase.AFTER, caption="没有公开")
    with django_assert_num_queries(3):
        page = client.get("/projects/").content.decode()

    assert page.count("<img") == 4
    assert page.count('loading="lazy"') == 2
    assert [words for words in ("没有灯0", "没有灯1", "没有灯2", "有灯了") if f'alt="{words}"' in page] == [
        "没有灯0", "没有灯1", "没有灯2", "有灯了",
    ]  # fmt: skip
    assert page.count('width="320" height="240"') == 4
    assert page.count("示意图") == 1
    assert "没有公开" not in page


def test_the_picture_of_a_matter_not_released_stays_off_its_card(client, matter, liaison, media):
    ready(matter, Actor.importer("历史资料导入"), is_public=True)
    assert "<img" not in client.get("/projects/").content.decode()
