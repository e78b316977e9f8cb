"""What went otherwise is written down, ruled on by somebody else, and read for a reason."""

from datetime import timedelta

from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import locked, stamp, write_down
from projects.models import ToleranceNote, ToleranceReading, ToleranceRuling
from projects.people import tolerance_rulers, tolerance_writers
from villages.roles import may
from villages.scopes import reaches
from villages.standing_in import may_have_acted
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

OPEN_FOR = timedelta(minutes=30)
LEAST_REASON = 5
NOTE = "projects.tolerancenote"


def write(project, *, by, happened_on, deviation, reason, basis, form_token):
    """Write one note; a form sent twice gives the first one again. `Refused` for whom it does not
    concern and for tomorrow."""
    if not tolerance_writers.hold(project, by):
        raise Refused(_("容错免责由村（社区）委员会、书记或者镇、区经办人登记。"))
    if happened_on > clock.today():
        raise Refused(_("发生的日期不能在今天以后。"))
    try:
        with atomic():
            project = locked(project, by, hands=tolerance_writers)
            return write_down(
                ToleranceNote, project, by, None, "", happened_on=happened_on,
                deviation=deviation.strip(), reason=reason.strip(), basis=basis.strip(),
                form_token=form_token,
            )  # fmt: skip
    except (Refused, IntegrityError):
        if found := ToleranceNote.objects.filter(form_token=form_token, by=by.post).first():
            return found
        raise


@atomic
def rule(note, *, by, verdict, words):
    """The town or the district agrees or not, once. `Refused` for whoever wrote it, under whatever
    post, and for whoever has an interest in the matter."""
    if tolerance_rulers.hold(note.project, by):
        locked(note.project, by, hands=tolerance_rulers)  # the row of an append-only table is not
    if reasons := why_not_rule(note, by):
        raise Refused(*reasons)
    if len(words.strip()) < LEAST_REASON:
        raise Refused(_("请写明理由，至少 {} 个字。").format(LEAST_REASON))
    return ToleranceRuling.objects.create(
        note=note, verdict=verdict, words=words.strip(), **stamp(by)
    )


def why_not_rule(note, by):
    """What is against her ruling on it; [] when nothing is."""
    if not tolerance_rulers.hold(note.project, by):
        return [_("容错免责由镇经办人、挂点领导或者区经办人审定。")]
    if note.by_id and may_have_acted(by.person, note.by, note.recorded_at):
        return [_("这条是您登记的，请换一位同事审定。")]
    if ToleranceRuling.objects.filter(note=note).exists():
        return [_("这条已经审定，不能再改。有新情况请另外登记一条。")]
    return tolerance_rulers.conflicts(note.project, by)


def read(note, *, by, why):
    """Open one note to her for half an hour. `Refused` without right, scope or reason."""
    post = by.post
    if post is None or not may(post.role, "v", NOTE):
        raise Refused(_("容错免责记录只给村（社区）负责人、镇、区和督查、审计查阅。"))
    if not reaches(post, note.project.village_id):
        raise Refused(_("这不是您辖区里的，不能查阅。"))
    if len(why.strip()) < LEAST_REASON:
        raise Refused(_("请写明为什么查阅，至少 {} 个字，会留下记录。").format(LEAST_REASON))
    return ToleranceReading.objects.create(
        note=note, person=by.person, post=post, office=by.name, why=why.strip(), at=clock.now()
    )


def opens(reading, by):
    """Whether this reading still shows its note to this person under this hat."""
    is_hers = by.post and (reading.person_id, reading.post_id) == (by.person.pk, by.post.pk)
    return bool(is_hers) and clock.now() - reading.at <= OPEN_FOR
