"""The book of rules as an auditor reads it: every rule, its default, its bounds, where it comes from,
whether somebody confirmed it, and who may change it."""

from villages.deliberation import LAW_OF_2026
from villages.roles import Level
from villages.rulebook.kinds import in_words
from villages.rulebook.rules import chapters

HEAD = """## The book of rules

Generated from `villages/rulebook/`. A district or town changes a rule by a decision with a document
and a first day (资料 → 规则决定); a value outside the bounds is refused with the law cited. 待核实: no
official has confirmed it yet. Defaults are those since {day}, when the two
organic laws changed.
"""
_WHO = {Level.DISTRICT: "区", Level.TOWN: "镇"}


def the_book():
    """The Markdown of all rules, by chapters."""
    lines = [HEAD.format(day=f"{LAW_OF_2026:%Y-%m-%d}")]
    for chapter in chapters():
        lines += [
            f"### {chapter.title}\n",
            "| code | 规则 | 默认 | 范围 | 依据 | 待核实 | 谁能改 |",
            "|---|---|---|---|---|---|---|",
            *(_row(rule) for rule in chapter.rules),
            "",
        ]
    return "\n".join(lines)


def _row(rule):
    source, is_verified = rule.source_on(LAW_OF_2026)
    default = in_words(rule.kind, rule.default(LAW_OF_2026)).replace("\n", "；")
    unchecked = "" if is_verified else "待核实"
    return (
        f"| `{rule.code}` | {rule.title} | {default} | {_bounds(rule)} | {source} | {unchecked} "
        f"| {_who(rule)} |"
    )


def _bounds(rule):
    """The bounds and what sets them; what no number bounds is left open."""
    parts = []
    if rule.least is not None:
        parts.append(f"≥ {in_words(rule.kind, rule.least)}")
    if rule.most is not None:
        parts.append(f"≤ {in_words(rule.kind, rule.most)}")
    if rule.within:
        parts.append(f"≤ `{rule.within}`")
    if rule.district_is_most:
        parts.append("镇 ≤ 区")
    law = f"（{rule.law}）" if rule.law and parts and not rule.statute else ""
    return "，".join(parts) + law


def _who(rule):
    who = "、".join(_WHO[level] for level in rule.levels)
    return f"{who}；法定的数由区核实" if rule.statute else who
