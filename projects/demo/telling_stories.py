"""Which finished matters of the demo are told? Two of the report's; words and figures are invented, as
every page of the demo says."""

from datetime import date
from decimal import Decimal

from projects.actions import stories
from projects.demo.days import moment
from projects.models import Photo
from weishishi.kernel.actor import Actor

TOLD_ON = date(2021, 6, 10)
STORIES = {
    "article-lamps": {
        "words": (
            "一位党员说巷子窄、弯又多，老人晚上回家不放心。村委会当天受理，春节后第一天上班就到四个自然村看了一遍，"
            "村民代表会议定下 30 盏灯装在哪里，从提出来到全部亮灯，四十多天。"
        ),
        "figure": "夜里摔倒到卫生站处理的", "figure_unit": "人次（每月）",
        "figure_before": Decimal(4), "figure_after": Decimal(1),
        "figure_source": "村卫生站登记，2021年1月和5月（演示数据）",
        "quote": "现在吃过晚饭也敢出来走走了。", "quote_name": "珍婆",
        "consent_on": TOLD_ON, "consent": "当面看过这句话，同意公开。",
    },
    "article-longtang": {
        "words": (
            "外墙掉皮，楼下谁都能进。居民议事会商量以后，翻新了墙面，装了 18 个摄像头，每一楼栋加了门禁，"
            "从开工到完工只用了五天。"
        ),
        "figure": "小区盗窃警情", "figure_unit": "起（每月）",
        "figure_before": Decimal(3), "figure_after": Decimal(0),
        "figure_source": "派出所统计，2021年4月和5月下旬（演示数据）",
    },
}  # fmt: skip


def tell(plans, projects, staff):
    """The liaison writes, the secretary releases."""
    for plan in plans:
        if plan.key in STORIES:
            _tell(projects[plan.key], STORIES[plan.key], staff, plan.village)


def _tell(project, words, staff, village):
    shown = {photo.phase: photo for photo in project.photos.filter(is_public=True)}
    stories.write(
        project, by=Actor.at(staff.liaison[village]), before=shown.get(Photo.Phase.BEFORE),
        after=shown.get(Photo.Phase.AFTER), **words,
    )  # fmt: skip
    stories.release(project, by=Actor.at(staff.secretary[village]), at=moment(TOLD_ON, 16))
