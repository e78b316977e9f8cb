"""Eight people press the same button at the same moment, with the lock and without it."""

import threading
import time

import pytest
from django.db import connection
from django.db.models import QuerySet

from projects.actions import steps
from projects.lifecycle import ProjectLife
from tests.factories.projects import REASON, bring, propose
from weishishi.kernel.verdict import Refused

HANDS = 8


def slowly(execute, sql, *rest):
    """A slow database: between reading the state and writing it there is time for the others."""
    if sql.startswith('UPDATE "projects_project"'):
        time.sleep(0.2)
    return execute(sql, *rest)


def press_together(project, by):
    answers, start = [], threading.Barrier(HANDS)

    def press():
        with connection.execute_wrapper(slowly):
            try:
                connection.ensure_connection()
                start.wait()
                ProjectLife.resume(project, by=by)
                answers.append("resumed")
            except Refused as refusal:
                answers.append(str(refusal))
            finally:
                connection.close()

    hands = [threading.Thread(target=press) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return sorted(answers)


def merge_at_once(ours, theirs, by, answers, start):
    def late_to_commit(execute, sql, *rest):
        answer = execute(sql, *rest)
        if sql.startswith('INSERT INTO "projects_journalentry"'):
            time.sleep(0.2)
        return answer

    with connection.execute_wrapper(late_to_commit):
        try:
            connection.ensure_connection()
            start.wait()
            steps.take(ours, "merge", by=by, answer=theirs.query_no)
            answers.append("merged")
        except Refused as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_matters_are_not_merged_into_each_other(lamps, village, secretary, clerk):
    twin, answers, start = propose(village, by=clerk), [], threading.Barrier(2)
    pairs = ((lamps, twin), (twin, lamps))
    hands = [
        threading.Thread(target=merge_at_once, args=(*pair, secretary, answers, start))
        for pair in pairs
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert sorted(answers) == ["merged", "要并入的那一件已经了结，请另选一件。"]


@pytest.fixture
def suspended(lamps, clerk):
    """To resume is to come to a state again, so nothing but the lock stops a second hand."""
    return ProjectLife.suspend(bring(lamps, "start"), by=clerk, note=REASON)


@pytest.mark.django_db(transaction=True)
def test_one_of_eight_simultaneous_hands_takes_the_step_and_seven_are_refused(suspended, secretary):
    answers = press_together(suspended, by=secretary)

    assert answers == ["resumed"] + ["现在是“实施中”，不能办理此事。"] * (HANDS - 1)
    assert suspended.journal.filter(verb="resume").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_more_than_one_is_written(suspended, secretary, monkeypatch):
    """The control: were the lock of no use, the test above would prove nothing."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)

    answers = press_together(suspended, by=secretary)

    assert answers.count("resumed") > 1
    assert suspended.journal.filter(verb="resume").count() > 1
