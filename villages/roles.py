"""Which roles there are, at which level each is held, and what each may do at the desk.

One page, so that an auditor can read it; docs/access.md is generated from it and the tests walk it.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    VILLAGE = "village", _("村（社区）")
    TOWN = "town", _("镇")
    DISTRICT = "district", _("区")


class Role(TextChoices):
    """Codes are fixed (docs/glossary.md); a resident holds no post."""

    LIAISON = "liaison", Level.VILLAGE, _("联络员")
    COMMITTEE_MEMBER = "committee_member", Level.VILLAGE, _("村（居）委会成员")
    SECRETARY = "secretary", Level.VILLAGE, _("党组织书记")
    SUPERVISION_COMMITTEE = "supervision_committee", Level.VILLAGE, _("村（居）务监督委员会")
    TOWN_OFFICER = "town_officer", Level.TOWN, _("镇经办人")
    LEAD_CONTACT = "lead_contact", Level.TOWN, _("挂点领导")
    TOWN_FINANCE = "town_finance", Level.TOWN, _("镇财政")
    DISTRICT_OFFICER = "district_officer", Level.DISTRICT, _("区经办人")
    SUPERVISOR = "supervisor", Level.DISTRICT, _("督查、人大、政协")
    AUDITOR = "auditor", Level.DISTRICT, _("审计")
    ORGANISATION = "organisation", Level.DISTRICT, _("社会组织")
    THIRD_PARTY = "third_party", Level.DISTRICT, _("第三方机构")
    SYSTEM_ADMIN = "system", Level.DISTRICT, _("系统管理员")
    SECURITY_ADMIN = "security", Level.DISTRICT, _("安全管理员")
    AUDIT_ADMIN = "audit", Level.DISTRICT, _("审计管理员")

    def __new__(cls, code, level):
        role = str.__new__(cls, code)
        role._value_, role.level = code, level
        return role


class Body(TextChoices):
    """Which of the three supervises under that post: each signs what it finds in its own name, and
    judges the answer to its own. Only a supervisor's post names one."""

    CONGRESS = "congress", _("人大")
    CONSULTATIVE = "consultative", _("政协")
    INSPECTION = "inspection", _("督查")


VILLAGE_DESK = frozenset({Role.LIAISON, Role.COMMITTEE_MEMBER, Role.SECRETARY})
TOWN_DESK = frozenset({Role.TOWN_OFFICER, Role.LEAD_CONTACT})
WATCHERS = frozenset(
    {
        Role.SUPERVISION_COMMITTEE,
        Role.TOWN_FINANCE,
        Role.DISTRICT_OFFICER,
        Role.SUPERVISOR,
        Role.AUDITOR,
    }
)
# Read projects within their scope.
READERS = VILLAGE_DESK | TOWN_DESK | WATCHERS
# May write a step down late, with the date on which it happened and the reason (补录).
LATE_RECORDERS = VILLAGE_DESK | {Role.TOWN_OFFICER}
# May see a caller's phone and the resident's own words.
CONFIDANTS = VILLAGE_DESK | {Role.TOWN_OFFICER}
# Whoever has a desk. A third party has none: no project can name it.
DESK_ROLES = READERS | {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}

# Who comes in by the staff's door. An organisation has a page of its own and no desk.
DOOR_ROLES = DESK_ROLES | {Role.ORGANISATION}

# What the admin lists for whom: model → role → "v"iew, "a"dd, "c"hange. Nobody deletes.
_READ = dict.fromkeys(READERS, "v")
DESK = {
    "projects.project": _READ | dict.fromkeys(VILLAGE_DESK, "vac") | {Role.TOWN_OFFICER: "vc"},
    "projects.journalentry": _READ | {Role.AUDIT_ADMIN: "v"},
    "projects.programme": _READ | {Role.DISTRICT_OFFICER: "vac"},
    "projects.campaigntag": _READ | {Role.DISTRICT_OFFICER: "vac"},
    # The roster of a meeting names people: those who hold it, and who looks after its lawfulness.
    "projects.meeting": _READ | dict.fromkeys(VILLAGE_DESK, "vac"),
    "projects.authorisation": _READ | dict.fromkeys(VILLAGE_DESK, "va"),
    "projects.publicnotice": _READ
    | {Role.LIAISON: "v", Role.COMMITTEE_MEMBER: "va", Role.SECRETARY: "va"},
    "projects.objection": _READ | dict.fromkeys(VILLAGE_DESK, "vac"),
    "projects.wish": _READ | dict.fromkeys(VILLAGE_DESK, "vac"),
    "projects.briefing": _READ | dict.fromkeys((Role.TOWN_OFFICER, Role.DISTRICT_OFFICER), "vac"),
    # Taken in and reviewed by the district; a secretary orders from it.
    "projects.libraryentry": _READ | {Role.DISTRICT_OFFICER: "va"},
    # In confidence: those who help her, and nobody who only watches.
    "projects.careneed": dict.fromkeys(VILLAGE_DESK, "va") | {Role.TOWN_OFFICER: "v"},
    "projects.carereading": {Role.AUDITOR: "v", Role.AUDIT_ADMIN: "v", Role.SECRETARY: "v"},
    # Who was shown a name and a phone in clear, and who took an audit package.
    "projects.privatereading": dict.fromkeys((Role.AUDITOR, Role.AUDIT_ADMIN), "v"),
    "projects.servedreading": {Role.AUDITOR: "v", Role.AUDIT_ADMIN: "v", Role.SECRETARY: "v"},
    "projects.guidancevisit": _READ
    | dict.fromkeys((Role.DISTRICT_OFFICER, Role.TOWN_OFFICER, Role.LEAD_CONTACT), "va"),
    # 容错免责: those who answer for the matter, those who rule, those who supervise and audit.
    "projects.tolerancenote": dict.fromkeys(
        (
            Role.COMMITTEE_MEMBER,
            Role.SECRETARY,
            Role.TOWN_OFFICER,
            Role.LEAD_CONTACT,
            Role.DISTRICT_OFFICER,
        ),
        "va",
    )
    | dict.fromkeys((Role.SUPERVISOR, Role.AUDITOR), "v"),
    "projects.tolerancereading": dict.fromkeys(
        (Role.SUPERVISOR, Role.AUDITOR, Role.AUDIT_ADMIN), "v"
    ),
    # Who watches finds, draws and inspects; whose answer it is answers ("c").
    "projects.finding": _READ
    | dict.fromkeys(VILLAGE_DESK | {Role.TOWN_OFFICER}, "vc")
    | dict.fromkeys((Role.SUPERVISOR, Role.AUDITOR), "vac"),
    "projects.sample": _READ | dict.fromkeys((Role.SUPERVISOR, Role.AUDITOR), "va"),
    "projects.inspection": _READ | dict.fromkeys((Role.SUPERVISOR, Role.AUDITOR), "vac"),
    # 寓审计于服务: the auditors advise, the village answers.
    "projects.advice": _READ | dict.fromkeys(VILLAGE_DESK, "vc") | {Role.AUDITOR: "va"},
    "projects.anomalylook": dict.fromkeys(
        (Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.AUDITOR, Role.AUDIT_ADMIN), "v"
    ),
    "projects.reserved": _READ,
    "projects.listrule": _READ | {Role.DISTRICT_OFFICER: "vac"},
    "projects.screen": dict.fromkeys((Role.SYSTEM_ADMIN, Role.DISTRICT_OFFICER), "vac")
    | {Role.AUDIT_ADMIN: "v"},
    "projects.templatephrase": {Role.TOWN_OFFICER: "vac", Role.DISTRICT_OFFICER: "v"},
    "funding.budget": _READ,
    "villages.village": _READ | {Role.SYSTEM_ADMIN: "vac"} | dict.fromkeys(VILLAGE_DESK, "vc"),
    "villages.town": {Role.SYSTEM_ADMIN: "vac", Role.DISTRICT_OFFICER: "v"},
    "villages.district": {Role.SYSTEM_ADMIN: "vac", Role.DISTRICT_OFFICER: "v"},
    "villages.place": _READ | dict.fromkeys(VILLAGE_DESK, "vac"),
    "villages.servicepoint": _READ | dict.fromkeys(VILLAGE_DESK, "vac"),
    "villages.organisation": _READ
    | dict.fromkeys(VILLAGE_DESK | {Role.TOWN_OFFICER, Role.DISTRICT_OFFICER}, "vac"),
    "villages.person": {Role.SYSTEM_ADMIN: "vac", Role.SECURITY_ADMIN: "vc"},
    "villages.post": {Role.SYSTEM_ADMIN: "vac", Role.AUDIT_ADMIN: "v", Role.SECURITY_ADMIN: "v"},
    # 换届移交: the register's keeper, a secretary for her own village, read by the other two.
    "projects.handover": dict.fromkeys((Role.SYSTEM_ADMIN, Role.SECRETARY), "va")
    | dict.fromkeys((Role.SECURITY_ADMIN, Role.AUDIT_ADMIN), "v"),
    # Who stands in for whom: asked for by the holder, read by her place, those above and the three.
    "villages.delegation": dict.fromkeys(READERS, "va")
    | dict.fromkeys((Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN), "v"),
    "villages.ruledecision": _READ
    | dict.fromkeys((Role.TOWN_OFFICER, Role.DISTRICT_OFFICER), "va")
    | {Role.AUDIT_ADMIN: "v"},
    "villages.policydocument": _READ
    | dict.fromkeys((Role.TOWN_OFFICER, Role.DISTRICT_OFFICER), "vac")
    | {Role.AUDIT_ADMIN: "v"},
    "villages.calendarday": {Role.SYSTEM_ADMIN: "va", Role.AUDIT_ADMIN: "v"},
    "outbox.message": {Role.SYSTEM_ADMIN: "v", Role.AUDIT_ADMIN: "v"},
}
# What has pages of its own at the desk and no register.
PAGES = {
    # Names of persons stand in a bank's statement: who keeps the account, and who audits it.
    "funding.bankstatement": {Role.TOWN_FINANCE: "vac", Role.AUDITOR: "v"},
    # Whom a restricted service serves: those who serve them, and nobody who only watches.
    "projects.servedperson": dict.fromkeys(VILLAGE_DESK, "va") | {Role.TOWN_OFFICER: "v"},
    # Photographed papers of a matter have names on them: those who know who proposed it.
    "projects.filedpaper": dict.fromkeys(VILLAGE_DESK, "va") | {Role.TOWN_OFFICER: "v"},
    "funding.auditrun": _READ | {Role.AUDIT_ADMIN: "v"},
    # What one's own office urged and has no answer to yet.
    "projects.urged": dict.fromkeys(
        (Role.SECRETARY, Role.TOWN_OFFICER, Role.LEAD_CONTACT, Role.DISTRICT_OFFICER), "v"
    ),
    # What looks unusual, and the package for an audit of a town.
    "projects.anomaly": dict.fromkeys(
        (Role.TOWN_OFFICER, Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.AUDITOR), "va"
    ),
    "projects.auditpackage": dict.fromkeys(
        (Role.TOWN_OFFICER, Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.AUDITOR), "v"
    ),
    # The robot of the place's group chat; what could not be sent.
    "outbox.address": dict.fromkeys(
        (Role.SECRETARY, Role.TOWN_OFFICER, Role.DISTRICT_OFFICER), "vc"
    ),
    "outbox.delivery": {Role.SYSTEM_ADMIN: "vc"},
}


def may(role, what, model):
    """Whether that role may "v"iew, "a"dd or "c"hange rows of `app.model` at the desk."""
    return what in (DESK.get(model) or PAGES.get(model, {})).get(role, "")
