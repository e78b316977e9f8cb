"""Which villages does this post reach? Every list, filter, count and look-up asks here."""

from villages.models import Town, Village
from villages.roles import READERS, Role


def villages_of(post):
    """The villages whose affairs this post may see; none for a post that sees no village.

    A lead contact sees the villages assigned to her; town posts their town; district posts their
    district; the three administrators no village's affairs at all.
    """
    role = Role(post.role)
    if role in {
        Role.ORGANISATION,
        Role.THIRD_PARTY,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDIT_ADMIN,
    }:
        return Village.objects.none()
    if role == Role.LEAD_CONTACT:
        return Village.objects.filter(lead_contacts=post)
    if post.village_id:
        return Village.objects.filter(pk=post.village_id)
    if post.town_id:
        return Village.objects.filter(town=post.town_id)
    return Village.objects.filter(town__district=post.district_id)


def towns_of(post):
    """The towns whose affairs this post may see as a whole; none for who sees some villages only."""
    if Role(post.role) not in READERS - {Role.LEAD_CONTACT}:
        return Town.objects.none()
    if post.town_id:
        return Town.objects.filter(pk=post.town_id)
    return (
        Town.objects.filter(district=post.district_id) if post.district_id else Town.objects.none()
    )


def reaches(post, village_id):
    """Whether that village lies in the post's scope."""
    return villages_of(post).filter(pk=village_id).exists()


def villages_kept_by(post):
    """The villages whose entries this post sees at the desk.

    The system administrator sees no village's affairs, but keeps the register of units and posts of
    the whole district; the security and audit administrators read who holds which post there.
    """
    keepers = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    if post.role in keepers and post.district_id:
        return Village.objects.filter(town__district=post.district_id)
    return villages_of(post)


def district_of(post):
    """The id of the district a post belongs to, at whatever level it is held."""
    if post.village_id:
        return post.village.town.district_id
    return post.town.district_id if post.town_id else post.district_id
