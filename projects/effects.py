"""What else happens. An effect writes rows in the same transaction and reaches no network."""

from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.actions import commitments, receipts, settlements
from projects import board, voting
from projects.approving import LADDER, RETURN, chain_for, round_of
from projects.notifications import TO_OFFICES
from projects.numbering import next_acceptance_number, next_query_number
from projects.satisfaction import Grade
from projects.states import State
from villages.actions import consents
from villages.models.consents import Topic
from villages.offices import office_key
from villages.roles import Role
from villages.rulebook import rules_for
from weishishi.kernel.actor import Actor
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.numbers import spaced
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import owe, owe_all


def told(project, *, office, note):
    """What a message about this project as it stands says; the desk previews the same."""
    into = project.merged_into
    return {
        "title": project.title,
        "number": spaced(project.query_no) or _("（提交后产生）"),
        "office": office,
        "village": project.village.name,
        "note": note,
        "referred_to": project.referred_to,
        "merged_into": spaced(into.query_no) if into else "",
        "due": in_chinese(project.due_on) if project.due_on else "",
        "result": _result(project),
    }


def _result(project):
    """What the residents said, where that is the news: while they are asked (before a step is taken
    the desk reads it), and with the very step that ended the round."""
    if project.state not in (State.EVALUATING, State.EVALUATED, State.RECTIFYING):
        return ""
    evaluation = voting.last(project)
    if evaluation is None:
        return ""
    if evaluation.closed_at is None:
        return voting.words_of(evaluation, voting.counted(evaluation))
    is_news = evaluation.closed_at == project.state_since
    return voting.words_of(evaluation, evaluation.said) if is_news else ""


def tell_proposer(topic):
    """Owe the proposer a message; somebody without phone and account reads it when tracking."""

    def write(project, entry):
        if not project.query_no or not (recipient := project.recipient):
            return
        if topic == ASKED and recipient not in voting.invited(project):
            return  # who carries it out is not asked how well it was done
        owe(
            recipient=recipient,
            topic=topic,
            about=project.query_no,
            facts=told(project, office=entry.actor_name, note=entry.note)
            | _way_to_speak(project, topic, *recipient),
            dedupe_key=f"project-step:{entry.pk}:{recipient[0]}",
            happened_elsewhere_at=entry.happened_at if entry.imported else None,
        )

    write.__name__ = f"tell_proposer_{topic}"
    write.topic = topic
    return write


def tell_supporters(topic):
    """Owe everybody who also needs it a message, in the words the public reads: few, and only what
    a neighbour waits for (确定、开工、办完、评议、了结). Their 我也需要 is never shown to others.
    Who only follows it hears, too."""

    def write(project, entry):
        tell_followers(project, entry)
        told_too = _supporters(project) + _proposers_of_merged(project)
        if not told_too:
            return
        if topic == ASKED:
            _ask_each(project, entry, told_too)
            return
        owe_all(
            {f"project-step:{entry.pk}:support:{kind}:{pk}": (kind, pk) for kind, pk in told_too},
            topic=f"also_{topic}",
            about=project.query_no,
            facts=told(project, office=entry.actor_name, note=entry.note)
            | {"title": project.shown_title},
            happened_elsewhere_at=entry.happened_at if entry.imported else None,
        )

    write.__name__ = f"tell_supporters_{topic}"
    return write


def tell_followers(project, entry):
    """Owe everybody who follows it one sentence: what was done, in the words of the step."""
    if entry.imported:
        return
    followers = project.follows.filter(person__closed_at__isnull=True)
    keys = followers.exclude(person=project.proposer_id).values_list("person", flat=True)
    owe_all(
        {f"project-step:{entry.pk}:follow:{pk}": ("person", pk) for pk in keys},
        topic="followed",
        about=project.query_no,
        facts=told(project, office=entry.actor_name, note="")
        | {"title": project.shown_title, "state": str(State(project.state).public_name)},
    )


def tell_office(topic):
    """Owe the office that goes on with it a message; an import disturbs nobody."""

    def write(project, entry):
        if not entry.imported:
            owe(
                recipient=("office", office_key(TO_OFFICES[topic], project.village)),
                topic=topic,
                about=project.query_no,
                # A box others open, perhaps a group chat: in the words the public reads.
                facts=told(project, office=entry.actor_name, note=entry.note)
                | {"title": project.shown_title},
                dedupe_key=f"project-step:{entry.pk}:{topic}",
            )

    write.__name__ = f"tell_{topic}"
    return write


ASKED = "evaluating"  # everybody who is told so gets a link of her own


def _way_to_speak(project, topic, kind, key):
    if topic != ASKED or (evaluation := voting.running(project)) is None:
        return {}
    token = voting.link_token(evaluation, kind, key)
    return {"link": voting.address_of(project, me=token)}


def _ask_each(project, entry, told_too):
    facts = told(project, office=entry.actor_name, note=entry.note)
    facts |= {"title": project.shown_title}
    asked = set(voting.invited(project))
    for kind, pk in (one for one in told_too if one in asked):
        owe(
            recipient=(kind, pk), topic=f"also_{ASKED}", about=project.query_no,
            facts=facts | _way_to_speak(project, ASKED, kind, pk),
            dedupe_key=f"project-step:{entry.pk}:support:{kind}:{pk}",
            happened_elsewhere_at=entry.happened_at if entry.imported else None,
        )  # fmt: skip


def _supporters(project):
    if not project.supporters:
        return []
    reachable = project.supports.filter(person__closed_at__isnull=True)
    return [("person", pk) for pk in reachable.values_list("person", flat=True)]


def _proposers_of_merged(project):
    """Who proposed, without an account, what was merged into it; with one they are supporters."""
    rows = project.merged.filter(
        state=State.MERGED, contact__isnull=False, proposer__isnull=True, without_proposer=False
    )
    return [("contact", pk) for pk in sorted(set(rows.values_list("contact", flat=True)))]


def bring_supporters_along(project, entry):
    """Who proposed or also needs the merged matter also needs the one it goes into, from the day she
    said so: the voices stay here and are counted there, each person once, its own proposer never."""
    bring(project)


def take_supporters_back(project, entry):
    """Apart again: exactly the voices it had brought along leave the other one, and every one that
    one went into; who also came by another matter merged there stays by that one."""
    brought, into = {one.pk for one in with_merged(project)}, project.merged_into
    project.merged_into = None
    project.save(update_fields=["merged_into"])
    while into is not None:
        rows = type(into).objects.select_for_update(no_key=True)
        into = rows.get(pk=into.pk)
        leaving = into.supports.filter(brought_by__in=brought)
        gone = set(leaving.values_list("person", flat=True))
        if gone:
            leaving.delete()
            into.supporters -= len(gone)
            into.save(update_fields=["supporters"])
            for other in into.merged.filter(state=State.MERGED).order_by("pk"):
                bring(other, only=gone)
        into = into.merged_into


def bring(project, only=None):
    """Count the voices of a merged matter in the one it went into, where they are not yet; `only`
    these persons."""
    into = project.merged_into
    voices = {
        row.person_id: (row.since, row.brought_by_id or project.pk)
        for row in (project.supports.all() if project.supporters else ())
    }
    if project.proposer_id and project.proposer.phone_verified_at:
        voices.setdefault(project.proposer_id, (project.submitted_at, project.pk))
    voices.pop(into.proposer_id, None)
    if not voices:
        return
    into = type(into).objects.select_for_update(no_key=True).get(pk=into.pk)
    new = set(voices) - set(into.supports.values_list("person", flat=True))
    new &= new if only is None else only
    into.supports.bulk_create(
        into.supports.model(
            project=into, person_id=pk, since=voices[pk][0], brought_by_id=voices[pk][1]
        )
        for pk in sorted(new)
    )
    into.supporters += len(new)
    into.save(update_fields=["supporters"])


def with_merged(project):
    """The project, and everything that is merged into it or into one of those."""
    found, level = [project], [project]
    while level:
        level = list(type(project).objects.filter(merged_into__in=level, state=State.MERGED))
        found += level
    return found


def give_query_number(project, entry):
    """The resident's 查询号, and the moment from which everything is counted."""
    project.query_no = next_query_number(localdate(entry.happened_at).year)
    project.submitted_at = entry.happened_at
    project.save(update_fields=["query_no", "submitted_at"])


def keep_consent(project, entry):
    """What the proposer agreed to with this matter: the notice, and whether her name may be shown,
    which is asked apart (PIPL 14, 25)."""
    whose = project.proposer or project.contact
    if whose is None:
        return
    topics = [Topic.PRIVACY, Topic.SHOW_NAME] if project.show_name else [Topic.PRIVACY]
    for topic in topics:
        consents.give(
            topic, by=_hand_of(project, entry), of=whose, version=project.notice_version,
            query_no=project.query_no, at=entry.happened_at,
        )  # fmt: skip


def _hand_of(project, entry):
    return Actor(
        entry.actor_kind, entry.actor_name, person=entry.person, post=entry.post,
        contact=project.contact, imports=entry.imported,
    )  # fmt: skip


def give_acceptance_number(project, entry):
    """The 受理编号 exists from acceptance on; a matter accepted again keeps it."""
    if not project.acceptance_no:
        project.acceptance_no = next_acceptance_number(localdate(entry.happened_at).year)
        project.save(update_fields=["acceptance_no"])


def hang_on_the_board(project, entry):
    """A notice of its own, unless it was posted together with others (actions/notices.py)."""
    item = board.item_of(project)
    notice = item.notice if item else board.hang([project], at=entry.happened_at, post=entry.post)
    project.hangs_until(notice.last_day)


def take_off_the_board(project, entry):
    """It is talked about again: what hung there holds no more."""
    board.take_off(project, entry.happened_at)


def keep_the_return(project, entry):
    """A matter handed back by the town is an opinion of the chain, too; it ends the round."""
    chain = chain_for(project, localdate(entry.happened_at))
    role = Role(entry.post.role) if entry.post else Role.TOWN_OFFICER
    recorder = project.operator
    project.approvals.create(
        round=round_of(project), order=LADDER.index(role) + 1, role=role, verdict=RETURN,
        post=entry.post, person=entry.person, actor_name=entry.actor_name, imported=entry.imported,
        opinion=entry.note[:500], at=entry.happened_at, recorded_at=entry.recorded_at,
        late_reason=entry.late_reason[:200], amount_fen=chain.fen,
        two_hands_from_fen=chain.two_hands_from, recorder_id=recorder and recorder.person_id,
    )  # fmt: skip


# ── Money ────────────────────────────────────────────────────────────────────────────────────────
def _booked(project, entry):
    """How a step justifies what it does to the money: its own number, by the same hand."""
    return {
        "key": uuid5(NAMESPACE_URL, f"weishishi-journal:{entry.pk}"),
        "by": _hand_of(project, entry),
        "on": localdate(entry.happened_at),
        "reference": f"{project.query_no}/{entry.pk}",
    }


def commit_the_money(project, entry):
    """What was confirmed is set aside, line by line, out of the year's quota and the pledges."""
    if project.budget_id:
        book = rules_for(project.village, on=localdate(entry.happened_at)).annual_quota_fen
        commitments.commit(project.budget, book_fen=book, **_booked(project, entry))


def give_the_money_back(project, entry):
    """It will not be built: what was not spent goes back to the quota, the sponsors and residents."""
    if project.budget_id:
        facts = _booked(project, entry)
        commitments.release(project.budget, **facts)
        receipts.give_back(project.budget, **facts | {"key": uuid5(facts["key"], "back")})


def note_the_acceptance(project, entry):
    """From now on the last payment may be made."""
    if project.budget_id:
        settlements.accept(project.budget, on=localdate(entry.happened_at))


def close_the_books(project, entry):
    """Nothing is open any more; PostgreSQL holds it so."""
    if project.budget_id:
        settlements.close(project.budget, on=localdate(entry.happened_at))


def decide_the_money_anew(project, entry):
    """A change goes back to the residents: the ledger stays as it is until they have decided."""
    if project.budget_id:
        commitments.reopen(project.budget)


# ── 评议 ──────────────────────────────────────────────────────────────────────────────────────
def ask_the_residents(project, entry):
    """A round of asking begins, by the book of that day."""
    voting.open_round(project, entry.happened_at)


def count_the_voices(project, entry):
    """The round is over and counted; where it is to be mended, until the day by which it is due."""
    evaluation = voting.running(project)
    if evaluation is not None:
        mend = project.due_on if project.state == State.RECTIFYING else None
        evaluation = voting.close_round(evaluation, entry.happened_at, rectify_by=mend)
        if project.state == State.EVALUATED and evaluation.outcome == Grade.DISSATISFIED:
            raise Refused(_("刚才又有人评了，结果变成不满意，请刷新页面再办。"))
