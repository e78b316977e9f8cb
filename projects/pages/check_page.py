"""The last screen: everything said so far, each with the way back to change it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.forms.proposals import KINDS, UNSURE, first_wrong
from projects.models.sheets import KIND, WHERE, WORDS
from projects.queries import alike, photos, places
from villages.rulebook import rules_for
from weishishi.kernel import clock


@dataclass(frozen=True)
class Answer:
    """One line of the table; `screen` is where it is changed."""

    label: str
    words: str
    screen: str


def context(turn):
    """What the last screen shows beside its form."""
    _wrong, forms = first_wrong(turn.sheet.told)
    if _wrong:
        return {"answers": []}
    kind, where, words = (forms[screen].cleaned_data for screen in (KIND, WHERE, WORDS))
    village, place = places.village(where["village"]), places.place(where["place"])
    micro_type = "" if kind["kind"] == UNSURE else kind["kind"]
    pictures = photos.of_sheet(turn.sheet)
    spot = " · ".join(filter(None, (place and place.name, where["spot"])))
    person = turn.request.user if turn.request.user.is_authenticated else None
    return {
        "answers": [
            Answer(_("哪一类"), str(dict(KINDS)[kind["kind"]]), KIND),
            Answer(_("村（社区）"), f"{village.town.name} · {village.name}", WHERE),
            Answer(_("具体位置"), spot, WHERE),
            Answer(_("什么事"), words["words"], WORDS),
            Answer(_("照片"), _photos(pictures), WORDS),
        ],
        "alike": alike.to(
            village, words["words"], kind=micro_type, place=place, point=where["point"]
        ),
        "account": _account(person),
        "ANSWER_DAYS": rules_for(village, on=clock.today()).limits["submitted"],
    }


def _photos(pictures):
    """3 张，1 张处理中"""
    if not pictures:
        return _("没有")
    said = _("{} 张").format(len(pictures))
    for state, sentence in (("waiting", _("{} 张处理中")), ("refused", _("{} 张打不开"))):
        if number := sum(photo.state == state for photo in pictures):
            said += "，" + sentence.format(number)
    return said


def _account(person):
    """How a signed-in person is reached: the phone of her account, its middle hidden."""
    if person is None:
        return ""
    if not person.phone:
        return _("进展写在“我的”里。")
    return _("有进展就告诉您：{}（您账号的手机号）。").format(
        f"{person.phone[:3]}****{person.phone[-4:]}"
    )
