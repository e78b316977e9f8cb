"""An office as the outbox addresses it: a place and a role, whoever holds the post.

What is owed to an office is read by everybody who holds it now, so a change of office (换届) hands it
over by itself.
"""

from villages.roles import Level, Role

OFFICE = ("role", "village_id", "town_id", "district_id")  # what makes it the same one


def office_key(role, village):
    """The key of the office with that role that is responsible for the village."""
    role = Role(role)
    if role.level == Level.VILLAGE:
        place = village.pk
    else:
        place = village.town_id if role.level == Level.TOWN else village.town.district_id
    return f"{role.level}:{place}:{role}"


def office_of(post):
    """(kind, key) of the office somebody holds by this post."""
    return "office", f"{Role(post.role).level}:{post.place.pk}:{post.role}"


def reader(post):
    """What makes two requests see the same: who acts, under which post, and where it is held."""
    return (post.pk, post.acting_person_id, post.body, *(getattr(post, name) for name in OFFICE))


def same_office(post, path=""):
    """The condition on posts at the end of that lookup: the same place and role, whoever holds it."""
    prefix = f"{path}__" if path else ""
    return {f"{prefix}{name}": getattr(post, name) for name in OFFICE}


def group_of(key):
    """The place whose group chat an office reads: `town:3` of `town:3:town_officer`."""
    return key.rsplit(":", 1)[0]
