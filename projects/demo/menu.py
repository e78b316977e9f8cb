"""What did the district make of what was done well? A briefing, model projects, the library, one order.

Of the newspaper is that the policy was explained to 20 local organisations; day, place and what came of
it are invented.
"""

from datetime import date
from statistics import median

from django.utils.timezone import localdate

from projects.actions import briefings, distinctions, library, ordering
from projects.actions.distinctions import Did
from projects.actions.library import Dish
from projects.demo.days import moment
from projects.demo.places import SHABAISHI
from projects.models import Briefing
from villages.models import Organisation, PolicyDocument
from weishishi.kernel.actor import Actor

CENTRE = "社会工作服务中心（演示）"
TOLD_ON, SAID_ON, TAKEN_IN = date(2021, 3, 5), date(2021, 6, 9), date(2021, 6, 10)
OVER = ("evaluated", "archived")
MODELS = {
    "article-lamps": "四十多天办好，一户一户商定灯位，两次验收才放行，别的村可以照着做。",
    "article-guard-rail": "隐患大的先办，现场量过、当场批，一周完成，居民满意。",
}
WAITS = {"article-bus": "孩子候车有了遮雨的地方，服务队还来维持秩序，推荐给有校车的村。"}
# (how the titles of its projects end, the entry but for its days)
DISHES = (
    ("长者义剪服务", {
        "title": "长者上门、定点义剪", "project_class": "services", "micro_type": "service",
        "what": "在党群服务中心定点义剪，行动不便的长者由理发师上门。",
        "conditions": "有 3 名以上理发志愿者，有水电的房间一间。",
    }),
    ("儿童托管服务", {
        "title": "儿童托管", "project_class": "services", "micro_type": "service",
        "what": "放学后、周末和晚间，由社工带领大学生志愿者照看儿童，辅导作业、开兴趣课。",
        "conditions": "有 60 平方米以上的活动室，消防合格；社工持证。",
    }),
    ("便民服务日", {
        "title": "便民服务日", "project_class": "services", "micro_type": "service",
        "what": "定期安排服务日，把法律咨询、小修小补、洗眼镜等服务请到家门口。",
        "conditions": "有 200 平方米以上的空地或党群服务中心大厅。",
    }),
    ("楼房护栏加高", {
        "title": "楼房公共走廊护栏加高", "project_class": "works", "micro_type": "renovation",
        "what": "公共走廊、天台的护栏不够 1.1 米的，加高到 1.1 米以上。",
        "conditions": "权属清楚，墙体结实，业主同意；先量尺寸。",
    }),
)  # fmt: skip


def lay(plans, projects, staff, organisations, source):
    """All of it, by import, but for the order, which the secretary of 沙白石村 has just made."""
    clerk = Actor.importer(f"{staff.district.office}（{source}）")
    _brief(staff.district.district, organisations, clerk)
    _distinguish(projects, staff, clerk, source)
    entries = []
    for number, (ending, told) in enumerate(DISHES):
        done = [plan for plan in plans if plan.outcome in OVER and plan.title.endswith(ending)]
        days = _usual_days(done)
        dish = Dish(projects=tuple(projects[plan.key] for plan in done), days=days, **told)
        reason = f"本区已经办了 {len(done)} 件，一般 {days} 天办好，居民评议满意，适合推广。"
        entries.append(
            library.take_in(
                dish,
                by=clerk,
                reason=reason,
                district=staff.district.district,
                at=moment(TAKEN_IN, 10 + number),
            )
        )
    ordering.pick(entries[0], by=Actor.at(staff.secretary[SHABAISHI]))


def _usual_days(plans):
    """The median of the days from the first day of the work to its acceptance, both counted."""
    took = []
    for plan in plans:
        on = {deed.verb: localdate(deed.at) for deed in reversed(plan.deeds)}
        took.append((on["complete"] - on["start"]).days + 1)
    return round(median(took))


def _brief(district, organisations, clerk):
    guests = [one for one in organisations.values() if one.kind == Organisation.Kind.SOCIAL]
    row = Briefing(
        district=district, title="“民生微实事”政策交流推介会", held_on=TOLD_ON,
        venue="区社会组织培育基地（演示）",
    )  # fmt: skip
    documents = PolicyDocument.objects.filter(issued_on__lte=TOLD_ON)
    row = briefings.prepare(
        row, by=clerk, guests=guests, documents=documents, at=moment(TOLD_ON, 9)
    )
    people = {guest.pk: 1 + guest.pk % 2 for guest in row.guests.all()}
    briefings.count(
        row, by=clerk, people=people, at=moment(TOLD_ON, 17),
        outcome="讲解了申报条件和流程，现场答疑，鼓励到各村申报、承接服务类项目。",
    )  # fmt: skip


def _distinguish(projects, staff, clerk, source):
    for key, why in (MODELS | WAITS).items():
        town = staff.town[projects[key].village.town.code]
        by = Actor.importer(f"{town.office}（{source}）")
        distinctions.say(projects[key], Did.RECOMMENDED, by=by, reason=why, at=moment(SAID_ON, 10))
    for key, why in MODELS.items():
        distinctions.say(projects[key], Did.CONFIRMED, by=clerk, reason=why, at=moment(SAID_ON, 16))
