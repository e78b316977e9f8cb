"""What does a notice say of a matter, how long does it hang, and is the matter still what hung there?

Known to guards and effects, so it reaches tables through their related managers only.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.lines import source_name
from funding.models import Form
from funding.queries import sums_by_source
from projects.choices import Hazard
from projects.decisions import decision_of
from projects.households import NEIGHBOURHOODS, is_few, places_told
from projects.numbering import next_notice_serial
from villages.rulebook import rules_for
from weishishi.kernel.workdays import add_working_days
from weishishi.kernel.yuan import yuan

BASIS_LENGTH = 200
PHONES = ("village_phone", "town_phone", "supervision_phone")


@dataclass(frozen=True)
class Days:
    """From the day of posting to `last_day`, both inclusive."""

    first_day: date
    last_day: date
    days: int
    in_working_days: bool
    rule_basis: str


def days_of(projects, posted):
    """How long a notice of these matters of one village hangs when it is posted on that date.

    By the rulebook of that day; the fewer days a town gives hazards hold where all of them are
    hazards. Raises Refused for working days of a year without a calendar.
    """
    rules, name = rules_for(projects[0].village, on=posted), "notice_days"
    if rules.hazard_notice_days and all(one.hazard != Hazard.NONE for one in projects):
        name = "hazard_notice_days"
    days, eve = getattr(rules, name), posted - timedelta(days=1)
    in_working_days = rules.notice_in_working_days
    last = add_working_days(eve, days) if in_working_days else eve + timedelta(days=days)
    return Days(posted, last, days, in_working_days, rules.basis(name))


def counted(days, in_working_days):
    """3 天, 5 个工作日."""
    return _("{} 个工作日").format(days) if in_working_days else _("{} 天").format(days)


def title_of(projects):
    """关于民生微实事“村口加装路灯”的公示"""
    first = projects[0].public_title
    if len(projects) == 1:
        return f"关于民生微实事“{first}”的公示"
    return f"关于“{first}”等 {len(projects)} 个民生微实事项目的公示"


def basis_of(projects, on):
    """2021年第3次村民代表会议表决通过: the meetings that decided these matters as of that day; empty
    where none did."""
    decisions = [decision_of(project, on) for project in projects]
    meetings = dict.fromkeys(one.meeting.name for one in decisions if one)
    return _("{}表决通过").format("、".join(meetings)) if meetings else ""


def phones_of(village):
    """Whom one can call about a notice: as on the last one, else the service point's hotline."""
    last = village.public_notices.order_by("-pk").values(*PHONES).first()
    if last:
        return last
    point = getattr(village, "service_point", None)
    return {"village_phone": (point and point.hotline) or settings.HOTLINE}


def hang(projects, *, at, basis="", post=None, title="", phones=None):
    """Write the notice of these matters of one village, as they are now; returns it."""
    village, posted = projects[0].village, localdate(at)
    with override(settings.LANGUAGE_CODE):
        basis = basis or basis_of(projects, posted)
    notice = village.public_notices.create(
        year=posted.year, serial=next_notice_serial(village.pk, posted.year),
        title=title or title_of(projects), basis=basis[:BASIS_LENGTH], posted_at=at, posted_by=post,
        signed_by=village.full_name, **(phones_of(village) if phones is None else phones),
        **vars(days_of(projects, posted)),
    )  # fmt: skip
    for project in projects:
        add(notice, project)
    return notice


def add(notice, project):
    """One more line of a notice."""
    return notice.items.create(project=project, **snapshot(project, notice.first_day))


def item_of(project):
    """The line of the notice it hangs on, or hung on when it was decided; None without any."""
    rows = project.notice_items.select_related("notice", "spot")
    return rows.filter(withdrawn_at__isnull=True).first()


def take_off(project, at):
    """It hangs there no more; a notice without any line left is down."""
    item = item_of(project)
    if item is None:
        return
    item.withdrawn_at = at
    item.save(update_fields=["withdrawn_at"])
    if not item.notice.items.filter(withdrawn_at__isnull=True).exists():
        item.notice.withdrawn_at = at
        item.notice.save(update_fields=["withdrawn_at"])


def snapshot(project, posted):
    """What everybody may read about a matter on that date, in the words it is printed with."""
    sources = sums_of(project)
    with override(settings.LANGUAGE_CODE):
        return {
            "name": project.public_title,
            "content": content_of(project),
            "place": place_words(project),
            "spot": project.place,
            "amount_fen": cash(sources),
            "sources": sources,
            "implementer": project.village.full_name,
            "period": _period(project, posted),
            "beneficiaries": "、".join(_group(one) for one in project.beneficiaries.all()),
        }


def content_of(project):
    """照明灯 30 盏；灯杆 30 根: what is built at several places is added up."""
    sums = Counter()
    for one in project.work_items.all():
        sums[one.name, one.unit] += one.quantity
    return "；".join(
        f"{name} {number.normalize():f} {unit}" for (name, unit), number in sums.items()
    )


def place_words(project):
    """石桥村上石、下石: the hamlets and estates of the matter, or where it names none, those of its
    work; never a building, a spot or a door, nor where a few homes are."""
    items = list(project.work_items.select_related("place__parent"))
    named = places_told(items)
    listed = [item.place for item in items if named[item.pk]]
    told = _neighbourhoods([None if is_few(items) else project.place]) or _neighbourhoods(listed)
    return f"{project.village.name}{'、'.join(told)}"


def _neighbourhoods(places):
    """The names of those that are one, or lie in one, each once."""
    near = [one if one.kind in NEIGHBOURHOODS else one.parent for one in places if one]
    return list(dict.fromkeys(one.name for one in near if one and one.kind in NEIGHBOURHOODS))


def _group(one):
    label = str(one.get_group_display())
    return f"{label} {one.number:,} 人" if one.number else label


def _period(project, posted):
    limits = rules_for(project.village, on=posted).limits
    start, work = limits.get("confirmed"), limits.get("in_progress")
    if not (start and work):
        return ""
    return f"批准后 {start} 个工作日内开工，开工后 {work} 个工作日内完工"


# ── Money ────────────────────────────────────────────────────────────────────────────────────────
def sums_of(project):
    """[[source, form, fen], …] of its budget; nothing without one."""
    return [list(row) for row in sums_by_source(project.budget_id)] if project.budget_id else []


def cash(sources):
    """The cash among them, whole fen."""
    return sum(fen for _source, form, fen in sources if form == Form.CASH)


def source_words(sources, people_word):
    """区级财政 30,000 元、村民自筹 4,000 元: whose own money it is follows from the unit's kind."""
    return _("、").join(_source(*row, people_word) for row in sources)


def _source(source, form, fen, people_word):
    label = source_name(source, people_word)
    if form == Form.IN_KIND:
        return _("{source}（实物折价）{amount} 元").format(source=label, amount=yuan(fen))
    return _("{source} {amount} 元").format(source=label, amount=yuan(fen))


# ── Is it still what hung there? ─────────────────────────────────────────────────────────────────
def changes(project, item):
    """What is no longer as the notice said: amount, place, sources, each from what to what."""
    now, found = sums_of(project), []
    if item.amount_fen != cash(now):
        found.append(_("金额由 {} 元改为 {} 元").format(yuan(item.amount_fen), yuan(cash(now))))
    if item.spot_id != project.place_id:
        found.append(_("地点由“{}”改为“{}”").format(*map(_spot, (item.spot, project.place))))
    if item.sources != now:
        word = project.village.people_word
        said = (source_words(some, word) or _("没有写") for some in (item.sources, now))
        found.append(_("资金来源由“{}”改为“{}”").format(*said))
    return found


def _spot(place):
    return str(place) if place else _("全村（社区）")
