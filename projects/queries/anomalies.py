"""异常提示: what looks unusual by a rule that is written down. Asked, never stored, and no verdict."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy

from projects.models import AnomalyLook
from projects.queries import anomaly_rules as by
from villages.roles import Role
from villages.scopes import villages_of


@dataclass(frozen=True)
class Rule:
    key: str
    title: str
    words: str
    find: object


@dataclass(frozen=True)
class Found:
    """A rule with the lines nobody of her rung or above looked at as they stand now; `looked` were, and
    have not changed."""

    rule: Rule
    lines: list
    looked: int


# Whoever is watched does not clear the list of who watches: a look counts for its own rung and below.
RUNGS = {Role.TOWN_OFFICER: 1, Role.DISTRICT_OFFICER: 2, Role.SUPERVISOR: 3, Role.AUDITOR: 3}


def of(post, today):
    """[Found] of every rule, for the villages of that post: seven queries, and none per line. Each line
    bears in `looks` what those below her said about it."""
    villages = villages_of(post).order_by().values("pk")
    found = {rule: rule.find(villages, today) for rule in RULES}
    looks, rung = _looked_at(found), RUNGS.get(Role(post.role), 0)
    told = []
    for rule, lines in found.items():
        rest = []
        for line in lines:
            said = looks.get((rule.key, line.subject, line.print), [])
            if not any(RUNGS.get(Role(one.by.role), 0) >= rung for one in said):
                rest.append(replace(line, looks=tuple(said)))
        told.append(Found(rule, rest, len(lines) - len(rest)))
    return told


def line_of(post, today, key, subject):
    """(rule, line) as it stands now, or None when it is not on the list of that post."""
    rule = next((one for one in RULES if one.key == key), None)
    lines = rule.find(villages_of(post).order_by().values("pk"), today) if rule else []
    return next(((rule, one) for one in lines if one.subject == subject), None)


def _looked_at(found):
    """{(rule, subject, print): the looks, the first first}; one query."""
    subjects = [one.subject for lines in found.values() for one in lines]
    rows = AnomalyLook.objects.filter(subject__in=subjects).select_related("by").order_by("pk")
    looks = defaultdict(list)
    for one in rows:
        looks[one.rule, one.subject, one.print].append(one)
    return looks


RULES = (
    Rule(
        "awards", gettext_lazy("一家承接得多"),
        gettext_lazy("同一个实施单位今年承接超过 3 件。"), by.awards,
    ),
    Rule(
        "split", gettext_lazy("可能拆分"),
        gettext_lazy("同一个村（社区）、同一类别，90 天内提出的几件，每件都不超过上限，合起来超过。"),
        by.splits,
    ),
    Rule(
        "hasty", gettext_lazy("批得太快"),
        gettext_lazy("审批意见离收到不到 2 分钟（近一年，不含导入和补录）。"), by.hasty,
    ),
    Rule(
        "spent", gettext_lazy("支付超过预算"), gettext_lazy("已支付的现金比预算的现金多。"), by.overspent,
    ),
    Rule(
        "late", gettext_lazy("补录多"), gettext_lazy("一个村（社区）今年补录 5 步或者更多。"), by.late,
    ),
    Rule(
        "merged", gettext_lazy("并入多"), gettext_lazy("一个村（社区）今年有 5 件或者更多并入别的项目。"),
        by.merged,
    ),
)  # fmt: skip
