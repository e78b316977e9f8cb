"""How does a program we start never outlive us, however we end?

Each child leads a process group of its own (Ctrl-C in the terminal reaches us alone, and we stop
the children in order), and on Linux the kernel signals it when we are killed.
"""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys

PR_SET_PDEATHSIG = 1
# Loaded before forking: between fork and exec nothing may be imported.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(how=signal.SIGTERM):
    """Ask the kernel to send this process `how` when the one that started it ends."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, int(how))


def identity(user):
    """Popen's arguments for running as `user`; none for staying who we are."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def start(command, *, user=None, stop_with=signal.SIGTERM, **options):
    """The running child. `options` go to Popen (env, cwd, stdin, stdout, stderr)."""
    us = os.getpid()

    def before_exec():
        die_with_parent(stop_with)
        if os.getppid() != us:  # we died in between, so nobody would signal the child
            os._exit(1)

    return subprocess.Popen(
        [str(word) for word in command],
        start_new_session=True,
        preexec_fn=before_exec,  # noqa: PLW1509  it only calls the C library
        **identity(user),
        **options,
    )


def stop_all(processes):
    """Ask them all at once, then wait for each."""
    for child in processes:
        child.terminate()
    for child in processes:
        _see_off(child, 8)


def stop(child, *, how=signal.SIGTERM, patience=8):
    """Ask, wait `patience` seconds, then kill with everything the child started."""
    child.send_signal(how)
    _see_off(child, patience)


def _see_off(child, patience):
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)  # grandchildren, if any are left
