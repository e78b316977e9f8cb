"""Do the production processes start, answer, and stand in every place with the same words?"""

import os
import shlex
import socket
import time
import urllib.error
import urllib.request

import pytest

from tests import database
from weishishi import children, processes
from weishishi.celery import app

UNITS = processes.ROOT / "deploy"
VENV = "/opt/weishishi/.venv/bin/"
PATIENCE = 40  # seconds, for a busy machine; it takes about three


def test_systemd_starts_the_very_commands_of_the_procfile():
    units = {}
    for unit in UNITS.glob("*.service"):
        line = next(x for x in unit.read_text().splitlines() if x.startswith("ExecStart="))
        command = shlex.split(line.removeprefix("ExecStart="))
        assert command[0].startswith(VENV)
        units[unit.stem.removeprefix("weishishi-")] = [
            command[0].removeprefix(VENV),
            *command[1:],
        ]
    assert units == processes.definitions()


@pytest.fixture
def production(transactional_db, tmp_path):
    """All three processes of the Procfile on the tests' servers; gives the web's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    (tmp_path / "static").symlink_to(os.path.join(os.environ["WEISHISHI_VAR"], "static"))
    environment = database.processes_environment() | {
        "WEISHISHI_BIND": address,
        "WEISHISHI_VAR": str(tmp_path),
    }
    running = {
        name: processes.start(name, environment=environment, log=tmp_path / f"{name}.log")
        for name in processes.definitions()
    }
    yield address, running, tmp_path
    for process in running.values():
        children.stop(process)


def test_the_processes_of_the_procfile_answer(production):
    address, running, folder = production
    web = _until(lambda: _status(f"http://{address}/"), folder)
    worker = _until(lambda: app.control.inspect(timeout=1).ping(), folder)
    _until(lambda: list(folder.glob("beat-schedule*")), folder)

    assert web == 200
    assert list(worker.values()) == [{"ok": "pong"}]
    assert {name: process.poll() for name, process in running.items()} == dict.fromkeys(running)


def test_a_stopped_process_leaves_nothing_behind(production):
    _, running, folder = production
    _until(lambda: app.control.inspect(timeout=1).ping(), folder)
    children.stop(running["worker"])
    with pytest.raises(ProcessLookupError):
        os.killpg(running["worker"].pid, 0)


def _status(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return None


def _until(question, folder):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.1)
    logs = "\n".join(f"{log.name}:\n{log.read_text()}" for log in folder.glob("*.log"))
    raise AssertionError(f"no answer in {PATIENCE} s\n{logs}")
