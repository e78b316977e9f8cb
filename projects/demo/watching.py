"""Those who watch in the demo: a draw by lot, a joint inspection of 人大, 政协 and 督查 with one finding
that was put right and one that is open, and one advice of the auditors. (the article: 联合监督检查,
寓审计于服务)"""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from projects.actions import advice, findings, inspections, samples
from projects.actions.inspections import Planned
from projects.actions.samples import Asked
from projects.choices import ProjectClass
from projects.demo.days import TODAY, WORKING_DAYS, moment
from projects.models import Project
from projects.models.findings import Owes
from projects.states import State
from villages.models import Town
from weishishi.kernel.actor import Actor

# Two rounds of a public draw, which nobody of the district could choose.
SEED, SEED_FROM = "20210524030711182630200106", "2021年5月24日公开摇号结果，按开奖顺序连写"
INSPECTORS, CONGRESS, AUDITORS = "金湾区督查", "金湾区人大", "金湾区审计"
DRAWN_AGO, SEEN_AGO, ANSWERED_AGO, CLOSED_AGO, ADVISED_AGO = 14, 12, 8, 6, 9  # working days
BASIS = "《中华人民共和国村民委员会组织法》第三十条"


def leave(town_code, source):
    """Of one town; the town's matters that were in progress or done on the day of the draw."""
    town = Town.objects.select_related("district").get(code=town_code)
    watch = Actor.importer(f"{INSPECTORS}（{source}）")
    congress = Actor.importer(f"{CONGRESS}（{source}）")
    drawn = samples.take(
        Asked(
            n=3, form_token=_token("sample"), town=town,
            states=[State.IN_PROGRESS, State.COMPLETED, State.EVALUATED, State.ARCHIVED],
            until=date(2021, 5, 20), seed=SEED, seed_from=SEED_FROM,
        ),
        by=watch, district=town.district_id, at=_on(DRAWN_AGO, 9),
    )  # fmt: skip
    rows = Project.objects.filter(query_no__in=drawn.drawn).select_related("village__town")
    looked_at = sorted(rows, key=lambda one: drawn.drawn.index(one.query_no))
    inspection = inspections.plan(
        Planned(
            on=WORKING_DAYS[TODAY - SEEN_AGO], offices="区人大、区政协、区督查室",
            about="随机抽中的项目：现场、台账、公示。", projects=looked_at,
            form_token=_token("inspection"), sample=drawn,
        ),
        by=watch, district=town.district_id, at=_on(DRAWN_AGO, 15),
    )  # fmt: skip
    for stop in inspection.stops.select_related("inspection"):
        inspections.see(
            stop, by=watch, at=_on(SEEN_AGO, 16), text="现场和申报的内容一致，看了台账和公示照片。"
        )
    first, second = looked_at[0], looked_at[1]
    told = {"by": congress, "at": _on(SEEN_AGO, 17), "basis": BASIS, "inspection": inspection}
    closed = findings.find(
        first.village, project=first, owed_by=Owes.VILLAGE, within=5, form_token=_token("closed"),
        text="公示栏里没有贴支出明细。", **told,
    )  # fmt: skip
    findings.answer(
        closed, by=_village(first, source), at=_on(ANSWERED_AGO, 10),
        text="已经贴出支出明细，拍照存档。",
    )  # fmt: skip
    findings.close(closed, by=congress, at=_on(CLOSED_AGO, 11), text="看了照片，已经贴出。")
    findings.find(
        second.village, project=second, owed_by=Owes.TOWN, within=15, form_token=_token("open"),
        text="台账里缺一份合同复印件。", **told,
    )  # fmt: skip
    _advise(town, source)


def _advise(town, source):
    """During the work: nothing is wrong, and something could be done better."""
    rows = Project.objects.filter(
        village__town=town, state=State.IN_PROGRESS, project_class=ProjectClass.WORKS
    )
    project = rows.select_related("village__town").order_by("pk").first()
    said = advice.advise(
        project, by=Actor.importer(f"{AUDITORS}（{source}）"), asks=True, at=_on(ADVISED_AGO, 10),
        text="工程量有变化的，先办变更再施工，结算时少走弯路。", form_token=_token("advice"),
    )  # fmt: skip
    advice.answer(
        said, by=_village(project, source), at=_on(ADVISED_AGO - 1, 10),
        text="明白，变更先上会再施工。",
    )  # fmt: skip


def _village(project, source):
    return Actor.importer(f"{project.village.name}委员会（{source}）")


def _token(name):
    return uuid5(NAMESPACE_URL, f"weishishi-demo:watching:{name}")


def _on(ago, hour):
    return moment(WORKING_DAYS[TODAY - ago], hour)
