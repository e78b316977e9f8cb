"""红旗镇 and 平沙镇: the guard rail in a week, meals, parking, doors; and homes made safe."""

from projects.demo.article.telling import told
from projects.demo.places import CENTRES
from projects.demo.plans import Money

GUARD_RAIL = told(
    "guard-rail", "440404103001", "archived",
    """
    submit 04-12 09:05
    accept 04-12 09:40
    screen 04-12 10:30 现场量得护栏高 1 米。
    deliberate 04-12 14:40
    post_notice 04-13 09:10 居民议事会当晚商量一致同意加高，按镇里安全隐患快速办理办法公示 1 天。
    report 04-14 08:50
    confirm 04-14 10:20 挂点领导到现场看过，同意。
    start 04-15 14:30
    inspect 04-19 15:00
    complete 04-19 16:45 全部加高并试过推力，验收合格。
    open_evaluation 04-26 09:10
    close_evaluation 05-17 15:20 收回评议表 61 份，满意 61。
    archive 05-21 09:30
    """,
    title="昌盛花园楼房护栏加高",
    need="我们楼的护栏才到腰那么高，小孩子一趴就探出去，太吓人了。",
    public="小区楼房护栏仅高 1 米，存在坠落安全隐患，予以加高。",
    channel="window", name="冯姐",
    project_class="works", micro_type="renovation", hazard="fall", urgency="immediate",
    groups=(("everybody", None), ("children", 45)), place="昌盛花园", led=True,
    work=(("护栏加高", 86, "米", "昌盛花园"),), money=(Money("district", 38_700),),
    point=CENTRES["440404103001"],
    source_note="报道：护栏仅高 1 米，从征集、审批到加高用 1 周。假定：日期、米数、金额、人数；坐标是藤山社区的大致中心点。",
)  # fmt: skip

MEALS = told(
    "meals", "440404103007", "in_progress",
    """
    submit 03-03 10:30
    accept 03-04 09:20
    screen 03-05 10:00
    deliberate 03-10 10:10
    post_notice 03-17 16:40 居民议事会协商同意，现公示 3 天。
    report 03-22 09:00
    confirm 03-24 15:20
    start 04-01 10:30 第一批送餐上门，以后每个工作日中午送一次。
    """,
    title="“暧心助餐、速递到家”长者送餐",
    need="有些老人腿脚不便，住得又远，到不了长者饭堂，想有人把饭送到家。",
    public="对因身体、路途等原因不便到社区长者饭堂就餐的长者，实行送餐上门服务；名单不公开。",
    channel="visit", identity="party_member", name="邓阿姨",
    project_class="services", micro_type="service", groups=(("elderly", 32),),
    work=(("送餐上门", 180, "天", ""),), money=(Money("district", 96_000),),
    source_note="报道：红旗镇八一社区，“暧”字照原文。持续进行中。假定：天数、人数、金额、日期。",
)  # fmt: skip

WIRING = told(
    "wiring", "440404104010", "completed",
    """
    submit 04-07 10:10
    accept 04-07 15:00
    screen 04-08 09:30
    deliberate 04-09 10:00
    post_notice 04-13 16:00 居民议事会同意，名单不公开，只公示户数，现公示 3 天。
    report 04-19 09:10
    confirm 04-20 10:00
    start 04-26 09:00
    inspect 05-27 15:10
    complete 05-31 10:20 逐户通电检查，验收合格。
    """,
    title="低保户老旧用电线路更换",
    need="走访时看到几户低保家庭电线又老又乱，下雨天跳闸，怕起火。",
    public="对辖区低保户老旧用电线路进行更换，消除用电安全隐患；只公布户数。",
    channel="visit", identity="village",
    project_class="works", micro_type="renovation", hazard="electric", urgency="soon",
    groups=(("low_income", 12),), work=(("用电线路更换", 12, "户", ""),),
    money=(Money("district", 43_200),),
    source_note="报道：平沙镇前西社区对低保户老旧用电线路进行更换。假定：户数、金额、日期。",
)  # fmt: skip

PARKING = told(
    "parking", "440404104001", "in_progress",
    """
    submit 04-19 09:50
    accept 04-20 10:30
    screen 04-21 09:00
    deliberate 04-26 10:20
    post_notice 05-06 17:00 居民议事会协商，一致通过停车位改造议案，现公示 3 天。
    report 05-10 09:20
    confirm 05-12 10:40
    start 05-24 08:50 先划消防通道，再划停车位。
    """,
    title="华丰园停车位改造、畅通消防通道",
    need="我们小区没物业，也没划车位，车乱停把消防通道都堵了，真着火怎么办？",
    public="老旧小区无物业管理、没有规划停车位，车辆乱停放堵塞消防通道：改造停车位，畅通消防通道。",
    channel="online", name="蔡先生", phone="19900007002",
    project_class="works", micro_type="renovation", hazard="fire", urgency="soon",
    groups=(("everybody", None),), place="华丰园",
    work=(("停车位", 64, "个", "华丰园"), ("消防通道标线", 220, "米", "华丰园")),
    money=(Money("district", 126_500),),
    source_note="报道：平沙镇华丰园，无物业、无规划车位、堵塞消防通道，议事会一致通过。假定：所属社区、数量、金额、日期。",
)  # fmt: skip

DOORS = told(
    "doors", "440404104002", "completed",
    """
    submit 03-18 14:30
    accept 03-19 09:00
    screen 03-22 10:00
    deliberate 03-25 10:30
    post_notice 04-06 16:50 居民议事会协商同意：每个楼栋补贴 2000 元，其余由居民自筹，现公示 3 天。
    report 04-12 09:40
    confirm 04-14 15:10
    start 04-22 09:10
    inspect 05-25 10:00
    complete 05-28 15:30 12 樘防盗门开关正常，验收合格。
    """,
    title="开放式小区“防盗+门”项目",
    need="我们小区没有围墙，单元门也没有，偷电动车电池的进进出出，想装防盗门。",
    public="支持开放式小区安装楼栋防盗门，每个楼栋补贴 2000 元，其余费用居民自筹，防止盗窃、提升安全感。",
    channel="wechat", name="许女士",
    project_class="works", micro_type="renovation", hazard="theft",
    groups=(("everybody", None),), place="开放式小区",
    work=tuple(("楼栋防盗门", 1, "樘", f"{number}栋") for number in range(1, 13)),
    money=(Money("district", 24_000, note="每个楼栋补贴 2000 元，12 栋"),
           Money("self_raised", 18_000, note="每个楼栋居民自筹 1500 元，12 栋")),
    source_note="报道：平沙镇美平社区，每个楼栋补贴 2000 元，其余费用居民自筹。假定：12 栋、自筹金额、日期。",
)  # fmt: skip

RAILINGS = told(
    "railings", "440404104004", "completed",
    """
    submit 04-06 11:00
    accept 04-07 09:30
    screen 04-07 15:00
    deliberate 04-12 10:00
    post_notice 04-20 16:10 居民议事会协商同意，主要设施材料由企业赞助，现公示 3 天。
    report 04-26 09:00
    confirm 04-28 10:10
    start 05-10 08:40
    inspect 06-01 15:30
    complete 06-03 10:00 护栏牢固、反光标识齐全，验收合格。
    """,
    title="交通护栏设施安装工程",
    need="路口大车多，人和车挤在一起，接送孩子真怕，想装交通护栏隔开。",
    public="在路口安装交通护栏，主要设施材料由企业赞助，财政资金用于安装。",
    channel="hotline", name="潘先生",
    project_class="works", micro_type="facility", hazard="traffic",
    groups=(("everybody", None),), work=(("交通护栏", 130, "米", ""),),
    money=(Money("district", 14_800, note="安装费"),
           Money("sponsorship", 26_000, "in_kind", "企业赞助护栏材料，按材料清单和报价折价")),
    source_note="报道：平沙镇沙美社区，主要设施材料由企业赞助。假定：米数、折价、安装费、日期。",
)  # fmt: skip

# The newspaper names two of the four and does not say whether it was one project or several.
_SAFE_HOMES = (
    ("440404101207", "高栏村", 11, 29_700, "completed", "报道写明高栏村。"),
    ("440404100204", "海澄村", 14, 37_800, "evaluating", "报道写明海澄村。"),
    ("440404101001", "南水社区", 9, 24_300, "in_progress", "假定：四个社区之一，报道没有写名称。"),
    ("440404100001", "三灶社区", 12, 32_400, "in_progress", "假定：四个社区之一，报道没有写名称。"),
)
_SAFE_STORY = """
submit 03-25 {minute}
accept 03-26 09:{tick}
screen 03-29 10:{tick}
deliberate 04-01 10:{tick}
post_notice 04-09 16:{tick} {meeting}同意，名单不公开，只公示户数，现公示 3 天。
report 04-13 09:{tick}
confirm 04-15 15:{tick}
start 05-06 09:{tick} 先入户评估，再按评估结果安装。
inspect 05-31 10:{tick}
complete 06-02 15:{tick} 逐户试用，验收合格。
open_evaluation 06-04 09:{tick}
"""
_SAFE_STEPS = {"in_progress": 8, "completed": 10, "evaluating": 11}


def _safe_home(number, village, name, homes, yuan, outcome, note):
    meeting = "村民代表会议" if name.endswith("村") else "居民议事会"
    lines = _SAFE_STORY.format(minute=f"14:{20 + number}", tick=10 + number, meeting=meeting)
    return told(
        f"safe-homes-{number}", village, outcome,
        "\n".join(lines.strip().splitlines()[: _SAFE_STEPS[outcome]]),
        title="居家环境安全评估和无障碍改造",
        need="家里有残障人士和老人的，厕所门槛高、没扶手，摔一跤就是大事，请派人看一看。",
        public="针对残障人士、长者、低保困难家庭开展居家环境安全评估，增设扶手、坡道等无障碍设施；只公布户数。",
        channel="visit", identity="village",
        project_class="works", micro_type="renovation", hazard="fall", urgency="soon",
        groups=(("disabled", homes), ("elderly", homes * 2), ("low_income", homes // 2)),
        work=(("居家安全评估", homes, "户", ""), ("无障碍设施", homes, "户", "")),
        money=(Money("district", yuan),),
        source_note=note + "按每村（社区）一个项目录入。假定：户数、金额、日期。",
    )  # fmt: skip


PLANS = (
    GUARD_RAIL, MEALS, WIRING, PARKING, DOORS, RAILINGS,
    *(_safe_home(number, *row) for number, row in enumerate(_SAFE_HOMES, start=1)),
)  # fmt: skip
