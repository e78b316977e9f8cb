"""Which matter does a budget pay for? The ledger does not know (rulings 8); who reads it here may."""

from projects.models import Project
from weishishi.kernel.numbers import spaced

_NAMED_BY = ("budget", "query_no", "title", "public_title", "released_at", "micro_type")


def of_budgets(budgets, post):
    """{budget: 查询号 and name, as this post may call it} of these; one query."""
    return _named(Project.objects.filter(budget__in=budgets), post)


def of_villages(villages, post):
    """The same of every budget of these villages, ids; one query."""
    return _named(Project.objects.filter(budget__village__in=villages), post)


def _named(rows, post):
    return {
        one.budget_id: f"{spaced(one.query_no or '')} {one.title_for(post)}".strip()
        for one in rows.only(*_NAMED_BY)
    }
