"""Where are the private servers of the portal that `make run` keeps up in this folder?"""

import os
from contextlib import contextmanager
from pathlib import Path

NAMES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "WEISHISHI_DEMO")
FILE, KEEPER = "servers.env", "WEISHISHI_KEPT_BY"


@contextmanager
def told_to_manage_py(var):
    """Write down where the servers are, for manage.py in another window, as long as they run."""
    told = var / FILE
    lines = [f"{name}={os.environ[name]}\n" for name in NAMES if name in os.environ]
    told.touch(mode=0o600)
    told.write_text("".join([f"{KEEPER}={os.getpid()}\n", *lines]))
    try:
        yield
    finally:
        told.unlink(missing_ok=True)


def join(folder):
    """For manage.py only: work on the servers of the portal running here, unless the environment
    names others. A file left behind by a killed run is passed over."""
    told = Path(os.environ.get("WEISHISHI_VAR") or folder / "var") / FILE
    if "DATABASE_URL" in os.environ or not told.exists():
        return
    found = dict(line.split("=", 1) for line in told.read_text().splitlines() if "=" in line)
    if _is_alive(int(found.pop(KEEPER, 0))):
        os.environ.update({name: value for name, value in found.items() if name in NAMES})


def _is_alive(keeper):
    try:
        return keeper > 0 and os.kill(keeper, 0) is None
    except OSError:
        return False
