"""Why not yet? The guards of building and serving: who carries it out, whether it is finished and
passed, whether the service was given as agreed.
"""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects import serving, watching_people
from projects.choices import Means, ProjectClass
from projects.guards import goes_by
from villages.rulebook import rules_for
from weishishi.kernel.verdict import YES, no
from weishishi.kernel.yuan import yuan


def may_be_chosen_by(project, means, fen, on):
    """Whether the book of that day lets an implementer of so many fen be chosen by that means."""
    allowed = rules_for(project.village, on=on).means_for(fen)
    if means in allowed:
        return YES
    return no(
        _("{amount} 元不能用“{means}”，可以用：{allowed}。请换一种方式，补齐材料。").format(
            amount=yuan(fen), means=Means(means).label,
            allowed="、".join(str(Means(code).label) for code in allowed),
        )
    )  # fmt: skip


@goes_by("means_up_to_fen", "means_papers")
def implementer_is_chosen(project, at):
    """Who carries it out is named, chosen by a means the book allows for the amount of the contract,
    and the papers of that means are there. (06-forms: 承办组织信息表)"""
    award = project.awards.standing().filter(at__date__lte=at).first()
    if award is None:
        return no(
            _("还没有确定实施单位，请先在“实施单位”页写明选哪一家、用什么方式、合同价和工期。")
        )
    on = localdate(award.at)
    if not (verdict := may_be_chosen_by(project, award.means, award.contract_fen, on)):
        return verdict
    asked = rules_for(project.village, on=on).means_papers.get(award.means, ())
    if lacking := [name for name in asked if name not in award.papers]:
        return no(
            _("{means}还缺材料：{papers}。请补齐后在“实施单位”页更正、打勾。").format(
                means=award.get_means_display(), papers="、".join(lacking)
            )
        )
    return YES


def works_are_finished(project, at):
    """The newest report since the works began or were to be put right says a hundred per cent.
    (06-forms: 开工/月进度表)"""
    since = project.state_since
    reports = project.progress.filter(at__date__lte=at)
    last = reports.filter(at__gte=since).last() if since else reports.last()
    if last and last.per_cent == 100:
        return YES
    if last is None:
        return no(_("还没有报完工，请先在“实施”页报一次进度：100%，写明完成了什么。"))
    return no(_("最近一次进度是 {}%，请先报完工（100%），再申请验收。").format(last.per_cent))


def what_watches_people_was_checked(project, at):
    """Of cameras and door access every line of the check is answered and holds. (个人信息保护法 26)"""
    open_lines = watching_people.unanswered(project, at)
    if not open_lines:
        return YES
    return no(
        _("摄像头、门禁还有 {n} 条没有查或者没有做到：{lines}。请在“实施”页逐条检查，做到了再验收合格。").format(
            n=len(open_lines), lines="；".join(str(line) for line in open_lines)
        )
    )  # fmt: skip


def what_is_wrong_is_written_down(project, at):
    """The acceptance of this inspection says what is wrong and until when it is put right."""
    last = _acceptance_of_now(project, at)
    if last and last.result != "passed":
        return YES
    return no(_("请先填验收记录：存在什么问题、整改期限到哪天。"))


@goes_by("acceptance_roles")
def acceptance_passed(project, at):
    """The acceptance of this inspection passed and is signed by as many roles as the book asks.
    (06-forms 验收表: 验收小组签字)"""
    last = _acceptance_of_now(project, at)
    if last is None:
        return no(_("还没有验收记录，请先逐项验收，填写验收表。"))
    if last.result != "passed":
        return no(_("验收结论是“{}”，请先整改，整改后重新验收。").format(last.conclusion))
    asked = rules_for(project.village, on=at).acceptance_roles
    signed = set(last.signatures.values_list("role", flat=True))
    if len(signed) >= asked:
        return YES
    return no(
        _("验收要有 {asked} 种角色签字，现在是 {signed} 种；请监督委员会、镇里登录签字，或者在纸上签好后登记。").format(
            asked=asked, signed=len(signed)
        )
    )  # fmt: skip


def service_was_given(project, at):
    """A service has its plan; of it nothing announced is open, and as many activities as agreed were held
    (without a number of them: as many person-times), or it is written down why not.
    (04-the-article: 红歌传唱学堂, 长者送餐)"""
    if project.project_class != ProjectClass.SERVICES:
        return YES
    if not (plan := serving.plan_of(project)):
        return no(_("服务还没有约定做多少，请先在“服务”页写明做几次、为多少人次、到哪天。"))
    if waiting := project.activities.filter(state="announced").count():
        return no(
            _("还有 {} 场预告过的活动没有结果，请逐场登记到场人数，或者取消、写明原因。").format(waiting)
        )  # fmt: skip
    short = serving.missing(plan, serving.given(project, at))
    if short is None or serving.is_explained(project, short, at):
        return YES
    return no(
        _("约定 {agreed} {unit}，做了 {given} {unit}：请补上，或者在“服务”页写明为什么没有做足。").format(
            agreed=short.agreed, given=short.given, unit=short.unit
        )
    )  # fmt: skip


def _acceptance_of_now(project, day):
    """The newest acceptance of the inspection that is going on."""
    rows = project.acceptances.filter(at__gte=project.state_since, at__date__lte=day)
    return rows.last() if project.state_since else None
