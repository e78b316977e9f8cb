"""下沉指导 of the demo: the district's officer goes from village to village, week by week; a few are still
waiting on the day the demo shows."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from projects.demo.days import WORKING_DAYS, moment
from projects.models import GuidanceIssue, GuidanceVisit

WHAT = (
    ("site", "现场看公示张贴和施工，核对台账。", "公示没有拍张贴的照片", "补拍，以后当天拍。"),
    ("door", "上门教填申报表，讲资金来源怎么写。", "", ""),
    ("site", "看党群服务中心的联络点和意见箱。", "意见箱一个月没有开", "每周五开箱登记。"),
    ("door", "和村民代表一起听大家的意见。", "", ""),
)
EVERY, WEEKS, UNVISITED = 3, 6, 4  # of the villages; weeks back; not yet in the last week


def go_down(villages, staff):
    """Visits of the last weeks in two statements; `staff.district` goes."""
    post, rows, found = staff.district, [], []
    codes = sorted(villages)
    days = WORKING_DAYS[-5 * WEEKS :]
    for number, code in enumerate(codes[UNVISITED:]):
        day = days[(number * 5) % len(days)] if number % EVERY else days[-1 - number % 5]
        way, what, issue, advice = WHAT[number % len(WHAT)]
        visit = GuidanceVisit(
            village=villages[code], on=day, way=way, where="党群服务中心", what=what, by=post,
            by_name=post.office, recorded_at=moment(day, 16, number % 60),
            form_token=uuid5(NAMESPACE_URL, f"weishishi-demo:guidance:{code}"),
        )  # fmt: skip
        rows.append(visit)
        if issue:
            found.append((visit, issue, advice, day + timedelta(days=14)))
    GuidanceVisit.objects.bulk_create(rows)
    GuidanceIssue.objects.bulk_create(
        GuidanceIssue(visit=visit, found=issue, advice=advice, due_on=due)
        for visit, issue, advice, due in found
    )
    return len(rows)
