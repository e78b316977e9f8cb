"""A visit is written once and corrected by a new version; what was measured stays as it was read."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.transaction import atomic

from projects.actions import visits
from projects.forms.visits import VisitForm
from projects.lifecycle import ProjectLife
from projects.models import Measure, Photo, SiteVisit
from tests.factories.people import appoint, make_person
from tests.factories.pictures import upload
from tests.factories.projects import REASON, findings
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


def visit(project, by, at=None, late_reason="", **more):
    return visits.visit(project, by=by, findings=findings(**more), at=at, late_reason=late_reason)


def test_what_was_measured_stays_as_it_was_read(lamps, liaison):
    row = visit(lamps, liaison)
    assert [str(one) for one in row.measures.all()] == ["护栏高 1.0 m"]
    assert (row.by, row.by_name, row.signature) == (liaison.post, "石桥村联络点", "王某")


def test_a_correction_is_a_new_version_with_its_reason_and_takes_the_photos_along(lamps, liaison):
    old = visit(lamps, liaison, photos=(upload(),))
    with pytest.raises(Refused, match="请写明更正原因，至少 5 个字"):
        visits.correct(old, by=liaison, findings=findings(), reason="写错了。")
    higher = findings(measures=(("护栏高", Decimal("1.05"), "m"),))
    new = visits.correct(old, by=liaison, findings=higher, reason="尺子看错了")
    assert list(lamps.visits.standing()) == [new]
    assert (new.replaces, new.at, new.reason) == (old, old.at, "尺子看错了")
    assert [str(one) for one in old.measures.all()] == ["护栏高 1.0 m"]
    assert list(new.photos.values_list("phase", flat=True)) == [Photo.Phase.BEFORE]
    with pytest.raises(Refused, match="这份记录已经更正过"):
        visits.correct(old, by=liaison, findings=higher, reason="再改一次看看")


def test_neither_a_visit_nor_a_measure_is_rewritten(lamps, liaison):
    visit(lamps, liaison)
    for model, change in ((SiteVisit, {"proposal": "别的"}), (Measure, {"value": 2})):
        with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
            model.objects.update(**change)


def test_without_a_signature_it_is_no_record(lamps, liaison):
    with pytest.raises(Refused, match="踏勘记录要签名"):
        visit(lamps, liaison, signature="  ")


def test_a_visit_of_last_week_needs_the_reason_why_it_is_written_now(lamps, liaison):
    last_week = clock.now() - timedelta(days=7)
    with pytest.raises(Refused, match="请写明补录原因"):
        visit(lamps, liaison, at=last_week)
    assert visit(lamps, liaison, at=last_week, late_reason="当时手写，现在补录").at == last_week
    with pytest.raises(Refused, match="时间不能晚于现在"):
        visit(lamps, liaison, at=clock.now() + timedelta(minutes=1))


def test_only_the_village_writes_and_only_while_the_matter_runs(
    lamps, liaison, neighbour_secretary, town_officer, clerk
):
    for stranger in (neighbour_secretary, town_officer):
        with pytest.raises(Refused, match="由所在村（社区）填写"):
            visit(lamps, stranger)
    ProjectLife.decline(lamps, by=clerk, note=REASON)
    with pytest.raises(Refused, match="这一项不再填写"):
        visit(lamps, liaison)


def test_the_visit_has_room_for_its_own_six_photos(lamps, liaison):
    from projects.actions import photos

    photos.attach(lamps, by=liaison, files=[upload() for _one in range(6)])
    row = visit(lamps, liaison, photos=tuple(upload() for _one in range(6)))
    assert row.photos.count() == 6
    with pytest.raises(Refused, match="最多 6 张"):
        photos.attach(lamps, by=liaison, files=[upload()], visit=row)


def test_a_refused_photo_leaves_no_visit(lamps, liaison):
    from django.core.files.uploadedfile import SimpleUploadedFile

    with pytest.raises(Refused):
        visit(lamps, liaison, photos=(SimpleUploadedFile("x.jpg", b"no picture"),))
    assert SiteVisit.objects.count() == 0


def test_two_who_are_called_the_same_are_told_apart_on_the_form(village, town):
    for username in ("gd-1", "gd-2"):
        person = make_person(username, display_name="王某")
        appoint(Role.LEAD_CONTACT, town, person=person)
    lines = [name for name, _label in VisitForm(village=village).fields["present"].choices]
    assert lines == ["青溪镇挂点领导 王某（gd-1）", "青溪镇挂点领导 王某（gd-2）"]
