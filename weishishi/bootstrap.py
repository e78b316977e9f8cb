"""How does a fresh machine get from a clone to a running command? Standard library only.

`python3.11 -I weishishi/bootstrap.py run` makes .venv when it is missing, installs the pinned
requirements when they changed, and becomes the command: run, test or bench.
"""

import ctypes
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN = ("requirements.txt", "requirements-embedded.txt")
TEST = (*RUN, "requirements-dev.txt")
COMMANDS = {
    "run": (RUN, ["-m", "weishishi.up"]),
    "test": (TEST, ["-m", "tests.run"]),
    "bench": (TEST, ["-m", "tests.run", "--bench"]),
}
NO_VENV = (
    "这台机器的 Python 不能建虚拟环境。请先安装：apt-get install python3-venv（Debian、Ubuntu）。"
)


def main(command, *arguments):
    requirements, words = COMMANDS[command]
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts us may be older
        sys.exit("需要 Python 3.11 或更新版本；可用 make PYTHON=/路径/python3.11 指定。")
    os.chdir(ROOT)
    _make_environment()
    _install(requirements)
    _end_with_make()
    os.execv(PYTHON, [str(PYTHON), *words, *arguments])


def _make_environment():
    if PYTHON.exists():
        return
    print("首次运行：建立虚拟环境 .venv …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        sys.exit(NO_VENV)


def _install(requirements):
    """With pip, unless these very files were installed before."""
    content = b"".join((ROOT / name).read_bytes() for name in requirements)
    stamp = VENV / ("test.stamp" if requirements == TEST else "run.stamp")
    wanted = hashlib.sha256(content).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"安装 {'、'.join(requirements)} …", flush=True)
    started = time.monotonic()
    files = [word for name in requirements for word in ("-r", name)]
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *files]
    if subprocess.run(pip, check=False).returncode:
        sys.exit("依赖没有装好（见上面 pip 的话）。请检查网络或 pip 的源，再试一次。")
    stamp.write_text(wanted)
    print(f"依赖已装好，用时 {time.monotonic() - started:.0f} 秒。", flush=True)


def _end_with_make():
    """When make itself is killed, what it started ends too (Linux)."""
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(signal.SIGTERM))  # PR_SET_PDEATHSIG survives exec


if __name__ == "__main__":
    main(*sys.argv[1:])
