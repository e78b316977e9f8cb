"""What `make test` and `make bench` run: servers of their own, all checks, then pytest.

`.venv/bin/python -m tests.run --only tests/villages -x` leaves the checks off.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import database, workers
from tests.tools import have_chromium
from weishishi import embedded
from weishishi.embedded.place import Unavailable

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
CHECKS = (
    [BIN / "ruff", "check", "--quiet", "."],
    [BIN / "ruff", "format", "--check", "--quiet", "."],
    [BIN / "lint-imports", "--no-cache"],
    [BIN / "djlint", "templates", "--lint", "--quiet"],
    [*MANAGE, "makemigrations", "--check", "--dry-run"],
    [*MANAGE, "check", "--fail-level", "WARNING"],
)
PYTEST = [sys.executable, "-m", "pytest", "-p", "tests.workers"]


def main(arguments):
    checks = arguments[:1] not in (["--only"], ["--bench"])
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the servers go down in order
    try:
        have_chromium()
        with environment():
            subprocess.run([*MANAGE, "collectstatic", "--noinput", "-v0"], check=True)
            failed = [check for check in CHECKS if not _passes(check)] if checks else []
            code = subprocess.run([*PYTEST, *_words(arguments)], check=False).returncode
    except Unavailable as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code or bool(failed))


def _words(arguments):
    """What pytest is told: the whole suite on every core, the rest in one process."""
    if arguments[:1] == ["--only"]:
        return arguments[1:]
    if arguments[:1] == ["--bench"]:
        return ["-s", *(arguments[1:] or ["tests/bench"])]
    return [*workers.arguments(), *arguments]


@contextmanager
def environment():
    """PostgreSQL with two roles, Redis and a var folder, all for this run alone."""
    with ExitStack() as stack:
        var = tempfile.mkdtemp(prefix="weishishi-var-")
        stack.callback(shutil.rmtree, var, ignore_errors=True)
        given = {"database": "DATABASE_URL" in os.environ, "redis": "REDIS_URL" in os.environ}
        servers = embedded.throwaway(**{what: not there for what, there in given.items()})
        os.environ.update(stack.enter_context(servers))
        os.environ.pop("WEISHISHI_DEMO", None)  # its clock would add queries and years
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "weishishi.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop beside Django's thread
            "WEISHISHI_VAR": var,
            "WEISHISHI_SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 3,
            "WEISHISHI_FIELD_KEY": "only-for-tests-too-" + "0123456789abcdef" * 3,
            "WEISHISHI_RECORD_KEY": "0123456789abcdef" * 4,
            "WEISHISHI_CONN_MAX_AGE": "0",
            "WEISHISHI_PAGE_SECONDS": "0",  # tests look at what is made, not at what was kept
            "WEISHISHI_SMS_URL": "http://127.0.0.1:9/",  # nobody listens there
            database.DEMO: f"test_weishishi_demo_{os.getpid()}",
        }
        if given["database"]:
            os.environ.update(stack.enter_context(database.two_roles()))
            stack.callback(database.drop, os.environ[database.DEMO])
        numbers = database.redis_numbers(os.environ["REDIS_URL"])
        empty = stack.enter_context(database.empty_redis(numbers, workers.MOST))
        os.environ |= {"REDIS_URL": empty[0], workers.REDIS_URLS: " ".join(empty)}
        yield


def _passes(check):
    done = subprocess.run(
        [str(word) for word in check], check=False, capture_output=True, text=True
    )
    name = " ".join(Path(str(word)).name for word in check if word != sys.executable)
    print(f"{'✘' if done.returncode else '✔'} {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    main(sys.argv[1:])
