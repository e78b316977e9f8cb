"""The addresses of the desk's pages of projects: each module of pages lists its own in ROUTES.

A view is `view(desk, request)` beside the register, `view(desk, request, project)` of one project and
`view(desk, request, project, part)` of a part of it.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import path

from villages.desk import acting
from villages.roles import may


@dataclass(frozen=True)
class Route:
    """`address` is below the register's; `model`: what names people, for who may read that only."""

    address: str
    name: str
    view: Any
    model: str = ""

    def at(self, desk):
        """The URL pattern at this desk."""
        page = desk.admin_site.admin_view(self._page(desk))
        if self.model:
            page = _confided(page, self.model)
        return path(self.address, page, name=f"projects_project_{self.name}")

    def _page(self, desk):
        def page(request, object_id=None, **part):
            if object_id is None:
                return self.view(desk, request)
            project = desk.row_or_404(request, str(object_id))
            return self.view(desk, request, project, *part.values())

        return page


def listed(name, view):
    """A page beside the register."""
    return Route(f"{name}/", name, view)


def page(name, view, model=""):
    """A page of one project."""
    return Route(f"<path:object_id>/{name}/", name, view, model)


def part(where, name, view, model=""):
    """A page of a part of it; `where` has the part's place."""
    return Route(f"<int:object_id>/{where}/", name, view, model)


def _confided(view, model):
    """For who may read what names people; nobody else learns whether there is anything."""

    def page(request, **where):
        post = acting(request)
        if post and not may(post.role, "v", model):
            raise PermissionDenied
        return view(request, **where)

    return page
