"""An office as the outbox addresses it: a place and a role, whoever holds the post.

What is owed to an office is read by everybody who holds it now, so a change of office (换届) hands it
over by itself. 人大, 政协 and 督查 are one role and three offices: each has its own box.
"""

from villages.roles import Level, Role

OFFICE = ("role", "body", "village_id", "town_id", "district_id")  # what makes it the same one


def office_key(role, village):
    """The key of the office with that role that is responsible for the village; of a role that has no
    bodies, for which of them would be meant?"""
    role = Role(role)
    if role.level == Level.VILLAGE:
        place = village.pk
    else:
        place = village.town_id if role.level == Level.TOWN else village.town.district_id
    return f"{role.level}:{place}:{role}"


def office_of(post):
    """(kind, key) of the office somebody holds by this post."""
    body = f":{post.body}" if post.body else ""
    return "office", f"{Role(post.role).level}:{post.place.pk}:{post.role}{body}"


def posts_at(key):
    """The condition on posts of the office with that key."""
    level, place, role, *body = key.split(":")
    where = "organisation" if role == Role.ORGANISATION else level
    return {f"{where}_id": place, "role": role, "body": "".join(body)}


def reader(post):
    """What makes two requests see the same: who acts, under which post, and where it is held."""
    return (post.pk, post.acting_person_id, *(getattr(post, name) for name in OFFICE))


def same_office(post, path=""):
    """The condition on posts at the end of that lookup: the same place, role and body, whoever
    holds it."""
    prefix = f"{path}__" if path else ""
    return {f"{prefix}{name}": getattr(post, name) for name in OFFICE}


def group_of(key):
    """The place whose group chat an office reads: `town:3` of `town:3:town_officer`."""
    return ":".join(key.split(":")[:2])
