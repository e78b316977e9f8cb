"""With every matter it is kept what its proposer was told and agreed to; without, none is taken."""

import pytest

from projects.actions import proposals
from projects.lifecycle import ProjectLife
from projects.models import Project
from tests.factories.projects import proposal, propose
from villages import notices
from villages.models import Consent
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def kept(project):
    rows = Consent.objects.filter(query_no=project.query_no)
    return list(rows.values_list("topic", "version", "how"))


def test_a_resident_without_an_account(village, programme):
    project = propose(village, Actor.from_contact(None))
    assert kept(project) == [("privacy", notices.CURRENT, "ticked")]
    yes = project.contact.consents.get()
    assert (yes.given_at, yes.recorded_by) == (project.submitted_at, None)


def test_a_resident_with_an_account_whose_name_may_be_shown(village, programme, wang):
    project = propose(village, wang, show_name=True)
    version = notices.CURRENT
    assert kept(project) == [("privacy", version, "ticked"), ("show_name", version, "ticked")]
    assert wang.person.consents.count() == 2


def test_at_the_desk_staff_told_her(village, programme, liaison):
    project = propose(village, liaison, channel="window")
    assert kept(project) == [("privacy", notices.CURRENT, "told")]
    assert project.contact.consents.get().recorded_by == liaison.post


def test_a_draft_of_the_desk_becomes_a_yes_when_it_is_submitted(village, programme, liaison):
    draft = proposals.save_draft(proposal(village), by=liaison).project
    assert Consent.objects.count() == 0
    assert kept(ProjectLife.submit(draft, by=liaison)) == [("privacy", notices.CURRENT, "told")]


def test_an_import_is_marked_as_history(village, programme, clerk):
    project = propose(village, clerk, notice_version="")
    assert project.notice_version == notices.IMPORTED
    assert kept(project) == [("privacy", notices.IMPORTED, "imported")]


def test_without_agreement_nothing_is_taken_in(village, programme, wang, liaison):
    for by in (wang, liaison, Actor.from_contact(None)):
        with pytest.raises(Refused, match="请先看《个人信息保护告知书》"):
            propose(village, by, notice_version="")
    assert (Project.objects.count(), Consent.objects.count()) == (0, 0)


def test_the_same_form_twice_is_one_yes(village, programme, wang):
    told = proposal(village)
    for _twice in range(2):
        proposals.submit(told, by=wang)
    assert Consent.objects.count() == 1
