"""Where the public API is: /api/v1/; its description for programs, and for people."""

from django.urls import path, re_path

from projects.api import schema, views, wishes
from projects.pages import open_data

app_name = "api"
urlpatterns = [
    path("v1/projects/", views.Projects.as_view(), name="projects"),
    re_path(r"^v1/projects/(?P<number>[0-9]{10})/$", views.OneProject.as_view(), name="project"),
    path("v1/villages/", views.Villages.as_view(), name="villages"),
    path("v1/library/", views.Library.as_view(), name="library"),
    path("v1/partners/", views.Partners.as_view(), name="partners"),
    path("v1/wishes/", wishes.Wishes.as_view(), name="wishes"),
    path("v1/figures/", views.Figures.as_view(), name="figures"),
    path("schema/", schema.Description.as_view(), name="schema"),
    path("docs/", open_data.api_docs, name="docs"),
]
