"""Do the private servers keep their data, refuse two masters, and never outlive the one they have?"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import environ
import psycopg2
import pytest
import redis

from weishishi import embedded
from weishishi.embedded import place, postgres
from weishishi.embedded.place import Unavailable

FOREVER = """
import sys, time
from weishishi import embedded
with embedded.kept(sys.argv[1]):
    print("up", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder():
    """Outside pytest's own folder, which only root may enter."""
    with tempfile.TemporaryDirectory(prefix="weishishi-kept-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def query(environment, statement):
    url = environ.Env.db_url_config(environment["DATABASE_OWNER_URL"])
    host = environ.urlparse(environment["DATABASE_OWNER_URL"]).netloc.split("@")[1]
    connection = psycopg2.connect(
        host=host.replace("%2F", "/"), user=url["USER"], dbname=url["NAME"]
    )
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def test_a_second_run_finds_its_data_and_its_chinese(folder):
    with embedded.kept(folder, redis=False) as environment:
        query(environment, "CREATE TABLE words AS SELECT '民生微实事' AS said")
        query(environment, "CREATE EXTENSION pg_trgm")
    with embedded.kept(folder, redis=False) as environment:
        assert query(environment, "SELECT said FROM words") == [("民生微实事",)]
        assert query(environment, "SELECT cardinality(show_trgm('民生微实事')) > 0") == [(True,)]


def test_the_database_is_utf8_and_listens_on_no_port(folder):
    with embedded.kept(folder, redis=False) as environment:
        shown = [
            query(environment, f"SHOW {name}")[0][0]
            for name in ("server_encoding", "listen_addresses", "fsync")
        ]
        collation = query(
            environment, "SELECT datctype FROM pg_database WHERE datname = current_database()"
        )
    assert collation == [("C.UTF-8",)]
    assert shown == ["UTF8", "", "on"]


def test_redis_wants_its_password(folder):
    with embedded.kept(folder, database=False) as environment:
        with redis.Redis.from_url(environment["REDIS_URL"]) as client:
            assert client.ping()
            assert client.config_get("appendonly") == {"appendonly": "yes"}
            port = client.connection_pool.connection_kwargs["port"]
        stranger = redis.Redis(port=port)
        with stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_a_second_run_beside_the_first_is_told_so(folder):
    first = embedded.kept(folder, database=False, redis=False)
    second = embedded.kept(folder, database=False, redis=False)
    refused = pytest.raises(Unavailable, match=f"已有一个 make run .*{os.getpid()}")
    with first, refused, second:
        pass


def test_killing_the_starter_ends_the_servers_and_the_next_run_recovers(folder):
    starter = subprocess.Popen(
        [sys.executable, "-c", FOREVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    with starter:
        assert starter.stdout.readline() == "up\n"
        starter.kill()
    deadline = time.monotonic() + 20
    while _working_in(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _working_in(folder) == []
    with embedded.kept(folder, redis=False) as environment:
        assert query(environment, "SELECT 1") == [(1,)]


@pytest.fixture
def stale(folder):
    """A data folder whose pid file names `process`."""

    def name(process):
        data = folder / "postgres"
        data.mkdir()
        (data / "postmaster.pid").write_text(f"{process.pid}\n{data}\n")
        return data

    return name


SLEEP = """
import signal, time
for one in (signal.SIGINT, signal.SIGQUIT):  # a shell's background job inherits them ignored
    signal.signal(one, signal.SIG_DFL)
print("asleep", flush=True)
time.sleep(60)
"""


def sleeper(*words):
    process = subprocess.Popen([sys.executable, "-c", SLEEP, *words], stdout=subprocess.PIPE)
    with process.stdout:
        assert process.stdout.readline()
    threading.Thread(target=process.wait).start()  # as init would, or it stays a zombie
    return process


def test_a_survivor_of_a_killed_run_is_ended_first(folder, stale):
    """As on a system whose kernel tells children nothing: the server lives, its starter does not."""
    survivor = sleeper(str(folder / "postgres"))
    data = stale(survivor)
    postgres._end_a_survivor(data)
    assert survivor.wait(5) != 0
    assert not (data / "postmaster.pid").exists()


def test_a_program_that_got_a_dead_servers_number_is_left_alone(stale):
    other = sleeper()
    data = stale(other)
    postgres._end_a_survivor(data)
    assert other.poll() is None
    assert not (data / "postmaster.pid").exists()
    other.kill()


def test_a_long_path_gets_its_socket_elsewhere(folder):
    deep = folder / ("long" * 30)
    with embedded.kept(deep, redis=False) as environment:
        assert query(environment, "SELECT 1") == [(1,)]


def test_a_folder_that_leads_elsewhere_is_refused(folder):
    (folder / "servers").symlink_to("/etc")
    with pytest.raises(Unavailable, match="属于别的用户"), embedded.kept(folder):
        pass


def test_throwaway_leaves_nothing_behind():
    with place.throwaway() as home:
        assert home.folder.exists()
    assert not home.folder.exists()


def _working_in(folder):
    """The processes whose current directory is inside `folder`."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if Path(os.readlink(link)).is_relative_to(folder):
                found.append(link.parent.name)
        except OSError:
            continue
    return found
