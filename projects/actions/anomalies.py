"""异常提示: somebody looked at one and says why it is well, or what is done about it."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import AnomalyLook
from projects.queries.anomalies import line_of
from villages.roles import may
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

LEAST, MOST = 5, 200


@atomic
def look(rule, subject, *, by, why):
    """Write down that this line was looked at as it stands now; until it changes it leaves her list and
    those of the same and lower rungs, those above read her words beside it.
    `Refused` in other hands, without a reason, and for a line that is not there."""
    if by.post is None or not may(by.post.role, "a", "projects.anomaly"):
        raise Refused(_("异常提示由区、镇经办人和督查、审计查看。"))
    found = line_of(by.post, clock.today(), rule, subject)
    if found is None:
        raise Refused(_("这一条已经不在名单里，请刷新页面。"))
    why = why.strip()
    if not LEAST <= len(why) <= MOST:
        raise Refused(_("请写看过以后怎么说，{} 到 {} 个字。").format(LEAST, MOST))
    kept, line = found
    return AnomalyLook.objects.create(
        rule=kept.key, subject=line.subject, print=line.print, title=line.title, words=line.words,
        why=why, by=by.post, by_name=by.name, at=clock.now(),
    )  # fmt: skip
