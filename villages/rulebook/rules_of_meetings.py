"""Rules about meetings: which may decide, how many have to come, how many have to agree."""

from django.utils.translation import gettext_lazy as _

from villages.deliberation import OPEN_TO, RULES_UNTIL_2025, Matter, MeetingKind, default_rules
from villages.roles import Level
from villages.rulebook.kinds import Days, Share
from villages.rulebook.lists import Several
from villages.rulebook.rules import Chapter, Rule

SHARE, DAYS = Share(), Days(_("天"))
DECIDES = _("村组法（2018）第二十四条、居组法（2018）第十六条、民法典第二百七十八条")
# Held by custom or by their own rules, not by a statute.
_OWN_RULES = (MeetingKind.RESIDENTS_REPS, MeetingKind.RESIDENTS_COUNCIL)


def _of(kind):
    rule = RULES_UNTIL_2025[kind]
    is_statute = kind not in _OWN_RULES

    def row(part, title, value_kind, least):
        return Rule(
            f"meeting_rules.{kind.value}.{part}", title, value_kind, rule.source, rule.verified,
            least=least, law=rule.source, statute=is_statute,
            from_book=lambda on: (default_rules(on)[kind].source, default_rules(on)[kind].verified),
        )  # fmt: skip

    yield row(
        "quorum",
        _("至少到会"),
        SHARE,
        (rule.quorum_num, rule.quorum_den, rule.quorum_strict) if is_statute else (1, 2, False),
    )
    if rule.quorum_of_households:
        yield row(
            "quorum_of_households", _("按户开会的，至少到会"), SHARE, rule.quorum_of_households
        )
    yield row(
        "majority", _("同意的占到会的"), SHARE, (rule.pass_num, rule.pass_den, rule.pass_strict)
    )
    yield row("call_days", _("提前通知"), DAYS, rule.call_days)


def _chapter(kind):
    return Chapter(f"meeting_{kind.value}", kind.label, "", tuple(_of(kind)))


def _decided_by(unit, matter):
    choices = Several([kind for kind in MeetingKind if kind in OPEN_TO[unit]])
    return Rule(
        f"decided_by.{unit}.{matter.value}", matter.label, choices, str(DECIDES), law=DECIDES,
        levels=(Level.DISTRICT,),
    )  # fmt: skip


CHAPTERS = (
    *(
        Chapter(
            f"decided_by_{unit}", title, _("哪些会议作的决定算数。"),
            tuple(_decided_by(unit, matter) for matter in Matter),
        )
        for unit, title in (("village", _("村里由哪种会议决定")), ("community", _("社区由哪种会议决定")))
    ),
    *(_chapter(kind) for kind in MeetingKind),
)  # fmt: skip
