"""A person holding a role in a place from a day until a day; several hats are allowed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from villages.models.places import District, Town, Village
from villages.roles import Body, Level, Role


def _held_at(level):
    """A constraint's half: roles of that level name that place and no other."""
    roles = [role for role in Role if role.level == level]
    places = {f"{one.value}__isnull": one != level for one in Level}
    return Q(role__in=roles, **places)


class PostQuerySet(models.QuerySet):
    def held_on(self, day):
        """Posts in force on that date: from inclusive, until exclusive, so that ending one today
        takes effect on the very next request."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Post(models.Model):
    person = models.ForeignKey(
        "villages.Person", models.PROTECT, related_name="posts", verbose_name="人员"
    )
    role = models.CharField("角色", max_length=24, choices=Role)
    body = models.CharField(
        "哪个监督机构",
        max_length=16,
        choices=Body,
        blank=True,
        help_text="只对督查、人大、政协填写。",
    )
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, verbose_name="村（社区）"
    )
    town = models.ForeignKey(Town, models.PROTECT, null=True, blank=True, verbose_name="镇")
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, verbose_name="区")
    organisation = models.ForeignKey(
        "villages.Organisation", models.PROTECT, null=True, blank=True, editable=False,
        related_name="posts", verbose_name="代表的组织",
    )  # fmt: skip
    assigned = models.ManyToManyField(
        Village, blank=True, related_name="lead_contacts", verbose_name="挂点的村（社区）",
        help_text="只对挂点领导填写。",
    )  # fmt: skip
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True, help_text="从这一天起不再任职。")

    objects = PostQuerySet.as_manager()
    # Who acts under it on this request instead of its holder (代理); set by villages.middleware.
    stood_in_by = None

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["person", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_post_is_held_at_its_level",
                condition=_held_at(Level.VILLAGE) | _held_at(Level.TOWN) | _held_at(Level.DISTRICT),
                violation_error_message="请按角色填写任职的地方：村里的角色选村，镇里的选镇，区里的选区，且只选一个。",
            ),
            models.CheckConstraint(
                name="only_a_supervisor_names_a_body",
                condition=Q(body="") | Q(role=Role.SUPERVISOR),
                violation_error_message="监督机构只对督查、人大、政协填写，别的角色请留空。",
            ),
            models.CheckConstraint(
                name="a_post_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="离任日期不能早于任职日期。",
            ),
            models.CheckConstraint(
                name="who_speaks_for_an_organisation_names_it",
                condition=Q(role=Role.ORGANISATION, organisation__isnull=False, until__isnull=False)
                | ~Q(role=Role.ORGANISATION) & Q(organisation__isnull=True),
                violation_error_message="组织的账号由登记它的单位在组织的页面开通，要写到哪天为止。",
            ),
        ]

    def __str__(self):
        return self.office

    @property
    def place(self):
        """Where it is held; who speaks for an organisation speaks for nothing else."""
        return self.organisation or self.village or self.town or self.district

    @property
    def office(self):
        """What the public reads instead of a name: the place and the office."""
        return f"{self.place.name}{_OFFICES.get(self.role, self.role_name)}"

    @property
    def role_name(self):
        """The role in words; of a supervisor the body she supervises for."""
        return Body(self.body).label if self.body else Role(self.role).label

    @property
    def title(self):
        """What the person herself reads in the post switcher."""
        held = f"{self.place.name} · {self.role_name}"
        return _("代 {}").format(held) if self.stood_in_by else held

    @property
    def acting_person(self):
        """The person behind what is done under it now: rules about two persons look at her."""
        return self.stood_in_by or self.person

    @property
    def acting_person_id(self):
        return self.stood_in_by.pk if self.stood_in_by else self.person_id

    @property
    def signed_as(self):
        """The office as a fact names who did it; that somebody stood in is never left out."""
        return _SIGNED_FOR.format(self.office) if self.stood_in_by else self.office


# Stored with the fact in the source language, as the office is.
_SIGNED_FOR = "{}（代）"
_OFFICES = {
    Role.LIAISON: "联络点",
    Role.COMMITTEE_MEMBER: "委员会",
    Role.SECRETARY: "党组织",
    Role.SUPERVISION_COMMITTEE: "监督委员会",
    Role.TOWN_OFFICER: "民生微实事办公室",
    Role.LEAD_CONTACT: "挂点领导",
    Role.TOWN_FINANCE: "财政所",
    Role.DISTRICT_OFFICER: "民生微实事办公室",
    Role.ORGANISATION: "",
}
