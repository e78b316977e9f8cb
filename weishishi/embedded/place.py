"""Where may the private servers keep their data, and as whom do they run?

PostgreSQL refuses to run as root. Then both servers run as `nobody`, in a folder of their own which
that user can reach; nothing outside the folder is changed, no user is made.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from weishishi import children

NOBODY = "nobody"
LONGEST_SOCKET = 100  # bytes; the kernel's limit is 107


class Unavailable(RuntimeError):
    """A sentence for the person at the terminal."""


@dataclass(frozen=True)
class Place:
    folder: Path
    user: str | None  # None: as ourselves
    keep: bool  # whether the data must survive a crash

    def room(self, name):
        """A folder inside which belongs to the servers' user alone."""
        return _private(self.folder / name, self.user)

    def call(self, *command, **options):
        """Run a short command as the servers' user and wait for it."""
        options = {"cwd": self.folder} | children.identity(self.user) | options
        return subprocess.run([str(word) for word in command], check=False, **options)

    def package(self, name):
        """The folder of an installed wheel; a copy where the servers' user may not walk to it."""
        spec = find_spec(name)
        if spec is None:
            raise Unavailable("缺少内置服务器：请先运行 pip install -r requirements-embedded.txt。")
        package = Path(spec.submodule_search_locations[0])
        if self.call("test", "-r", package / "__init__.py").returncode == 0:
            return package
        copy = self.folder / "wheels" / _fingerprint(package)
        if not copy.exists():
            part = copy.with_name("part")
            for old in (part, *copy.parent.glob(f"{name}-*")):
                shutil.rmtree(old, ignore_errors=True)
            for source in (package, package.with_name(f"{package.name}.libs")):
                if source.exists():
                    shutil.copytree(source, part / source.name)
            part.rename(copy)
        return copy / package.name


@contextlib.contextmanager
def kept(folder):
    """The same place at every run, for one run at a time."""
    folder = Path(folder).resolve()
    user = _user()
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / "servers"
    if user and not _may_enter(folder, user):
        key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        home = Path("/var/tmp") / f"weishishi-{key}"
        print(f"{folder} 不对 {user} 用户开放，数据库和缓存的数据放在 {home}。", flush=True)
    with _locked(_private(home, user)):
        yield Place(home, user, keep=True)


@contextlib.contextmanager
def throwaway():
    """A fresh place under the system's temporary folder, removed afterwards."""
    _sweep()
    user = _user()
    home = Path(tempfile.mkdtemp(prefix="weishishi-", suffix="-test", dir=_temporary()))
    try:
        with _locked(_private(home, user)):
            yield Place(home, user, keep=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def socket_room(home):
    """A folder whose path is short enough for a Unix socket, and whether it must be removed."""
    inside = home.folder / "socket"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return home.room("socket"), False
    outside = Path(tempfile.mkdtemp(prefix="weishishi-", dir="/tmp"))
    return _private(outside, home.user), True


def _user():
    return NOBODY if os.geteuid() == 0 else None


def _temporary():
    folder = tempfile.gettempdir()
    return folder if _user() is None or _may_enter(folder, NOBODY) else "/tmp"


def _may_enter(folder, user):
    command = ["test", "-x", str(folder)]
    return subprocess.run(command, cwd="/", check=False, **children.identity(user)).returncode == 0


def _private(folder, user):
    """Mode 0700, owned by the servers' user. A stranger's folder of that name is refused."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    owner = folder.lstat().st_uid
    ours = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    if folder.is_symlink() or owner not in (ours, os.geteuid()):
        raise Unavailable(f"{folder} 属于别的用户，不能用来存放数据。请移走它再试。")
    if owner != ours:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    folder.chmod(0o700)
    return folder


@contextlib.contextmanager
def _locked(folder):
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Unavailable(
                f"已有一个 make run 正在使用这些数据（进程 {lock.read().strip()}）。"
                "请用那个窗口，或先在那里按 Ctrl-C 停下它。"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _sweep():
    """Remove what killed test runs left behind: their folders are no longer locked."""
    for folder in Path(_temporary()).glob("weishishi-*-test"):
        with contextlib.suppress(OSError), (folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


def _fingerprint(package):
    state = package.stat()
    return f"{package.name}-{state.st_mtime_ns:x}"
