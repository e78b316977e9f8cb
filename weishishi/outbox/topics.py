"""Who hears what, and how? One table; the house declares its topics when it starts.

A topic belongs to a subject, which is what somebody chooses by: she switches «我也需要的进展» on or
off for a channel, not thirty single sentences.
"""

from dataclasses import dataclass

INBOX = "inbox"


@dataclass(frozen=True)
class Subject:
    """`legal`: an answer or a decision the law owes her (信访工作条例, 村民委员会组织法); it comes
    whatever was chosen, and always alone. `pressing`: it has a day by which an office answers, and
    comes whatever was chosen, too. `chosen_by`: the kind of recipient on whose page of choices it
    stands, where `why` is its one sentence; "" for nobody's."""

    key: str
    title: str
    why: str
    legal: bool = False
    pressing: bool = False
    chosen_by: str = "person"

    @property
    def is_fixed(self):
        """Nobody switches off the ways by which it usually goes out."""
        return self.legal or self.pressing


@dataclass(frozen=True)
class Topic:
    """`channels`: by which it goes out beside the box unless somebody chose otherwise; `urgent`: not
    held back at night; `audience`: in words, for docs/notifications.md."""

    key: str
    subject: Subject
    audience: str
    channels: tuple = ()
    urgent: bool = False

    @property
    def is_fixed(self):
        return self.urgent or self.subject.is_fixed

    @property
    def title(self):
        return self.subject.title


_TOPICS: dict[str, Topic] = {}


def declare(*topics):
    """Add to the table; a topic is declared once (ValueError)."""
    for topic in topics:
        if topic.key in _TOPICS and _TOPICS[topic.key] != topic:
            raise ValueError(f"declared twice: {topic.key}")
        _TOPICS[topic.key] = topic


def topic_of(key):
    """The row of the table; KeyError for a message nobody planned."""
    return _TOPICS[key]


def all_topics():
    return tuple(_TOPICS.values())


def subjects():
    """Every subject once, in the order of the table."""
    return tuple(dict.fromkeys(topic.subject for topic in _TOPICS.values()))
