"""Why not yet? The facts the steps of a wish ask for, each with its sentence for who is refused."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from projects.guards import answered_with_the_step
from weishishi.kernel.verdict import YES, no
from weishishi.kernel.yuan import yuan

# What is sought for an illness is no small wish: there are funds and platforms for it by law.
MEDICAL = re.compile("手术|医药费|医疗费|治疗费|住院|看病|药费|化疗|透析|救命")


def is_small(wish, at):
    """A wish is worth something, and not more than a small thing."""
    most = settings.WISH_MOST_YUAN * 100
    if 0 < wish.value_fen <= most:
        return YES
    return no(_("微心愿的预估价值要在 {} 元以内；大一点的事请按项目来办。").format(yuan(most)))


def is_not_medical(wish, at):
    """No appeal for medical help. (慈善法 124: such appeals have their own platforms)"""
    if MEDICAL.search(wish.title + wish.words):
        return no(_("看病、救急的费用不能写成微心愿，请帮本人申请医疗救助、临时救助。"))
    return YES


@answered_with_the_step
def somebody_has_promised(wish, at):
    """There is a promise that holds."""
    if wish.claims.holding().exists():
        return YES
    return no(_("还没有人认领，请先登记认领人。"))


def the_promise_is_over(wish, at):
    """The day of the promise and the days of grace are over."""
    if wish.lapses_on and wish.lapses_on < at:
        return YES
    return no(_("认领还在有效期内。"))


@answered_with_the_step
def it_was_handed_over(wish, at):
    """The check list of the delivery is written down."""
    if wish.claims.filter(delivery__isnull=False).exists():
        return YES
    return no(_("请先填送达清单和签收情况。"))


@answered_with_the_step
def thanks_are_written(wish, at):
    """Something was said in return."""
    if wish.thanks.strip():
        return YES
    return no(_("请先写一句感谢的话。"))
