"""No money passes through the site: nobody is asked to pay, transfer or donate on any page."""

import re
from pathlib import Path

from django.conf import settings

# What a page that takes money would say or load.
ASKS_FOR_MONEY = re.compile(
    r"立即捐|我要捐|去捐款|捐款按钮|收款码|付款码|微信支付|支付宝|在线支付|在线捐|银联|"
    r"wxpay|wechatpay|alipay|unionpay|stripe|paypal|donate",
    re.IGNORECASE,
)
LOOKED_AT = ("templates", "static/js", "projects/pages", "projects/forms", "weishishi/settings.py")


def written():
    """(path, text) of every template, script, page and form."""
    for name in LOOKED_AT:
        place = Path(settings.BASE_DIR) / name
        files = [place] if place.is_file() else place.rglob("*.*")
        for path in files:
            if path.suffix in {".html", ".txt", ".js", ".py"}:
                yield path, path.read_text()


def test_no_page_asks_for_money():
    found = list(written())
    assert len(found) > 200
    asking = {
        str(path): hit.group() for path, text in found if (hit := ASKS_FOR_MONEY.search(text))
    }
    assert asking == {}


def test_a_button_that_asks_would_be_found():
    assert ASKS_FOR_MONEY.search('<a class="btn" href="https://example.org/alipay">我要捐</a>')
    assert ASKS_FOR_MONEY.search("感谢捐赠") is None
