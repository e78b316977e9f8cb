"""A town's rules in plain words, and the library of documents they rest on."""

from datetime import date

import pytest
from django.core.files.storage import default_storage

from tests.factories.desk import text_of
from tests.factories.rules import a_document, a_pdf, decide
from villages.actions.documents import add_version, lay_out_known
from villages.models import PolicyDocument
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

CLERK = Actor.importer("历史资料导入")


def rules(client, town):
    answer = client.get(f"/towns/{town.pk}/rules/")
    assert answer.status_code == 200
    return text_of(answer)


def test_the_towns_page_leads_to_its_rules(client, town):
    assert f'href="/towns/{town.pk}/rules/"' in text_of(client.get(f"/towns/{town.pk}/"))


def test_rules_say_their_source_and_whether_somebody_checked_it(client, town):
    text = rules(client, town)
    assert "青溪镇的规则" in text
    assert "珠委办字〔2021〕6号" in text
    row = text.split("公示天数</th>")[1].split("</tr>")[0]
    assert "3 天" in row
    assert "待核实" in row
    ceilings = text.split('id="ceilings"')[1].split("</details>")[0]
    assert "50万元" in ceilings
    assert "待核实" not in ceilings
    assert ceilings.count("珠委办字〔2021〕6号") == 1  # one source is told once for all three


def test_an_own_rule_stands_with_its_document_and_what_is_to_come_with_its_day(client, town):
    decide(town, {"notice_days": 5}, clock.today())
    decide(town, {"notice_days": 7}, date(2026, 7, 1), number="青民微〔2026〕2号")
    text = rules(client, town)
    row = text.split("公示天数</th>")[1].split("</tr>")[0]
    assert "<b>5 天</b>" in row
    assert "青民微〔2026〕1号，2026年6月10日起" in row
    assert "2026年7月1日起，公示和异议·公示天数：7 天" in text


def test_short_limits_for_hazards_are_told_only_where_there_are_some(client, town, other_town):
    decide(town, {"hazard_limits.screening": 2}, clock.today())
    assert "有安全隐患的，每个环节最多几天" in rules(client, town)
    assert "有安全隐患的，每个环节最多几天" not in rules(client, other_town)


@pytest.mark.parametrize(
    ("asked", "days"), [("2026-06-30", "3 天"), ("2026-07-01", "5 天"), ("someday", "3 天")]
)
def test_the_rules_of_any_day_can_be_read(client, town, asked, days):
    decide(town, {"notice_days": 5}, date(2026, 7, 1))
    text = text_of(client.get(f"/towns/{town.pk}/rules/", {"on": asked}))
    assert days in text.split("公示天数</th>")[1].split("</tr>")[0]


def test_an_unknown_town_has_no_rules(client, town):
    assert client.get(f"/towns/{town.pk + 99}/rules/").status_code == 404


@pytest.mark.parametrize("decided", [1, 3])
def test_a_towns_rules_cost_the_same_for_one_and_three_decisions(
    decided, client, town, django_assert_num_queries
):
    codes = ["notice_days", "objection_days", "split_months"][:decided]
    decide(town, dict.fromkeys(codes, 5), clock.today())
    with django_assert_num_queries(2):
        rules(client, town)


# ── The library ──────────────────────────────────────────────────────────────────────────────────
def test_what_is_known_is_laid_out_once_without_any_file(client, db):
    PolicyDocument.objects.all().delete()
    lay_out_known()
    lay_out_known()
    text = text_of(client.get("/documents/"))
    assert PolicyDocument.objects.count() == 6
    assert text.count("珠委办字〔2021〕6号") == 1
    assert "珠民〔2021〕63号" in text
    assert ".pdf" not in text


def test_versions_are_listed_and_each_is_the_file_that_was_sent(client, town):
    document = a_document(town)
    for words in (b"first", b"second"):
        add_version(document, a_pdf(words), by=CLERK)
    text = text_of(client.get("/documents/"))
    assert text.index(f"/documents/{document.pk}/2.pdf") < text.index("以前的版本")
    for version, words in ((1, b"first"), (2, b"second")):
        answer = client.get(f"/documents/{document.pk}/{version}.pdf")
        assert words in b"".join(answer.streaming_content)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/documents/{document.pk}/3.pdf").status_code == 404


def test_a_lost_file_is_absent_and_no_error(client, town):
    version = add_version(a_document(town), a_pdf(), by=CLERK)
    default_storage.delete(version.path)
    assert client.get(f"/documents/{version.document_id}/1.pdf").status_code == 404


def test_what_is_over_says_so_and_leads_to_what_took_its_place(client, town):
    old = a_document(town, valid_from=date(2020, 1, 1), valid_to=date(2026, 6, 9))
    new = a_document(town, "青民微〔2026〕9号", replaces=old, valid_from=date(2026, 6, 10))
    text = text_of(client.get("/documents/"))
    assert text.count("已失效") >= 1
    assert f'<a href="#d{new.pk}">' in text
    assert f'<a href="#d{old.pk}">' in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_costs_the_same_for_one_and_three(
    number, client, town, django_assert_num_queries
):
    for one in range(number):
        add_version(a_document(town, f"青民微〔2026〕{one}号"), a_pdf(), by=CLERK)
    with django_assert_num_queries(3):
        assert client.get("/documents/").status_code == 200
