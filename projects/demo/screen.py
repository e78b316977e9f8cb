"""The demo's wall screen; its address is known, so that `make run` can print it."""

from projects.actions import screens
from projects.models import Screen

TOKEN = "jinwan-demo-screen-on-the-wall"


def hang(post):
    """One screen of the whole district, opened by this post."""
    screens.make(Screen(name="区政务服务大厅大屏（演示）"), by=post, token=TOKEN)
