"""Draws the lifecycle for people who do not read Python: a diagram and a row for every step."""

from projects.lifecycle import ProjectLife
from projects.states import FIVE_STAGES, Stage, State

HEAD = """# The life of a project

Generated from `projects/lifecycle.py` and `projects/states.py` by `manage.py docs`; do not edit.
A step is taken only by the hands named here, only when its facts hold, and every step writes one
journal row. Where a reason is asked for, the proposer reads it word for word.

"""


def lifecycle_page():
    """The Markdown of docs/lifecycle.md."""
    return f"{HEAD}{_diagram()}\n{_states()}\n{_steps()}"


def _diagram():
    lines = ["```mermaid", "stateDiagram-v2"]
    for stage in [*FIVE_STAGES, Stage.ENDS]:
        lines.append(f'    state "{stage.label}" as stage_{stage.value} {{')
        lines += [
            f"        {state.value}: {state.label}" for state in State if state.stage == stage
        ]
        lines.append("    }")
    lines += [f"    [*] --> {State.DRAFT.value}"]
    for step in ProjectLife.steps():
        lines += [
            f"    {source.value} --> {step.target.value}: {step.button}" for source in step.sources
        ]
    lines += [f"    {state.value} --> [*]" for state in State if state.is_final]
    return "\n".join([*lines, "```", ""])


def _states():
    rows = [
        "## States\n",
        "| code | staff | public | stage | whose turn | final |",
        "|---|---|---|---|---|---|",
    ]
    for state in State:
        final = "yes" if state.is_final else ""
        rows.append(
            f"| `{state.value}` | {state.label} | {state.public_name} | {state.stage.label} "
            f"| {state.holder.label} | {final} |"
        )
    return "\n".join([*rows, ""])


def _steps():
    rows = [
        "## Steps\n",
        "| step | button | from | to | in whose hands | facts that must hold | reason | then |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for step in ProjectLife.steps():
        sources = ", ".join(f"`{source.value}`" for source in step.sources)
        facts = "<br>".join(_sentence(guard) for guard in step.guards)
        reason = f"≥ {step.reason_length} characters" if step.reason_length else ""
        effects = "<br>".join(effect.__name__.replace("_", " ") for effect in step.effects)
        rows.append(
            f"| `{step.verb}` | {step.button} | {sources} | `{step.target.value}` "
            f"| {step.hands.name} | {facts} | {reason} | {effects} |"
        )
    return "\n".join([*rows, ""])


def _sentence(guard):
    return f"`{guard.__name__}`: {' '.join(guard.__doc__.split())}"
