"""May this meeting be called as it is written? Every reason against it, in sentences."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.people import village_committee
from projects.states import State
from villages.deliberation import is_open_to
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.machine import is_late


def against(meeting, by, projects):
    """Every reason against calling it."""
    if by.kind != Kind.SYSTEM and not village_committee.hold(meeting, by):
        return [_("会议由所在村（社区）召集和登记。")]
    village, reasons = meeting.village, []
    if not is_open_to(meeting.kind, village.kind):
        reasons.append(
            _("{village}不能开{kind}，请另选一种会议。").format(
                village=village.name, kind=meeting.get_kind_display()
            )
        )
    if not meeting.due:
        reasons.append(_("请写应到名单，每行一个人。"))
    if meeting.called_at > clock.now():
        reasons.append(_("通知时间不能晚于现在。"))
    if meeting.begins_at < meeting.called_at:
        reasons.append(_("通知在前，开会在后，请核对时间。"))
    else:
        reasons += too_short_notice(meeting)
    if meeting.rules.by_area and not meeting.area_due:
        reasons.append(_("业主共同决定要算面积，名单里每位业主都要写面积。"))
    reasons += against_agenda(meeting, projects) + _against_lateness(meeting, by)
    return reasons


def against_agenda(meeting, projects):
    if not projects:
        return [_("请至少选一个议题。")]
    strangers = [one for one in projects if one.village_id != meeting.village_id]
    ended = [one for one in projects if one.has_ended or one.state == State.DRAFT]
    reasons = [_("“{}”不是本村（社区）的事。").format(one.title) for one in strangers]
    return reasons + [_("“{}”已经了结或还没有提交，不能上会。").format(one.title) for one in ended]


def _against_lateness(meeting, by):
    if is_late(by, meeting.called_at, meeting.recorded_at) and len(meeting.late_reason.strip()) < 5:
        return [_("补录一个工作日以前的事，请写明补录原因，至少 5 个字。")]
    return []


def against_roster(roster, by):
    if not roster:
        return [] if by.imports else [_("请写应到名单，每行一个人。")]
    seen, twice = set(), []
    for one in roster:
        if (one.name, one.mark) in seen:
            twice.append(one.name)
        seen.add((one.name, one.mark))
    if twice:
        return [_("名单里重复了：{names}；同名的请写上户号区别。").format(names="、".join(twice))]
    return []


def too_short_notice(meeting):
    """Why this meeting cannot be called as it is written: the days of the call are the law's and
    hold for hazards, too. (村民委员会组织法 2018, 21)"""
    rule, reasons = meeting.rules, []
    days = (meeting.day - localdate(meeting.called_at)).days
    if days < rule.call_days:
        reasons.append(
            _(
                "{kind}要提前 {days} 天通知，现在只提前了 {given} 天；这是法律规定（{source}），有安全隐患也不能缩短。"
            ).format(
                kind=meeting.get_kind_display(), days=rule.call_days, given=days,
                source=rule.source,
            )
        )  # fmt: skip
    return reasons
