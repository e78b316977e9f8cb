"""The small life of a wish, on one page.

Read a step aloud: the village's leaders publish a wish a colleague has written, when it is small and
no appeal for medical help. Nothing else in the program changes a wish's state.
"""

from dataclasses import replace

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from projects.people import Hands, village_committee, village_leaders
from projects.wishes import facts
from projects.wishes.effects import (
    tell_claimer,
    tell_claimer_of_the_end,
    the_promise_is_cancelled,
    the_promise_is_kept,
    the_promise_is_void,
    the_promise_lapses,
)
from projects.wishes.states import BEFORE_DELIVERY, WishState
from villages.standing_in import may_have_acted
from weishishi.kernel.actor import Kind
from weishishi.kernel.machine import Lifecycle, move


def _wrote_it(wish, actor):
    if may_have_acted(actor.person, wish.written_by, wish.written_at):
        return [_now("这个心愿是您写的，请换一位同事看过再公布。")]
    return []


WHY = _("请写明理由，至少 {} 个字，认领人会看到。")
claimer = Hands(
    _("认领人"), lambda wish, actor: actor.kind in (Kind.RESIDENT, Kind.CONTACT)
)  # whoever left a phone; the village writes down who comes in person
the_calendar = Hands(_("到期自动"), lambda wish, actor: False)
second_reader = replace(village_leaders, conflict=_wrote_it)


class WishLife(Lifecycle):
    publish = (
        move(WishState.DRAFT, to=WishState.PUBLISHED, by=second_reader)
        .called(_("公布"), _("上了心愿墙"))
        .when(facts.is_small, facts.is_not_medical)
    )
    claim = (
        move(WishState.PUBLISHED, to=WishState.CLAIMED, by=claimer | village_committee)
        .called(_("认领"), _("有人认领了"))
        .when(facts.somebody_has_promised)
        .then(tell_claimer("wish_claimed"))
    )
    renew = (
        move(
            WishState.PUBLISHED, WishState.CLAIMED, to=WishState.CLAIMED, by=village_committee
        )
        .called(_("延期"), _("认领人改了送达日期"))
        .because(4, WHY)
        .when(facts.somebody_has_promised)
        .then(tell_claimer("wish_renewed"))
    )  # fmt: skip
    lapse = (
        move(WishState.CLAIMED, to=WishState.PUBLISHED, by=the_calendar)
        .called(_("过期"), _("没有按时送达，回到心愿墙"))
        .when(facts.the_promise_is_over)
        .then(the_promise_lapses, tell_claimer("wish_lapsed"))
    )
    give_up = (
        move(WishState.CLAIMED, to=WishState.PUBLISHED, by=village_committee)
        .called(_("取消认领"), _("认领取消了，回到心愿墙"))
        .because(4, WHY)
        .then(the_promise_is_cancelled, tell_claimer("wish_cancelled"))
    )
    deliver = (
        move(WishState.CLAIMED, to=WishState.DELIVERED, by=village_committee)
        .called(_("登记送达"), _("送到了，已签收"))
        .when(facts.it_was_handed_over)
        .then(the_promise_is_kept, tell_claimer("wish_delivered"))
    )
    thank = (
        move(WishState.DELIVERED, to=WishState.THANKED, by=village_committee)
        .called(_("致谢"), _("说了谢谢"))
        .when(facts.thanks_are_written)
        .then(tell_claimer("wish_thanked"))
    )
    withdraw = (
        move(*BEFORE_DELIVERY, to=WishState.WITHDRAWN, by=village_leaders)
        .called(_("撤下"), _("撤下了这个心愿"))
        .because(4, WHY)
        .then(tell_claimer_of_the_end, the_promise_is_void)
    )
