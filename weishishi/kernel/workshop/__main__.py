"""Prints the size of the largest copy as JSON, or ends with UNREADABLE; any other end may go
better another time."""

import json
import os
import resource
import sys
from pathlib import Path

from sizes import UNREADABLE

MOST_ADDRESSES = 1024**3
SECONDS = 20


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.environ["VIPS_CONCURRENCY"] = "1"  # every further thread keeps strips of its own


def main(original, folder):
    bounded()
    import clean  # within the bounds

    try:
        wide, high = clean.make(original, folder)
    except OSError as error:
        if error.errno:
            raise  # a full disk says nothing about the photo
        sys.exit(UNREADABLE)
    except Exception:  # noqa: BLE001  whatever a reader stumbles over, it is no photo
        sys.exit(UNREADABLE)
    print(json.dumps({"width": wide, "height": high}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
