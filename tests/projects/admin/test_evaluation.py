"""评议 at the desk: what is entered there, what is printed, and what nobody is shown."""

import pytest

from projects import voting
from projects.models import Barred, Voice
from projects.satisfaction import Said
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.projects import bring, hand_in
from tests.projects.test_evaluations import close, speak

PHONE = {
    "deed": "phone", "phone-phone": "139 0001 0001", "phone-overall": "satisfied",
    "phone-quality": "basic", "phone-voter": "neighbour", "phone-words": "不错。",
}  # fmt: skip
SHEET = {
    "deed": "sheet", "sheet-where": "村民代表会议", "sheet-satisfied": "20", "sheet-basic": "3",
    "sheet-dissatisfied": "1", "sheet-invalid": "2",
}  # fmt: skip


@pytest.fixture
def asked(lamps):
    return bring(lamps, "open_evaluation")


def test_she_calls_people_and_counts_ballots(asked, liaison):
    desk, here = sign_in(liaison), page_of(asked, "evaluation")
    assert "正在评议" in text_of(desk.get(here))
    assert desk.post(here, PHONE).status_code == 302
    twice = desk.post(here, PHONE)
    assert (twice.status_code, "每人只能评一次" in text_of(twice)) == (409, True)
    assert "139 0001 0001" in text_of(twice)
    assert desk.post(here, SHEET).status_code == 302
    assert voting.counted(voting.running(asked)) == Said(21, 3, 1, 2)
    page = text_of(desk.get(here))
    assert "25 份有效评议" in page and "纸质表 24" in page
    assert "不错。" not in page  # one voice on the phone: its words would name her


def test_what_is_wrong_is_said_and_nothing_is_lost(asked, liaison):
    desk, here = sign_in(liaison), page_of(asked, "evaluation")
    wrong = desk.post(here, SHEET | {"sheet-basic": "三", "sheet-where": ""})
    assert wrong.status_code == 400
    text = text_of(wrong)
    assert "请只写整数" in text and "请写在哪里收的" in text and 'value="三"' in text
    assert desk.post(here, {"deed": "nonsense"}).status_code == 400


def test_a_count_is_corrected_with_its_reason(asked, liaison):
    desk, here = sign_in(liaison), page_of(asked, "evaluation")
    desk.post(here, SHEET)
    sheet = voting.running(asked).sheets.get()
    there = f"{here}?corrects={sheet.pk}"
    assert "请写更正原因" in text_of(desk.post(there, SHEET))
    done = desk.post(there, SHEET | {"sheet-satisfied": "19", "sheet-reason": "有一份看错了。"})
    assert done.status_code == 302
    assert voting.counted(voting.running(asked)).satisfied == 19
    assert desk.get(f"{here}?corrects={sheet.pk}").status_code == 404  # an old version


def test_the_implementers_phone_is_barred_and_not_kept(asked, liaison):
    desk, here = sign_in(liaison), page_of(asked, "evaluation")
    assert desk.post(here, {"deed": "bar", "bar-barred": "13900010001"}).status_code == 302
    assert "13900010001" not in str(Barred.objects.values())
    assert desk.post(here, PHONE).status_code == 409


def test_words_are_read_when_five_have_spoken(asked, liaison):
    for number in range(4):
        speak(asked, number, words="暗语。")
    desk, here = sign_in(liaison), page_of(asked, "evaluation")
    assert "暗语。" not in text_of(desk.get(here))
    assert "满意 4" not in text_of(desk.get(here))
    speak(asked, 4)
    assert "暗语。" in text_of(desk.get(here))


def test_who_only_watches_reads_and_writes_nothing(asked, supervisor, town_officer):
    for actor in (supervisor, town_officer):
        desk, here = sign_in(actor), page_of(asked, "evaluation")
        assert "<form" not in text_of(desk.get(here)).split("<main")[1].split("</main")[0]
        assert desk.post(here, PHONE).status_code == 403
    assert Voice.objects.count() == 0


def test_the_papers(asked, liaison, committee):
    desk = sign_in(liaison)
    poster = text_of(desk.get(page_of(asked, "evaluation_poster")))
    assert voting.poster_token(voting.running(asked)) in poster and "<svg" in poster
    form = text_of(desk.get(page_of(asked, "evaluation_form")))
    assert all(word in form for word in ("需求符合", "质量", "进度", "公开", "服务", "基本满意"))
    hand_in(asked)
    close(asked, committee)
    result = text_of(desk.get(page_of(asked, "evaluation_result")))
    assert "满意率 96%" in result and "村民代表会议" in result
    assert desk.get(page_of(asked, "evaluation_poster")).status_code == 404


@pytest.mark.parametrize(
    ("small", "voices", "is_split"), [(5, 0, True), (4, 0, False), (5, 5, True), (5, 4, False)]
)
def test_a_paper_does_not_split_fewer_than_five(
    asked, liaison, committee, supervisor, small, voices, is_split
):
    """Neither a small sheet, nor the few voices that are left when the sheets are taken away."""
    hand_in(asked)
    hand_in(asked, small, 0, 0)
    for number in range(voices):
        speak(asked, number)
    close(asked, committee)
    for actor in (liaison, supervisor):
        paper = text_of(sign_in(actor).get(page_of(asked, "evaluation_result")))
        assert (f"满意 {small}，基本满意 0" in paper, f"有效 {small}，" in paper) == (
            is_split, not is_split,
        )  # fmt: skip
        assert ("满意 20，基本满意 2" in paper) == is_split


def test_many_voices_cost_no_more_queries(asked, liaison, django_assert_max_num_queries):
    desk, here = sign_in(liaison), page_of(asked, "evaluation")
    speak(asked, 0)
    desk.get(here)
    with django_assert_max_num_queries(40) as one:
        desk.get(here)
    for number in range(1, 9):
        speak(asked, number, words="好。" if number < 4 else "")
    with django_assert_max_num_queries(len(one) + 1):  # the words are read now
        desk.get(here)


def test_the_five_parts_are_counted_on_paper_too(asked, liaison):
    desk, here = sign_in(liaison), page_of(asked, "evaluation")
    told = SHEET | {"sheet-fits_satisfied": "9", "sheet-fits_basic": "2", "sheet-pace_basic": "三"}
    wrong = desk.post(here, told)
    assert wrong.status_code == 400 and 'value="三"' in text_of(wrong)
    too_many = desk.post(here, told | {"sheet-pace_basic": "99"})
    assert too_many.status_code == 409 and "“进度”的份数" in text_of(too_many)
    assert desk.post(here, told | {"sheet-pace_basic": ""}).status_code == 302
    sheet = voting.running(asked).sheets.get()
    assert sheet.parts == {"fits": [9, 2, 0]}
    assert 'name="sheet-fits_satisfied" value="9"' in text_of(
        desk.get(f"{here}?corrects={sheet.pk}")
    )
