"""How did an organisation do, all together? A written rule over counted facts (decision 0024)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from projects.satisfaction import rate

LEAST_DELIVERED = 3
GOOD_ON_TIME, GOOD_LIKED = 90, 90  # per cent
FAIR_ON_TIME, FAIR_LIKED = 70, 80


class Rating(TextChoices):
    GOOD = "good", _("优")
    FAIR = "fair", _("良")
    WATCH = "watch", _("待改进")


def rating_of(delivered, on_time, said):
    """None below three delivered projects. Without voices that may be shown nobody is 优; liked is
    满意率: 满意 and 基本满意 of the valid voices."""
    if delivered < LEAST_DELIVERED:
        return None
    liked = rate(said) if said.is_shown else None

    def holds(punctual, least):
        return 100 * on_time >= punctual * delivered and (liked is None or liked >= least)

    if liked is not None and holds(GOOD_ON_TIME, GOOD_LIKED):
        return Rating.GOOD
    return Rating.FAIR if holds(FAIR_ON_TIME, FAIR_LIKED) else Rating.WATCH
