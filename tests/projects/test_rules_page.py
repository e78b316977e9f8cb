"""docs/rules.md tells an auditor every guard: its fact, sentence, numbers, source and where it bites."""

from inspect import getmembers, isfunction

from projects import guards, guards_of_works
from projects.guards_page import met, sentences, the_guards
from projects.lifecycle import ProjectLife
from villages.rulebook.rules import chapters

CODES = [rule.code for chapter in chapters() for rule in chapter.rules]


def facts():
    """The guards of the two modules: what answers (project, at)."""
    return {
        one
        for module in (guards, guards_of_works)
        for _name, one in getmembers(module, isfunction)
        if one.__module__ == module.__name__ and one.__code__.co_varnames[:2] == ("project", "at")
    }


def test_every_guard_bites_somewhere_and_stands_on_the_page_once():
    assert set(met()) == facts()
    page = the_guards()
    for guard in met():
        assert page.count(f"| `{guard.__name__}` |") == 1


def test_every_guard_says_its_fact_and_what_to_do():
    for guard in met():
        assert guard.__doc__, guard.__name__
        assert sentences(guard), guard.__name__


def test_where_it_bites_is_what_the_lifecycle_page_says():
    rows = {
        line.split("`")[1]: line for line in the_guards().splitlines() if line.startswith("| `")
    }
    for step in ProjectLife.steps():
        for name, row in rows.items():
            named = f"`{step.verb}` {step.button}" in row
            assert named == (name in {guard.__name__ for guard in step.guards})


def test_the_numbers_a_guard_goes_by_are_in_the_book():
    named = [code for guard in met() for code in getattr(guard, "goes_by", ())]
    assert len(named) >= 5
    for code in named:
        assert any(one == code or one.startswith(f"{code}.") for one in CODES), code
