"""一项目一档: what a matter's file needs before it is archived, and is it there?

One function per paper, asked of recorded facts; another kind of record is plugged in by changing its
function. What this system holds no record of may lie in the paper file, or may not be needed: the
committee says so in words (`dossier_notes`), and that counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from funding.queries import shares_of, sums
from funding.queries.backing import unbacked
from funding.queries.balances import paid_of
from projects.states import State
from villages.rulebook import rules_for

MINUTES = ("会议记录", "会议纪要")  # sheets that were photographed


@dataclass(frozen=True)
class Paper:
    """`is_here(project, at)` asks the records; `next` says what to do where it is missing."""

    code: str
    name: Any
    is_here: Callable
    next: Any


@dataclass(frozen=True)
class Line:
    """One paper of one matter: here, said to lie elsewhere (`note`), or missing."""

    paper: Paper
    is_here: bool
    note: object = None

    @property
    def is_missing(self):
        return not self.is_here and self.note is None


def proposal_is_here(project, at):
    return bool(project.query_no)


def visit_is_here(project, at):
    """Written down, or not asked for by the book for so much of its class."""
    if project.visits.exists():
        return True
    fen = sums(shares_of([project.budget_id])).cash if project.budget_id else 0
    return not rules_for(project.village, on=at).visit_is_needed(fen, project.project_class)


def minutes_are_here(project, at):
    """Written or photographed, of a closed meeting that passed it."""
    passed = project.agenda_items.filter(result="passed", meeting__status="closed")
    if passed.filter(meeting__minutes__isnull=False).exists():
        return True
    return passed.filter(
        meeting__pages__caption__in=MINUTES, meeting__pages__state__in=("waiting", "ready")
    ).exists()


def notice_is_here(project, at):
    return project.notice_items.filter(withdrawn_at__isnull=True).exists()


def notice_photos_are_here(project, at):
    rows = project.notice_items.filter(withdrawn_at__isnull=True)
    return (
        rows.filter(notice__photos__isnull=False).exclude(notice__photos__state="refused").exists()
    )


def approval_is_here(project, at):
    return project.approvals.filter(verdict="agree").exists()


def contract_is_here(project, at):
    """Who carries it out, and its contract, stand written down; what costs nothing needs none."""
    return project.budget_id is None or project.awards.standing().exists()


def money_is_here(project, at):
    """It was settled and the paper of every payment is a file; what costs nothing needs neither."""
    if project.budget_id is None:
        return True
    is_settled = hasattr(project.budget, "settlement")
    return is_settled and not unbacked().filter(budget=project.budget_id).exists()


def acceptance_is_here(project, at):
    """The newest acceptance passed."""
    last = project.acceptances.last()
    return bool(last and last.result == "passed")


def sign_ins_are_here(project, at):
    """Of every activity that was held it is written down who came."""
    held = project.activities.filter(state="held")
    return held.exists() and not held.filter(attendances__isnull=True).exists()


def evaluation_is_here(project, at):
    return project.evaluations.filter(closed_at__isnull=False).exists()


def photos_are_here(project, at):
    """One before and one after."""
    phases = set(project.photos.exclude(state="refused").values_list("phase", flat=True))
    return {"before", "after"} <= phases


PAPERS = (
    Paper("proposal", lazy("项目申报表"), proposal_is_here, lazy("请先提交。")),
    Paper("visit", lazy("踏勘记录"), visit_is_here, lazy("请补录踏勘记录。")),
    Paper("minutes", lazy("会议纪要"), minutes_are_here, lazy("请在会议里写纪要。")),
    Paper("notice", lazy("公示"), notice_is_here, lazy("请核对公示。")),
    Paper("notice_photos", lazy("公示张贴照片"), notice_photos_are_here, lazy("请在公示页上传。")),
    Paper("approval", lazy("审批、备案表"), approval_is_here, lazy("请核对审批意见。")),
    Paper("contract", lazy("合同"), contract_is_here, lazy("请在“实施单位”页写明合同。")),
    Paper(
        "money",
        lazy("结算和付款"),
        money_is_here,
        lazy("请在“资金”页结算；每笔付款要有票据的文件。"),
    ),
    Paper("photos", lazy("前后照片"), photos_are_here, lazy("请在“照片”页上传之前、之后各一张。")),
    Paper("sign_ins", lazy("活动签到"), sign_ins_are_here, lazy("请在“服务”页登记到场。")),
    Paper("acceptance", lazy("验收"), acceptance_is_here, lazy("请补验收记录。")),
    Paper("evaluation", lazy("满意度测评"), evaluation_is_here, lazy("请先完成评议。")),
)
CODES = {paper.code: paper for paper in PAPERS}


def lines_of(project, at):
    """Every paper of the file; a dozen questions for one matter, never for a list. Only a service has
    activities; of what was given up, papers of its end are not asked for, and papers of its money only where money was paid."""
    notes = {note.paper: note for note in project.dossier_notes.all()}
    of_others = frozenset() if project.project_class == "services" else OF_A_SERVICE
    lines = [
        Line(paper, bool(paper.is_here(project, at)), notes.get(paper.code))
        for paper in PAPERS
        if paper.code not in of_others
    ]
    if project.status != State.TERMINATED:
        return lines
    needless = OF_AN_END if _was_paid(project) else OF_AN_END | OF_MONEY
    return [one for one in lines if one.is_here or one.paper.code not in needless]


OF_AN_END = frozenset({"photos", "acceptance", "evaluation", "sign_ins"})
OF_MONEY, OF_A_SERVICE = frozenset({"contract", "money"}), frozenset({"sign_ins"})


def _was_paid(project):
    return bool(project.budget_id and paid_of(project.budget))


def missing_words(project, at):
    """踏勘记录、合同; empty where the file is whole."""
    return _("、").join(str(one.paper.name) for one in lines_of(project, at) if one.is_missing)
