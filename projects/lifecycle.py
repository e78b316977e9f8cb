"""The life of a micro-project, on one page.

Read a step aloud: the village's leaders put a project on public notice, moving it from
deliberation to notice, when its public version is released, its budget stated and the residents
have decided; then the proposer is told. Nothing else in the program changes a project's state.
"""

from django.utils.translation import gettext_lazy as _

from projects import guards as facts
from projects import guards_of_works as built
from projects.effects import (
    ask_the_residents,
    bring_supporters_along,
    close_the_books,
    commit_the_money,
    count_the_voices,
    decide_the_money_anew,
    give_acceptance_number,
    give_query_number,
    give_the_money_back,
    hang_on_the_board,
    keep_consent,
    keep_the_return,
    note_the_acceptance,
    take_off_the_board,
    take_supporters_back,
    tell_followers,
    tell_office,
    tell_proposer,
    tell_supporters,
)
from projects.people import (
    acceptors,
    district_office,
    district_when_asked,
    proposer,
    scorers,
    town_office,
    village_committee,
    village_leaders,
)
from projects.states import BEFORE_DELIBERATION, State
from weishishi.kernel.machine import Lifecycle, move


def _apart_again(state):
    return (
        move(State.MERGED, to=state, by=village_leaders)
        .called(_("取消合并，单独办"), _("取消合并，单独接着办"))
        .because(10)
        .back_where_it_came_from()
        .when(facts.its_words_are_still_there)
        .then(tell_proposer("unmerged"), tell_supporters("unmerged"), take_supporters_back)
    )


class ProjectLife(Lifecycle):
    # ── 征集 ──────────────────────────────────────────────────────────────────────────────────
    submit = (
        move(State.DRAFT, to=State.SUBMITTED, by=proposer | village_committee)
        .called(_("提交"), _("提出了这件事"))
        .when(facts.says_what_is_needed, facts.notice_was_agreed_to)
        .then(
            give_query_number,
            keep_consent,
            tell_proposer("submitted"),
            tell_office("office_submitted"),
        )
    )
    accept = (
        move(State.SUBMITTED, to=State.ACCEPTED, by=village_committee)
        .called(_("受理"), _("受理了这件事"))
        .then(give_acceptance_number, tell_proposer("accepted"), tell_followers)
    )
    send_back = (
        move(
            State.SUBMITTED,
            State.ACCEPTED,
            State.SCREENING,
            to=State.RETURNED,
            by=village_committee,
        )
        .called(_("退回补正"), _("请提出人补充情况"))
        .because(10)
        .then(tell_proposer("returned"))
    )
    resubmit = (
        move(State.RETURNED, to=State.SUBMITTED, by=proposer | village_committee)
        .called(_("补充后重新提交"), _("补充了情况，重新提交"))
        .when(facts.says_what_is_needed)
    )
    decline = (
        move(
            State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.SCREENING, State.NOT_PASSED,
            to=State.DECLINED, by=village_committee,
        )
        .called(_("不予受理"), _("说明了不能办的理由"))
        .because(10)
        .then(tell_proposer("declined"), tell_supporters("ended"))
    )  # fmt: skip
    merge = (
        move(
            State.SUBMITTED, State.ACCEPTED, State.SCREENING, to=State.MERGED, by=village_committee
        )
        .called(_("合并到另一件"), _("并入相同的一件一起办"))
        .when(facts.the_other_one_is_named)
        .then(tell_proposer("merged"), bring_supporters_along, tell_supporters("merged"))
    )
    # Back to where it came from: of the three only that one is there.
    unmerge = _apart_again(State.SCREENING)
    unmerge_to_accepted = _apart_again(State.ACCEPTED)
    unmerge_to_submitted = _apart_again(State.SUBMITTED)
    refer = (
        move(
            State.SUBMITTED,
            State.ACCEPTED,
            State.SCREENING,
            to=State.REFERRED,
            by=village_committee,
        )
        .called(_("转办"), _("转交有关单位办理"))
        .because(10)
        .when(facts.the_department_is_named)
        .then(tell_proposer("referred"), tell_supporters("ended"))
    )
    withdraw = (
        move(*BEFORE_DELIBERATION, to=State.WITHDRAWN, by=proposer)
        .called(_("撤回"), _("撤回了这件事"))
        .then(tell_proposer("withdrawn"), tell_supporters("withdrawn"))
    )
    withdraw_for = (
        move(*BEFORE_DELIBERATION, to=State.WITHDRAWN, by=village_committee)
        .called(_("代提出人撤回"), _("应提出人要求撤回"))
        .because(10)
        .then(tell_proposer("withdrawn"), tell_supporters("withdrawn"))
    )

    # ── 遴选 ──────────────────────────────────────────────────────────────────────────────────
    screen = (
        move(State.ACCEPTED, to=State.SCREENING, by=village_committee)
        .called(_("开始初审"), _("开始了解情况"))
        .then(tell_proposer("screening"))
    )
    deliberate = (
        move(State.SCREENING, to=State.DELIBERATING, by=village_committee)
        .called(_("提交协商"), _("提交大家商量"))
        .when(
            facts.is_classified,
            facts.work_is_listed,
            facts.self_check_is_clean,
            facts.place_was_visited,
        )
        .then(tell_proposer("deliberating"))
    )
    reject = (
        move(State.DELIBERATING, to=State.NOT_PASSED, by=village_leaders)
        .called(_("协商未通过"), _("商量后没有通过"))
        .because(10)
        .then(tell_proposer("not_passed"))
    )
    reconsider = (
        move(State.NOT_PASSED, to=State.SCREENING, by=village_leaders)
        .called(_("重新了解情况"), _("重新了解情况"))
        .because(10)
    )
    reserve = (
        move(
            State.SCREENING, State.DELIBERATING, State.NOT_PASSED,
            to=State.RESERVED, by=village_leaders,
        )
        .called(_("列入储备"), _("列入项目库储备"))
        .because(10)
        .then(tell_proposer("reserved"))
    )  # fmt: skip
    take_out = (
        move(State.RESERVED, to=State.SCREENING, by=village_leaders)
        .called(_("从储备中取出"), _("从项目库储备中取出，继续办理"))
        .then(tell_proposer("screening"))
    )

    # ── 确定 ──────────────────────────────────────────────────────────────────────────────────
    post_notice = (
        move(State.DELIBERATING, to=State.ON_NOTICE, by=village_leaders)
        .called(_("协商通过，公示"), _("商量通过，开始公示"))
        .because(4)
        .when(
            facts.public_version_is_released,
            facts.budget_is_stated,
            facts.split_is_whole,
            facts.splitting_is_answered,
            facts.residents_decided,
        )
        .then(hang_on_the_board, tell_proposer("on_notice"), tell_followers)
    )
    take_down = (
        move(State.ON_NOTICE, to=State.DELIBERATING, by=village_leaders)
        .called(_("有异议，重新协商"), _("因有异议，重新商量"))
        .because(10)
        .then(take_off_the_board, tell_proposer("deliberating"))
    )
    report = (
        move(State.ON_NOTICE, to=State.TOWN_REVIEW, by=village_leaders)
        .called(_("公示期满，报镇审批"), _("公示期满，报镇审批"))
        .when(
            facts.public_version_is_released, facts.notice_ran_its_days,
            facts.objections_are_answered, facts.nothing_changed_since_the_notice,
            facts.budget_is_stated, facts.residents_decided,
        )
        .then(tell_office("office_reported"))
    )  # fmt: skip
    confirm = (
        move(State.TOWN_REVIEW, to=State.CONFIRMED, by=town_office | district_when_asked)
        .called(_("同意，确定立项"), _("批准，确定立项"))
        .when(
            facts.public_version_is_released, facts.notice_ran_its_days,
            facts.objections_are_answered, facts.nothing_changed_since_the_notice,
            facts.budget_is_stated, facts.split_is_whole, facts.residents_decided,
            facts.the_chain_has_approved, facts.pledges_are_signed, facts.quota_holds,
        )
        .then(
            commit_the_money, tell_office("office_confirmed"), tell_proposer("confirmed"),
            tell_supporters("confirmed"),
        )
    )  # fmt: skip
    hand_back = (
        move(State.TOWN_REVIEW, to=State.DELIBERATING, by=town_office | district_when_asked)
        .called(_("退回村里补充"), _("退回村里补充材料"))
        .because(10)
        .then(take_off_the_board, keep_the_return, tell_office("office_handed_back"))
    )
    refuse = (
        move(State.TOWN_REVIEW, to=State.DECLINED, by=town_office)
        .called(_("不予立项"), _("说明了不予立项的理由"))
        .because(10)
        .then(tell_proposer("declined"), tell_supporters("ended"))
    )

    # ── 实施 ──────────────────────────────────────────────────────────────────────────────────
    start = (
        move(State.CONFIRMED, to=State.IN_PROGRESS, by=village_committee)
        .called(_("开工"), _("开始实施"))
        .when(facts.money_is_there, built.implementer_is_chosen)
        .then(tell_proposer("started"), tell_supporters("started"))
    )
    suspend = (
        move(State.IN_PROGRESS, to=State.SUSPENDED, by=village_leaders)
        .called(_("暂停"), _("暂停实施"))
        .because(10)
        .then(tell_proposer("suspended"), tell_followers)
    )
    resume = (
        move(State.SUSPENDED, to=State.IN_PROGRESS, by=village_leaders)
        .called(_("恢复实施"), _("恢复实施"))
        .then(tell_proposer("started"))
    )
    change = (
        move(
            State.CONFIRMED, State.IN_PROGRESS, State.SUSPENDED,
            to=State.DELIBERATING, by=village_leaders,
        )
        .called(_("变更较大，重新商量"), _("内容或金额变更较大，重新商量和公示"))
        .because(10)
        .when(facts.a_change_is_written_down)
        .then(take_off_the_board, decide_the_money_anew, tell_proposer("deliberating"))
    )  # fmt: skip
    inspect = (
        move(State.IN_PROGRESS, State.RECTIFYING, to=State.INSPECTING, by=village_committee)
        .called(_("申请验收"), _("做完了，开始验收"))
        .when(built.works_are_finished)
    )
    rectify = (
        move(State.INSPECTING, to=State.RECTIFYING, by=village_leaders)
        .called(_("要求整改"), _("验收时发现问题，要求整改"))
        .because(10)
        .when(built.what_is_wrong_is_written_down)
        .then(tell_proposer("rectifying"), tell_followers)
    )
    complete = (
        move(State.INSPECTING, to=State.COMPLETED, by=acceptors)
        .called(_("验收合格，完成"), _("验收合格，办完了"))
        .when(
            built.acceptance_passed, built.service_was_given, built.what_watches_people_was_checked
        )
        .then(note_the_acceptance, tell_proposer("completed"), tell_supporters("completed"))
    )
    terminate = (
        move(
            State.CONFIRMED, State.IN_PROGRESS, State.SUSPENDED, State.INSPECTING, State.RECTIFYING,
            to=State.TERMINATED, by=town_office | district_office,
        )
        .called(_("终止"), _("终止了这个项目"))
        .because(10)
        .when(facts.no_payment_waits)
        .then(give_the_money_back, tell_proposer("terminated"), tell_supporters("ended"))
    )  # fmt: skip

    # ── 评议 ──────────────────────────────────────────────────────────────────────────────────
    open_evaluation = (
        move(State.COMPLETED, to=State.EVALUATING, by=village_committee)
        .called(_("请大家评议"), _("请大家评议"))
        .then(ask_the_residents, tell_proposer("evaluating"), tell_supporters("evaluating"))
    )
    close_evaluation = (
        move(State.EVALUATING, to=State.EVALUATED, by=scorers)
        .called(_("公布评议结果"), _("公布了评议结果"))
        .because(4)
        .when(
            facts.residents_had_time_to_speak, facts.enough_residents_spoke,
            facts.residents_are_content,
        )
        .then(count_the_voices, tell_proposer("evaluated"), tell_supporters("evaluated"))
    )  # fmt: skip
    reopen = (
        move(State.EVALUATING, to=State.RECTIFYING, by=village_leaders)
        .called(_("评议不满意，整改"), _("评议不满意，继续整改"))
        .because(10)
        .then(count_the_voices, tell_proposer("rectifying"), tell_followers)
    )
    archive = (
        move(State.EVALUATED, to=State.ARCHIVED, by=village_committee)
        .called(_("归档"), _("办结归档"))
        .when(facts.books_balance, facts.dossier_is_complete)
        .then(close_the_books)
    )
