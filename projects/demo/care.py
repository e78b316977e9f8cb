"""The census of 2021 in confidence: four villages of the report looked at homes together. Everybody in
it is invented and called by a letter."""

from datetime import timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate

from projects.actions import care
from projects.actions.care import Looked, Need
from projects.care import Category, Spot
from projects.demo.days import WORKING_DAYS, moment
from projects.models import CampaignTag
from weishishi.kernel.actor import Actor

CAMPAIGN = "居家环境安全评估（四村联合）"
# 高栏村 and 海澄村 are named in the report; the other two are assumed.
FOUR = ("440404101207", "440404100204", "440404101001", "440404100001")
# How many of each category a village wrote down, and what they mostly need.
EACH = (
    (Category.OLD, 5, "safety", "洗手间没有扶手，起夜怕摔。"),
    (Category.FRAIL, 3, "safety", "电线老化，想请人看看。"),
    (Category.ILL, 1, "health", "想有人陪着做康复。"),
    (Category.DISABLED, 3, "safety", "门口有台阶，轮椅出不去。"),
    (Category.ORPHANED, 1, "learning", "放学以后没有地方写作业。"),
    (Category.WIDOWED, 2, "company", "一个人住，想有人说说话。"),
)
MODES = ("service", "mutual", "project", "")


def count(villages, staff, source):
    """Write the census down, look at the homes of those who need them safe; returns how many."""
    rng, campaign = Random(76), CampaignTag.objects.get_or_create(name=CAMPAIGN)[0]
    number = 0
    for code in FOUR:
        by = Actor.importer(f"{staff.liaison[code].office}（{source}）")
        for category, many, kind, words in EACH:
            for _one in range(many):
                number += 1
                at = moment(WORKING_DAYS[rng.randrange(20, 60)], 10, rng.randrange(60))
                told = Need(
                    year=2021, category=category, kind=kind, name=f"演示居民{number}",
                    address="（演示，没有住址）", need=words, is_agreed=True,
                    mode=MODES[number % len(MODES)],
                )  # fmt: skip
                token = uuid5(NAMESPACE_URL, f"weishishi-demo:care:{number}")
                need = care.write(villages[code], by=by, need=told, form_token=token, at=at)
                if kind == "safety":
                    _look(need, by, campaign, at + timedelta(days=3), rng)
    return number


def _look(need, by, campaign, at, rng):
    spots = list(Spot)
    fine = tuple(rng.sample(spots, rng.randint(3, len(spots))))
    grade = "safe" if len(fine) == len(spots) else "urgent" if len(fine) < 4 else "some"
    looked = Looked(
        checked_on=localdate(at), in_order=fine, grade=grade, campaign=campaign,
        advice="" if grade == "safe" else "装扶手、铺防滑垫，改坡道。",
    )  # fmt: skip
    care.look_at_home(need, by=by, looked=looked, at=at)
