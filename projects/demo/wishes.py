"""南水社区's forty wishes of the report, thirty-five of them claimed. What they are is invented; for
whom they are is written nowhere. The pictures are drawings."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.core.files import File

from projects.actions import photos, wish_claims, wish_deliveries, wishes
from projects.actions.wish_claims import Promise
from projects.actions.wish_deliveries import Handed
from projects.actions.wishes import Wished
from projects.demo.days import LAST, WORKING_DAYS, moment
from projects.demo.wish_drawings import DRAWINGS
from projects.wishes import terms
from projects.wishes.life import WishLife
from projects.wishes.states import Check
from weishishi.kernel.actor import Actor

NANSHUI_COMMUNITY = "440404101001"
CLAIMED, DELIVERED, THANKED = 35, 28, 22  # of 40
# (what, whose, yuan, words, the drawing)
WISHES = (
    ("一台大声的收音机", "elderly", 120, "想听粤剧，字大、按键少的。", "radio"),
    ("一个血压计", "elderly", 180, "自己在家能量，读数会念出来的。", ""),
    ("一把带坐板的拐杖", "elderly", 95, "走累了能坐一坐。", "stick"),
    ("一双防滑的棉鞋", "elderly", 80, "四十码，后跟软一点。", "shoes"),
    ("一条厚毛毯", "elderly", 150, "", "blanket"),
    ("一个电热水壶", "elderly", 90, "水开了自己断电的。", ""),
    ("一盏床头小夜灯", "elderly", 45, "起夜看得见路。", "lamp"),
    ("一副老花镜", "elderly", 60, "三百度。", ""),
    ("一个放药的分格盒", "elderly", 25, "一天三格，一周七天。", ""),
    ("一张洗澡椅", "elderly", 160, "防滑脚垫，能承重。", "chair"),
    ("一台小风扇", "elderly", 110, "夹在床头的。", ""),
    ("一顶遮阳帽", "elderly", 35, "", ""),
    ("一部按键大的手机", "elderly", 260, "能一键打给家里。", ""),
    ("换一床凉席", "elderly", 130, "一米五的床。", ""),
    ("一个新书包", "children", 120, "上三年级，蓝色。", "bag"),
    ("一套彩色铅笔", "children", 55, "三十六色。", "pencils"),
    ("一盏护眼台灯", "children", 180, "", "lamp"),
    ("一本新华字典", "children", 30, "第十二版。", "book"),
    ("一双运动鞋", "children", 150, "三十四码。", "shoes"),
    ("一个篮球", "children", 90, "七号球。", "ball"),
    ("一套《十万个为什么》", "children", 160, "", "book"),
    ("一辆儿童自行车", "children", 380, "二十寸。", ""),
    ("一个保温水杯", "children", 65, "", ""),
    ("一张小书桌", "children", 320, "高低能调。", ""),
    ("一套跳棋", "children", 35, "", ""),
    ("一件雨衣", "children", 50, "身高一米三。", ""),
    ("一把轻便轮椅的坐垫", "disabled", 140, "透气的。", "chair"),
    ("一根盲杖", "disabled", 85, "能折叠。", "stick"),
    ("一个会报时的闹钟", "disabled", 70, "按一下就报时间。", ""),
    ("一组厨房扶手", "disabled", 240, "由社区上门装。", ""),
    ("一个带震动的门铃", "disabled", 130, "听不见也知道有人来。", ""),
    ("一块防滑地垫", "disabled", 60, "", ""),
    ("一个电饭煲", "low_income", 220, "三升就够。", ""),
    ("两床过冬的被子", "low_income", 300, "", "blanket"),
    ("一个煤气报警器", "low_income", 110, "", ""),
    ("一袋大米和一桶油", "low_income", 160, "", ""),
    ("一个晾衣架", "low_income", 120, "落地的。", ""),
    ("一套餐具", "low_income", 85, "", ""),
    ("一件冬天的外套", "women", 200, "身高一米六。", ""),
    ("一台缝纫机的新皮带", "women", 40, "想在家接点活。", ""),
)  # fmt: skip
# Invented; (kind, name, agrees to be thanked by name)
CLAIMERS = (
    ("enterprise", "爱心企业甲（演示）", True),
    ("enterprise", "爱心企业乙（演示）", True),
    ("enterprise", "爱心企业丙（演示）", False),
    ("enterprise", "爱心商户丁（演示）", True),
    ("organisation", "社区志愿服务队（演示）", True),
    ("organisation", "社会工作站（演示）", True),
    ("organisation", "小学少先队（演示）", False),
    ("organisation", "机关党支部（演示）", True),
    *(("person", f"街坊{name}（演示）", False) for name in "一二三四五六七八"),
)
THANKS = (
    "东西收到了，正合用，谢谢您惦记。", "当天就用上了，一家人都说好，谢谢。",
    "没想到真的有人记在心上，谢谢您。", "东西很好，请代我谢谢人家。",
)  # fmt: skip


@dataclass(frozen=True)
class Day:
    """When one wish was written, published, claimed, delivered and thanked for."""

    written: date
    published: date
    claimed: date | None
    delivered: date | None
    thanked: date | None


def hang(village, staff, source):
    """Put the forty on the wall as it happened, the days in their order."""
    rng, office = (
        Random(20210611),
        Actor.importer(f"{staff.liaison[village.code].office}（{source}）"),
    )
    deeds = []
    order = list(range(len(WISHES)))
    rng.shuffle(order)
    for place, number in enumerate(order):
        deeds += _deeds(village, office, number, place, rng)
    for _at, _number, deed in sorted(deeds, key=lambda one: one[:2]):
        deed()
    return len(WISHES)


def _deeds(village, office, number, place, rng):
    """[(when, number, deed)] of one wish; `place` says how far it came."""
    title, whose, yuan, words, drawing = WISHES[number]
    days = _days(place, rng)
    token = uuid5(NAMESPACE_URL, f"weishishi-demo:wish:{number}")
    found = {}

    def write():
        wished = Wished(title=title, whose=whose, value_fen=yuan * 100, words=words)
        found["wish"] = wishes.write(
            village, by=office, wished=wished, form_token=token, at=moment(days.written, 9, number)
        )

    def publish():
        WishLife.publish(found["wish"], by=office, at=moment(days.published, 10, number))

    def claim():
        kind, name, named = CLAIMERS[place % len(CLAIMERS)]
        late = days.delivered or LAST
        said = Promise(
            form_token=uuid5(token, "claim"), kind=kind, name=name,
            phone=f"1990003{place % len(CLAIMERS):04}", may_be_named=named, is_no_relative=True,
            promised_on=max(days.claimed, late) + timedelta(days=3 + place % 5),
            terms_version=terms.VERSION,
        )  # fmt: skip
        wish_claims.claim(
            found["wish"], by=office, promise=said, at=moment(days.claimed, 15, number)
        )

    def deliver():
        handed = Handed(
            delivered_on=days.delivered, checked=tuple(Check),
            signed_by=("self", "family", "guardian")[(whose == "children") * 2 or place % 2],
        )  # fmt: skip
        at = moment(days.delivered, 16, number)
        wish_deliveries.deliver(found["wish"], by=office, handed=handed, at=at)
        if drawing:
            _draw(found["wish"], DRAWINGS[drawing], title, office, at)

    def thank():
        _kind, name, named = CLAIMERS[place % len(CLAIMERS)]
        wishes.thank(
            found["wish"], by=office, words=THANKS[place % len(THANKS)],
            name=name if named else "", at=moment(days.thanked, 11, number),
        )  # fmt: skip

    when = zip(vars(days).values(), (write, publish, claim, deliver, thank), strict=True)
    hours = (9, 10, 15, 16, 11)
    return [
        (moment(day, hour, number), number, deed)
        for (day, deed), hour in zip(when, hours, strict=True)
        if day
    ]


def _days(place, rng):
    """Working days in their order; the last ones wait for a claimer or for their delivery."""
    written = rng.randrange(24, 58)
    published = written + rng.randint(1, 3)
    claimed = published + rng.randint(1, 6) if place < CLAIMED else None
    delivered = thanked = None
    if place < DELIVERED:
        delivered = claimed + rng.randint(2, 9)
    elif claimed:
        claimed = len(WORKING_DAYS) - 1 - (place - DELIVERED) % 4
    if place < THANKED:
        thanked = delivered + rng.randint(1, 4)
    numbers = (written, published, claimed, delivered, thanked)
    return Day(*(None if one is None else WORKING_DAYS[one] for one in numbers))


def _draw(wish, drawing, title, office, at):
    [photo] = wish_deliveries.photograph(
        wish, by=office, files=[File(drawing().png(), "示意图.png")], is_public=True,
        is_drawing=True, caption=title, at=at,
    )  # fmt: skip
    photos.process(photo.key)
