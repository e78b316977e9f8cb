"""What else happens. An effect writes rows in the same transaction and reaches no network."""

from django.utils.timezone import localdate

from projects.numbering import next_acceptance_number, next_query_number
from villages.actions import consents
from villages.models.consents import Topic
from weishishi.kernel.actor import Actor
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.numbers import spaced
from weishishi.outbox.actions import owe


def told(project, *, office, note):
    """What a message about this project as it stands says; the desk previews the same."""
    into = project.merged_into
    return {
        "title": project.title,
        "number": spaced(project.query_no),
        "office": office,
        "village": project.village.name,
        "note": note,
        "referred_to": project.referred_to,
        "merged_into": spaced(into.query_no) if into else "",
        "due": in_chinese(project.due_on) if project.due_on else "",
    }


def tell_proposer(topic):
    """Owe the proposer a message; somebody without phone and account reads it when tracking."""

    def write(project, entry):
        if not project.query_no or not (recipient := project.recipient):
            return
        owe(
            recipient=recipient,
            topic=topic,
            about=project.query_no,
            facts=told(project, office=entry.actor_name, note=entry.note),
            dedupe_key=f"project-step:{entry.pk}:{recipient[0]}",
            happened_elsewhere_at=entry.happened_at if entry.imported else None,
        )

    write.__name__ = f"tell_proposer_{topic}"
    write.topic = topic
    return write


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
