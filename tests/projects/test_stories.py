"""The story of a finished matter: two hands, a source for each figure, consent for each quote."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from projects.actions import photos, stories
from projects.models import Story
from projects.queries import result_notice
from projects.queries.stories import released
from tests.factories import pictures as made
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.pictures import upload
from tests.factories.projects import bring, propose
from weishishi.kernel.verdict import Refused

WORDS = "原来天一黑就看不见路，现在老人晚饭后也敢出来走走。"
FIGURE = {
    "figure": "盗窃警情", "figure_unit": "起", "figure_before": Decimal(8),
    "figure_after": Decimal(2), "figure_source": "派出所统计",
}  # fmt: skip
QUOTE = {
    "quote": "敢出门了。", "quote_name": "珍婆", "consent_on": date(2026, 6, 1),
    "consent": "当面同意。",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def done(lamps):
    return bring(lamps, "close_evaluation")


def a_photo(project, by, *, is_public=True, phase="before"):
    [photo] = photos.attach(project, by=by, files=[upload(made.jpeg())], phase=phase)
    photos.process(photo.key)
    photo.refresh_from_db()
    if is_public:
        photos.publish(photo, by=by, is_public=True)
    return photo


def test_two_people_and_everybody_reads_it(client, done, liaison, secretary, clerk):
    before, after = a_photo(done, clerk), a_photo(done, clerk, phase="after")
    stories.write(done, by=liaison, words=WORDS, before=before, after=after, **FIGURE, **QUOTE)
    here = f"/projects/{done.query_no}/story/"
    assert client.get(here).status_code == 404
    with pytest.raises(Refused, match="请另一位同事审核发布"):
        stories.release(done, by=liaison)
    stories.release(done, by=secretary)
    page = client.get(here).content.decode()
    assert "8 → 2" in page and "减少 75%" in page and "派出所统计" in page
    assert "珍婆" in page and WORDS in page and page.count("<figure>") == 2
    assert "当面同意" not in page  # how she agreed is for the file
    assert "看它的故事" in client.get(f"/projects/{done.query_no}/").content.decode()
    stories.write(done, by=secretary, words=WORDS + "后来又补了一盏。")
    assert client.get(here).status_code == 404


@pytest.mark.parametrize("missing", ["figure_source", "figure_before", "figure_after", "figure"])
def test_a_figure_has_its_source(missing, done, liaison):
    told = FIGURE | {missing: None if missing.startswith(("figure_b", "figure_a")) else ""}
    with pytest.raises(ValidationError, match="还有从哪里来"):
        stories.write(done, by=liaison, words=WORDS, **told)


@pytest.mark.parametrize("missing", ["quote_name", "consent_on", "consent"])
def test_a_quote_has_its_consent(missing, done, liaison):
    told = QUOTE | {missing: None if missing == "consent_on" else ""}
    with pytest.raises(ValidationError, match="怎么同意公开的"):
        stories.write(done, by=liaison, words=WORDS, **told)


def test_only_public_photos_of_its_own(done, village, clerk, liaison, secretary):
    hidden = a_photo(done, clerk, is_public=False)
    stories.write(done, by=liaison, words=WORDS, before=hidden)
    with pytest.raises(Refused, match="还没有公开"):
        stories.release(done, by=secretary)
    photos.publish(hidden, by=clerk, is_public=True)
    stories.release(done, by=secretary)
    assert released(done.pk).before is not None
    photos.publish(hidden, by=clerk, is_public=False)  # taken back afterwards
    assert released(done.pk).before is None
    other = a_photo(propose(village, clerk), clerk)
    with pytest.raises(Refused, match="自己的照片"):
        stories.write(done, by=liaison, words=WORDS, after=other)


def test_what_is_not_done_has_no_story_and_others_write_none(lamps, liaison, neighbour_secretary):
    with pytest.raises(Refused, match="现在是“待受理”"):
        stories.write(lamps, by=liaison, words=WORDS)
    done = bring(lamps, "complete")
    with pytest.raises(Refused, match="由所在村（社区）填写"):
        stories.write(done, by=neighbour_secretary, words=WORDS)


def test_at_the_desk(done, liaison, secretary, supervisor):
    here = page_of(done, "story")
    desk = sign_in(liaison)
    wrong = desk.post(here, {"words": "短。", "figure": "警情"})
    assert wrong.status_code == 400 and "短。" in text_of(wrong)
    refused = desk.post(here, {"words": WORDS, "figure": "警情"})
    assert refused.status_code == 409 and "从哪里来" in text_of(refused)
    assert "手机号" in text_of(desk.post(here, {"words": WORDS + "找 13900001234。"}))
    assert desk.post(here, {"words": WORDS}).status_code == 302
    assert "等您审核" not in text_of(desk.get(here))
    other = sign_in(secretary)
    assert "等您审核" in text_of(other.get(here))
    assert other.post(here, {"release": "something else"}).status_code == 409
    seen = text_of(other.get(here)).split('name="release" value="')[1][:16]
    assert other.post(here, {"release": seen}).status_code == 302
    assert Story.objects.get().released_by == secretary.post
    watcher = sign_in(supervisor)
    assert WORDS in text_of(watcher.get(here))
    assert watcher.post(here, {"words": WORDS}).status_code == 403


def test_the_notice_of_the_result_is_written_by_the_machine(done, lamps, liaison):
    notice = result_notice.of(done)
    told = dict(notice.lines)
    assert told["内容"].startswith("照明灯 30 盏") and "34,000 元" in told["资金"]
    assert "满意 20，基本满意 2，不满意 1" in told["评议"]
    assert "关于民生微实事“村口加装路灯”实施结果的公示" in text_of(
        sign_in(liaison).get(page_of(done, "result_notice"))
    )
    assert lamps.contact.name not in str(notice) and lamps.need not in str(notice)


def test_what_is_not_done_has_no_result(lamps, liaison):
    assert result_notice.of(lamps) is None
    assert sign_in(liaison).get(page_of(lamps, "result_notice")).status_code == 404
