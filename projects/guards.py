"""Why not? One rule, one function, one sentence for the person who was refused.

A guard is named after the fact it asks for, and asks whether it was true on the day the step
happened. It reads recorded facts only, so the page can ask before anybody presses a button.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.models import Source
from funding.queries import shares_of, sums
from funding.queries.books import open_books, quota_left, still_to_come, uncommitted, unsigned
from projects import board, filing, voting
from projects.approving import SHORTEST_REASON, agreed, chain_for, missing, names
from projects.decisions import missing_decision
from projects.satisfaction import Grade
from villages.rulebook import rules_for
from weishishi.kernel.dates import written
from weishishi.kernel.numbers import spaced
from weishishi.kernel.verdict import YES, no
from weishishi.kernel.yuan import yuan


def answered_with_the_step(guard):
    """The fact is asked for together with the button, so it is no obstacle beforehand."""
    guard.answered_with_the_step = True
    return guard


def goes_by(*codes):
    """The numbers of the book (villages/rulebook) the guard asks for, as of the day of the step; a
    code that others begin with stands for all of them."""

    def mark(guard):
        guard.goes_by = codes
        return guard

    return mark


def says_what_is_needed(project, at):
    """A proposal has a title and the resident's own words. (06-forms: 项目征集表)"""
    if project.title.strip() and project.need.strip():
        return YES
    return no(_("请先写明名称和需要办的事。"))


def notice_was_agreed_to(project, at):
    """The proposer was told what happens to her data and agreed. (PIPL 14, 17)"""
    if project.notice_version:
        return YES
    return no(_("请先看《个人信息保护告知书》，同意后再提交。"))


def is_classified(project, at):
    """It is known whether it is works, goods or services. (珠委办字〔2021〕6号: three classes)"""
    if project.project_class and project.micro_type:
        return YES
    return no(_("请先选好项目类别（工程、货物、服务）和微类型。"))


def work_is_listed(project, at):
    """What will be built, bought or done is listed with quantity and unit, 30 盏 for instance."""
    if project.work_items.exists():
        return YES
    return no(_("请先列出主要内容和数量，例如“照明灯 30 盏”。"))


def public_version_is_released(project, at):
    """A second person has released what the public reads. (政府信息公开条例 17: 发布审核)"""
    if project.released_at and localdate(project.released_at) <= at:
        return YES
    return no(_("公开版还没有经第二人审核发布，请先在“公开版”里编辑并请同事发布。"))


def budget_is_stated(project, at):
    """It is written where the money comes from, and it is more than nothing."""
    if project.budget_id is None:
        return no(_("还没有写资金从哪里来，请先填资金来源。"))
    if shares_of([project.budget_id]).exists():  # a share is more than nothing
        return YES
    return no(_("资金来源还是空的，请先填金额。"))


# ── Money ────────────────────────────────────────────────────────────────────────────────────────
def split_is_whole(project, at):
    """Every line of work has its price, and the sources add up to the sum of them to the fen; money
    of the residents is voluntary, and it is written whose it is. (居组法 16; 慈善法 32)"""
    if project.budget_id is None:
        return YES  # asked for by budget_is_stated
    items = list(project.work_items.all())
    if unpriced := [item.name for item in items if item.total_fen is None]:
        return no(_("请给每一项主要内容写单价，还没有写的：{}。").format("、".join(unpriced)))
    asked = sum(item.total_fen for item in items)
    shares = list(project.budget.shares.all())
    given = sum(share.amount_fen for share in shares)
    if given != asked:
        words = (
            _("主要内容合计 {asked} 元，资金来源合计 {given} 元，还差 {gap} 元；请改到一样多。")
            if given < asked
            else _(
                "主要内容合计 {asked} 元，资金来源合计 {given} 元，多出 {gap} 元；请改到一样多。"
            )
        )
        return no(words.format(asked=yuan(asked), given=yuan(given), gap=yuan(abs(given - asked))))
    own = [share for share in shares if share.source == Source.SELF_RAISED]
    if not all(share.is_voluntary and share.payers.strip() for share in own):
        people = project.village.people_word
        return no(
            _(
                "{people}自筹的钱要确认是自愿出的，并写明由哪些楼栋或户出（只给工作人员看）。"
            ).format(people=people)
        )
    return YES


def pledges_are_signed(project, at):
    """What sponsors, donors and the community fund give is promised in writing. (慈善法 41)"""
    if project.budget_id is None or not (missing := unsigned(project.budget, at)):
        return YES
    return no(
        _("还没有签认捐书：{}。请在“资金”页登记。").format(
            "、".join(
                f"{share.giver or share.get_source_display()} {yuan(share.amount_fen)} 元"
                for share in missing
            )
        )
    )


@goes_by("annual_quota_fen")
def quota_holds(project, at):
    """What is confirmed stays within the village's quota of the programme year."""
    if project.budget_id is None:
        return YES
    asked = sum(fen for line, fen in uncommitted(project.budget).items() if line.is_fiscal)
    book = rules_for(project.village, on=at).annual_quota_fen
    left = quota_left(project.village, project.programme.year, book_fen=book)
    if left is None or asked <= left:
        return YES
    return no(
        _("{village}{year}年的额度还剩 {left} 元，这个项目要财政资金 {asked} 元；请先请镇里追加额度。").format(
            village=project.village.name, year=project.programme.year, left=yuan(left),
            asked=yuan(asked),
        )
    )  # fmt: skip


@goes_by("arrived_before_start")
def money_is_there(project, at):
    """So many per cent of what sponsors and residents give has arrived; fiscal money comes with each
    payment."""
    if project.budget_id is None:
        return YES
    received, promised = still_to_come(project.budget)
    per_cent = rules_for(project.village, on=at).arrived_before_start
    if received * 100 >= promised * per_cent:
        return YES
    return no(
        _(
            "赞助和自筹的 {promised} 元，开工前至少要到账 {per_cent}%，现在到了 {received} 元；请先登记到账。"
        ).format(promised=yuan(promised), per_cent=per_cent, received=yuan(received))
    )


def a_change_is_written_down(project, at):
    """What it is to become is written down, and it is more than the town may let happen alone."""
    if project.changes.filter(state="to_residents").exists():
        return YES
    return no(_("请先在“变更”页写明改成什么；幅度小的由镇里批准，不用重新协商。"))


def books_balance(project, at):
    """Everything that was confirmed is paid, given back or kept as 质保金 with its day."""
    if project.budget_id is None or not (open_ones := open_books(project.budget)):
        return YES
    return no(_("账还没有平：{}。请先在“资金”页办完。").format("；".join(open_ones)))


def no_payment_waits(project, at):
    """Nobody is still to be paid: after the end nothing more can be."""
    waiting = project.budget_id and project.budget.requests.filter(state="waiting").count()
    if not waiting:
        return YES
    return no(
        _("还有 {} 笔付款申请没有办完；终止以后不能再付款，请先支付、退回或者撤回。").format(
            waiting
        )
    )


@answered_with_the_step
def the_other_one_is_named(project, at):
    """A matter is merged into another living one of the same village."""
    into = project.merged_into
    if into is None:
        return no(_("请写明并入哪一件的查询号。"))
    if into.pk == project.pk:
        return no(_("不能并入自己，请填另一件的查询号。"))
    if into.village_id != project.village_id:
        return no(_("只能并入本村（社区）的另一件。"))
    if into.merged_into_id or into.has_ended:
        return no(_("要并入的那一件已经了结，请另选一件。"))
    return YES


@answered_with_the_step
def the_department_is_named(project, at):
    """It is written who takes the matter over: 12345 or a department."""
    if project.referred_to.strip():
        return YES
    return no(_("请写明转给哪个单位，例如“12345”或“镇城管办”。"))


# ── Meetings ─────────────────────────────────────────────────────────────────────────────────────
@goes_by("decided_by", "meeting_rules")
def residents_decided(project, at):
    """A closed meeting that may decide this matter had its quorum and passed it by that day, and no
    later vote or correction undid it. (村组法 21-28, 居组法 9-16, 民法典 278; villages/deliberation.py)"""
    missing = missing_decision(project, at)
    return no(missing) if missing else YES


# ── Notice and objections ────────────────────────────────────────────────────────────────────────
@goes_by("notice_days", "notice_in_working_days", "hazard_notice_days")
def notice_ran_its_days(project, at):
    """Neighbours had every day of the notice to object, the last one inclusive; the days are those
    of the rulebook when it was posted."""
    item = board.item_of(project)
    if item is None:
        return no(_("找不到这件事的公示，请先撤下，重新公示。"))
    notice = item.notice
    if at > notice.last_day:
        return YES
    free = notice.last_day + timedelta(days=1)
    return no(
        _("公示满 {days}才能报镇审批，{date}起可以办。").format(
            days=board.counted(notice.days, notice.in_working_days),
            date=written(free, year=False),
        )
    )  # fmt: skip


def objections_are_answered(project, at):
    """Everybody who objected has her answer in writing, and none of them was right about it."""
    came = Q(objections__received_at__date__lte=at)
    waiting = Q(objections__answered_at__isnull=True) | Q(objections__answered_at__date__gt=at)
    upheld = Q(objections__is_upheld=True, withdrawn_at__isnull=True)
    if open_ones := project.notice_items.filter(came & waiting).count():
        return no(_("还有 {} 条公示意见没有答复，请村里先书面答复。").format(open_ones))
    if right := project.notice_items.filter(came & upheld).count():
        return no(_("有 {} 条意见成立，要改的请先退回重新协商，再重新公示。").format(right))
    return YES


def nothing_changed_since_the_notice(project, at):
    """What is decided is what hung on the board: the same amount, place and sources."""
    item = board.item_of(project)
    changed = board.changes(project, item) if item else []
    if not changed:
        return YES
    return no(_("公示以后改过：{}。请退回重新协商，重新公示。").format("；".join(changed)))


# ── 审批 ──────────────────────────────────────────────────────────────────────────────────────


@goes_by("approval_chain", "ceilings")
def the_chain_has_approved(project, at):
    """Everybody the town's rules ask for has agreed in this round; above the ceiling of its class
    the reason is written as well. (01-programme: 镇街审批; 珠委办字〔2021〕6号)"""
    chain, given = chain_for(project, at), agreed(project, at)
    if left := missing(chain, given):
        return no(_("还差{who}的审批意见，请先请他们审批。").format(who=names(left)))
    reasons = [row.ceiling_reason.strip() for row in given.values()]
    if chain.is_over_the_ceiling and max(map(len, reasons), default=0) < SHORTEST_REASON:
        return no(_("金额超过这一类的一般上限，还没有写明理由，请退回后重新报批并写明。"))
    return YES


# ── Screening ────────────────────────────────────────────────────────────────────────────────────
def self_check_is_clean(project, at):
    """It serves a line of the positive list, and every line of the negative list was answered no in
    words. (珠委办字〔2021〕6号: seven and two lines)"""
    lines = project.self_checks.lines(at)
    unanswered = [str(line.rule) for line in lines if line.is_open]
    against = [line for line in lines if line.is_negative and line.is_yes]
    positive = [line for line in lines if not line.is_negative]
    reasons = []
    if positive and not any(line.is_yes for line in positive):
        reasons.append(_("还没有选对应正面清单的哪一项，请在“清单自查”里选好。"))
    if unanswered:
        reasons.append(_("{}还没有自查，请逐项写明。").format("、".join(unanswered)))
    reasons += [
        _("{line}写的是“属于”（{words}），不能提交协商；请转办或说明理由后不予受理。").format(
            line=line.rule, words=line.check.words
        )
        for line in against
    ]
    return no("".join(reasons)) if reasons else YES


def splitting_is_answered(project, at):
    """Where it and others of the same place, class or implementer are together above the ceiling, it
    is written why they are different matters. (化整为零; 待核实)"""
    open_ones = project.split_answers.unanswered(at)
    if not open_ones:
        return YES
    return no(
        _("同一地点、类别或实施单位的项目合起来超过上限，请先写明为什么不是拆分：{}。").format(
            "、".join(f"{row.title}（{spaced(row.query_no)}）" for row in open_ones[:3])
            + (_("等 {} 件").format(len(open_ones)) if len(open_ones) > 3 else "")
        )
    )


def place_was_visited(project, at):
    """Somebody stood on the spot and signed what was found, where the rulebook asks for it: from
    so many fen of its class on."""
    rules = rules_for(project.village, on=at)
    fen = sums(shares_of([project.budget_id])).cash if project.budget_id else 0
    if not rules.visit_is_needed(fen, project.project_class):
        return YES
    if project.visits.filter(at__date__lte=at).exists():
        return YES
    return no(_("还没有到现场看过，请先填写踏勘记录。"))


def its_words_are_still_there(project, at):
    """What was forgotten on request or by its period is not taken up again. (PIPL 47)"""
    if project.forgotten_at is None:
        return YES
    return no(_("提出人的原话已按要求删除，不能再单独办理；还需要办，请重新登记一件。"))


# ── 评议 ──────────────────────────────────────────────────────────────────────────────────────
@goes_by("evaluation_days")
def residents_had_time_to_speak(project, at):
    """Whoever wants to say how it went had every day of the round, the last one inclusive."""
    evaluation = voting.running(project)
    if evaluation is None:
        return no(_("这件事还没有请大家评议，请先点“请大家评议”。"))
    if at > evaluation.last_day:
        return YES
    free = evaluation.last_day + timedelta(days=1)
    return no(
        _("评议要满 {days} 天，{date}起可以公布结果。").format(
            days=(evaluation.last_day - evaluation.first_day).days + 1,
            date=written(free, year=False),
        )
    )


@goes_by("evaluation_voices", "evaluation_of_members")
def enough_residents_spoke(project, at):
    """There are voices enough to count, and the number of members where they are counted against."""
    evaluation = voting.running(project)
    if evaluation is None:
        return YES  # asked for by residents_had_time_to_speak
    said = voting.counted(evaluation)
    if said.valid < evaluation.least_voices:
        return no(
            _(
                "收到有效评议 {n} 份，至少要 {least} 份；请再请大家评，打电话、开会收表都可以。"
            ).format(n=said.valid, least=evaluation.least_voices)
        )
    if evaluation.against_members and evaluation.members is None:
        return no(_("本镇按应评人数算结果，请先在“评议”页填应评人数。"))
    return YES


def residents_are_content(project, at):
    """The result, counted by the machine, is not 不满意: then it is mended first, and asked again.
    (06-forms: 满意度测评表)"""
    evaluation = voting.running(project)
    if evaluation is None or voting.result_of(evaluation, voting.counted(evaluation)) != (
        Grade.DISSATISFIED
    ):
        return YES
    return no(_("评议结果是不满意，不能公布办结；请点“评议不满意，整改”，改好后再请大家评一次。"))


def dossier_is_complete(project, at):
    """Every paper of its file is here, or it is written where it lies or why it is not needed.
    (村民委员会组织法 34: 村务档案)"""
    if missing := filing.missing_words(project, at):
        return no(_("档案还缺：{}。请在“归档”页补齐，或写明放在哪里。").format(missing))
    return YES
