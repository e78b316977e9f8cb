"""三灶镇 and 南水镇: the lamps, the estate renewed in five days, the school bus, the clinic."""

from projects.demo.article.telling import told
from projects.demo.places import HAMLETS, SHABAISHI
from projects.demo.plans import Money

LAMP_PHONE = "19900002021"

LAMPS = told(
    "lamps", SHABAISHI, "archived",
    """
    submit 02-10 15:50
    accept 02-10 16:40
    screen 02-18 09:00
    deliberate 02-22 10:00
    post_notice 02-24 16:30 村民代表会议协商，同意在四个自然村的村道小巷安装照明灯，现公示 3 天。
    report 03-01 09:10
    confirm 03-02 15:40 同意立项。
    start 03-08 08:50 工作人员和安装师傅到现场，与沿线村民商定每一盏灯的位置。
    inspect 03-22 15:00 照明灯安装完毕，请验收。
    rectify 03-22 17:00 验收时数了 28 盏，第三自然村还差 2 盏，限期补装。
    inspect 03-24 15:00 30 盏照明灯安装完毕。
    complete 03-26 10:30 30 盏全部亮灯，验收合格。
    open_evaluation 03-29 09:00
    close_evaluation 04-09 16:00 村民一致好评；收回评议表 46 份，满意 46。
    archive 04-14 10:00
    """,
    title="四个自然村村道小巷加装照明灯",
    need="村里巷子窄，弯又多，晚上黑得很，老人家走小道回家我们都不放心，村委会能不能多装些灯？",
    public="村道小巷狭窄弯曲、夜间照明不足，在四个自然村的村道小巷安装照明灯，方便村民夜间出行。",
    channel="committee", identity="party_member", name="一位党员", phone=LAMP_PHONE,
    project_class="works", micro_type="facility", hazard="fall", urgency="soon",
    groups=(("everybody", None),), led=True, spot="四个自然村的村道小巷", helps="labour",
    work=tuple(
        ("照明灯", count, "盏", hamlet) for hamlet, count in zip(HAMLETS, (8, 8, 7, 7), strict=True)
    ),
    money=(Money("district", 48_600),),
    source_note="报道：30 盏，四个自然村，党员向村委会提出，实地考察，村民代表会议确定。假定：日期、金额和各自然村盏数。",
)  # fmt: skip

LONGTANG = told(
    "longtang", "440404100001", "evaluating",
    """
    submit 04-12 09:40
    accept 04-13 10:00
    screen 04-13 15:20
    deliberate 04-16 11:00
    post_notice 04-23 16:00 居民议事会协商同意，并经业主共同决定，现公示 3 天。
    report 04-27 09:30
    confirm 04-29 16:10 同意立项，抓紧实施。
    start 05-12 08:40
    inspect 05-17 09:30
    complete 05-17 16:20 墙面、摄像头、门禁逐项看过，验收合格。
    open_evaluation 05-24 10:00
    """,
    title="龙塘苑墙面翻新、加装摄像头和门禁",
    need="龙塘苑墙皮脱落，楼下谁都能进，丢过东西。想把墙面弄一弄，装上摄像头和门禁。",
    public="小区外墙陈旧、治安防范薄弱：翻新墙面，加装 18 个高清摄像头，每一楼栋增加门禁系统。",
    channel="window", name="周女士",
    project_class="works", micro_type="renovation", hazard="theft", urgency="soon",
    groups=(("everybody", None),), place="龙塘苑",
    work=(("墙面翻新", 1, "项", "龙塘苑"), ("高清摄像头", 18, "个", "龙塘苑"),
          ("楼栋门禁系统", 9, "套", "龙塘苑")),
    money=(Money("district", 286_000),),
    source_note="报道：仅仅 5 天，18 个高清摄像头，每一楼栋门禁。假定：5 天从开工算起；所属社区、楼栋数、金额和其他日期。",
)  # fmt: skip

BUS = told(
    "bus", "440404100202", "evaluated",
    """
    submit 03-14 20:15
    accept 03-15 09:10
    screen 03-15 14:30
    deliberate 03-16 10:40
    post_notice 03-19 16:30 村民代表会议协商同意，现公示 3 天。
    report 03-23 09:00
    confirm 03-24 10:10 请赶在雨季前建好。
    start 03-26 08:45
    inspect 04-12 15:00
    complete 04-13 09:50 雨棚稳固，验收合格。
    open_evaluation 04-19 09:00
    close_evaluation 05-07 16:40 家长群收回评议表 35 份，满意 34，基本满意 1。
    """,
    title="校车候车点增设雨棚",
    need="我们村的小学生每天在路边等校车，太阳晒、下雨淋，搭个雨棚行不行？",
    public="小学生等候校车时日晒雨淋，在校车候车点增设雨棚。",
    channel="online", name="郑女士", phone="19900007001",
    project_class="works", micro_type="facility", groups=(("pupils", 60),),
    work=(("候车雨棚", 1, "座", ""),), money=(Money("district", 36_800),),
    source_note="报道：鱼林村，家长、学生需求，小学生等候校车时日晒雨淋。假定：日期、金额、人数。",
)  # fmt: skip

SONGS = told(
    "songs", "440404100003", "evaluating",
    """
    submit 03-10 15:00
    accept 03-11 09:30
    screen 03-12 10:00
    deliberate 03-16 10:20
    post_notice 03-24 17:00 居民议事会协商同意，费用大部分由承办的社工服务中心赞助，现公示 3 天。
    report 03-29 10:00
    confirm 03-31 15:00
    start 04-06 09:30 当天晚上，第一课在社区党群服务中心开唱。
    inspect 05-20 10:30
    complete 05-24 11:00 约定场次全部完成。
    open_evaluation 05-31 09:20
    """,
    title="“回望党史，追问初心”红歌传唱学堂",
    need="社区里党员和退休职工都爱唱红歌，想有老师带着，边学党史边唱。",
    public="在社区党群服务中心开办红色文化讲堂的“红歌传唱学堂”，党员和居民一起学唱红歌、重温党史。",
    channel="form", identity="organisation", name="承办的社工服务中心",
    project_class="services", micro_type="service", groups=(("everybody", None),),
    work=(("课程", 12, "场", ""),),
    money=(Money("district", 3_200),
           Money("sponsorship", 8_800, note="由承办的社工服务中心赞助，承办方即赞助方")),
    source_note="报道：三灶镇草堂湾社区党群服务中心，数十名党员和居民，费用大部分由承办中心赞助。假定：金额、场次、日期。",
)  # fmt: skip

GATES = told(
    "gates", "440404101002", "evaluated",
    """
    submit 03-22 10:00
    accept 03-22 15:30
    screen 03-23 09:20
    deliberate 03-24 10:00
    post_notice 03-31 16:20 AB 两栋业主共同决定自筹 0.7 万元，居民议事会同意，现公示 3 天。
    report 04-06 09:10
    confirm 04-07 10:30
    start 04-12 09:00
    inspect 04-16 15:20
    complete 04-19 10:00 两处门闸开关正常，验收合格。
    open_evaluation 04-20 09:30
    close_evaluation 05-10 15:00 AB 两栋收回评议表 28 份，满意 27，基本满意 1。
    """,
    title="金洲花园AB栋出入口增设门闸",
    need="AB 栋出入口没有门，外人随便进，我们自己出钱装门闸，请社区帮忙组织。",
    public="居民自筹资金，在小区 AB 栋出入口增设门闸。",
    channel="visit", name="何伯",
    project_class="works", micro_type="facility", hazard="theft", groups=(("everybody", None),),
    place="金洲花园",
    work=(("出入口门闸", 1, "处", "A栋"), ("出入口门闸", 1, "处", "B栋")),
    money=(Money("self_raised", 7_000, note="AB 两栋居民自筹"),),
    source_note="报道：南水镇金洲花园AB栋，居民自筹 0.7 万元，小区出入口增设门闸。假定：所属社区、日期。",
)  # fmt: skip

CLINIC = told(
    "clinic", "440404101209", "archived",
    """
    submit 02-22 15:40
    accept 02-23 09:20
    screen 02-23 10:40
    deliberate 02-25 10:00
    post_notice 03-02 16:10 村民代表会议一致同意，现公示 3 天。
    report 03-08 09:00
    confirm 03-09 14:40 请与镇卫生院衔接好医生进驻。
    start 03-15 09:00
    inspect 04-14 10:00
    complete 04-16 15:30 房间、水电、诊疗台逐项看过，验收合格；镇卫生院医生已进驻。
    open_evaluation 04-20 09:30
    close_evaluation 05-12 16:00 收回评议表 52 份，满意 50，基本满意 2。
    archive 05-19 10:20
    """,
    title="闲置用房改造成卫生站",
    need="村里没有卫生站，老人家量个血压都要坐车去镇上，太不方便了。",
    public="村内没有卫生站、就医不便，将村党群服务中心旁的闲置用房改造成卫生站，并联系镇卫生院医生进驻。",
    channel="visit", name="梁叔",
    project_class="works", micro_type="facility", groups=(("everybody", None), ("elderly", 180)),
    work=(("用房改造", 1, "处", ""), ("诊疗台和药柜", 3, "组", "")),
    money=(Money("district", 168_000),),
    source_note="报道：党群服务中心旁闲置用房改造成卫生站，镇卫生院医生进驻。假定：报道没有写是哪个村；金额、日期、人数。",
)  # fmt: skip

PLANS = (LAMPS, LONGTANG, BUS, SONGS, GATES, CLINIC)
