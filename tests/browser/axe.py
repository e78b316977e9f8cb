"""What axe-core says of a page in the browser, by the rules of WCAG 2.2 AA."""

from pathlib import Path

import axe_playwright_python

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCRIPT = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
# Preloaded are style sheets and sounds, for rules on locked screens and on sounds: we have neither.
ASK = """async (rules) => {
    const found = await axe.run(
        {runOnly: rules, resultTypes: ["violations", "incomplete"], preload: false});
    const told = (kind) => found[kind].map((rule) => [
        kind, rule.id, rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 120))]);
    return [...told("violations"), ...told("incomplete")];
}"""


def bring_in(page):
    """Once for each page that is opened."""
    page.evaluate(SCRIPT)


def found_on(page):
    """[("violations" or "incomplete", rule, elements)] at the width the page has now."""
    return page.evaluate(ASK, RULES)


def violations(page):
    """The rules the page breaks."""
    bring_in(page)
    return [rule for kind, rule, _elements in found_on(page) if kind == "violations"]
