"""The pages of those who watch: written, answered, judged; refused in other hands; nothing typed lost."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.forms.watching import MOST_SAMPLES, InspectionForm, JudgeForm
from projects.models import (
    Advice,
    AnomalyLook,
    Finding,
    Inspection,
    PrivateReading,
    Project,
    Sample,
    Seen,
)
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.projects import propose
from tests.factories.watching import (
    ADVICE,
    ANSWER,
    BASIS,
    CLOSED,
    RETURNED,
    SEED,
    SEED_FROM,
    SEEN,
    TEXT,
    advised,
    drawn,
    found,
    planned,
)
from tests.house.canaries import NAMES, PHONES, POSITIONS, SPOTS, plant
from tests.house.objects import one_of_each
from weishishi.access import ROWS
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
DESK, TOKEN = "/admin/projects", "7" * 32


@pytest.fixture
def project(village, programme, clerk):
    return propose(village, by=clerk, at=clock.now() - timedelta(days=3))


def told(project, **more):
    return {
        "form_token": TOKEN, "number": project.query_no, "text": TEXT, "basis": BASIS,
        "owed_by": "village", "within": "5", **more,
    }  # fmt: skip


def test_a_finding_from_its_form_to_its_end(project, supervisor, secretary, auditor):
    watch, desk = sign_in(supervisor), sign_in(secretary)
    wrong = watch.post(f"{DESK}/finding/add/", told(project, basis=""))
    assert wrong.status_code == 400 and TEXT in text_of(wrong)
    twice = watch.post(f"{DESK}/finding/add/", told(project, village=project.village_id))
    assert twice.status_code == 400 and "不两个都写" in text_of(twice)
    nobody = watch.post(f"{DESK}/finding/add/", told(project, number="2021000007"))
    assert nobody.status_code == 409 and TEXT in text_of(nobody)
    page = watch.post(f"{DESK}/finding/add/", told(project))["Location"]
    assert "监督发现，等您整改答复" in text_of(desk.get("/admin/"))
    assert str(Finding.objects.get()) in text_of(desk.get(page_of(project)))
    assert sign_in(auditor).post(page, {"text": ANSWER}).status_code == 403
    assert watch.post(page, {"text": ANSWER}).status_code == 403

    assert desk.post(page, {"text": "好"}).status_code == 400
    assert desk.post(page, {"text": "电话 13800138000，已经整改"}).status_code == 400
    assert desk.post(page, {"text": ANSWER}).status_code == 302
    assert "监督发现，等您复核" in text_of(watch.get("/admin/"))
    assert (
        sign_in(auditor).post(page, {"verdict": "close", "text": CLOSED, "within": 5}).status_code
        == 403
    )
    back = {"verdict": "return", "text": RETURNED, "within": "2"}
    assert watch.post(page, back).status_code == 302
    desk.post(page, {"text": ANSWER})
    assert watch.post(page, {"verdict": "close", "text": CLOSED, "within": "5"}).status_code == 302
    text = text_of(watch.get(page))
    assert all(words in text for words in (TEXT, ANSWER, RETURNED, CLOSED, "已销号"))
    assert str(Finding.objects.get()) in text_of(watch.get(f"{DESK}/finding/?standing=closed"))
    for other in ("open", "overdue", "answered", "nonsense"):
        listed = text_of(watch.get(f"{DESK}/finding/?standing={other}"))
        assert str(Finding.objects.get()) not in listed


def test_who_was_slower_keeps_what_she_wrote(project, supervisor, secretary, liaison, district):
    row = found(project, supervisor)
    page = f"{DESK}/finding/{row.pk}/change/"
    first, second = sign_in(secretary), sign_in(liaison)
    assert "怎么整改的" in text_of(second.get(page))
    first.post(page, {"text": ANSWER})
    late = second.post(page, {"text": "我也写了整改的经过。"})
    assert (late.status_code, "我也写了整改的经过。" in text_of(late)) == (409, True)
    assert "等监督单位复核" in text_of(late)

    watch = sign_in(supervisor)
    watch.post(page, {"verdict": "close", "text": CLOSED})
    late = watch.post(page, {"verdict": "return", "text": "我看还没有改好。", "within": "3"})
    assert (late.status_code, "我看还没有改好。" in text_of(late)) == (409, True)
    late = second.post(page, {"text": "我也写了整改的经过。"})
    assert late.status_code == 409 and "已经销号" in text_of(late)


def test_days_are_asked_for_only_where_it_is_sent_back():
    assert JudgeForm({"verdict": "close", "text": CLOSED}).is_valid()
    back = JudgeForm({"verdict": "return", "text": RETURNED})
    assert back.errors["within"] == ["请写几个工作日内答复。"]
    assert JudgeForm({"verdict": "return", "text": RETURNED, "within": "2"}).is_valid()


def test_the_newest_draws_are_offered_and_an_older_one_by_its_own_page(supervisor, project):
    rows = [drawn(supervisor) for _each in range(MOST_SAMPLES + 1)]
    form = InspectionForm(samples=Sample.objects.all())
    offered = [value for value, _label in form.fields["sample"].choices]
    assert offered == ["", *(one.pk for one in reversed(rows[1:]))]
    form = InspectionForm(samples=Sample.objects.all(), initial={"sample": str(rows[0].pk)})
    assert rows[0].pk in [value for value, _label in form.fields["sample"].choices]


def test_the_public_page_has_days_and_no_words(project, supervisor, client):
    found(project, supervisor)
    page = text_of(client.get(f"/projects/{project.query_no}/"))
    assert "监督单位 2026年6月10日 提出一个问题，等整改答复" in page
    assert TEXT not in page and BASIS not in page


def test_a_draw_then_an_inspection_then_a_finding(project, supervisor):
    watch = sign_in(supervisor)
    form = {"form_token": TOKEN, "n": "3", "seed": SEED, "seed_from": ""}
    wrong = watch.post(f"{DESK}/sample/add/", form)
    assert wrong.status_code == 400 and SEED in text_of(wrong)
    page = watch.post(f"{DESK}/sample/add/", form | {"seed_from": SEED_FROM})["Location"]
    sample = Sample.objects.get()
    assert project.query_no in text_of(watch.get(page)).replace(" ", "")
    assert watch.post(page, form).status_code == 403
    sheet = text_of(watch.get(f"{DESK}/sample/{sample.pk}/sheet/"))
    assert SEED in sheet and "SHA-256" in sheet

    form = {"form_token": TOKEN, "on": clock.today().isoformat(), "offices": "区人大、区政协", "about": "现场和台账"}  # fmt: skip
    assert watch.post(f"{DESK}/inspection/add/", form | {"numbers": "12"}).status_code == 400
    assert watch.post(f"{DESK}/inspection/add/", form).status_code == 400
    nobody = watch.post(f"{DESK}/inspection/add/", form | {"numbers": "2021000007"})
    assert nobody.status_code == 409 and "2021000007" in text_of(nobody)
    page = watch.post(f"{DESK}/inspection/add/", form | {"sample": sample.pk})["Location"]
    inspection = Inspection.objects.get()
    stop = inspection.stops.get()
    assert watch.post(page, {"stop": stop.pk, "text": ""}).status_code == 400
    assert watch.post(page, {"stop": 99_999, "text": SEEN}).status_code == 404
    assert watch.post(page, {"stop": stop.pk, "text": SEEN}).status_code == 302
    assert watch.post(page, {"stop": stop.pk, "text": SEEN}).status_code == 409
    assert Seen.objects.get().text == SEEN
    add = f"{DESK}/finding/add/?number={project.query_no}&inspection={inspection.pk}"
    assert watch.post(add, told(project)).status_code == 302
    assert Finding.objects.get().inspection == inspection
    sheet = text_of(watch.get(f"{DESK}/inspection/{inspection.pk}/sheet/"))
    assert SEEN in sheet and TEXT in sheet


def test_an_inspection_of_tomorrow_is_not_told_below(project, supervisor, secretary, district_officer):  # fmt: skip
    row = planned([project], supervisor, on=clock.today() + timedelta(1))
    page = f"{DESK}/inspection/{row.pk}/change/"
    assert sign_in(secretary).get(page).status_code == 404
    assert sign_in(district_officer).get(page).status_code == 200
    today = planned([project], supervisor)
    page = f"{DESK}/inspection/{today.pk}/change/"
    assert sign_in(secretary).get(page).status_code == 200
    assert sign_in(secretary).post(page, {"stop": 1, "text": SEEN}).status_code == 403


def test_advice_is_given_and_answered(project, auditor, secretary, supervisor, town_officer):
    audit, desk = sign_in(auditor), sign_in(secretary)
    form = {"form_token": TOKEN, "number": project.query_no, "text": ADVICE, "asks": "on"}
    assert sign_in(supervisor).post(f"{DESK}/advice/add/", form).status_code == 403
    assert audit.post(f"{DESK}/advice/add/", form | {"text": ""}).status_code == 400
    page = audit.post(f"{DESK}/advice/add/", form)["Location"]
    assert "审计建议，等您答复" in text_of(desk.get("/admin/"))
    for by in (audit, sign_in(town_officer)):
        assert by.post(page, {"text": ANSWER}).status_code == 403
    assert desk.post(page, {"text": ANSWER}).status_code == 302
    assert desk.post(page, {"text": ANSWER}).status_code == 409
    assert ANSWER in text_of(audit.get(page)) and Advice.objects.get().answer.text == ANSWER


def test_anomalies_are_looked_at(project, village, programme, clerk, district_officer, liaison, auditor):  # fmt: skip
    from tests.projects.test_anomalies import CEILING, Part, furnish

    for fen in (CEILING, 100):
        furnish(propose(village, by=clerk), parts=[Part("town", fen)])
    desk, page = sign_in(district_officer), f"{DESK}/project/anomalies/"
    text = text_of(desk.get(page))
    subject = re.search(r'name="subject" value="(split:[^"]+)"', text)[1]
    form = {"rule": "split", "subject": subject, "why": ""}
    assert desk.post(page, form).status_code == 400
    assert desk.post(page, form | {"why": "短"}).status_code in (400, 409)
    assert desk.post(page, form | {"why": "两条路，去年分开立项。"}).status_code == 302
    assert desk.post(page, form | {"why": "两条路，去年分开立项。"}).status_code in (302, 409)
    assert subject not in text_of(desk.get(page))
    look = AnomalyLook.objects.filter(subject=subject).first()
    assert look.title and "2 件合计" in look.words
    watch = sign_in(auditor)
    above = text_of(watch.get(page))
    assert subject in above and "两条路，去年分开立项。" in above
    register = f"{DESK}/anomalylook/"
    assert look.title in text_of(watch.get(register))
    told = text_of(watch.get(f"{register}{look.pk}/change/"))
    assert look.words in told and f"?village={village.pk}" in told and subject not in told
    assert sign_in(liaison).get(page).status_code == 403


# ── The package ──────────────────────────────────────────────────────────────────────────────────
def opened(client, town, year):
    answer = client.post(f"{DESK}/project/audit_package/", {"town": town.pk, "year": year})
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_package_tells_the_year_and_nobodys_secret(
    village, neighbour, far_village, town, other_town, programme, clerk, auditor, supervisor
):
    projects = plant(32, [village, neighbour, far_village], clerk)
    found(projects[1], supervisor, text="公示栏里没有贴支出明细。")
    files = opened(sign_in(auditor), town, clock.today().year)
    assert set(files) == {
        "ledger.csv", "projects.csv", "journal.csv", "evaluations.csv", "findings.csv",
        "record.json", "README.txt", "hashes.txt", "verify_dossier.py",
    }  # fmt: skip
    secret = re.compile(f"{PHONES}|{NAMES}|{SPOTS}|{POSITIONS}|gAAAAA|内部说明|私下的名称")
    text = {name: body for name, body in files.items() if name != "findings.csv"}
    assert {
        name: set(secret.findall(body)) for name, body in text.items() if secret.search(body)
    } == {}
    assert not re.search(f"{PHONES}|{NAMES}", files["findings.csv"])
    assert "密语" not in "".join(text.values())
    here = Project.objects.filter(village__town=town).values_list("query_no", flat=True)
    there = Project.objects.filter(village__town=other_town).values_list("query_no", flat=True)
    assert all(number in files["journal.csv"] for number in here)
    assert not any(number in "".join(files.values()) for number in there)
    assert "没有贴支出明细" in files["findings.csv"] and "个人" in files["ledger.csv"]
    assert all(name in files["README.txt"] for name in ("ledger.csv", "查询号、步骤", "hashes.txt"))


def test_the_package_is_of_who_watches_and_of_her_towns(project, town, other_town, auditor, town_officer, secretary, town_finance):  # fmt: skip
    page = f"{DESK}/project/audit_package/"
    assert "下载压缩包" in text_of(sign_in(auditor).get(page))
    assert sign_in(auditor).post(page, {"town": town.pk, "year": ""}).status_code == 400
    assert (
        sign_in(town_officer).post(page, {"town": other_town.pk, "year": 2026}).status_code == 400
    )
    assert not PrivateReading.objects.exists()
    assert opened(sign_in(town_officer), town, 2026)
    taken = PrivateReading.objects.get()
    assert (taken.fact, taken.row, taken.post) == ("package", town.pk, town_officer.post)
    register = text_of(sign_in(auditor).get(f"{DESK}/privatereading/"))
    assert f"{town.name} 2026" in register and town_officer.post.office in register
    for by in (secretary, town_finance):
        assert sign_in(by).get(page).status_code == 403
        assert sign_in(by).post(page, {"town": town.pk, "year": 2026}).status_code == 403


# ── Nobody who watches writes a project ──────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["supervisor", "auditor"])
def test_every_address_that_writes_a_project_refuses_who_watches(
    who, village, programme, clerk, request, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    objects = one_of_each(village, clerk)
    desk = sign_in(request.getfixturevalue(who))
    before = _snapshot()
    answers = {}
    for name, row in ROWS.items():
        of_a_project = name.startswith("admin:projects_project_") and row.needs
        if of_a_project and name not in ("admin:projects_project_delete",):
            address = reverse(name, args=objects[row.needs])
            answer = desk.post(address, {"text": "x", "note": "x" * 20})
            if answer.streaming:
                list(answer.streaming_content)
            answers[name] = answer.status_code
    assert {name: code for name, code in answers.items() if code in (301, 500)} == {}
    assert _snapshot() == before


def _snapshot():
    rows = Project.objects.order_by("pk").values_list("pk", "state", "due_on", "public_title")
    return list(rows), [one.journal.count() for one in Project.objects.order_by("pk")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_no_more_for_many(number, project, supervisor, auditor):
    sample = drawn(supervisor)
    row = planned([project], supervisor, sample=sample)
    for _again in range(number):
        found(project, supervisor, inspection=row)
        advised(project, auditor)
    desk = sign_in(supervisor)
    pages = {
        f"{DESK}/finding/": 7, f"{DESK}/inspection/{row.pk}/change/": 7, f"{DESK}/advice/": 7,
        f"{DESK}/sample/{sample.pk}/change/": 7,
    }  # fmt: skip
    asked = {}
    for page in pages:
        desk.get(page)
        with CaptureQueriesContext(connection) as queries:
            desk.get(page)
        asked[page] = len(queries)
    assert asked == pages
