"""A sheet on its way: whose it is, what it keeps, how it ends, and what is counted."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from projects.actions import sheet_photos, sheets
from projects.models import Photo, Project, Sheet, SheetDay
from projects.queries import sheets as shown
from projects.queries.sheets import Writer
from projects.tasks import sweep_sheets
from tests.factories.people import make_person
from tests.factories.pictures import upload
from tests.factories.projects import proposal
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

SOMEBODY = Actor.from_contact(None)
HERE, THERE = Writer("this browser"), Writer("another browser")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def begun(by=SOMEBODY, browser=HERE.browser, **told):
    return sheets.begin(uuid4(), by=by, browser=browser, told=told or {"kind": "wish"})


def handed_in(sheet, village, by=SOMEBODY):
    return sheets.submit(sheet, proposal(village, form_token=sheet.key), by=by)


# ── Whose is it? ─────────────────────────────────────────────────────────────────────────────────
def test_a_sheet_is_its_browsers_until_somebody_signs_in_there(wang):
    sheet, li = begun(), Actor.resident(make_person("li"))
    assert shown.opened_by(HERE, sheet.key) == sheet
    assert shown.opened_by(THERE, sheet.key) is None
    assert shown.opened_by(Writer(), sheet.key) is None

    sheet = sheets.claim(sheet, by=wang)
    hers = Writer(THERE.browser, wang.person)
    assert shown.opened_by(hers, sheet.key) == sheet
    assert shown.opened_by(Writer(HERE.browser, li.person), sheet.key) is None
    assert sheets.claim(begun(by=li), by=li).person == li.person
    for deed in (sheets.claim, sheets.discard):
        with pytest.raises(Refused, match="这张表是别人的"):
            deed(sheet, by=li)


def test_when_her_session_ends_she_goes_on_but_nobody_is_offered_it(wang):
    sheet = begun(by=wang)
    assert shown.opened_by(HERE, sheet.key) == sheet
    assert shown.unfinished_of(HERE) == []
    assert [one.key for one in shown.unfinished_of(Writer("", wang.person))] == [sheet.key]


def test_a_browser_without_a_cookie_has_no_sheets(db):
    begun(browser="")
    assert shown.unfinished_of(Writer()) == []


# ── What does it keep? ───────────────────────────────────────────────────────────────────────────
def test_what_was_typed_is_kept_as_it_was_and_cannot_be_read_in_the_table(db):
    sheet = begun(kind="wish", words="短")
    sheet = sheets.answer(sheet, by=SOMEBODY, told={"words": "字" * 30_000, "spot": "暗巷九号"})
    sheet.refresh_from_db()
    assert sheet.told["spot"] == "暗巷九号"
    assert len(sheet.told["words"]) == sheets.MOST_TYPED
    with connection.cursor() as cursor:
        cursor.execute("select answers from projects_sheet")
        assert "暗巷" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("told", "screen"),
    [
        ({}, "kind"),
        ({"kind": "wish"}, "where"),
        ({"kind": "wish", "village": "1"}, "where"),
        ({"kind": "wish", "village": "1", "spot": "村口"}, "words"),
        ({"kind": "wish", "village": "1", "spot": "村口", "words": "有事"}, "check"),
    ],
)
def test_one_goes_on_where_something_is_missing(told, screen):
    sheet = Sheet()
    sheet.told = told
    assert sheet.screen_to_go_on == screen


def test_a_persons_drafts_are_ready_to_be_listed_in_one_query(wang, django_assert_num_queries):
    for number in (1, 3):
        while Sheet.objects.count() < number:
            begun(by=wang, kind="wish", village="1", spot="村口", words="很长的话，" * 9)
        with django_assert_num_queries(1):
            drafts = shown.drafts_of(wang.person)
        assert len(drafts) == number
    assert (drafts[0].title, drafts[0].step) == ("很长的话，" * 4 + "很长的话……", 4)
    assert drafts[0].url.endswith("/check/")
    assert re.fullmatch(r"6月10日 09:[0-5][0-9]", drafts[0].touched)


def test_a_photo_hangs_on_one_thing_and_on_no_more(village, programme):
    sheet = begun()
    project = handed_in(begun(), village).project
    for wrong in ({}, {"sheet": sheet, "project": project}):
        with pytest.raises(IntegrityError, match="a_photo_hangs_on_one_thing"):
            from django.db.transaction import atomic

            with atomic():
                Photo.objects.create(uploaded_at=clock.now(), **wrong)


# ── How does it end? ─────────────────────────────────────────────────────────────────────────────
def test_handing_in_forgets_what_was_typed_and_takes_no_more(village, programme):
    sheet = begun(kind="wish", words="暗巷")
    receipt = handed_in(sheet, village)
    again = handed_in(sheet, village)
    assert (again.project, again.again, receipt.again) == (receipt.project, True, False)
    sheet = sheets.answer(sheet, by=SOMEBODY, told={"words": "后来又写"})
    assert (sheet.told, shown.submitted_as(sheet)) == ({}, receipt.project)
    with pytest.raises(Refused, match="照片没有收"):
        sheet_photos.add(sheet, by=SOMEBODY, files=[upload()])


def test_what_is_refused_leaves_the_sheet_as_it_was(village):
    sheet = begun(kind="wish")
    with pytest.raises(Refused, match="还没有开始"):
        handed_in(sheet, village)  # no programme
    sheet.refresh_from_db()
    assert (sheet.submitted_at, sheet.told) == (None, {"kind": "wish"})
    assert Project.objects.count() == 0


def test_a_sheet_thrown_away_in_another_tab_is_told(village, programme):
    sheet = begun()
    sheets.discard(sheet, by=SOMEBODY)
    for deed in (
        lambda: handed_in(sheet, village),
        lambda: sheets.answer(sheet, by=SOMEBODY, told={}),
    ):
        with pytest.raises(Refused, match="已经删掉了，请重新开始"):
            deed()


def test_after_seven_days_a_sheet_goes_with_its_photos_and_a_matter_keeps_its_own(
    village, programme, media, django_capture_on_commit_callbacks
):
    old, young, done = begun(), begun(), begun()
    for sheet in (old, young, done):
        sheet_photos.add(sheet, by=SOMEBODY, files=[upload()])
    project = handed_in(done, village).project
    edge = clock.now() - sheets.KEPT
    Sheet.objects.filter(pk__in=[old.pk, done.pk]).update(touched_at=edge - timedelta(seconds=1))
    Sheet.objects.filter(pk=young.pk).update(touched_at=edge + timedelta(seconds=60))
    with django_capture_on_commit_callbacks(execute=True):
        sweep_sheets()
    assert list(Sheet.objects.all()) == [young]
    assert {photo.project or photo.sheet for photo in Photo.objects.all()} == {project, young}
    assert len(list((media / "originals").iterdir())) == 2


def test_who_closes_her_account_leaves_no_sheet(wang):
    begun(by=wang)
    other = begun()
    assert sheets.discard_all_of(wang.person) == 1
    assert list(Sheet.objects.all()) == [other]


# ── What is counted? ─────────────────────────────────────────────────────────────────────────────
def test_begun_submitted_and_how_it_was_are_counted_once_each(village, programme):
    assert (shown.completion().rate, shown.completion().satisfied) == (None, None)
    sheet = begun()
    begun()
    begun()
    sheets.rate(sheet, by=SOMEBODY, rating="easy")  # not handed in yet
    handed_in(sheet, village)
    for rating in ("nonsense", "easy", "hard"):
        sheets.rate(sheet, by=SOMEBODY, rating=rating)
    done = shown.completion()
    assert (done.started, done.submitted, done.rate) == (3, 1, 33)
    assert (done.easy, done.fair, done.hard, done.satisfied) == (1, 0, 0, 100)


def test_a_period_counts_both_its_ends(db):
    today = clock.today()
    for days in range(3):
        SheetDay.objects.create(day=today - timedelta(days=days), started=10**days)
    first, last = today - timedelta(days=1), today
    assert shown.completion(first, last).started == 11
    assert shown.completion(until=first).started == 110
    assert shown.completion().started == 111
