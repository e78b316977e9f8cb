"""How is a project of the newspaper written down? Dates and hours as lines of text."""

from datetime import date, timedelta

from projects.demo.days import moment
from projects.demo.plans import Deed, Plan

TAG = "学党史办实事"
SOFTLY = timedelta(minutes=6)


def story(lines):
    """'accept 02-24 09:10 words' per line becomes the steps with their moments of 2021."""
    deeds = []
    for line in lines.strip().splitlines():
        verb, day, hour, *words = line.split(maxsplit=3)
        month, number = map(int, day.split("-"))
        at = moment(date(2021, month, number), *map(int, hour.split(":")))
        deeds.append(Deed(verb, at, note=" ".join(words)))
    return tuple(deeds)


def told(key, village, outcome, lines, **facts):
    """A plan whose public version was released right after acceptance."""
    deeds = story(lines)
    accepted = next(deed.at for deed in deeds if deed.verb == "accept")
    return Plan(
        key=f"article-{key}", village=village, outcome=outcome, deeds=deeds,
        released_at=accepted + SOFTLY, **{"tags": (TAG,), **facts},
    )  # fmt: skip
