"""How fast is each town, each village? Days, limits kept, and where it takes longest."""

from django.utils.translation import gettext as _

from projects.dashboards.pace import WHOLE, Pace, paces_of, slowest
from projects.dashboards.tables import Cell, Table, listed, number
from projects.queries.periods import ALWAYS, Period
from projects.states import FIVE_STAGES


def bounded(period, today):
    """Since the start would add up the days of all years of all places: this year instead."""
    return period if period.key else Period.read(str(today.year))


def speed(where, parts, period, today):
    """A line for every part and one for the whole, in two queries; `period` has an end."""
    if period == ALWAYS:
        raise ValueError("a period with an end")
    wheres = [*(part.where for part in parts), where]
    found = paces_of(wheres, period, today)
    rows = [
        [Cell(part.name, part.href), *_cells(found[part.where], part.where, period)]
        for part in parts
    ]
    columns = [
        _("地方"), _("办成件数"), _("全程中位天数"), _("全程九成天数"), _("按时率"),
        _("超期没办出"), _("最慢的一步"),
    ]  # fmt: skip
    note = _("{period}。全程从提交算到完成，按日历天数；按时率的分母里有超期还没有办出的。").format(
        period=period.words
    )
    whole = found[where]
    total = [Cell(_("合计")), *_cells(whole, where, period)]
    return Table(
        "speed", _title(whole, period), columns, rows or [total], total if rows else [], note=note,
    )  # fmt: skip


def _title(paces, period):
    slow = slowest(paces)
    if slow is None:
        return _("{period}还没有走完一步的").format(period=period.words)
    return _("{period}：最慢的一步是“{stage}”，一半在 {days} 天以内").format(
        period=period.words, stage=slow.label, days=paces[slow.value].median
    )


def _cells(paces, where, period):
    whole, slow, all_steps = paces[WHOLE], slowest(paces), _together(paces)
    days = [str(one) if one is not None else "—" for one in (whole.median, whole.ninety)]
    yield listed(whole.number, where, period, counted=f"walked_{WHOLE}")
    yield from map(Cell, days)
    yield Cell(all_steps.on_time)
    yield Cell(number(all_steps.overdue))
    yield Cell(
        _("{stage} {days} 天").format(stage=slow.label, days=paces[slow.value].median)
        if slow else "—"
    )  # fmt: skip


def _together(paces):
    """The limits of all steps added up."""
    steps = [paces[stage.value] for stage in FIVE_STAGES]
    return Pace(
        kept=sum(one.kept for one in steps), missed=sum(one.missed for one in steps),
        overdue=sum(one.overdue for one in steps),
    )  # fmt: skip
