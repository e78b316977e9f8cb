"""A question that hangs and a row that is held end in a page that says so, and nothing is stored."""

import runpy

import pytest
from django.db import DataError, OperationalError, connection
from django.test import RequestFactory

from tests.factories.desk import text_of
from weishishi import settings as told
from weishishi.errors import TooBusy

pytestmark = pytest.mark.django_db(transaction=True)


def hung():
    """What Django raises when PostgreSQL ends a question."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 20")
        try:
            cursor.execute("SELECT pg_sleep(2)")
        except OperationalError as error:
            return error
        finally:
            cursor.execute("SET statement_timeout = 0")
    raise AssertionError("PostgreSQL let it hang")


@pytest.mark.parametrize(("method", "words"), [("get", "请过半分钟"), ("post", "您填的没有提交")])
def test_who_waited_reads_when_to_come_again(method, words):
    request = getattr(RequestFactory(), method)("/projects/")
    answer = TooBusy(None).process_exception(request, hung())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert words in text_of(answer)


def test_a_program_reads_it_as_json():
    answer = TooBusy(None).process_exception(RequestFactory().get("/api/v1/projects/"), hung())
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/json")


def test_other_faults_are_not_dressed_up():
    with connection.cursor() as cursor, pytest.raises(DataError) as fault:
        cursor.execute("SELECT 1/0")
    assert TooBusy(None).process_exception(RequestFactory().get("/"), fault.value) is None


def test_the_web_process_gets_the_limit_and_a_command_none(monkeypatch):
    monkeypatch.setenv("WEISHISHI_STATEMENT_SECONDS", "0")
    monkeypatch.delenv("WEISHISHI_STATEMENT_SECONDS")  # and gone again after the test
    assert "OPTIONS" not in told._database("postgres:///x")
    runpy.run_path("deploy/gunicorn.py")
    assert "statement_timeout=5s" in told._database("postgres:///x")["OPTIONS"]["options"]
