"""Which processes make up the portal, and how is each started?

One source: deploy/Procfile. `make run`, the tests and (held equal by a test) the systemd units start
the very same command lines.
"""

import shlex
import subprocess
import sys
from pathlib import Path

from weishishi import children

ROOT = Path(__file__).resolve().parent.parent
PROCFILE = ROOT / "deploy" / "Procfile"


def definitions():
    """The command line of each process by its name."""
    lines = PROCFILE.read_text().splitlines()
    pairs = (line.split(":", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {name.strip(): shlex.split(command) for name, command in pairs}


def start(name, *, environment, log):
    """The running process; it ends with us. What it says goes to the file `log`."""
    program, *arguments = definitions()[name]
    beside_python = Path(sys.executable).parent / program
    with Path(log).open("w") as output:
        return children.start(
            [beside_python, *arguments], env=environment, cwd=ROOT,
            stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
