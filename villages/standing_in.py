"""Who acts under which posts today, who may be asked to stand in (代理), and who may have acted then?"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, CharField, DateField, F, Q, When
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate

from villages.models import Delegation, Post
from villages.offices import office_of, posts_at
from villages.roles import Level, Role
from villages.scopes import villages_kept_by
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, Param

# Whose post → who of the same place may act under it. The three administrators, who watch each other,
# organisations and third parties delegate nothing; finance and the office stay two pairs of hands.
MAY_STAND_IN = {
    Role.LIAISON: (Role.COMMITTEE_MEMBER, Role.LIAISON),
    Role.COMMITTEE_MEMBER: (Role.LIAISON, Role.COMMITTEE_MEMBER),
    Role.SECRETARY: (Role.COMMITTEE_MEMBER, Role.SECRETARY),
    **{
        role: (role,)
        for role in (
            Role.SUPERVISION_COMMITTEE, Role.TOWN_OFFICER, Role.LEAD_CONTACT, Role.TOWN_FINANCE,
            Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.AUDITOR,
        )
    },
}  # fmt: skip
_LOOK_AFTER_ACCOUNTS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
_READ_WITH = ("person", "village__town", "town", "district", "organisation")


def posts_of(person):
    """The posts she acts under today, her own and those she stands in for; one query."""
    posts = _acted_under(person=person.pk, today=clock.today())
    for post in posts:
        if post.person_id != person.pk:
            post.stood_in_by = person
        post.acting_person.ever_lent = post.ever_lent
    return posts


@KeptQuery
def _acted_under():
    """Asked on every request of somebody signed in."""
    person, today = Param("person", BigIntegerField()), Param("today", DateField())
    lent = Delegation.objects.in_force(today).filter(to__person=person, to__since__lte=today)
    rows = Post.objects.held_on(today).filter(Q(person=person) | Q(pk__in=lent.values("post")))
    return rows.select_related(*_READ_WITH).annotate(ever_lent=_ever_lent_to(person))


def acting_at(keys):
    """{office key: [person pk]}: who acts in those offices today, whoever holds one longest first; who
    stands in comes instead of who is away. Two queries."""
    today, wanted = clock.today(), Q(pk__in=[])
    for key in keys:
        wanted |= Q(**posts_at(key))
    posts = Post.objects.held_on(today).filter(wanted).select_related(*_READ_WITH)
    posts = list(posts.order_by("since", "pk"))
    lent = Delegation.objects.in_force(today).filter(post__in=posts, to__since__lte=today)
    instead = dict(lent.values_list("post", "to__person"))
    found = {}
    for post in posts:
        held_by = instead.get(post.pk, post.person_id)
        found.setdefault(office_of(post)[1], []).append(held_by)
    return found


def who_could(post):
    """The posts of the same place whose holders may stand in for this one, in force today; one query."""
    roles = MAY_STAND_IN.get(Role(post.role), ())
    rows = Post.objects.held_on(clock.today()).filter(role__in=roles, **_place_of(post))
    return rows.exclude(person=post.person_id).select_related(*_READ_WITH).order_by("pk")


def may_have_acted(person, post, at=None):
    """Whether this person may have done what was done under that post: it is hers, or she stood in
    for its holder on that day (on any day, when nobody knows which). Rules about two persons ask
    here wherever only the post was kept; in doubt a colleague does it."""
    if person is None or post is None:
        return False
    if post.person_id == person.pk:
        return True
    lent = getattr(person, "ever_lent", None)  # known to who came in by a page, no query
    if lent is None:
        lent = Delegation.objects.filter(to__person=person).values("post", "since", "until")
    day = at and localdate(at).isoformat()
    return any(
        one["post"] == post.pk and (day is None or str(one["since"]) <= day <= str(one["until"]))
        for one in lent
    )


def _ever_lent_to(person):
    rows = Delegation.objects.filter(to__person=person).order_by("pk")
    return ArraySubquery(rows.values(json=JSONObject(post="post", since="since", until="until")))


def acted_as(field, person):
    """The same as a condition of a query: this person (or her primary key), the post in `field`."""
    lent = Delegation.objects.filter(to__person=person).values("post")
    return Q(**{f"{field}__person": person}) | Q(**{f"{field}__in": lent})


def in_sight(post):
    """The condition on delegations somebody at this post reads: of her own place and those below."""
    hers = Q(post__village__in=villages_kept_by(post).order_by().values("pk"))
    if post.town_id:
        return hers | Q(post__town=post.town_id)
    if post.district_id:
        return hers | Q(post__district=post.district_id) | Q(post__town__district=post.district_id)
    return hers


def why_for(post):
    """For `annotate`: why somebody is away, for her own office and the three who look after accounts,
    as the form promises; whoever is above reads that she is, and until when, and here None."""
    if post.role in _LOOK_AFTER_ACCOUNTS:
        return F("reason")
    if (
        post.district_id
    ):  # officers, supervisors and auditors of a district are offices of their own
        own = Q(post__district=post.district_id, post__role=post.role, post__body=post.body)
    else:
        own = Q(post__village=post.village_id, post__town=post.town_id)
    return Case(When(own, then="reason"), default=None, output_field=CharField())


def waiting(post):
    """What 我的待办 says about it: whom she is standing in for, and who stands in for her; rows not
    asked yet, and what reads them."""
    today = clock.today()
    rows = Delegation.objects.held(today).filter(until__gte=today)
    hers = rows.filter(Q(post=post) | Q(to__person=post.acting_person_id))
    hers = hers.select_related("post__village", "post__town", "post__district", "to__person")
    return [(hers, list)]


def _place_of(post):
    name = {Level.VILLAGE: "village", Level.TOWN: "town", Level.DISTRICT: "district"}[
        Role(post.role).level
    ]
    return {name: getattr(post, f"{name}_id"), "body": post.body}
