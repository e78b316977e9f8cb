"""May this person say 我也需要, has she said it, and if not, why not?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.models import Project, Support
from projects.states import DONE, State
from weishishi.kernel.numbers import spaced

# It is there already: what is said now is said in the evaluation.
BUILT = DONE | {State.EVALUATING}


@dataclass(frozen=True)
class Stance:
    """`sentence` says why she may not, or that she is counted; empty where she may."""

    may: bool = False
    is_counted: bool = False
    sentence: str = ""


def joinable(number):
    """The submitted project with that 查询号 and what a stance asks of it, or None."""
    rows = with_what_it_asks(Project.objects.all())
    return rows.filter(query_no=number, submitted_at__isnull=False).first()


def with_what_it_asks(rows):
    """These projects with what a stance looks at; name and phone stay sealed."""
    return rows.select_related("contact", "merged_into").defer("contact__name", "contact__phone")


def stance_of(person, project):
    """How this signed-in person stands to the matter (read with contact and merged_into); one query."""
    if Support.objects.filter(project=project, person=person).exists():
        return Stance(is_counted=True, sentence=_("您也需要，已经记下了，有进展会告诉您。"))
    if is_hers(person, project):
        return Stance(sentence=_("这是您自己提的，有进展本来就会告诉您，不用再点。"))
    if closed := why_closed(project):
        return Stance(sentence=closed)
    if not person.phone_verified_at:
        return Stance(sentence=_("您的账号还没有核实手机号，请用手机号登录后再点“我也需要”。"))
    return Stance(may=True)


def is_hers(person, project):
    """She proposed it: with this account, or without one under the same verified phone."""
    if project.proposer_id:
        return project.proposer_id == person.pk
    same = project.contact_id and project.contact.phone_index == person.phone_index
    return bool(same and person.phone_verified_at)


def why_closed(project):
    """Why nobody can join any more, with what to do instead; empty while it is open."""
    state = State(project.state)
    if state == State.DRAFT:
        return _("这件事还没有提交，提交以后才能点“我也需要”。")
    if state == State.MERGED and project.merged_into_id:
        number = spaced(project.merged_into.query_no)
        return _("这件事已并入查询号 {}，请到那一件点“我也需要”。").format(number)
    if state in BUILT:
        return _("这件事已经办好了。您那里也要办，请另提一件；办得好不好，请在评议时说。")
    if state.is_final:
        return _("这件事已经了结，理由写在这一页。还需要办，请重新提一件。")
    return ""
