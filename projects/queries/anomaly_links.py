"""Where does what looks unusual lie: for a line of the list, and for the register of looks, which knows
the key of the line only."""

from urllib.parse import urlencode

from django.urls import reverse

from projects.choices import ProjectClass
from projects.models import Approval

PAGES = {
    "organisation": "admin:villages_organisation_change", "spent": "admin:projects_project_money",
    "matter": "admin:projects_project_change", "approval": "admin:projects_project_approval", "late": "desk_village", "merged": "desk_village",
}  # fmt: skip


def address(kind, number, project_class=""):
    """The page of the organisation, the village or the matter of that primary key; of what may be
    split, the matters of that class in that village."""
    if kind == "split":
        asked = {"village": number}
        if project_class:
            asked["project_class__exact"] = project_class
        return f"{reverse('admin:projects_project_changelist')}?{urlencode(asked)}"
    return reverse(PAGES[kind], args=[number])


def address_of(subject):
    """The same from the key of a line; "" for what is gone, and for what is no key."""
    kind, _colon, rest = subject.partition(":")
    number, _colon, more = rest.partition(":")
    if not number.isdecimal() or kind not in {"split", *PAGES}:
        return ""
    if kind == "approval":
        number = Approval.objects.filter(pk=number).values_list("project", flat=True).first()
    if not number:
        return ""
    return address(kind, number, more if more in ProjectClass.values else "")
