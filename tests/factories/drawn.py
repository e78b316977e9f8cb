"""The parts of a matter's page that are kept for what they tell, drawn as the page draws them."""

from projects.queries import public_notices
from projects.queries.public_project import detail
from weishishi.kernel import tags

PARTS = [
    f"components/{name}.html" for name in ("project_head", "project_now", "project_told", "need")
]


def parts(told, hanging):
    return {name: tags.pure(name, project=told, hanging=hanging) for name in PARTS}


def drawn_once(number, pk, django_assert_num_queries):
    """{part: markup}; it asked nothing, and the same matter read again was not drawn again."""
    told, hanging = detail(number), public_notices.of_project(pk)
    tags.kept.clear()
    with django_assert_num_queries(0):
        first = parts(told, hanging)
    again = parts(detail(number), public_notices.of_project(pk))
    assert (first, tags.kept.made) == (again, len(PARTS))
    return first
