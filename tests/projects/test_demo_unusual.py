"""In the demo two opinions were written within a minute; who wrote one looked at it, those above still
read the line."""

import pytest

from projects.models import AnomalyLook, Approval
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
