"""A change of confirmed money at the desk: read side by side before it is asked for and decided."""

from uuid import uuid4

import pytest

from projects.models import Change
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.projects import bring, furnish
from tests.projects.admin.test_money import change, deed

pytestmark = pytest.mark.django_db
SMALL = {
    "work-TOTAL_FORMS": "2", "work-INITIAL_FORMS": "2", "work-0-price": "1100",
    "work-1-name": "安装和辅料", "work-1-quantity": "1", "work-1-unit": "项",
    "work-1-price": "2000",
}  # fmt: skip


@pytest.fixture
def confirmed(lamps):
    return bring(furnish(lamps), "confirm")


def test_old_and_new_are_read_side_by_side_before_anything_is_asked(confirmed, secretary):
    desk = sign_in(secretary)
    gone = {"work-TOTAL_FORMS": "2", "work-INITIAL_FORMS": "2", "work-1-DELETE": "on"}
    gone |= {"work-1-name": "安装和辅料", "work-1-quantity": "1", "work-1-unit": "项"}
    answer = desk.post(deed(confirmed, "change"), change(preview="1", **gone))
    page = text_of(answer)
    assert answer.status_code == 200
    assert "30 盏 × 1,200 = 36,000 元" in page
    assert "去掉" in page  # the line of the installation is gone
    assert "超过 10%：要退回重新商量和公示" in page
    assert "按三家询价" in page
    assert 'name="money-3-source"' in page  # the list was full: there is room for more
    assert not Change.objects.exists()
    page = text_of(desk.post(deed(confirmed, "change"), change(preview="1", **SMALL)))
    assert "不超过 10%：由镇里批准" in page


def as_shown(desk, project, days=""):
    """What the page of a change sends when nothing but the days is touched."""
    form = desk.get(deed(project, "change")).context_data["sections"]
    typed = {"key": uuid4(), "reason": "看一看能不能原样提交一次。", "days": days}
    for rows in form.sections:
        prefix = rows.prefix
        typed |= {
            f"{prefix}-TOTAL_FORMS": rows.initial_form_count(),
            f"{prefix}-INITIAL_FORMS": rows.initial_form_count(),
        }
        for row in rows.initial_forms:
            typed |= {row[name].html_name: row[name].value() or "" for name in row.fields}
    return typed


def test_what_the_page_shows_unchanged_is_no_change(confirmed, secretary):
    desk = sign_in(secretary)
    answer = desk.post(deed(confirmed, "change"), as_shown(desk, confirmed))
    assert (answer.status_code, "变更前后一样" in text_of(answer)) == (409, True)


def test_the_town_reads_both_and_decides(confirmed, secretary, town_officer, auditor):
    sign_in(secretary).post(deed(confirmed, "change"), change(**SMALL))
    row = Change.objects.get()
    where, officer = deed(confirmed, "decide-change", row.pk), sign_in(town_officer)
    page = text_of(officer.get(where))
    assert "34,000 元" in page
    assert "35,000 元" in page
    assert "按三家询价" in page
    assert sign_in(secretary).post(where, {"key": uuid4(), "choice": "agree"}).status_code == 403
    assert sign_in(auditor).get(where).status_code == 403
    assert "请按下面的一个按钮" in text_of(officer.post(where, {"key": uuid4()}))
    short = officer.post(where, {"key": uuid4(), "choice": "refuse", "answer": "不"})
    assert (short.status_code, "至少 4 个字" in text_of(short)) == (409, True)
    officer.post(where, {"key": uuid4(), "choice": "refuse", "answer": "询价单不全"})
    assert Change.objects.get().state == "refused"
    assert "询价单不全" in text_of(sign_in(secretary).get(page_of(confirmed, "money")))


@pytest.mark.parametrize("who", ["liaison", "town_officer", "auditor", "far_secretary"])
def test_only_the_leaders_of_the_village_ask_for_one(confirmed, who, request):
    desk = sign_in(request.getfixturevalue(who))
    status = 404 if who == "far_secretary" else 403
    assert desk.get(deed(confirmed, "change")).status_code == status
    assert desk.post(deed(confirmed, "change"), change()).status_code == status


def test_an_unlikely_period_is_refused(confirmed, secretary):
    answer = sign_in(secretary).post(deed(confirmed, "change"), change(days="0"))
    assert "工期要在 1 到" in text_of(answer)
