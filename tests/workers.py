"""How does the suite use every core? Each worker of pytest-xdist has servers' rooms of its own.

Loaded by `-p` (tests.run), so before the settings: a worker's Redis number is its own from the first
line on. Its database is named after it by pytest-django.
"""

import os

REDIS_URLS = "WEISHISHI_TEST_REDIS"  # one empty database each, separated by spaces
MOST = 4  # more workers than this only wait for PostgreSQL


def arguments():
    """pytest's, for as many workers as there are cores and empty Redis databases."""
    workers = min(os.cpu_count() or 1, MOST, len(os.environ[REDIS_URLS].split()))
    if workers == 1:
        return []
    # A file stays together (its fixtures, its live server); files go out in the order of collection.
    return ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]


def _take_a_redis_number():
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        urls = os.environ[REDIS_URLS].split()
        os.environ["REDIS_URL"] = urls[int(worker.removeprefix("gw"))]


_take_a_redis_number()
