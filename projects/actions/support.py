"""我也需要: a resident says that she needs it, too, and hears from then on how it goes."""

from django.db.models import F
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import Project, Support
from projects.queries.support import is_hers, stance_of, with_what_it_asks
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused


@atomic
def support(project, *, by, at=None):
    """Count this person's voice; said twice it counts once. Returns the project as it stands.
    An import gives the moment (`at`), everybody else speaks now.

    `Refused` for who has no verified phone, for the proposer, and for what has ended or is done.
    """
    project = _locked(project)
    stance = stance_of(_person(by), project)
    if stance.is_counted:
        return project
    if not stance.may:
        raise Refused(stance.sentence)
    Support.objects.create(project=project, person=by.person, since=at or clock.now())
    return _count(project, 1)


@atomic
def take_back(project, *, by):
    """The voice is gone and the number is one less; nothing happens to who never said it."""
    project = _locked(project)
    gone, _rows = Support.objects.filter(project=project, person=_person(by)).delete()
    return _count(project, -1) if gone else project


@atomic
def count_in(merged, person):
    """Her own matter was merged: she is counted in the one it went into, or where that one went; an
    own or a counted one stays as it is."""
    project = merged
    while project.merged_into_id:
        project = project.merged_into
    project = _locked(project)
    if is_hers(person, project) or project.supports.filter(person=person).exists():
        return project
    Support.objects.create(
        project=project, person=person, since=merged.submitted_at, brought_by=merged
    )
    return _count(project, 1)


def _locked(project):
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    return with_what_it_asks(rows).get(pk=project.pk)


def _person(by):
    if by.kind != Kind.RESIDENT:
        raise Refused(_("“我也需要”是居民自己点的，请用自己的手机号登录后再点。"))
    return by.person


def _count(project, more):
    Project.objects.filter(pk=project.pk).update(supporters=F("supporters") + more)
    project.supporters += more
    return project
