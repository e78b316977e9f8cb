"""manage.py joins the portal that runs in this folder, and no other and no dead one."""

import os
import subprocess
import sys

import pytest

from weishishi import running


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """No server is named by the environment; the var folder is empty."""
    for name in running.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WEISHISHI_VAR", str(tmp_path))
    return tmp_path


def test_while_it_runs_manage_py_finds_its_servers(elsewhere, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://kept")
    with running.told_to_manage_py(elsewhere):
        assert (elsewhere / running.FILE).stat().st_mode & 0o077 == 0
        monkeypatch.delenv("DATABASE_URL")
        running.join(elsewhere)
        assert os.environ["DATABASE_URL"] == "postgres://kept"
    assert not (elsewhere / running.FILE).exists()


def test_a_file_left_behind_by_a_killed_run_is_passed_over(elsewhere):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    lines = f"{running.KEEPER}={dead.pid}\nDATABASE_URL=postgres://gone\nWEISHISHI_DEMO=1\n"
    (elsewhere / running.FILE).write_text(lines)
    running.join(elsewhere)
    assert "DATABASE_URL" not in os.environ
    assert "WEISHISHI_DEMO" not in os.environ


def test_the_environment_wins(elsewhere, monkeypatch):
    lines = f"{running.KEEPER}={os.getpid()}\nDATABASE_URL=postgres://kept\nWEISHISHI_DEMO=1\n"
    (elsewhere / running.FILE).write_text(lines)
    monkeypatch.setenv("DATABASE_URL", "postgres://mine")
    running.join(elsewhere)
    assert os.environ["DATABASE_URL"] == "postgres://mine"
    assert "WEISHISHI_DEMO" not in os.environ
