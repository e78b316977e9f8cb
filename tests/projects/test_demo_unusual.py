"""In the demo two opinions were written within a minute; who wrote one looked at it, those above still
read the line. One firm has more contracts of the year than the rule lets pass."""

import pytest

from projects.demo.unusual import CONTRACTS, FIRM, FROM_PAPER
from projects.models import AnomalyLook, Approval, Award
from projects.queries import anomalies
from tests.factories.desk import sign_in, text_of
from villages.models import Post
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]
PAGE = "/admin/projects/project/anomalies/"


def hasty(post):
    [found] = [one for one in anomalies.of(post, clock.today()) if one.rule.key == "hasty"]
    return found


def test_the_page_shows_lines_and_what_was_said_below():
    assert Approval.objects.filter(imported=False).count() == 2
    look = AnomalyLook.objects.get()
    above = hasty(Post.objects.get(role=Role.AUDITOR))
    assert len(above.lines) == 2
    assert [len(line.looks) for line in above.lines if line.subject == look.subject] == [1]
    assert look.subject not in {line.subject for line in hasty(look.by).lines}
    assert hasty(look.by).looked == 1
    auditor = Actor.at(Post.objects.get(role=Role.AUDITOR))
    page = text_of(sign_in(auditor).get(PAGE))
    assert look.why in page and "收到后 25 秒同意" in page and "收到后 40 秒同意" in page


def test_one_firms_contracts_of_the_year_were_written_in_by_villages_themselves():
    written = Award.objects.filter(by__isnull=False)
    assert {one.organisation.name for one in written} == {FIRM}
    assert len(written) == CONTRACTS and all(one.late_reason == FROM_PAPER for one in written)
    found = anomalies.of(Post.objects.get(role=Role.AUDITOR), clock.today())
    [line] = next(one for one in found if one.rule.key == "awards").lines
    assert line.title == FIRM and f"2021年承接 {CONTRACTS} 件" in line.words
    shown = {one.rule.key for one in found if one.lines}
    assert {"awards", "hasty"} <= shown and not shown & {"late", "merged"}
