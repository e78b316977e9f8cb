"""公示 and 公示意见 at the desk: choose, look, post; read, answer; and whose hands they are in."""

import re

import pytest

from projects import board
from projects.actions import photos
from projects.models import Objection, Photo, PrivateReading, Project, PublicNotice
from projects.states import State
from tests.factories.desk import sign_in, text_of
from tests.factories.notices import ANSWER, BASIS, WORDS, decided, object_to, posted
from tests.factories.pictures import upload
from tests.factories.projects import REASON
from weishishi.kernel.actor import Actor

NOTICES, SAID = "/admin/projects/publicnotice/", "/admin/projects/objection/"
NOBODY = Actor.from_contact(None)


@pytest.fixture
def hanging(village, programme, clerk):
    return posted(village, clerk, days_ago=4)


def form_for(*projects, **more):
    return {
        "projects": [str(one.pk) for one in projects], "basis": BASIS, "note": REASON,
        "village_phone": "0756-1234567", "town_phone": "", "supervision_phone": "", **more,
    }  # fmt: skip


# ── Posting ──────────────────────────────────────────────────────────────────────────────────────
def test_the_secretary_chooses_looks_and_posts(village, programme, clerk, secretary):
    ready, lacking = decided(village, clerk), decided(village, clerk, title="修台阶")
    Project.objects.filter(pk=lacking.pk).update(released_at=None)
    desk = sign_in(secretary)
    page = text_of(desk.get(f"{NOTICES}add/"))
    assert "村口装路灯" in page and "修台阶" in page

    looked = text_of(desk.post(f"{NOTICES}add/", form_for(ready, lacking, preview="1")))
    assert looked.count("不能公示</span>") == 1 and looked.count("可以公示</span>") == 1
    assert "公开版还没有经第二人审核发布" in looked
    assert "公示期从2026年6月10日到2026年6月12日，共 3 天" in looked
    assert f'value="{BASIS}"' in looked and REASON in looked

    refused = desk.post(f"{NOTICES}add/", form_for(ready, lacking))
    assert refused.status_code == 409 and "“修台阶”：公开版还没有" in text_of(refused)
    assert not PublicNotice.objects.exists()

    done = desk.post(f"{NOTICES}add/", form_for(ready))
    notice = PublicNotice.objects.get()
    assert done.headers["Location"] == f"{NOTICES}{notice.pk}/change/"
    ready.refresh_from_db()
    assert (ready.state, notice.village_phone) == (State.ON_NOTICE, "0756-1234567")
    assert "石桥村公示〔2026〕1号" in text_of(desk.get(f"{NOTICES}{notice.pk}/change/"))


def test_what_is_missing_is_said_and_what_was_typed_stays(village, programme, clerk, secretary):
    project = decided(village, clerk)
    desk = sign_in(secretary)
    answer = desk.post(f"{NOTICES}add/", form_for(project, basis="会", note="经表决通过，公示。"))
    text = text_of(answer)
    assert answer.status_code == 400 and "至少 4 个字" in text
    assert "经表决通过，公示。" in text and re.search(rf'value="{project.pk}"[^>]*checked', text)
    assert "请至少选一件要公示的。" in text_of(desk.post(f"{NOTICES}add/", form_for()))
    assert "会公开，请先删掉" in text_of(
        desk.post(f"{NOTICES}add/", form_for(project, note="请找 13800138000 联系。"))
    )


def test_another_villages_matter_is_no_choice(neighbour, programme, clerk, secretary):
    foreign = decided(neighbour, clerk)
    desk = sign_in(secretary)
    assert "没有要公示的" in text_of(desk.get(f"{NOTICES}add/"))
    desk.post(f"{NOTICES}add/", form_for(foreign))
    foreign.refresh_from_db()
    assert foreign.state == State.DELIBERATING


@pytest.mark.parametrize("who", ["liaison", "town_officer", "supervision_committee", "auditor"])
def test_who_does_not_lead_the_village_posts_nothing(who, hanging, request):
    desk = sign_in(request.getfixturevalue(who))
    assert desk.get(f"{NOTICES}add/").status_code == 403
    assert desk.post(f"{NOTICES}add/", {}).status_code == 403
    assert desk.get(f"{NOTICES}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_and_the_lists_ask_a_constant_number_of_questions(
    count, village, programme, clerk, secretary, django_assert_num_queries
):
    for _each in range(count):
        decided(village, clerk)
        object_to(posted(village, clerk), NOBODY)
    desk = sign_in(secretary)
    with django_assert_num_queries(5):
        desk.get(f"{NOTICES}add/")
    with django_assert_num_queries(7):
        desk.get(NOTICES)
    with django_assert_num_queries(7):
        desk.get(SAID)


# ── The board's photos ───────────────────────────────────────────────────────────────────────────
@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_phone_photographs_the_board(hanging, liaison, supervisor, media):
    notice = board.item_of(hanging).notice
    at = f"{NOTICES}{notice.pk}/photos/"
    told = {"photos": upload(), "phase": "board_up", "is_public": "on"}
    assert sign_in(liaison).post(at, told).status_code == 302
    photo = notice.photos.get()
    assert (photo.phase, photo.is_public, photo.state) == ("board_up", True, "waiting")
    assert photos.process(photo.key) == Photo.State.READY
    assert f"/photos/{photo.key}/" in text_of(sign_in(liaison).get(f"{NOTICES}{notice.pk}/change/"))
    assert sign_in(supervisor).post(at, told).status_code == 403


def test_two_of_each_are_enough_and_other_phases_are_no_choice(hanging, liaison, media):
    notice = board.item_of(hanging).notice
    at, desk = f"{NOTICES}{notice.pk}/photos/", sign_in(liaison)
    three = {"photos": [upload() for _each in range(3)], "phase": "board_down"}
    answer = desk.post(at, three)
    assert answer.status_code == 409 and "最多 2 张，已有 0 张" in text_of(answer)
    assert desk.post(at, {"photos": upload(), "phase": "after"}).status_code == 400
    assert not notice.photos.exists()
    two = {"photos": [upload() for _each in range(2)], "phase": "board_down"}
    assert desk.post(at, two).status_code == 302


# ── Objections ───────────────────────────────────────────────────────────────────────────────────
def test_what_waits_stands_on_the_desk_with_its_day(hanging, secretary, town_officer):
    objection = object_to(hanging, NOBODY)
    for by, button in ((secretary, "去答复"), (town_officer, "看一看")):
        page = text_of(sign_in(by).get("/admin/"))
        assert "公示意见，等书面答复" in page and f"{SAID}{objection.pk}/change/" in page
        assert "6月15日前答复" in page and button in page


def test_the_secretary_answers_and_the_desk_is_clear(hanging, secretary):
    objection = object_to(hanging, NOBODY, name="陈女士", phone="13900139000")
    desk, at = sign_in(secretary), f"{SAID}{objection.pk}/change/"
    page = text_of(desk.get(at))
    assert WORDS in page and "陈**" in page and "139****9000" in page
    assert "陈女士" not in page and "13900139000" not in page
    page = text_of(desk.post(at, {"reveal": f"objector:{objection.pk}"}))
    assert "陈女士" in page and "13900139000" in page
    assert PrivateReading.objects.get().number == objection.number
    short = desk.post(at, {"is_upheld": "no", "answer": "不行"})
    assert short.status_code == 400 and "至少 10 个字" in text_of(short)
    private = desk.post(at, {"is_upheld": "no", "answer": "请打 13900139000 问陈女士。"})
    assert private.status_code == 400
    assert desk.post(at, {"answer": ANSWER}).status_code == 400
    assert desk.post(at, {"is_upheld": "no", "answer": ANSWER}).status_code == 302
    again = desk.post(at, {"is_upheld": "yes", "answer": ANSWER})
    assert again.status_code == 409 and "已经答复过了" in text_of(again)
    assert "公示意见，等书面答复" not in text_of(desk.get("/admin/"))


def test_upheld_it_takes_the_matter_down(hanging, secretary):
    objection = object_to(hanging, NOBODY)
    at = f"{SAID}{objection.pk}/change/"
    sign_in(secretary).post(at, {"is_upheld": "yes", "answer": ANSWER})
    hanging.refresh_from_db()
    assert hanging.state == State.DELIBERATING


@pytest.mark.parametrize(
    ("who", "sees"), [("town_officer", True), ("supervision_committee", False), ("auditor", False)]
)
def test_who_only_reads_cannot_answer_and_reads_words_and_phone_as_a_confidant_only(
    who, sees, hanging, request
):
    objection = object_to(hanging, NOBODY, name="陈女士", phone="13900139000")
    desk, at = sign_in(request.getfixturevalue(who)), f"{SAID}{objection.pk}/change/"
    page = text_of(desk.get(at))
    assert [told in page for told in (WORDS, "陈**", "139****9000")] == [sees] * 3
    pressed = desk.post(at, {"reveal": f"objector:{objection.pk}"})
    assert pressed.status_code == (200 if sees else 403)
    assert [told in text_of(pressed) for told in ("陈女士", "13900139000")] == [sees] * 2
    assert "答复并公开" not in page
    assert desk.post(at, {"is_upheld": "no", "answer": ANSWER}).status_code == 403


def test_another_village_finds_nothing(hanging, far_secretary, neighbour_secretary):
    objection = object_to(hanging, NOBODY)
    for by in (far_secretary, neighbour_secretary):
        desk = sign_in(by)
        assert desk.get(f"{SAID}{objection.pk}/change/").status_code == 404
        assert "村口加装路灯" not in text_of(desk.get(SAID))


def test_what_is_said_on_the_phone_is_written_down_with_its_day(hanging, liaison):
    item = board.item_of(hanging)
    desk = sign_in(liaison)
    page = text_of(desk.get(f"{SAID}add/"))
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    told = {
        "form_token": token, "item": str(item.pk), "channel": "hotline", "words": WORDS,
        "name": "陈女士", "phone": "", "at": "2026-06-09T15:30",
    }  # fmt: skip
    untold = desk.post(f"{SAID}add/", told)
    assert untold.status_code == 400 and "请先把告知书的要点讲给本人听" in text_of(untold)
    assert desk.post(f"{SAID}add/", told | {"told": "on"}).status_code == 302
    objection = Objection.objects.get()
    assert (objection.channel, objection.received_by) == ("hotline", liaison.post)
    assert f"{objection.received_at:%Y-%m-%d}" == "2026-06-09"
    early = desk.post(f"{SAID}add/", told | {"told": "on", "form_token": "", "at": ""})
    assert early.status_code == 400


def test_where_nothing_hangs_there_is_nothing_to_write_down(village, liaison):
    assert "现在没有在公示的项目" in text_of(sign_in(liaison).get(f"{SAID}add/"))


@pytest.mark.parametrize("number", ["no", "yes"])
def test_the_list_is_narrowed_to_what_waits(number, hanging, secretary):
    waits, done = object_to(hanging, NOBODY), object_to(hanging, NOBODY)
    sign_in(secretary).post(f"{SAID}{done.pk}/change/", {"is_upheld": "no", "answer": ANSWER})
    page = text_of(sign_in(secretary).get(f"{SAID}?answered={number}"))
    shown = waits if number == "no" else done
    assert "共 1 条" in page and f"{SAID}{shown.pk}/change/" in page
