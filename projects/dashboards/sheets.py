"""The tables of a board, row by row: the numbers of the tiles, each a link to its rows."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.choices import Channel
from projects.clocks import LAMPS
from projects.dashboards import spending
from projects.dashboards.pace import WHOLE, slowest
from projects.dashboards.tables import Cell, Table, address, listed, number, width
from projects.dashboards.tiles import rate
from projects.queries.coverage import COVERED_WORDS
from projects.queries.periods import Period
from projects.states import FIVE_STAGES
from weishishi.kernel.yuan import wan

FEW = 10  # below it nobody is called the first
_MONTHS = 12


def words_of(counter):
    return {
        "collected": _("征集"), "accepted": _("受理"), "deliberated": _("协商"),
        "confirmed": _("确定"), "started": _("实施"), "completed": _("完成"),
    }[counter]  # fmt: skip


def page_of_town(town):
    return reverse("town", args=[town.pk])


def funnel(counts, where, period):
    """How many came how far; shares only since the start, where one number contains the next."""
    rows, previous = [], 0
    for key in ("collected", "confirmed", "started", "completed"):
        many, whole = counts[key], max(counts["collected"], *counts.values())
        share = rate(many, counts["collected"])
        css = "done" if key == "completed" else "stone"
        rows.append(
            [
                Cell(words_of(key)),
                listed(many, where, period, counted=key),
                Cell(rate(many, previous) if previous and not period.key else "—"),
                Cell("" if period.key else share, bar=width(many, whole), css=css),
            ]
        )
        previous = many
    columns = [_("步骤"), _("件数"), _("占上一步"), _("占征集")]
    note = _("到过这一步就算，“实施”含已完成的。")
    if period.key:
        note = _("每一步各数这段时间里第一次到的，前后不是同一批，所以不算比例。")
    return Table("funnel", _ratio(counts, period), columns, rows, note=note)


def _ratio(counts, period):
    if period.key or not counts["confirmed"]:
        return _("征集 {collected} 件，确定 {confirmed} 件").format(
            collected=number(counts["collected"]), confirmed=number(counts["confirmed"])
        )
    return _("每征集 {each} 件，确定 1 件").format(
        each=f"{counts['collected'] / counts['confirmed']:.1f}".removesuffix(".0")
    )


def days(paces, lamps, where, period):
    """From stage to stage, and the whole way; what still lies there is counted beside."""
    steps = [(stage.value, stage.label) for stage in FIVE_STAGES]
    rows = [
        _days(label, paces[key], listed(paces[key].number, where, period, counted=f"walked_{key}"))
        for key, label in [*steps, (WHOLE, _("全程（提交到完成）"))]
    ]
    slow = slowest(paces)
    title = _("还没有走完一步的")
    if slow:
        title = _("“{stage}”用时最长，一半在 {days} 天以内").format(
            stage=slow.label, days=paces[slow.value].median
        )
    late = _(
        "件数是走完这一步的；现在还有 {late} 件超期没有办出，不在上面的天数里，算在按时率里。"
    ).format(late=number(lamps.late))
    columns = [_("步骤"), _("件数"), _("中位天数"), _("九成天数"), _("按时率")]
    return Table("days", title, columns, rows, note=late)


def _days(label, one, counted):
    told = [str(days) if days is not None else "—" for days in (one.median, one.ninety)]
    return [Cell(str(label)), counted, *map(Cell, told), Cell(one.on_time)]


_COUNTED = ("collected", "accepted", "confirmed", "started", "completed")


def places(parts, figures, lamps, where, period):
    """A line for every part, and the sum; what lies in no part of it has a line, too."""
    rows = [
        [
            Cell(part.name, part.href),
            *_figures(figures[part.where], lamps[part.where], part.where, period),
        ]
        for part in parts
    ]
    whole = figures[where]
    elsewhere = {
        key: whole.counts[key] - sum(figures[part.where].counts[key] for part in parts)
        for key in _COUNTED
    }
    if any(elsewhere.values()):
        fen = whole.funds.cash - sum(figures[part.where].funds.cash for part in parts)
        paid = whole.paid - sum(figures[part.where].paid for part in parts)
        counted = [Cell(number(elsewhere[key])) for key in _COUNTED]
        told = spending.paid_rate(paid, fen, period)
        rows.append(
            [Cell(_("其他")), *counted, Cell(wan(fen)), Cell(wan(paid)), Cell(told), Cell("")]
        )
    total = [Cell(_("合计")), *_figures(whole, lamps[where], where, period)]
    columns = [
        _("地方"),
        *map(words_of, _COUNTED),
        _("资金（万元）"),
        _("已支付（万元）"),
        _("支付率"),
        _("现在的时限"),
    ]
    return Table("places", _most(parts, figures), columns, rows, total)


def _figures(figures, lamps, where, period):
    yield from (listed(figures.counts[key], where, period, counted=key) for key in _COUNTED)
    yield Cell(wan(figures.funds.cash))
    yield Cell(wan(figures.paid), address(where, period, counted="paid"))
    yield Cell(spending.paid_rate(figures.paid, figures.funds.cash, period))
    yield _lamp(lamps, where)


def _lamp(lamps, where):
    """The worst lamp that burns there, with how many; a link to them."""
    for kind in ("late", "soon"):
        if many := getattr(lamps, kind):
            words = _("{many} 件{kind}").format(many=number(many), kind=LAMPS[kind])
            return Cell(words, listed(many, where, Period(), lamp=kind).href, css=kind, lamp=True)
    return Cell(_("都按时"), css="fine", lamp=True) if lamps.fine else Cell(_("没有在办的"))


def _most(parts, figures):
    """Who finished most, where there is enough to say so."""
    first = max(parts, key=lambda part: figures[part.where].counts["completed"])
    done = figures[first.where].counts["completed"]
    if done < FEW or len(parts) == 1:
        return _("各地进度")
    return _("{name}办成最多：{done} 件").format(name=first.name, done=number(done))


def channels(figures, where, period):
    counts, keys = figures.counts, ("collected", "accepted", "confirmed")
    rows = [
        [
            Cell(str(channel.label)),
            *(
                listed(
                    figures.by_channel[channel][key], where, period, counted=key, channel=channel
                )
                for key in keys
            ),
        ]
        for channel in Channel
        if channel in figures.by_channel
    ]
    total = [Cell(_("合计")), *(listed(counts[key], where, period, counted=key) for key in keys)]
    title = _("线上提交 {online} 件，占 {share}").format(
        online=number(counts["online"]), share=rate(counts["online"], counts["collected"])
    )
    note = _("线上提交的已受理 {accepted} 件，占线上的 {share}。").format(
        accepted=number(counts["online_accepted"]),
        share=rate(counts["online_accepted"], counts["online"]),
    )
    return Table("channels", title, [_("渠道"), *map(words_of, keys)], rows, total, note)


def months(found, where, period, day):
    """The months of the period, or the last twelve."""
    last = day.replace(day=1)
    shown = [month for month in found if month <= last]
    if period.key:
        shown = [month for month in shown if period.first <= month <= period.last]
    shown = shown[-_MONTHS:]
    most = max((many for month in shown for many in found[month]), default=0)
    rows = []
    for month in shown:
        one = Period.read(f"{month:%Y-%m}")
        collected, completed = found[month]
        rows.append(
            [
                Cell(one.words),
                _beside_a_bar(collected, most, "stone", where, one, "collected"),
                _beside_a_bar(completed, most, "done", where, one, "completed"),
            ]
        )
    best = max(shown, key=lambda month: found[month][1], default=None)
    title = _("还没有按月的数")
    if best:
        title = _("{month}办成最多：{done} 件").format(
            month=Period.read(f"{best:%Y-%m}").words, done=number(found[best][1])
        )
    return Table("months", title, [_("月份"), _("提交"), _("办成")], rows)


def _beside_a_bar(many, most, css, where, period, counter):
    href = address(where, period, counted=counter)
    return Cell(number(many), href, bar=width(many, most), css=css)


def coverage(found, where):
    """How many villages have what; each number lists them."""
    rows = [
        [
            Cell(str(words)),
            Cell(number(found[key]), villages_listed(where, key)),
            Cell(rate(found[key], found["units"])),
        ]
        for key, words in COVERED_WORDS.items()
    ]
    title = _("{units} 个村（社区）中，{some} 个有微实事").format(
        units=number(found["units"]), some=number(found["project"])
    )
    note = _("议事会按登记过的代表会议和议事会数；开过会按今年已经结束的会议数，点数字看是哪些。")
    return Table("coverage", title, [_("覆盖"), _("村（社区）"), _("占比")], rows, note=note)


def villages_listed(where, key):
    """The list of exactly the villages a number of the coverage counts; none for some villages."""
    place = where.query
    return "" if place is None else f"{reverse('villages')}?{urlencode({'has': key, **place})}"
