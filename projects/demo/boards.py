"""What hung on the boards of the demo district, and who objected? Invented, like all its voices."""

from collections import Counter
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate

from projects import board
from projects.actions import objections
from projects.actions.objections import Said
from projects.choices import Hazard, ProjectClass
from projects.demo.days import moment
from projects.demo.places import SHABAISHI
from projects.models import Project
from projects.states import State
from villages import notices

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
TAKEN_DOWN = "公示的做法和我家有关系，事先没有商量过，请先停一停。"
# What neighbours said to matters of the report, and what they were answered.
ANSWERED = {
    "article-lamps": (
        "灯杆不要立在我家门口，晚上太亮睡不着。", "有邻居担心灯光照进家里。",
        "灯杆位置已避开各户门口，灯罩朝下，晚上十一点后调暗，谢谢提醒。",
    ),
    "article-parking": (
        "画了车位，我家老人的三轮车放哪里？", "有邻居问三轮车放哪里。",
        "车位旁留出两处三轮车和电动车停放区，公示图上已经标明。",
    ),
}  # fmt: skip
# (state, what is said): still without an answer on 11 June, so nobody can go on.
WAITING = (
    (
        State.ON_NOTICE, "hotline",
        {
            ProjectClass.WORKS: "施工的时候路会不会封？我家每天要送孩子上学。",
            ProjectClass.GOODS: "放在这个位置，会不会挡住我家进出？",
            ProjectClass.SERVICES: "中午办会不会吵？我家老人要午睡。",
        },
    ),
    (
        State.TOWN_REVIEW, "window",
        {
            ProjectClass.WORKS: "这个位置离化粪池太近了，请再看一看。",
            ProjectClass.GOODS: "买这个牌子以后坏了谁来修？请写清楚。",
            ProjectClass.SERVICES: "没有智能手机的老人怎么报名？请写清楚。",
        },
    ),
)  # fmt: skip
FOR_ONE = ("wish", "service")  # of what is done for single households no neighbour objects


class Boards:
    """One notice per village and day, as the villages' boards are filled; hazards, which may hang for
    fewer days, on one of their own."""

    def __init__(self, plans):
        self.sizes = Counter(
            _board(plan, deed.at)
            for plan in plans for deed in plan.deeds if deed.verb == "post_notice"
        )  # fmt: skip
        self.hanging = {}

    def hang(self, plan, project, at):
        """Write the matter on the notice of that day, before the step that puts it there."""
        rows = Project.objects.select_related("village__town", "village__service_point", "place")
        project, key = rows.get(pk=project.pk), _board(plan, at)
        if notice := self.hanging.get(key):
            board.add(notice, project)
            return
        title, size = board.title_of([project]), self.sizes[key]
        if size > 1:
            title = f"关于“{project.public_title}”等 {size} 个民生微实事项目的公示"
        self.hanging[key] = board.hang([project], at=at, title=title)

    @staticmethod
    def take_down(plan, project, by, deed):
        """Somebody objected and was right: the answer takes the matter down."""
        item = board.item_of(project)
        received = max(deed.at - AN_HOUR, item.notice.posted_at)
        found = objections.receive(
            item, by=by, said=_said(plan.key, TAKEN_DOWN, "hotline"), at=received
        )
        objections.answer(found, by=by, answer=deed.note, is_upheld=True, at=deed.at)
        return Project.objects.select_related("village__town").get(pk=project.pk)

    @staticmethod
    def answer(plan, project, by, deed):
        """What is said to some matters of the report, answered on the next day."""
        if plan.key not in ANSWERED:
            return
        words, summary, answer = ANSWERED[plan.key]
        found = objections.receive(
            board.item_of(project), by=by, said=_said(plan.key, words), at=deed.at + AN_HOUR
        )
        objections.answer(
            found, by=by, answer=answer, is_upheld=False, released_words=summary,
            at=deed.at + A_DAY,
        )  # fmt: skip

    @staticmethod
    def leave_unanswered(by):
        """Two of 沙白石村 wait: one matter cannot be reported, one cannot be approved."""
        for state, channel, words in WAITING:
            rows = Project.objects.filter(village__code=SHABAISHI, state=state)
            project = rows.exclude(micro_type__in=FOR_ONE).order_by("-state_since").first()
            objections.receive(
                board.item_of(project), by=by, at=moment(localdate(project.state_since), 17, 20),
                said=_said(state, words[ProjectClass(project.project_class)], channel),
            )  # fmt: skip


def _board(plan, at):
    return plan.village, localdate(at), plan.hazard == Hazard.NONE


def _said(key, words, channel="online"):
    token = uuid5(NAMESPACE_URL, f"weishishi-demo:objection:{key}:{words}")
    return Said(form_token=token, words=words, channel=channel, notice_version=notices.IMPORTED)
