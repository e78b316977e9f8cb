"""One JSON document to an address of the outside world, and its answer."""

import json
import urllib.error
import urllib.request

from weishishi.outbox.channels import PATIENCE, NotSent

MOST = 64 * 1024  # of an answer is read


def post(url, document, *, headers=None):
    """The answer as a dict ({} where it is none). NotSent when nobody answers 2xx in time; for good
    when the other side says that the request itself is wrong (4xx without 408 and 429)."""
    letter = urllib.request.Request(
        url, json.dumps(document).encode(), {"Content-Type": "application/json"} | (headers or {}),
        method="POST",
    )  # fmt: skip
    try:
        with urllib.request.urlopen(letter, timeout=PATIENCE) as answer:
            return _read(answer.read(MOST))
    except urllib.error.HTTPError as refusal:
        refusal.close()
        wrong = 400 <= refusal.code < 500 and refusal.code not in (401, 403, 408, 429)
        raise NotSent(f"HTTP {refusal.code}", for_good=wrong) from refusal
    except (urllib.error.URLError, OSError, ValueError) as refusal:
        # Its kind only: neither the address nor the words belong into a log.
        raise NotSent(type(refusal).__name__) from refusal


def _read(body):
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
