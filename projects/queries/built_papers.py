"""What the file says of building and serving: everything that was written down of it, for staff."""

from projects import serving
from projects.models import Compliance
from projects.queries.tasks import of_project


def works_of(project):
    """{name: rows} of who took part, what was to be done, agreed, used and checked."""
    return {
        "parties": list(project.parties.select_related("organisation")),
        "tasks": of_project(project),
        "talks": list(project.talks.select_related("place__parent")),
        "assets": list(project.assets.all()),
        "checks": [
            (Compliance.Line(one.line).label, one) for one in project.compliance.order_by("pk")
        ],
    }


def service_of(project):
    """What a service comes to, every activity with what became of it, and why less was given."""
    activities = list(project.activities.prefetch_related("changes", "attendances"))
    return {
        "done": serving.given(project),
        "rows": [
            (one, list(one.changes.all()), _last(one.attendances.all())) for one in activities
        ],
        "shortfalls": list(project.shortfalls.all()),
    }


def turnouts_of(project):
    """[(activity, what was written down of who came, the newest last)] of those that were held."""
    held = project.activities.filter(state="held").prefetch_related("attendances__team")
    return [(one, list(one.attendances.all())) for one in held]


def _last(rows):
    return max(rows, key=lambda one: one.pk, default=None)


def attached_to(project):
    """附件: [(what, how many)] of what goes with an application."""
    photos = project.photos.exclude(state="refused").count()
    counted = [
        ("现场照片", photos), ("踏勘记录", project.visits.standing().count()),
        ("会议纪要", project.agenda_items.filter(meeting__status="closed").count()),
        ("公示", project.notice_items.filter(withdrawn_at__isnull=True).count()),
    ]  # fmt: skip
    return [(what, number) for what, number in counted if number]
