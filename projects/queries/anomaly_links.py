"""Where does what a look was about lie today? From the key of the line, for the register of looks."""

from urllib.parse import urlencode

from django.urls import reverse

from projects.models import Approval


def address_of(subject):
    """The page of the organisation, the village or the matter; "" for what is gone."""
    kind, _colon, rest = subject.partition(":")
    number = rest.partition(":")[0]
    if not number.isdecimal():
        return ""
    if kind == "approval":
        matter = Approval.objects.filter(pk=number).values_list("project", flat=True).first()
        return reverse("admin:projects_project_approval", args=[matter]) if matter else ""
    if kind == "split":
        query = urlencode({"village": number})
        return f"{reverse('admin:projects_project_changelist')}?{query}"
    page = {
        "organisation": "admin:villages_organisation_change", "spent": "admin:projects_project_money",
        "late": "desk_village", "merged": "desk_village",
    }.get(kind)  # fmt: skip
    return reverse(page, args=[number]) if page else ""
