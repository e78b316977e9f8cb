"""The guards as an auditor reads them: the fact, the sentence of the refusal, the numbers of the
book it goes by, where it comes from, and where it bites."""

import ast
import inspect
import re
from types import FunctionType, ModuleType

from projects import guards, guards_of_works
from projects.lifecycle import ProjectLife

HEAD = """## The guards

Generated from `projects/guards.py`, `projects/guards_of_works.py` and `projects/lifecycle.py`. A guard is a fact that must be recorded
before a step is taken; without it the step is refused with the sentence, for everybody, imports and
timers among them. Numbers are those of the book above, as of the day of the step.
"""
_SOURCE = re.compile(r"\(([^()]*)\)\s*$")


def the_guards():
    """The Markdown of all guards, in the order in which a matter meets them."""
    rows = [
        HEAD,
        "| guard | fact | refusal | numbers | source | bites |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*rows, *map(_row, met()), ""])


def met():
    """Every guard of the lifecycle page, each once."""
    return list(dict.fromkeys(guard for step in ProjectLife.steps() for guard in step.guards))


def _row(guard):
    fact, source = _fact_and_source(guard)
    numbers = "<br>".join(f"`{code}`" for code in getattr(guard, "goes_by", ()))
    bites = "<br>".join(
        f"`{step.verb}` {step.button}" for step in ProjectLife.steps() if guard in step.guards
    )
    said = "<br>".join(sentences(guard))
    return f"| `{guard.__name__}` | {fact} | {said} | {numbers} | {source} | {bites} |"


def _fact_and_source(guard):
    words = " ".join(guard.__doc__.split())
    source = _SOURCE.search(words)
    return (words[: source.start()].strip(), source.group(1)) if source else (words, "")


def sentences(guard):
    """What it can answer, its placeholders unfilled: its own sentences, and those of the modules of
    projects/ it asks."""
    asked = [guard.__globals__.get(name) for name in guard.__code__.co_names]
    modules = [
        one if isinstance(one, ModuleType) else inspect.getmodule(one)
        for one in asked
        if isinstance(one, FunctionType | ModuleType)
    ]
    texts = [inspect.getsource(guard)]
    texts += [inspect.getsource(one) for one in dict.fromkeys(modules) if _is_one_of_ours(one)]
    found = [text for source in texts for text in _wrapped(ast.parse(source))]
    return list(dict.fromkeys(text for text in found if text.endswith("。")))


def _is_one_of_ours(module):
    return module not in (guards, guards_of_works) and module.__name__.startswith("projects.")


def _wrapped(tree):
    """The literals given to gettext."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" and node.args:
            yield ast.literal_eval(node.args[0])
