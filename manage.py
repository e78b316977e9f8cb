#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    from weishishi import running

    running.join(Path(__file__).resolve().parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weishishi.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
