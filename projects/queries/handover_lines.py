"""What else lies open at a post beside its matters, one heading for each kind of 我的待办.

Numbers and public words only, never what somebody wrote: the list is read by who keeps the register of
posts, and printed.
"""

from projects.queries import asides
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.numbers import spaced

MANY = 20  # 我的待办 shows no more of some kinds


def named(project):
    return f"{spaced(project.query_no)} {project.shown_title}" if project.query_no else "草稿"


def _finding(one):
    about = named(one.project) if one.project else one.village.name
    return f"{one}，{about}，{one.state.label}"


def _wish(one):
    return f"第 {one.pk} 号，{one.what}"


# kind of projects.queries.asides → (heading, one line of it)
TOLD = {
    "said": (
        "没答复的公示意见",
        lambda one: f"意见号 {spaced(one.number)}，{named(one.item.project)}",
    ),
    "owed": ("应急欠账", lambda one: f"{named(one.project)}，{one.what}，{one.until}前"),
    "urges": (
        "还没答复的催办、督办",
        lambda one: f"{named(one.urge.project)}，{one.urge.by_name}{one.urge.get_kind_display()}",
    ),
    "findings": ("监督发现", _finding),
    "advice": ("没答复的审计建议", lambda one: f"{one}，{named(one.project)}"),
    "tasks": ("分工", lambda one: f"{named(one.project)}，{in_chinese(one.due_on)}前"),
    "together": ("和别的村（社区）共同实施", named),
    "guidance": (
        "下沉指导提出、还没整改的",
        lambda one: f"{one.visit.village.name}，{in_chinese(one.due_on)}前",
    ),
    "looks": ("回头看", lambda one: f"{named(one.project)}，验收后 {one.months} 个月"),
    "money_waiting": ("等着办的资金", lambda one: f"{named(one.project)}，{one.button}"),
    "wishes_waiting": ("微心愿", _wish),
    "lent": (
        "代理（随移交结束）",
        lambda one: f"{one.to.person} 代 {one.post.office}，{in_chinese(one.until)}止",
    ),
}


def beside(post):
    """[(heading, lines)] of every kind that has something; a kind without words here is told by its
    number, so that none is left out."""
    found = asides.of_post(post)
    found["lent"] = [one for one in found["lent"] if post.pk in (one.post_id, one.to_id)]
    return [_told(kind, rows) for kind, rows in found.items() if rows]


def _told(kind, rows):
    if kind not in TOLD:
        return "别的待办", [f"{len(rows)} 项，见接任的人的“我的待办”"]
    heading, line = TOLD[kind]
    more = ["只列到这里，还有的见接任的人的“我的待办”"] if len(rows) >= MANY else []
    return heading, [line(one) for one in rows] + more
