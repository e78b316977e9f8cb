"""Who is asked again in the demo? The residents near the lamps, in the third month; nobody is sent a
message by the import, so whoever proposed them or also needs them signs in by phone and says it."""

from projects import voting
from projects.actions.looks import OPEN_FOR
from projects.models import LookRound
from weishishi.kernel import clock

LAMPS, MONTHS = "article-lamps", 3


def ask(projects):
    project, today = projects[LAMPS], clock.today()
    LookRound.objects.create(
        project=project, months=MONTHS, opened_on=today, last_day=today + OPEN_FOR,
        asked=len(voting.invited(project)),
    )  # fmt: skip
