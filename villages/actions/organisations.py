"""The register of organisations: entered once, corrected and retired with a reason, never deleted."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from villages.models import Organisation, OrganisationNote, Post
from villages.roles import VILLAGE_DESK, Role
from villages.scopes import district_of, villages_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

EDITABLE = (
    "kind", "category", "village", "name", "credit_code", "registered_on", "rating",
    "fields_of_work", "contact_name", "contact_phone",
)  # fmt: skip
PRIVATE = ("contact_name", "contact_phone")
LEAST_REASON = 4  # characters
KEEPERS = VILLAGE_DESK | {Role.TOWN_OFFICER, Role.DISTRICT_OFFICER}
Did = OrganisationNote.Kind


def may_keep(organisation, post):
    """Whether that post may correct this entry: the district all of its own, a town and a village what
    they entered themselves, and the groups of their villages."""
    if post is None or post.role not in KEEPERS or district_of(post) != organisation.district_id:
        return False
    if post.role == Role.DISTRICT_OFFICER:
        return True
    if organisation.village_id:
        return villages_of(post).filter(pk=organisation.village_id).exists()
    entered = organisation.entered_by
    if entered is None:
        return False
    return bool(post.village_id and entered.village_id == post.village_id) or bool(
        post.town_id and entered.town_id == post.town_id
    )


@atomic
def register(organisation, *, by, at=None):
    """Enter it; `organisation` is unsaved. ValidationError in words, `Refused` in other hands."""
    if by.kind != Kind.SYSTEM:
        _refuse_strangers(by)
        organisation.district_id = district_of(by.post)
        ours = villages_of(by.post)
        if organisation.village_id and not ours.filter(pk=organisation.village_id).exists():
            raise Refused(_("只能登记您辖区内村（社区）的自组织和服务队。"))
    organisation.entered_by, organisation.entered_at = by.post, at or clock.now()
    _write(organisation)
    _note(organisation, Did.REGISTERED, by, at=organisation.entered_at)
    return organisation


@atomic
def correct(organisation, *, by, reason, **facts):
    """Change facts of an entry with a reason; what it was stays readable."""
    row = _locked(organisation, by, reason)
    was = {name: getattr(row, name) for name in facts}
    if unknown := set(facts) - set(EDITABLE):
        raise TypeError(f"not editable: {unknown}")
    for name, value in facts.items():
        setattr(row, name, value)
    _write(row)
    changes = [
        [str(row._meta.get_field(name).verbose_name), *_told(name, was[name], getattr(row, name))]
        for name in facts
        if was[name] != getattr(row, name)
    ]
    if changes:
        _note(row, Did.CORRECTED, by, reason=reason, changes=changes)
    return row


@atomic
def retire(organisation, *, by, reason):
    """It is chosen for nothing new, and its accounts end; what it did stays."""
    row = _locked(organisation, by, reason)
    if row.retired_at:
        raise Refused(_("它已经停用了。"))
    Post.objects.filter(organisation=row).held_on(clock.today()).update(until=clock.today())
    return _stamp(row, Did.RETIRED, clock.now(), by, reason)


@atomic
def resume(organisation, *, by, reason):
    """Back on the register."""
    row = _locked(organisation, by, reason)
    if row.retired_at is None:
        raise Refused(_("它没有停用，不用恢复。"))
    return _stamp(row, Did.RESUMED, None, by, reason)


def _stamp(row, did, retired_at, by, reason):
    row.retired_at = retired_at
    row.save(update_fields=["retired_at"])
    _note(row, did, by, reason=reason)
    return row


def _locked(organisation, by, reason):
    row = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if by.kind != Kind.SYSTEM:
        _refuse_strangers(by)
        if not may_keep(row, by.post):
            raise Refused(_("这个组织由登记它的单位或区里更正，您可以查看。"))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("请写明原因，至少 {} 个字。").format(LEAST_REASON))
    return row


def _refuse_strangers(by):
    if by.post is None or by.post.role not in KEEPERS:
        raise Refused(_("组织由村（社区）、镇、区的经办人登记，您可以查看。"))


def _write(row):
    row.full_clean()
    with in_words(Organisation):
        row.save()


def _note(row, kind, by, *, reason="", changes=(), at=None):
    OrganisationNote.objects.create(
        organisation=row, kind=kind, changes=list(changes), reason=reason.strip(), by=by.post,
        by_name=by.name, at=at or clock.now(),
    )  # fmt: skip


def _told(name, *values):
    return ["（不显示）"] * 2 if name in PRIVATE else ["" if v is None else str(v) for v in values]
