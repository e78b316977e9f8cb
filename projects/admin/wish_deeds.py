"""Each deed the desk can do to a wish: its form, its words, and the action behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.actions import wish_claims, wish_deliveries, wishes
from projects.forms import wish_desk as forms
from projects.wishes.life import WishLife
from weishishi.kernel.verdict import Refused


@dataclass(frozen=True)
class Deed:
    title: Any
    form: type
    do: Callable
    done: Any
    hint: Any = ""


def _renew(wish, by, form):
    claim = wish.claims.order_by("-claimed_at", "-pk").first()
    if claim is None:
        raise Refused(_("还没有人认领，没有可延期的。"))
    told = form.cleaned_data
    wish_claims.renew(claim, by=by, promised_on=told["promised_on"], reason=told["reason"])


def _photograph(wish, by, form):
    told = form.cleaned_data
    wish_deliveries.photograph(
        wish, by=by, files=told["photos"], is_public=told["is_public"], caption=told["caption"]
    )


def _show(wish, by, form):
    for photo in form.photos:
        wanted = str(photo.pk) in form.cleaned_data["shown"]
        if wanted != photo.is_public:
            wish_deliveries.show(photo, by=by, is_public=wanted)


DEEDS = {
    "publish": Deed(
        _("公布到心愿墙"), forms.DeedForm, lambda wish, by, form: WishLife.publish(wish, by=by),
        _("已公布，所有人都看得到，可以认领了。"),
        _("公布以前请再看一遍：没有姓名、住址、病情，认不出是谁。"),
    ),
    "claim": Deed(
        _("登记当面认领"), forms.EntryClaimForm,
        lambda wish, by, form: wish_claims.claim(wish, by=by, promise=form.promise()),
        _("已登记认领，请打印认领书请认领人签字。"),
        _("认领人当面来或者打电话来，替他登记；请先把认领承诺讲给他听。"),
    ),
    "renew": Deed(
        _("延期、恢复认领"), forms.RenewForm, _renew, _("已改送达日期。"),
        _("最近一次认领改一个日期；已经过期、还没有别人认领的，也可以恢复。"),
    ),
    "give_up": Deed(
        _("取消认领"), forms.ReasonForm,
        lambda wish, by, form: wish_claims.give_up(
            wish, by=by, reason=form.cleaned_data["reason"]
        ),
        _("认领已取消，心愿回到了心愿墙。"),
    ),
    "deliver": Deed(
        _("登记送达和签收"), forms.DeliveryForm,
        lambda wish, by, form: wish_deliveries.deliver(wish, by=by, handed=form.handed()),
        _("已登记送达，可以写一句感谢的话、打印感谢状。"),
        _("先打印签收单，送到时请签收人签字；姓名只留在纸上。"),
    ),
    "thank": Deed(
        _("写感谢的话"), forms.ThankForm,
        lambda wish, by, form: wishes.thank(
            wish, by=by, words=form.cleaned_data["words"], name=form.cleaned_data.get("name", "")
        ),
        _("已致谢，心愿办结了。"),
    ),
    "withdraw": Deed(
        _("撤下心愿"), forms.ReasonForm,
        lambda wish, by, form: wishes.withdraw(wish, by=by, reason=form.cleaned_data["reason"]),
        _("已撤下，心愿墙上看不到了。"),
    ),
    "photos": Deed(
        _("上传送达照片"), forms.WishPhotosForm, _photograph,
        _("照片已收到，正在处理，过一会儿刷新就能看到。"),
        _("没有打勾公开的，只给工作人员看。"),
    ),
    "show": Deed(
        _("公开或收回照片"), forms.ShowPhotosForm, _show, _("已保存。"),
        _("照片里的人（未成年人由监护人）同意才公开；收回同意就去掉勾。"),
    ),
}  # fmt: skip
