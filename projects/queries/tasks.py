"""What does somebody still have to do herself, until when? Tasks of her post, within her reach."""

from dataclasses import dataclass
from datetime import date

from projects.clocks import Lamp, until
from projects.models import Project, Task
from projects.queries.reach import projects_of
from villages.models import Post
from villages.roles import Role
from weishishi.kernel import clock

MOST = 20


def tasks_of(post):
    """What is not done yet and is this post's to do."""
    rows = Task.objects.filter(post=post, done_at=None)
    return rows.filter(project__in=projects_of(post).values("pk")).select_related("project")


def who_may_do_it(project):
    """The posts a task of this matter may be given to: those held in its village today."""
    rows = Post.objects.held_on(clock.today()).filter(village=project.village_id)
    rows = rows.exclude(role=Role.ORGANISATION).select_related("person", "village")
    return rows.order_by("role", "pk")


def of_project(project):
    """Every task of the matter with who does it, done or not, the first due first; one query."""
    return list(project.tasks.select_related("post__person", "post__village"))


def waiting(post):
    """[(the tasks, how they are read)] for 我的待办: one query when read, none before."""
    return [(tasks_of(post), read)]


@dataclass(frozen=True)
class ToDo:
    """One task with its lamp."""

    pk: int
    project: Project
    what: str
    with_whom: str
    due_on: date
    lamp: Lamp


def read(rows):
    """[ToDo], the first due first."""
    today = clock.today()
    rows = rows.select_related("project__village__town").order_by("due_on", "pk")[:MOST]
    return [
        ToDo(one.pk, one.project, one.what, one.with_whom, one.due_on, until(one.due_on, today))
        for one in rows
    ]
