"""A town or the district decides a rule: with a document, from a day on, within the law."""

from datetime import timedelta

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from villages.models import District, RuleDecision
from villages.roles import Role
from villages.rulebook import asked
from villages.rulebook.bounds import level_of, objections
from villages.rulebook.rules import rules
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.dates import written
from weishishi.kernel.verdict import Refused

Level = RuleDecision.Level


@atomic
def decide(place, values, *, document, valid_from, valid_to=None, is_law=False, by, at=None):
    """Set rules {code: value} of a town or district from `valid_from` until `valid_to` (inclusive;
    None: without end). A value of None takes the place's own decision back.

    `is_law`: the district writes down what a statute says, below which nobody may go from that day
    on. `at` is when an import's decision was made. Raises Refused with every reason.
    """
    if not may_decide(place, by):
        raise Refused(_("这里的规则不由您定。"))
    written_at = (at if by.imports else None) or clock.now()
    level = Level.LAW if is_law else level_of(place)
    reasons = reasons_against(
        place, level, values, document=document, valid_from=valid_from, valid_to=valid_to,
        on=localdate(written_at),
    )  # fmt: skip
    reasons += [
        one for ones in objections(place, level, values, valid_from).values() for one in ones
    ]
    if reasons:
        raise Refused(*reasons)
    district = place if isinstance(place, District) else place.district
    rows = RuleDecision.objects.bulk_create(
        RuleDecision(
            level=level, district=district, town=None if place is district else place, rule=code,
            value=None if value is None else rules()[code].kind.stored(value),
            valid_from=valid_from, valid_to=valid_to, document=document, recorded_by=by.post,
            recorded_at=written_at, imported=by.imports,
        )
        for code, value in values.items()
    )  # fmt: skip
    asked.KEPT.changed()
    return rows


def reasons_against(place, level, values, *, document, valid_from, valid_to, on):
    """Why this decision cannot be written down on the day `on`, whatever its values are worth."""
    reasons = []
    if not values:
        reasons.append(_("还没有改任何一条规则，请至少改一条。"))
    if document is None:
        reasons.append(_("请选这次决定依据的文件；没有的，先在“政策文件”里登记。"))
    tomorrow = on + timedelta(days=1)
    if level != Level.LAW and valid_from < tomorrow:
        reasons.append(
            _("最早从{}起：已经在用的规则不改写，办过的事按当时的规则算。").format(
                written(tomorrow)
            )
        )
    if document and document.valid_from and document.valid_from > valid_from:
        reasons.append(
            _("所依据的文件从{}起才有效，规则不能更早生效。").format(written(document.valid_from))
        )
    if valid_to and valid_to < valid_from:
        reasons.append(_("“到哪天”不能早于“从哪天起”。"))
    return reasons


def may_decide(place, by):
    """The town's officer for her town, the district's for the district; and an import."""
    if by.kind == Kind.SYSTEM:
        return by.imports
    post = by.post
    if post is None:
        return False
    if isinstance(place, District):
        return post.role == Role.DISTRICT_OFFICER and post.district_id == place.pk
    return post.role == Role.TOWN_OFFICER and post.town_id == place.pk
