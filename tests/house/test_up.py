"""Does `make run` come up on nothing, a second time on its own data, and stop without a trace?"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from weishishi import processes

GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@pytest.fixture
def var():
    """Outside pytest's own folder, which the servers' user may not enter as root."""
    with tempfile.TemporaryDirectory(prefix="weishishi-up-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def bring_up(var):
    """The portal on servers of its own, without a demo; ends with the test in any case."""
    started = []

    def run():
        environment = {name: value for name, value in os.environ.items() if name not in GIVEN}
        process = subprocess.Popen(
            [sys.executable, "-m", "weishishi.up"],
            env=environment | {"WEISHISHI_VAR": str(var), "WEISHISHI_DEMO": "0", "PORT": "7180"},
            cwd=processes.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        family = session(process)
        process.terminate()
        process.wait(30)
        process.stdout.close()
        _gone(family)


def said_until(process, words):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError(f"ended without saying {words}:\n{''.join(lines)}")


def session(process):
    """The numbers of this process and all its descendants."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = {process.pid}
    for _ in range(6):
        found |= {pid for pid, parent in pairs if parent in found}
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_up_twice_and_gone_within_seconds(bring_up, how):
    first = bring_up()
    said_until(first, "按 Ctrl-C 停止")
    family = session(first)
    assert len(family) > 8  # PostgreSQL and its helpers, Valkey, web, worker, beat
    first.send_signal(how)
    first.communicate()
    _gone(family)

    second = bring_up()
    seconds = float(re.search(r"用时 ([\d.]+) 秒", said_until(second, "已就绪"))[1])
    second.send_signal(signal.SIGINT)
    assert "已全部停下，数据都在" in second.communicate()[0]
    assert second.returncode == 0
    print(f"second start: {seconds} s")


def test_two_at_once_are_told_apart(bring_up):
    first = bring_up()
    said_until(first, "已就绪")
    said = bring_up().communicate()[0]
    assert f"已有一个 make run 正在使用这些数据（进程 {first.pid}）" in said


def _gone(pids):
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        alive = [pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists()]
        if not alive:
            return
        time.sleep(0.1)
    raise AssertionError(f"still alive: {alive}")
