"""寓审计于服务: the auditors advise while the work goes on, and the village says what it does with it."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import keep
from projects.actions.nudges import tell
from projects.models import Advice, AdviceAnswer, Project
from projects.people import village_committee
from projects.states import State
from villages.models import Post
from villages.roles import Role, may
from villages.scopes import reaches
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

LEAST = 4


@atomic
def advise(project, *, by, text, asks, form_token, at=None, late_reason=""):
    """Write one advice to the village; a form sent twice gives the first one again. `Refused` in other
    hands, outside the scope, of a draft and of what is over."""
    if by.kind != Kind.SYSTEM:
        if by.post is None or not may(by.post.role, "a", "projects.advice"):
            raise Refused(_("审计建议由审计提出。"))
        if not reaches(by.post, project.village_id):
            raise Refused(_("这不是您辖区里的，不能登记。"))
    if project.state == State.DRAFT:
        raise Refused(_("这件事还没有提交，提交以后再登记。"))
    if project.status.is_final:
        raise Refused(_("这件事已经了结；有问题请登记监督发现。"))
    if found := Advice.objects.filter(form_token=form_token, by=by.post).first():
        return found
    if len(text.strip()) < LEAST:
        raise Refused(_("请写建议，至少 {} 个字。").format(LEAST))
    row = keep(
        Advice, by, at, late_reason, project=project, text=text.strip(), asks=asks,
        form_token=form_token,
    )  # fmt: skip
    told_at = row.at if row.by is None else None
    posts = Post.objects.held_on(clock.today()).filter(
        role=Role.SECRETARY, village=project.village_id
    )
    _tell(row, posts.select_related("village")[:1], "advice", f"advice:{row.pk}", told_at)
    return row


@atomic
def answer(advice, *, by, text, at=None, late_reason=""):
    """What the village says to it, once. `Refused` in other hands and without words."""
    project = Project.objects.select_for_update(no_key=True).get(pk=advice.project_id)
    if by.kind != Kind.SYSTEM and not village_committee.hold(project, by):
        raise Refused(_("审计建议由所在村（社区）答复，您可以查看。"))
    if AdviceAnswer.objects.filter(advice=advice).exists():
        raise Refused(_("这一条已经答复过了，请刷新页面。"))
    if len(text.strip()) < LEAST:
        raise Refused(_("请写答复，至少 {} 个字。").format(LEAST))
    if at and at < advice.at:
        raise Refused(_("时间不能早于上一步的时间。"))
    row = keep(AdviceAnswer, by, at, late_reason, advice=advice, text=text.strip())
    told_at = row.at if row.by is None else None
    posts = [advice.by] if advice.by else []
    _tell(advice, posts, "advice_answered", f"advice_answered:{row.pk}", told_at)
    return row


def _tell(advice, posts, topic, key, at):
    facts = {"from": advice.by_name, "asks": advice.asks}
    tell(posts, topic=topic, project=advice.project, facts=facts, key=key, at=at)
