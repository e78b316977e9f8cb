"""With whom does the demo district work? Invented organisations, and the newspaper's six teams.

The codes are well-formed and belong to nobody: no code in use has DEM in its ninth place.
"""

from datetime import date, timedelta

from django.utils.timezone import localdate

from funding.actions import givers
from funding.queries import shares_of, sums
from projects.actions import awards, partners
from projects.actions.awards import QUOTES, Chosen
from projects.choices import Means, ProjectClass
from projects.demo.declared import days_of
from villages.models import Organisation
from villages.rulebook import rules_for
from weishishi.kernel.actor import Actor
from weishishi.kernel.credit_codes import check_sign

Kind = Organisation.Kind
YULIN = "440404100202"
# (name, kind, fields of work, rating)
REGISTERED = (
    ("演示工程服务有限公司", Kind.ENTERPRISE, "小型土建、道路、排水", ""),
    ("演示照明安装有限公司", Kind.ENTERPRISE, "路灯、线路安装", ""),
    ("演示安防科技有限公司", Kind.ENTERPRISE, "摄像头、门禁、门闸", ""),
    ("演示园林绿化有限公司", Kind.ENTERPRISE, "绿化、小公园", ""),
    ("演示装饰工程有限公司", Kind.ENTERPRISE, "外墙、房屋改造", ""),
    ("演示文体用品有限公司", Kind.ENTERPRISE, "健身器材、桌椅、音响", ""),
    ("演示家电维修有限公司", Kind.ENTERPRISE, "用电线路、家电维修", ""),
    ("护栏材料企业（演示）", Kind.ENTERPRISE, "护栏材料", ""),
    ("金湾区爱心企业（演示）", Kind.ENTERPRISE, "赞助社区建设", ""),
    ("社会工作服务中心（演示）", Kind.SOCIAL, "社区教育、长者和儿童服务", "3A"),
    ("长者服务中心（演示）", Kind.SOCIAL, "助餐、居家照料", "4A"),
    ("青少年服务中心（演示）", Kind.SOCIAL, "四点半课堂、亲子活动", "3A"),
    ("助残服务协会（演示）", Kind.SOCIAL, "无障碍评估、残障人士服务", "3A"),
    ("法律服务促进会（演示）", Kind.SOCIAL, "普法、调解", ""),
    ("华景物业服务有限公司（演示）", Kind.PROPERTY, "小区物业", ""),
    ("海湾物业服务有限公司（演示）", Kind.PROPERTY, "小区物业", ""),
    ("南水镇卫生院（演示）", Kind.PUBLIC, "医生进驻、健康讲座", ""),
    ("三灶镇文化站（演示）", Kind.PUBLIC, "文化活动指导", ""),
    # 报道：20 家本土社会组织；下面 15 家和上面的 5 家。
    ("家庭综合服务中心（演示）", Kind.SOCIAL, "家庭支持、亲子沟通", "3A"),
    ("妇女儿童服务中心（演示）", Kind.SOCIAL, "妇女就业培训、儿童保护", ""),
    ("社区营造促进会（演示）", Kind.SOCIAL, "议事协商、社区花园", ""),
    ("心理健康服务中心（演示）", Kind.SOCIAL, "心理辅导、哀伤陪伴", "4A"),
    ("康复服务中心（演示）", Kind.SOCIAL, "残障人士康复训练", "3A"),
    ("义工联合会（演示）", Kind.SOCIAL, "志愿者培训、大型活动", "5A"),
    ("环保促进会（演示）", Kind.SOCIAL, "垃圾分类、河道保护", ""),
    ("应急救援协会（演示）", Kind.SOCIAL, "防溺水、急救培训", "3A"),
    ("文艺协会（演示）", Kind.SOCIAL, "合唱、舞蹈、戏曲", ""),
    ("体育协会（演示）", Kind.SOCIAL, "健身指导、球类活动", ""),
    ("书画协会（演示）", Kind.SOCIAL, "书画课程、春联", ""),
    ("非遗传承协会（演示）", Kind.SOCIAL, "飘色、水上婚嫁、蚝油制作", ""),
    ("旅游导赏协会（演示）", Kind.SOCIAL, "乡村导览、讲解员培训", ""),
    ("新市民服务中心（演示）", Kind.SOCIAL, "外来务工人员融入、子女教育", "3A"),
    ("慈善会（演示）", Kind.SOCIAL, "募捐、困难帮扶", "4A"),
)  # fmt: skip
# (village, name, fields of work)
GROUPS = (
    ("440404101002", "金洲花园AB栋自管小组", "门闸日常管理"),
    ("440404104001", "华丰园停车自治小组", "停车秩序、消防通道"),
)
# 报道：六类公益服务队，写明前两队；其余四队的名称是假定。
TEAMS = (
    ("蚝油文化小组", "culture", "蚝油制作技艺、村史讲解"),
    ("恒常服务小组", "care", "定期探访长者和困难家庭"),
    ("环境卫生小组", "environment", "村道河边清洁"),
    ("平安巡逻小组", "safety", "夜间巡逻、防溺水劝导"),
    ("邻里调解小组", "mediation", "邻里纠纷劝和"),
    ("儿童陪伴小组", "children", "放学接送、课后陪伴"),
)
OF_PLAN = {
    "article-lamps": "演示照明安装有限公司", "article-longtang": "演示安防科技有限公司",
    "article-gates": "演示安防科技有限公司", "article-doors": "演示安防科技有限公司",
    "article-songs": "社会工作服务中心（演示）", "article-meals": "长者服务中心（演示）",
    "article-wiring": "演示家电维修有限公司", "article-clinic": "演示装饰工程有限公司",
}  # fmt: skip
# Who does what, by a word of its title; the first that fits, the last one does all the rest.
_DOERS = {
    ProjectClass.WORKS: (
        ("灯 线缆 充电", "演示照明安装有限公司"),
        ("绿化 公园微改造 小广场微改造 凉亭", "演示园林绿化有限公司"),
        ("围墙 屋面 扶手 公厕 居家环境 微改造", "演示装饰工程有限公司"),
        ("", "演示工程服务有限公司"),
    ),
    ProjectClass.GOODS: (
        ("监控 消防器材", "演示安防科技有限公司"),
        ("凸面镜", "演示工程服务有限公司"),
        ("冰箱 电饭煲 热水器 风扇 直饮水机 线路", "演示家电维修有限公司"),
        ("", "演示文体用品有限公司"),
    ),
    ProjectClass.SERVICES: (
        ("残障", "助残服务协会（演示）"),
        ("长者 敬老 慢病", "长者服务中心（演示）"),
        ("儿童 亲子", "青少年服务中心（演示）"),
        ("妇女", "妇女儿童服务中心（演示）"),
        ("法律", "法律服务促进会（演示）"),
        ("急救 防溺水 防台风", "应急救援协会（演示）"),
        ("垃圾分类", "环保促进会（演示）"),
        ("务工", "新市民服务中心（演示）"),
        ("广场舞 粤曲 葫芦丝", "文艺协会（演示）"),
        ("书法 剪纸", "书画协会（演示）"),
        ("太极拳", "体育协会（演示）"),
        ("", "社会工作服务中心（演示）"),
    ),
}  # fmt: skip
SINCE = date(2018, 6, 1)


def doer_of(plan):
    """The name of who carries that plan out."""
    if plan.key in OF_PLAN:
        return OF_PLAN[plan.key]
    suits = _DOERS[ProjectClass(plan.project_class or ProjectClass.WORKS)]
    return next(
        name
        for words, name in suits
        if not words or any(one in plan.title for one in words.split())
    )


def period_of(plan):
    """For how long the contract runs: as long as it was declared to take."""
    return timedelta(days=days_of(plan))


def register(villages, staff, at):
    """Everybody of the tables, {name: organisation}; entered by the district, teams by their village."""
    district = staff.district.district
    clerk = Actor.importer(f"{staff.district.office}（演示）")
    rows = [
        Organisation(
            district=district, kind=kind, name=name, fields_of_work=fields, rating=rating,
            credit_code=_code(number, kind), registered_on=SINCE + timedelta(days=37 * number),
            contact_name="负责人（演示）", contact_phone=f"1990000{9000 + number}",
        )
        for number, (name, kind, fields, rating) in enumerate(REGISTERED, start=1)
    ] + [
        Organisation(
            district=district, kind=Kind.INFORMAL, name=name, fields_of_work=fields,
            village=villages[code], registered_on=date(2020, 9, 1),
        )
        for code, name, fields in GROUPS
    ] + [
        Organisation(
            district=district, kind=Kind.TEAM, name=name, category=category,
            fields_of_work=fields, village=villages[YULIN], registered_on=date(2020, 3, 1),
        )
        for name, category, fields in TEAMS
    ]  # fmt: skip
    return {row.name: partners.register(row, by=clerk, at=at) for row in rows}


def recognise(organisations):
    """Who gave under these names is one of them."""
    for one in organisations.values():
        givers.recognise(one)


def engage(project, plan, organisations, by, at, late_reason=""):
    """The implementer is chosen on the day on which the works begin, by the simplest means the book
    allows; a second start keeps the first choice. A village that writes it in itself says why so late."""
    if project.awards.exists():
        return
    given, on = sums(shares_of([project.budget_id])), localdate(at)
    fen = given.cash or given.in_kind
    book, firm = rules_for(project.village, on=on), organisations[doer_of(plan)]
    means = book.means_for(fen)[0]
    offers = [(f"另{n}家（演示）", fen + fen * n // 40) for n in range(1, QUOTES)]
    chosen = Chosen(
        organisation=firm, means=means, why="做过同类的项目，报价合理。",
        contract_no=f"演示合同{project.query_no}", contract_fen=fen, begins_on=on,
        ends_on=on + period_of(plan), papers=book.means_papers[means],
        offers=((firm.name, fen), *offers) if means == Means.QUOTES else (),
    )  # fmt: skip
    awards.award(project, chosen, by=by, at=at, late_reason=late_reason)


def _code(number, kind):
    """51 is a civil affairs registration, 91 a firm, 12 a public institution."""
    head = {Kind.SOCIAL: "51", Kind.PUBLIC: "12"}.get(kind, "91")
    body = f"{head}440404DEM{number:06}"
    return body + check_sign(body)
