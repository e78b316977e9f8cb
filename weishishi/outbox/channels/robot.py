"""A robot in the office's group chat (企业微信、钉钉、飞书 and whatever else apprise speaks to).

The address is an apprise URL, such as wecombot://KEY, dingtalk://TOKEN or feishu://TOKEN.
"""

from weishishi.outbox.channels import NotSent


def deliver(letter):
    """What it is about; a group reads no resident's name or phone, the words have none."""
    from apprise import Apprise  # half a second and 14 MB: only where one is sent

    robot = Apprise()
    if not robot.add(letter.address):
        raise NotSent("address not understood", for_good=True)
    if not robot.notify(title=letter.title, body=letter.text):
        raise NotSent("not taken")


def is_understood(address):
    """Whether an office may enter this address."""
    from apprise import Apprise

    return bool(Apprise().add(address))
