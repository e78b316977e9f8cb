"""Who takes part, who does what until when, what was agreed on the spot, what is used, what is checked."""

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import locked, may_be_empty, write_down
from projects.models import AssetUse, Compliance, Milestone, Party, Talk, Task
from projects.queries import tasks
from projects.states import FINAL, State
from projects.watching_people import watches_people
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

OPEN = tuple(state for state in State if state not in FINAL and state != State.DRAFT)
# What is wrong with it is put right even when its file is closed (回头看 after a year).
TO_BE_DONE = (*OPEN, State.ARCHIVED)


@atomic
def add_party(project, *, by, role, organisation=None, office="", does="", at=None):
    """An organisation of the register, or an office in words, takes part in that role."""
    project = locked(project, by, states=OPEN)
    party = Party(
        project=project, role=role, organisation=organisation, office=office.strip(),
        does=does.strip(), added_by=by.name, added_at=at or clock.now(),
    )  # fmt: skip
    return _save(party)


@atomic
def end_party(party, *, by):
    """It takes part no longer; that it did stays."""
    locked(party.project, by, states=OPEN)
    if not Party.objects.filter(pk=party.pk, ended_at=None).update(ended_at=clock.now()):
        raise Refused(_("它已经不是参加单位了。"))


@atomic
def add_task(project, *, by, what, due_on, post=None, who="", with_whom=""):
    """Somebody does it until that day: one who holds a post in the village, or another in words.
    `Refused` for both or neither, and for a post that is not held there today."""
    project = locked(project, by, states=TO_BE_DONE)
    if bool(post) == bool(who.strip()):
        raise Refused(_("请选一个任职的人，或者写一个别的人，二选一。"))
    if post and not tasks.who_may_do_it(project).filter(pk=post.pk).exists():
        raise Refused(_("请选本村（社区）现在任职的人。"))
    task = Task(
        project=project, what=what.strip(), post=post, who=who.strip(), due_on=due_on,
        with_whom=with_whom.strip(), added_by=by.name, added_at=clock.now(),
    )  # fmt: skip
    return _save(task)


@atomic
def finish_task(task, *, by, at=None):
    """It is done; whoever of the village says so, her office is kept."""
    locked(task.project, by, states=TO_BE_DONE)
    done = {"done_at": at or clock.now(), "done_by": by.name}
    if not Task.objects.filter(pk=task.pk, done_at=None).update(**done):
        raise Refused(_("这一项已经办完了。"))


@atomic
def add_milestone(project, *, by, what, due_on, at=None):
    """The next stage of the works, after those that are there."""
    project = locked(project, by, states=OPEN)
    last = project.milestones.last()
    milestone = Milestone(
        project=project, what=what.strip(), due_on=due_on, order=last.order + 1 if last else 1,
        added_by=by.name, added_at=at or clock.now(),
    )  # fmt: skip
    return _save(milestone)


@atomic
def reach(milestone, *, by, on=None):
    """That stage is done, today or on a day before."""
    locked(milestone.project, by, states=OPEN)
    day = on or clock.today()
    if day > clock.today():
        raise Refused(_("还没有到的日子，不能写做到了。"))
    if not Milestone.objects.filter(pk=milestone.pk, done_on=None).update(done_on=day):
        raise Refused(_("这一步已经写过做到了。"))


@atomic
def talk(project, *, by, point, households, agreed, place=None, at=None, late_reason=""):
    """What was agreed with so many households about one installation point."""
    project = locked(project, by, states=OPEN)
    return write_down(
        Talk, project, by, at, late_reason, point=point, households=households, agreed=agreed,
        place=place,
    )  # fmt: skip


@atomic
def use_asset(project, *, by, what, owner, basis, at=None, late_reason=""):
    project = locked(project, by, states=OPEN)
    return write_down(
        AssetUse, project, by, at, late_reason, what=what, owner=owner, basis=basis
    )  # fmt: skip


@atomic
def check_compliance(project, *, by, line, holds, words="", at=None, late_reason=""):
    """One line of the check; `Refused` for a project that has nothing of the kind."""
    project = locked(project, by, states=OPEN)
    if not watches_people(project.work_items.all()):
        raise Refused(_("这件事没有摄像头、门禁，不用检查。"))
    return write_down(
        Compliance, project, by, at, late_reason, line=line, holds=holds, words=words
    )  # fmt: skip


def _save(row):
    try:
        row.clean_fields(exclude=may_be_empty(type(row)))
        with in_words(type(row)):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    return row
