"""One form is one project, whoever sends it how often; the resident and the operator stay apart."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from projects.actions import proposals
from projects.models import Project
from tests.factories.projects import proposal
from villages.models import Contact
from weishishi.kernel import cipher
from weishishi.kernel.numbers import read_query_number
from weishishi.kernel.verdict import Refused


def test_a_proposal_gets_a_query_number_and_a_day_by_which_it_is_answered(village, programme, wang):
    receipt = proposals.submit(proposal(village), by=wang)

    project = receipt.project
    assert read_query_number(project.query_no) == project.query_no
    assert project.due_on > project.submitted_at.date()
    assert (project.proposer, project.contact, project.operator) == (wang.person, None, None)
    assert project.recipient == ("person", wang.person.pk)


def test_staff_enter_it_for_a_caller_and_both_are_kept_apart(village, programme, liaison):
    receipt = proposals.submit(proposal(village, channel="hotline"), by=liaison)

    project = receipt.project
    assert (project.operator, project.proposer) == (liaison.post, None)
    assert (project.contact.name, project.contact.phone) == ("王先生", "13800138000")
    assert project.contact.phone_index == cipher.index("13800138000")
    assert receipt.slip_code == ""


def test_without_a_phone_a_six_digit_code_takes_its_place_and_only_its_print_is_kept(
    village, programme, liaison
):
    receipt = proposals.submit(proposal(village, phone=""), by=liaison)

    assert len(receipt.slip_code) == 6
    assert receipt.slip_code.isdigit()
    assert receipt.project.slip_index == cipher.index(receipt.slip_code)


def test_numbers_follow_each_other_without_a_gap_also_after_a_failed_try(village, programme, wang):
    first = proposals.submit(proposal(village), by=wang).project
    with pytest.raises(Refused):
        proposals.submit(proposal(village, title="  "), by=wang)
    second = proposals.submit(proposal(village), by=wang).project

    assert int(second.query_no[4:9]) == int(first.query_no[4:9]) + 1
    assert Project.objects.count() == 2


def test_before_the_first_programme_nothing_can_be_proposed_and_it_says_what_to_do(village, wang):
    with pytest.raises(Refused, match="请先由区里建立年度计划"):
        proposals.submit(proposal(village), by=wang)
    assert Contact.objects.count() == 0


def test_a_draft_has_no_number_and_is_submitted_once(village, programme, liaison):
    from projects.lifecycle import ProjectLife

    draft = proposals.save_draft(proposal(village), by=liaison).project
    assert (draft.state, draft.query_no, draft.submitted_at) == ("draft", None, None)

    submitted = ProjectLife.submit(draft, by=liaison)
    assert submitted.query_no


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_eight_times_at_once_is_one_project(village, programme, liaison):
    token, answers, start = uuid4(), [], threading.Barrier(8)

    def send():
        try:
            connection.ensure_connection()
            start.wait()
            receipt = proposals.submit(proposal(village, form_token=token), by=liaison)
            answers.append((receipt.again, receipt.project.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Project.objects.count() == Contact.objects.count() == 1
    assert sorted(again for again, _pk in answers) == [False] + [True] * 7
    assert {pk for _again, pk in answers} == {Project.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_eight_different_forms_at_once_get_eight_numbers_in_a_row(village, programme, liaison):
    start = threading.Barrier(8)

    def send():
        try:
            connection.ensure_connection()
            start.wait()
            proposals.submit(proposal(village), by=liaison)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = sorted(int(no[4:9]) for no in Project.objects.values_list("query_no", flat=True))
    assert numbers == list(range(1, 9))
