"""Where the public API is: /api/v1/."""

from django.urls import path

from projects.api import views

app_name = "api"
urlpatterns = [
    path("projects/", views.Projects.as_view(), name="projects"),
    path("villages/", views.Villages.as_view(), name="villages"),
    path("figures/", views.Figures.as_view(), name="figures"),
]
