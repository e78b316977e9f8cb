"""A giver and an organisation of the same name are one: the register says who it is."""

from funding.models import Giver


def recognise(organisation):
    """The givers of that name in its district, or in its village for a group of residents, are it; a
    person of the same name is not. Returns how many were found."""
    rows = Giver.objects.filter(name=organisation.name, organisation__isnull=True)
    rows = rows.exclude(kind=Giver.Kind.PERSON)
    if organisation.village_id:
        return rows.filter(village=organisation.village_id).update(organisation=organisation)
    ours = rows.filter(village__town__district=organisation.district_id)
    return ours.update(organisation=organisation)
