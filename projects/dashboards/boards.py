"""The public progress page, as rows ready to be shown."""

from dataclasses import dataclass

from projects.choices import Channel
from projects.dashboards import tiles
from weishishi.kernel import clock
from weishishi.kernel.yuan import wan

FUNNEL = (
    ("collected", "征集"),
    ("confirmed", "确定"),
    ("started", "实施"),
    ("completed", "完成"),
)


@dataclass(frozen=True)
class Funnel:
    """One bar: how many, of the step before and of all collected; the link lists the same rows."""

    key: str
    label: str
    number: int
    of_previous: str
    of_all: str
    width: str
    definition: str


def funnel(counts):
    rows, previous = [], 0
    for key, label in FUNNEL:
        number, whole = counts[key], counts["collected"]
        rows.append(
            Funnel(
                key, label, number,
                tiles.rate(number, previous) if previous else "—",
                tiles.rate(number, whole),
                f"{100 * number / whole:.1f}%" if whole else "0%",
                tiles.COUNTERS[key].__doc__,
            )
        )  # fmt: skip
        previous = number
    return rows


def money(sums):
    """Rows of the money table: source, fen, 万元, share of the cash total."""
    parts = [("gov", "财政资金", sums.fiscal), ("social", "社会资金", sums.social)]
    if sums.collective:
        parts.append(("village", "村集体资金", sums.collective))
    left, rows = 0.0, []
    for colour, label, fen in parts:
        width = 100 * fen / sums.cash if sums.cash else 0
        rows.append(
            {
                "colour": colour, "label": label, "wan": wan(fen), "left": f"{left:.2f}%",
                "width": f"{width:.2f}%", "share": f"{width:.2f}%",
            }
        )  # fmt: skip
        left += width
    return rows


def progress():
    """Everything on /progress/, in a constant number of queries."""
    day, counts, funds = clock.today(), tiles.counts(), tiles.funds()
    ours = list(tiles.towns_of_the_site())
    pks = [town.pk for town in ours]
    by_town, by_channel = tiles.counts_by_town(towns=pks), tiles.counts_by_channel()
    empty = dict.fromkeys(tiles.COUNTERS, 0)
    town_funds = tiles.funds_by_town(towns=pks)
    towns = [
        {"town": town, **by_town.get(town.pk, empty), "wan": wan(town_funds.get(town.pk, 0))}
        for town in ours
    ]
    return {
        "day": day,
        "counts": counts,
        "done_rate": tiles.rate(counts["completed"], counts["confirmed"]),
        "social_rate": f"{funds.social / funds.cash:.2%}" if funds.cash else "—",
        "online_rate": tiles.rate(counts["online"], counts["collected"]),
        "online_accepted_rate": tiles.rate(counts["online_accepted"], counts["online"]),
        "funnel": funnel(counts),
        "funds": funds,
        "money": money(funds),
        "towns": towns,
        "channels": [
            (Channel(code), by_channel[code]) for code in Channel.values if code in by_channel
        ],
        "units": tiles.units(day).count(),
        "definitions": [counter.__doc__.strip() for counter in tiles.COUNTERS.values()],
        "definition_of_funds": tiles.funds.__doc__.splitlines()[0],
    }
