"""The plain select says what Django's own does, and escapes like it."""

import pytest
from django.forms import Select

from projects.forms.choosing import PlainSelect

CHOICES = [("", "全部"), (3, "红旗镇"), ("平沙镇", [(4, "<b>村</b>"), (5, "三板&村")])]


@pytest.mark.parametrize("value", ["", None, 3, "4", "x"])
def test_it_writes_what_djangos_writes(value):
    given = {"data-a": '"', "id": "id_town", "disabled": False, "required": True}
    ours, djangos = (
        kind(choices=CHOICES).render("town", value, given) for kind in (PlainSelect, Select)
    )
    assert _squeezed(ours) == _squeezed(djangos)


def _squeezed(html):
    return html.replace("\n", "").replace("  ", "")
