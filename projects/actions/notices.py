"""A village hangs out what it decided: one notice for one or many matters, all of them or none."""

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects import board
from projects.lifecycle import ProjectLife
from projects.models import Project
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@atomic
def post(projects, *, by, note, basis="", at=None, late_reason="", title="", phones=None):
    """Post these matters of one village on one notice and take the step `post_notice` for each.

    `note` is told to every proposer word for word; `basis` says which meeting decided,
    without one the records of their meetings do. Raises
    Refused with every matter's reasons, and nothing is posted. Returns the notice.
    """
    rows = Project.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = list(rows.filter(pk__in=[one.pk for one in projects]).select_related("village__town"))
    moment = at or clock.now()
    if reasons := _together(found) or reasons_against(found, by, at=moment, note=note):
        raise Refused(*reasons)
    notice = board.hang(
        found, at=moment, basis=basis.strip(), post=by.post, title=title.strip(), phones=phones
    )
    refused = []
    for project in found:
        try:
            ProjectLife.post_notice(project, by=by, at=moment, note=note, late_reason=late_reason)
        except Refused as refusal:
            refused += [_named(project, reason) for reason in refusal.reasons]
    if refused:
        raise Refused(*dict.fromkeys(refused))
    return notice


def reasons_against(projects, by, *, at, note):
    """Why these matters cannot be posted now, each reason with the matter's name."""
    step = ProjectLife.post_notice
    return [
        _named(project, reason)
        for project in projects
        for reason in verdict_on(project, by, at) + step.missing_reason(note)
    ]


def verdict_on(project, by, at):
    """Every reason against posting this matter at that moment; none means it may go."""
    reasons = ProjectLife.post_notice.objections(project, by, localdate(at))
    if board.item_of(project):
        reasons.append(_("这件事已经在另一份公示里。"))
    return reasons


def _named(project, reason):
    return _("“{title}”：{reason}").format(title=project.title, reason=reason)


def _together(projects):
    if not projects:
        return [_("请至少选一件要公示的。")]
    if len({project.village_id for project in projects}) > 1:
        return [_("一份公示只能公示一个村（社区）的项目。")]
    return []
