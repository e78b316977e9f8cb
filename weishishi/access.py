"""Who may open which address? One table: docs/access.md is printed from it, the tests walk it.

What a post may do inside follows from villages/roles.py (the registers), villages/scopes.py (whose
rows) and projects/lifecycle.py (whose steps).
"""

from dataclasses import dataclass

from villages.roles import DESK_ROLES, DOOR_ROLES, Level, Role, may

OWN, NEIGHBOUR, FAR = "own village", "other village, same town", "other town"
RELATIONS = (OWN, NEIGHBOUR, FAR)
ANONYMOUS, RESIDENT = "anonymous", "resident"
WHO = (ANONYMOUS, RESIDENT, *(role.value for role in Role))

OPEN, PERSON, DOOR = "everybody", "person", "door"
DESK, REGISTER, OBJECT = "desk", "register", "object"
# Whoever came in by the staff's door; and an organisation's own pages, of its own projects only.
INSIDE, ORGANISATION = "inside", "organisation"
_TO_LOGIN, _FORBIDDEN, _ABSENT = 302, 403, 404


@dataclass(frozen=True)
class Row:
    """One address. `reach` says who comes in; `model` and `right` refer to villages.roles.DESK.

    `needs` names the object in the address, `ok` the answer to who may come in, `scoped` whether the
    object belongs to a village.
    """

    reach: str
    model: str = ""
    right: str = "v"
    needs: str = ""
    ok: int = 200
    method: str = "get"
    scoped: bool = True
    whole_town: bool = False  # of a town as a whole: not for who sees some of its villages

    def answer(self, who, relation=OWN):
        """The status code for this kind of person asking for an object of that village."""
        if self.reach == OPEN:
            return self.ok
        if self.reach == PERSON:
            return _TO_LOGIN if who == ANONYMOUS else self.ok
        if self.reach == ORGANISATION:
            return self._answer_an_organisation(who)
        if self.reach in (DOOR, INSIDE) and who == Role.ORGANISATION:
            return _TO_LOGIN if self.reach == DOOR else self.ok
        if self.reach == DOOR and not _has_desk(who):
            return self.ok
        if not _has_desk(who):
            return _TO_LOGIN
        role = Role(who)
        if self.reach in (DOOR, DESK, INSIDE):
            return _TO_LOGIN if self.reach == DOOR else self.ok
        if not may(role, "v", self.model):
            return _FORBIDDEN
        if self.whole_town and (role.level == Level.VILLAGE or role == Role.LEAD_CONTACT):
            return _ABSENT
        if self.reach == OBJECT and self.scoped and not _sees(role, relation):
            return _ABSENT
        return self.ok if may(role, self.right, self.model) else _FORBIDDEN

    def _answer_an_organisation(self, who):
        """Of a project that is not its own there is nothing; the objects of the table never are."""
        if who in (ANONYMOUS, RESIDENT) or Role(who) not in DOOR_ROLES:
            return _TO_LOGIN
        if who != Role.ORGANISATION:
            return _FORBIDDEN
        return _ABSENT if self.needs else self.ok


def _has_desk(who):
    return who not in (ANONYMOUS, RESIDENT) and Role(who) in DESK_ROLES


def _sees(role, relation):
    """A lead contact in the tests is assigned to the own village only; administrators register
    places and people everywhere."""
    if role.level == Level.VILLAGE or role == Role.LEAD_CONTACT:
        return relation == OWN
    return relation in (OWN, NEIGHBOUR) or role.level == Level.DISTRICT


def public(needs="", **more):
    return Row(OPEN, needs=needs, **more)


def person(needs="", **more):
    """Whoever is signed in, under whatever hat: what she sees there is her own."""
    return Row(PERSON, needs=needs, **more)


def register(model, right="v", **more):
    return Row(REGISTER, model, right, **more)


def one(model, needs, right="v", **more):
    return Row(OBJECT, model, right, needs, **more)


_MODELS = {
    "projects_project": ("projects.project", True),
    "projects_journalentry": ("projects.journalentry", True),
    "projects_programme": ("projects.programme", False),
    "projects_campaigntag": ("projects.campaigntag", False),
    "projects_reserved": ("projects.reserved", True),
    "projects_listrule": ("projects.listrule", False),
    "projects_screen": ("projects.screen", False),
    "projects_meeting": ("projects.meeting", True),
    "projects_authorisation": ("projects.authorisation", True),
    "projects_publicnotice": ("projects.publicnotice", True),
    "projects_objection": ("projects.objection", True),
    "projects_wish": ("projects.wish", True),
    "projects_briefing": ("projects.briefing", False),
    "projects_libraryentry": ("projects.libraryentry", False),
    "projects_careneed": ("projects.careneed", True),
    "projects_carereading": ("projects.carereading", True),
    "projects_servedreading": ("projects.servedreading", True),
    "projects_privatereading": ("projects.privatereading", False),
    "projects_guidancevisit": ("projects.guidancevisit", True),
    "projects_finding": ("projects.finding", True),
    "projects_sample": ("projects.sample", False),
    "projects_inspection": ("projects.inspection", False),
    "projects_advice": ("projects.advice", True),
    "projects_anomalylook": ("projects.anomalylook", False),
    "projects_handover": ("projects.handover", True),
    "projects_tolerancenote": ("projects.tolerancenote", True),
    "projects_tolerancereading": ("projects.tolerancereading", True),
    "projects_templatephrase": ("projects.templatephrase", True),
    "funding_budget": ("funding.budget", True),
    "villages_village": ("villages.village", True),
    "villages_town": ("villages.town", False),
    "villages_district": ("villages.district", False),
    "villages_place": ("villages.place", True),
    "villages_servicepoint": ("villages.servicepoint", True),
    "villages_organisation": ("villages.organisation", False),
    "villages_person": ("villages.person", False),
    "villages_post": ("villages.post", False),
    "villages_delegation": ("villages.delegation", True),
    "villages_ruledecision": ("villages.ruledecision", False),
    "villages_policydocument": ("villages.policydocument", False),
    "villages_calendarday": ("villages.calendarday", False),
    "outbox_message": ("outbox.message", False),
}


def _registers():
    rows = {}
    for name, (model, scoped) in _MODELS.items():
        needs = model.split(".")[1]
        rows |= {
            f"admin:{name}_changelist": register(model),
            f"admin:{name}_add": register(model, "a"),
            f"admin:{name}_change": one(model, needs, scoped=scoped),
            f"admin:{name}_history": one(model, needs, scoped=scoped),
            f"admin:{name}_delete": Row(REGISTER, "nobody.may", needs=needs),  # nobody deletes
        }
    return rows


ROWS = {
    # ── The public ──
    "home": public(),
    "projects": public(),
    "points": public(),
    "project": public("query_no"),
    "story": public("told_no"),
    "package": public("query_no"),
    "meeting": public("meeting"),
    "villages": public(),
    "village": public("village"),
    "village_money": public("village"),
    "village_money_print": public("village"),
    "village_money_csv": public("village"),
    "town": public("town"),
    "town_rules": public("town"),
    "partners": public(),
    "partner": public("organisation"),
    "library": public(),
    "library_entry": public("libraryentry"),
    "documents": public(),
    "document_file": public("document_file"),
    "notices": public(),
    "public_notice": public("publicnotice"),
    "notice_print": public("publicnotice"),
    "samples": public(),
    "sample": public("sample"),
    "sample_numbers": public("sample"),
    "wishes": public(),
    "activities": public(),
    "wish": public("wish"),
    "progress": public(),
    "projects_csv": public(),
    "size": public(ok=405),
    "privacy": public(),
    "privacy_version": public("notice"),
    "accessibility": public(),
    "transparency": public(),
    "record_csv": public(),
    "record_checkpoints": public(),
    "record_verifier": public(),
    "photo": public("photo"),
    "screen": public("screen_token"),
    "api:projects": public(),
    "api:project": public("query_no"),
    "api:villages": public(),
    "api:figures": public(),
    "api:library": public(),
    "api:partners": public(),
    "api:wishes": public(),
    "api:schema": public(),
    "api:docs": public(),
    "open_data": public(),
    "robots": public(),
    "feed": public(),
    "village_feed": public("village"),
    "village_meetings_ics": public("village"),
    "healthz": public(ok=503),
    "readyz": public(),
    # ── A resident with 查询号 and proof; without it the way leads to /track/ ──
    "propose": public(),
    "sheet": public("sheet", ok=404),
    "sheet_photo": public("sheet_photo", ok=404),
    "receipt": public("receipt", ok=302),
    # ── Whoever has something to say to a notice ──
    "object_to": public("publicnotice"),
    "objection_look_up": public(),
    "objection": public("objection_number"),
    "evaluate": public("query_no"),
    "still_good": public("query_no"),
    # ── Whoever promises a wish ──
    "find_claim": public(),
    "wish_claim": public("claim_number", ok=302),
    "wish_claim_paper": public("claim_number", ok=302),
    "wish_certificate": public("claim_number", ok=302),
    # ── Whoever wants to come to an activity ──
    "activity": public("activity"),
    "find_sign_up": public(),
    "sign_up": public("sign_up_number", ok=302),
    "track": public(),
    "tracked": public("query_no", ok=302),
    "more_photos": public("query_no", ok=302),
    "withdraw": public("query_no", ok=302),
    "tracked_data": public("query_no", ok=302),
    "tracked_data_files": public("query_no", ok=302),
    "forget": public("query_no", ok=302),
    # ── Signing in by phone ──
    "sign_in": public(),
    "sign_in_code": public(ok=303),
    "sign_out": public(ok=405),
    # ── A resident who is signed in; others sign in first ──
    "me": public(),
    "inbox": person(),
    "reaching": person(),
    "follow": person(ok=404),  # of nothing
    "my_follows": person(),
    "support": person("query_no"),
    # ── What we hold about her, for whoever is signed in ──
    "my_data": person(),
    "my_data_files": person(),
    "close_account": person(),
    "account_closed": public(),
    # ── An organisation with an account ──
    "organisation": Row(ORGANISATION),
    "organisation_propose": Row(ORGANISATION),
    "organisation_project": Row(ORGANISATION, needs="query_no"),
    "organisation_report": Row(ORGANISATION, needs="query_no"),
    # ── Who watches ──
    "desk_progress": register("projects.project"),
    "desk_town": one("projects.project", "town", whole_town=True),
    "desk_village": one("projects.project", "village"),
    # ── The desk ──
    "admin:login": Row(DOOR),
    "admin:logout": Row(DESK, ok=405),
    "admin:index": Row(DESK),
    "admin:choose_post": Row(DESK),
    "admin:unsent": Row(DESK, ok=302),
    "admin:inbox": Row(DESK),
    "admin:reaching": Row(DESK),
    "admin:projects_handover_sheet": one("projects.handover", "handover"),
    "admin:group_chat": register("outbox.address"),
    "admin:undelivered": register("outbox.delivery"),
    "account_login": Row(DOOR),
    "mfa_authenticate": public(ok=302),
    "invitation": public("token", ok=410),
    "mfa_index": Row(INSIDE),
    "mfa_activate_totp": Row(INSIDE),
    "mfa_deactivate_totp": Row(INSIDE, ok=404),
    "mfa_add_webauthn": Row(INSIDE),
    "mfa_remove_webauthn": Row(INSIDE, needs="number", ok=404),
    "mfa_view_recovery_codes": Row(INSIDE, ok=404),
    "mfa_generate_recovery_codes": Row(INSIDE),
    "account_reauthenticate": Row(INSIDE, ok=403),
    "mfa_reauthenticate": Row(INSIDE, ok=403),
    "mfa_reauthenticate_webauthn": Row(INSIDE, ok=403),
    "openid_connect_login": public("number", ok=404),
    "openid_connect_callback": public("number", ok=404),
    "admin:password_change": Row(DESK),
    "admin:password_change_done": Row(DESK),
    "admin:jsi18n": Row(DESK),
    "admin:autocomplete": Row(DESK, ok=403),
    "admin:app_list": Row(DESK, ok=302),
    **_registers(),
    "admin:auth_user_password_change": one("villages.person", "person", "c", scoped=False),
    "admin:villages_person_invite": one("villages.person", "person", "a", scoped=False),
    "admin:projects_project_step": one("projects.project", "project", ok=302),
    "admin:projects_project_facts": one("projects.project", "project", "c"),
    "admin:projects_project_public": one("projects.project", "project", "a"),
    "admin:projects_project_photos": one("projects.project", "project"),
    "admin:projects_project_filed": one("projects.filedpaper", "project"),
    "admin:projects_project_check": one("projects.project", "project", "a"),
    "admin:projects_project_split": one("projects.project", "project"),
    "admin:projects_project_visit": one("projects.project", "project", "a"),
    "admin:projects_project_visit_sheet": one("projects.project", "visit"),
    "admin:projects_project_referral": one("projects.project", "project"),
    "admin:projects_reserved_change": one("projects.reserved", "reserved", ok=302),
    "admin:villages_organisation_sheet": one("villages.organisation", "organisation", scoped=False),
    "admin:villages_organisation_accounts": one(
        "villages.organisation", "organisation", scoped=False
    ),
    "admin:projects_briefing_sheet": one("projects.briefing", "briefing", scoped=False),
    "admin:projects_sample_sheet": one("projects.sample", "sample", scoped=False),
    "admin:projects_inspection_sheet": one("projects.inspection", "inspection", scoped=False),
    "admin:projects_project_urged": register("projects.urged"),
    "admin:projects_project_anomalies": register("projects.anomaly"),
    "admin:projects_project_audit_package": register("projects.auditpackage"),
    "admin:projects_project_copy": register("projects.project", "a"),
    "admin:projects_project_distinction": one("projects.project", "project"),
    "admin:projects_project_award": one("projects.project", "project"),
    "admin:projects_project_works": one("projects.project", "project"),
    "admin:projects_project_progress": one("projects.project", "project", "a"),
    "admin:projects_project_progress_sheet": one("projects.project", "project"),
    "admin:projects_project_acceptance": one("projects.project", "project"),
    "admin:projects_project_acceptance_sheet": one("projects.project", "project"),
    "admin:projects_project_service": one("projects.project", "project"),
    "admin:projects_project_activity": one("projects.project", "activity_part"),
    "admin:projects_project_sign_in_sheet": one("projects.project", "activity_part"),
    "admin:projects_project_served": one("projects.servedperson", "project"),
    "admin:projects_project_served_list": one("projects.servedperson", "served_list", ok=302),
    "admin:projects_project_recall": one("projects.project", "project"),
    "admin:projects_project_slip": one("projects.project", "project"),
    "admin:projects_project_opinion": one("projects.project", "project", ok=302),
    "admin:projects_meeting_deed": one("projects.meeting", "meeting", ok=302),
    "admin:projects_meeting_minutes": one("projects.meeting", "meeting"),
    "admin:projects_meeting_sign_in": one("projects.meeting", "meeting"),
    "admin:projects_publicnotice_photos": one("projects.publicnotice", "publicnotice"),
    "admin:projects_project_approval": one("projects.project", "project"),
    "admin:projects_project_approval_sheet": one("projects.project", "project"),
    "admin:projects_project_interests": one("projects.project", "project"),
    "admin:projects_project_clock": one("projects.project", "project"),
    "admin:projects_project_urgent": one("projects.project", "project"),
    "admin:projects_project_evaluation": one("projects.project", "project"),
    "admin:projects_project_evaluation_poster": one("projects.project", "evaluating"),
    "admin:projects_project_evaluation_form": one("projects.project", "project"),
    "admin:projects_project_evaluation_result": one("projects.project", "project"),
    "admin:projects_project_story": one("projects.project", "project"),
    "admin:projects_project_dossier": one("projects.project", "project"),
    "admin:projects_project_dossier_pdf": one("projects.project", "project"),
    "admin:projects_project_dossier_zip": one("projects.project", "project"),
    "admin:projects_project_application": one("projects.project", "project"),
    "admin:projects_project_need_sheet": one("projects.project", "project"),
    "admin:projects_project_result_notice": one("projects.project", "finished"),
    "admin:funding_ledger": register("funding.budget"),
    "admin:funding_quotas": register("funding.budget"),
    "admin:funding_bank": register("funding.bankstatement"),
    "admin:funding_bank_month": one("funding.bankstatement", "bank_month", whole_town=True),
    "admin:funding_bank_report": one("funding.bankstatement", "bank_month", whole_town=True),
    "admin:funding_audit": register("funding.auditrun"),
    "admin:projects_project_money": one("projects.project", "project"),
    "admin:projects_project_reimbursement": one("projects.project", "project"),
    "admin:projects_project_ledger_sheet": one("projects.project", "project"),
    "admin:projects_project_change_sheet": one("projects.project", "change_part"),
    "admin:projects_project_money_deed": one("projects.project", "money_deed", "a"),
    "admin:projects_project_money_receipt": one("projects.project", "money_receipt"),
    "admin:projects_project_money_thanks": one("projects.project", "money_thanks"),
    "admin:projects_project_money_file": one("projects.project", "money_file"),
    "admin:projects_project_approvals": register("projects.project"),
    "admin:projects_wish_deed": one("projects.wish", "wish_deed", "c"),
    "admin:projects_careneed_census": register("projects.careneed"),
    "admin:projects_careneed_home_form": register("projects.careneed"),
    "admin:projects_careneed_home_sheet": one("projects.careneed", "home_sheet", ok=302),
    "admin:projects_careneed_read": one("projects.careneed", "care_reading", ok=302),
    "admin:projects_guidancevisit_week": register("projects.guidancevisit"),
    "admin:projects_guidancevisit_sheet": one("projects.guidancevisit", "guidancevisit"),
    "admin:projects_tolerancenote_read": one("projects.tolerancenote", "tolerance_reading", ok=302),
    "admin:projects_wish_form": one("projects.wish", "wish"),
    "admin:projects_wish_promise": one("projects.wish", "wish_claim"),
    "admin:projects_wish_receipt": one("projects.wish", "wish_claim"),
    "admin:projects_wish_thanks": one("projects.wish", "wish_claim"),
    "admin:projects_project_owed": register("projects.project"),
    "admin:projects_project_master_ledger": register("projects.project"),
    "admin:projects_project_master_ledger_csv": register("projects.project"),
}

HEAD = """# Who may open which address

Generated from `weishishi/access.py`, `villages/roles.py` and `villages/scopes.py` by
`manage.py docs`; do not edit. The test suite opens every address as every role for an object of the
own village, of another village of the same town and of another town, and fails when an address is
missing here.

`all` every village · `town` the own town · `own` the own village (a lead contact: the assigned ones)
· `its own` what the organisation proposed, carries out, helps with or sponsors · `yes` without
reference to a village · `—` refused: 302 to the sign-in page for who has no desk,
403 for a post without the right, 404 for an object out of its reach.

"""


def access_page():
    """The Markdown of docs/access.md."""
    lines = [
        HEAD + "| address | " + " | ".join(WHO) + " |",
        "|---|" + "---|" * len(WHO),
    ]
    lines += [
        f"| `{name}` | " + " | ".join(_cell(row, who) for who in WHO) + " |"
        for name, row in ROWS.items()
    ]
    return "\n".join([*lines, ""])


def _cell(row, who):
    if row.reach == ORGANISATION and row.needs and who == Role.ORGANISATION:
        return "its own"
    seen = [relation for relation in RELATIONS if row.answer(who, relation) == row.ok]
    if row.reach == OPEN or not (row.reach == OBJECT and row.scoped):
        return "yes" if seen else "—"
    return {0: "—", 1: "own", 2: "town", 3: "all"}[len(seen)]
