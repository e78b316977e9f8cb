"""Which projects hold these words? An index finds the candidates, the words themselves decide."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, Q

from villages.models import Village
from weishishi.kernel.numbers import read_query_number

MOST_VILLAGES = 200  # what fits more of them is no village's name


class MayHold(Func):
    """Whether the index of released words may hold the text; a little more than it really does.

    The column is made by the migration and is no field, so it is named beside the row's key.
    """

    output_field = BooleanField()
    arity = 1

    def __init__(self, expression, text=""):
        super().__init__(expression)
        self.text = text

    def as_sql(self, compiler, connection, **_context):
        table = connection.ops.quote_name(self.source_expressions[0].alias)
        return f"{table}.told_grams @@ zh_asked(%s)", [self.text]


def told(text):
    """(by the index, along the dates): two ways to ask the same, for which the released public title
    or text holds it, or the name of the project's village does.

    The second is for words that so many hold that the newest of them are found sooner by reading
    from the newest on. A 查询号 finds its own project.
    """
    if number := _number(text):
        return Q(query_no=number), Q(query_no=number)
    words = Q(public_title__icontains=text) | Q(public_need__icontains=text)
    along = Q(released_at__isnull=False) & words
    by_index = along & Q(MayHold(F("pk"), text))
    villages = _villages(text)
    there = Q(village__in=villages) if villages else None
    return (by_index | there, along | there) if there else (by_index, along)


def _number(text):
    try:
        return read_query_number(text)
    except ValidationError:
        return None


def _villages(text):
    """Of this site's district, those whose name holds the text; none where nearly all do."""
    here = Village.objects.filter(town__district__code=settings.DISTRICT_CODE)
    found = here.filter(name__icontains=text).order_by().values_list("pk", flat=True)
    found = list(found[: MOST_VILLAGES + 1])
    return found if len(found) <= MOST_VILLAGES else []
