"""What did the committee see on the spot, by kind of need? What is there and what is missing, measured
before anything is bought or built."""

from dataclasses import dataclass
from decimal import Decimal

from projects.choices import ProjectClass

# The newspaper measured one thing: the rail was one metre high.
# What was measured for the others of it is assumed.
MEASURED = {
    "article-guard-rail": (("护栏高", Decimal("1.0"), "m"),),
    "article-lamps": (
        ("最窄的巷宽", Decimal("1.6"), "米"), ("没有灯的村道小巷", Decimal(615), "米"),
    ),
    "article-longtang": (("掉皮的外墙", Decimal(1240), "平方米"), ("没有门禁的楼栋", Decimal(9), "栋")),
    "article-bus": (("候车的小学生", Decimal(60), "人"),),
    "article-gates": (("没有门的出入口", Decimal(2), "处"),),
    "article-clinic": (("闲置用房", Decimal(86), "平方米"),),
    "article-wiring": (("电线老化的户", Decimal(12), "户"),),
    "article-parking": (("被堵的消防通道", Decimal(220), "米"),),
    "article-doors": (("没有门的单元口", Decimal(12), "个"),),
    "article-railings": (("人车混行的路口", Decimal(130), "米"),),
    "article-meals": (("到不了饭堂的长者", Decimal(32), "人"),),
}  # fmt: skip
# kind: (what was counted, its unit, as many as of the first line of work, or the number itself).
AS_MANY = None
SEEN = {
    "lamp": ("没有照明的路段", "米", 25), "drain": ("淤堵、没有盖板的水沟", "米", AS_MANY),
    "paving": ("破损的路面", "平方米", AS_MANY), "ramp": ("轮椅上不去的台阶", "处", AS_MANY),
    "rail": ("没有护栏的临边", "米", AS_MANY), "shelter": ("没有遮挡的候车处", "处", AS_MANY),
    "charge": ("没有充电设施的停放点", "处", AS_MANY), "parking": ("乱停的车", "辆", AS_MANY),
    "bump": ("车速快的路口", "处", Decimal(2)), "green": ("裸露、长杂草的地", "平方米", AS_MANY),
    "wall": ("开裂、掉皮的墙面", "平方米", AS_MANY), "court": ("起砂的地面", "平方米", AS_MANY),
    "pavilion": ("可用的空地", "平方米", Decimal(60)), "stairlamp": ("不亮的楼道灯", "盏", AS_MANY),
    "stairrail": ("锈蚀松动的扶手", "米", AS_MANY), "roof": ("渗漏的屋面", "平方米", AS_MANY),
    "cover": ("破损、松动的井盖", "套", AS_MANY), "toilet": ("没有扶手的厕位", "个", Decimal(6)),
    "square": ("可用的空地", "平方米", AS_MANY), "cables": ("低垂、杂乱的线", "米", AS_MANY),
    "bench": ("能坐的凳子", "张", Decimal(2)), "mirror": ("看不见来车的方向", "个", Decimal(2)),
    "bin": ("破损的垃圾桶", "组", AS_MANY), "fitness": ("坏了的器材", "件", Decimal(4)),
    "board": ("破损的宣传栏", "组", AS_MANY), "fire": ("空着的消防柜", "个", Decimal(2)),
    "camera": ("照不到的死角", "处", Decimal(5)), "sound": ("能坐的人", "人", Decimal(60)),
    "books": ("能借的旧书", "册", Decimal(150)), "chairs": ("坏了的桌椅", "套", Decimal(18)),
    "aed": ("现有的急救设备", "台", Decimal(0)), "cool": ("坏了的空调", "台", Decimal(2)),
    "dry": ("缺晾晒地方的楼栋", "栋", Decimal(3)), "water": ("能用的饮水点", "处", Decimal(0)),
    "borrow": ("能借的轮椅", "辆", Decimal(0)), "wish": ("走访的困难家庭", "户", AS_MANY),
}  # fmt: skip
ROOM = (("能用的活动室", Decimal(1), "间"),)
HOMES = ("visit", "wish")
OF_HOMES = ("article-wiring", "article-meals", "article-safe-homes")
STAIRS = ("stairlamp", "stairrail", "dry", "fire")


@dataclass(frozen=True)
class Spot:
    """`owner`, what lies below it, and whether it can be done there: sentences of the visit's record."""

    owner: str
    pipes: str
    feasible: str


PUBLIC = Spot("公共地方，没有争议。", "没有发现管线冲突。", "现场具备条件，可以做。")
OF_OWNERS = Spot("楼道和楼前公共部位，归全体业主，没有争议。", PUBLIC.pipes, PUBLIC.feasible)
PLACED = Spot(PUBLIC.owner, "不用开挖，不碰管线。", "有地方放，接电、固定都方便，可以做。")
PRIVATE = Spot("住户自家，住户同意。", "不用开挖，不碰管线。", "入户看过，具备条件，可以做。")
CENTRE = Spot(
    "党群服务中心，归村（社区）使用，没有争议。", "不动土建，没有管线问题。", "场地、水电都有，可以办。"
)  # fmt: skip


def spot_of(plan):
    if plan.kind in HOMES or plan.key.startswith(OF_HOMES):
        return PRIVATE
    if plan.project_class == ProjectClass.SERVICES:
        return CENTRE
    if plan.kind in STAIRS:
        return OF_OWNERS
    return PLACED if plan.project_class == ProjectClass.GOODS else PUBLIC


def measures_of(plan):
    """[(what, how much, unit)] of what is there before."""
    if plan.key in MEASURED:
        return MEASURED[plan.key]
    if plan.kind in SEEN:
        what, unit, number = SEEN[plan.kind]
        quantity = Decimal(plan.work[0][1])
        if plan.kind == "lamp":
            return ((what, quantity * number, unit),)
        return ((what, quantity if number is AS_MANY else number, unit),)
    if plan.project_class == ProjectClass.SERVICES and spot_of(plan) is CENTRE:
        return ROOM
    if plan.kind == "visit":
        return tuple(
            ("走访的独居、高龄长者", Decimal(number), "人") for _who, number in plan.groups
        )
    _name, number, unit, _place = plan.work[0]
    return (("入户看过的家庭", Decimal(number), unit),) if unit == "户" else ()
