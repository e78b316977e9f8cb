"""Is everything loaded that the rules need? Asked by `manage.py check --database default`."""

from django.core.checks import Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError

from villages import calendar
from weishishi.kernel import clock


@register(Tags.database)
def the_calendar_is_loaded(app_configs, databases=None, **kwargs):
    """This year's working days are known, and from October on the next year's, too.

    A warning only: an error would stop `migrate`, which loads it.
    """
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        year = calendar.missing_year(clock.today())
    except DatabaseError:  # not migrated yet
        return []
    if year is None:
        return []
    return [
        Warning(
            f"{year}年的放假调休日历还没有载入，办理期限会算不出来。"
            f"The calendar of {year} is not loaded: limits in working days cannot be told.",
            hint="国务院办公厅公布以后，更新 holidays 库再迁移，或用 manage.py load_calendar --file 载入。",
            id="weishishi.W005",
        )
    ]
