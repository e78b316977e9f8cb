"""Which programs outside Python do the tests need, how do they get here, and what if one is missing?"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from ctypes.util import find_library
from unittest import mock

from weishishi.embedded.place import Unavailable
from weishishi.kernel import press

# The two of Pango draw the PDF of a matter's file (WeasyPrint), poppler's pdftotext reads it.
PACKAGES = (
    "chromium", "fontconfig", "fonts-noto-cjk", "gettext", "libpango-1.0-0", "libpangoft2-1.0-0",
    "poppler-utils",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium():
    """The path of the browser the tests drive, or None."""
    return os.environ.get("WEISHISHI_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )


def have_chromium():
    """Chromium and Chinese letters are here afterwards. Raises Unavailable with what to install."""
    if _complete():
        return
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"安装测试所需的 {'、'.join(PACKAGES)} …", flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(command, check=False, **quiet)
    if not _complete():
        raise Unavailable(
            f"测试需要 Chromium、中文字体、gettext 和 poppler，请先运行：sudo {' '.join(command)}"
        )


def _complete():
    has_pango = find_library("pango-1.0") and find_library("pangoft2-1.0")
    programs = chromium() and shutil.which("xgettext") and shutil.which("pdftotext")
    return bool(programs and has_pango) and _has_chinese_letters()


def _has_chinese_letters():
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], check=False, capture_output=True, text=True)
    return bool(listed.stdout.strip())


@contextmanager
def without_weasyprint():
    """A machine on which it is not installed: the press is an interpreter without any package."""
    press.send_home()
    with mock.patch.object(press, "COMMAND", [sys.executable, "-I", "-S", press.COMMAND[-1]]):
        yield
        press.send_home()
