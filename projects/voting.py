"""Where does a round of asking stand, by which rule, and with which token does one come to it?

Receives projects and rounds and uses their related managers only, so that guards and effects may ask.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.own_side import own_side_of
from projects.satisfaction import Grade, Said, outcome, rate
from villages.rulebook import rules_for
from weishishi.kernel import cipher

TOKEN_LENGTH = 24  # hex digits, 96 bits


def running(project):
    """The round that is open, or None."""
    return project.evaluations.filter(closed_at__isnull=True).first()


def last(project):
    """The newest round, open or closed, or None."""
    return project.evaluations.order_by("-round").first()


def open_round(project, at):
    """Begin to ask; days and rule are those of the book on that day."""
    day = localdate(at)
    rules = rules_for(project.village, on=day)
    return project.evaluations.create(
        round=project.evaluations.count() + 1, opened_at=at, first_day=day,
        last_day=day + timedelta(days=rules.evaluation_days - 1),
        rule_basis=rules.basis("evaluation_days")[:120],
        against_members=rules.evaluation_of_members, least_voices=rules.evaluation_voices,
    )  # fmt: skip


def close_round(evaluation, at, rectify_by=None):
    """Count, and write the result; nobody speaks meanwhile. Returns the round as it stands then."""
    rows = type(evaluation).objects.select_for_update(no_key=True)
    evaluation = rows.get(pk=evaluation.pk)
    said = counted(evaluation)
    evaluation.closed_at = at
    evaluation.satisfied, evaluation.basic = said.satisfied, said.basic
    evaluation.dissatisfied, evaluation.invalid = said.dissatisfied, said.invalid
    evaluation.outcome, evaluation.rectify_by = result_of(evaluation, said) or "", rectify_by
    evaluation.save()
    return evaluation


def counted(evaluation):
    """Everything that was said so far: voices and paper ballots; two queries."""
    by_grade = evaluation.voices.order_by().values_list("overall").annotate(Count("pk"))
    said = Said(**dict(by_grade))
    for sheet in evaluation.sheets.standing():
        said += sheet.said
    return said


def result_of(evaluation, said):
    """The Grade by the rule of the round; None while it cannot be said."""
    if not evaluation.against_members:
        return outcome(said)
    if evaluation.members is None or evaluation.members < said.valid:
        return None
    return outcome(said, evaluation.members)


def rule_words(evaluation):
    if evaluation.against_members:
        return _(
            "按应评人数算：满意过半数为满意；满意和基本满意合起来过半数为基本满意；其余为不满意。"
        )
    return _("按有效评议算：满意过半数为满意；满意和基本满意合起来过半数为基本满意；其余为不满意。")


def words_of(evaluation, said):
    """共 46 份有效评议：满意 46，基本满意 0，不满意 0，满意率 100%，结果：满意。"""
    grade = result_of(evaluation, said)
    if not said.is_shown:
        return (
            _("共 {n} 份有效评议，少于 5 份，不公布各项份数。").format(n=said.valid)
            if said.valid
            else _("还没有收到有效评议。")
        )
    words = _(
        "共 {n} 份有效评议：满意 {satisfied}，基本满意 {basic}，不满意 {dissatisfied}，满意率 {rate}%"
    ).format(
        n=said.valid, satisfied=said.satisfied, basic=said.basic, dissatisfied=said.dissatisfied,
        rate=rate(said),
    )  # fmt: skip
    return words + (_("，结果：{}。").format(Grade(grade).label) if grade else _("。"))


# ── Tokens: nothing of them is stored ────────────────────────────────────────────────────────────
def poster_token(evaluation):
    """On the printed poster, the same for everybody who stands before it."""
    return cipher.index(f"evaluation-poster:{evaluation.pk}")[:TOKEN_LENGTH]


def link_token(evaluation, kind, key):
    """In the message to one resident we know, (kind, key) as the outbox has them."""
    return cipher.index(f"evaluation-link:{evaluation.pk}:{kind}:{key}")[:TOKEN_LENGTH]


def address_of(project, page="evaluate", **asked):
    """The page of that name, with what is asked of it; whole where the site knows its own address."""
    path = reverse(page, args=[project.query_no])
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{settings.SITE_ADDRESS}{path}" + (f"?{query}" if query else "")


def invited(project):
    """(kind, key) of everybody we can reach: who proposed it, who proposed what was merged into it,
    and who also needs it; nobody of who carries it out. In a fixed order."""
    found = [] if project.recipient is None else [(*project.recipient, _phone_of(project))]
    reachable = project.supports.filter(person__closed_at__isnull=True)
    rows = reachable.values_list("person", "person__phone_index")
    found += [("person", pk, index) for pk, index in rows]
    rows = project.merged.filter(
        state="merged", contact__isnull=False, proposer__isnull=True, without_proposer=False
    ).values_list("contact", "contact__phone_index")
    found += [("contact", pk, index) for pk, index in sorted(set(rows))]
    if not found:
        return []
    apart = own_side_of(project)
    return list(
        dict.fromkeys((kind, key) for kind, key, index in found if not apart.has(kind, key, index))
    )


def _phone_of(project):
    return (project.proposer or project.contact).phone_index


def whose_link(round, token, token_of=link_token):
    """(kind, key) of who was sent this token, or None; `round` is of an evaluation or of a look. As many
    fingerprints as people were invited: who calls it counts the tries that miss."""
    if len(token) != TOKEN_LENGTH:
        return None
    found = None
    for kind, key in invited(round.project):
        if constant_time_compare(token_of(round, kind, key), token):
            found = kind, key
    return found


def is_poster(evaluation, token):
    return constant_time_compare(poster_token(evaluation), token)
