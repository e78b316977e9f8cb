"""A part that depends on its values only is made once: equal values look equal, another language does not."""

from dataclasses import replace

from django.template import Context, Template
from django.utils import translation

from projects.clocks import Lamp
from projects.queries.public import Card
from projects.queries.signs import beads, chip, reached_words
from projects.states import State
from villages.models import Village
from weishishi.kernel import tags

PART = Template('{% pure "components/card.html" card=card own=False is_below=below %}')


def card(**changes):
    state = State.IN_PROGRESS
    one = Card(
        number="2021000316", title="四个自然村<加装>路灯", where="南水镇 · 沙白石村", icon="lamp",
        beads=tuple(beads(state)), reached=str(reached_words(state)), chip=chip(state),
        money="3.40万元", lamp=Lamp("fine", "按时"), supporters=12, said_on=None,
    )  # fmt: skip
    return replace(one, **changes)


def shown(one, *, below=False):
    return PART.render(Context({"card": one, "below": below}))


def test_equal_cards_are_made_once_and_a_changed_one_anew():
    tags.kept.clear()
    assert shown(card()) == shown(card())
    assert tags.kept.made == 1
    assert "13 人也需要" in shown(card(supporters=13))
    assert "快到期" in shown(card(lamp=Lamp("soon", "快到期")))
    assert tags.kept.made == 3


def test_what_somebody_wrote_is_escaped_once():
    assert "四个自然村&lt;加装&gt;路灯" in shown(card())


def test_another_language_is_another_part():
    chinese = shown(card())
    with translation.override("en"):
        english = shown(card())
    assert "人也需要" in chinese
    assert "人也需要" not in english


def test_whoever_changes_the_template_sees_it(settings):
    tags.kept.clear()
    settings.DEBUG = True
    assert "也需要" in shown(card())
    assert len(tags.kept) == 0


def test_as_much_is_kept_as_there_is_room_for_and_the_oldest_goes_first():
    kept = tags.Kept(most=10, size=len)
    for part in ("aaaa", "bbbb", "aaaa", "cccc"):
        kept.get(part, lambda part=part: part)
    assert (kept.held, kept.made, len(kept)) == (8, 3, 2)  # "bbbb" was not asked for longest
    kept.get("bbbb", lambda: "bbbb")
    assert (kept.made, len(kept)) == (4, 2)
    kept.get("d", lambda: "d" * 11)  # larger than all the room there is
    assert (kept.held, len(kept)) == (0, 0)


def test_what_differs_anywhere_looks_different():
    village = Village(pk=1, name="石桥村")
    look = tags.look_of({"village": village, "days": [3, 4]})
    assert look == tags.look_of({"village": Village(pk=1, name="石桥村"), "days": [3, 4]})
    assert look != tags.look_of({"village": village, "days": [3, 5]})
    village.name = "柳湾村"
    assert look != tags.look_of({"village": village, "days": [3, 4]})
