"""Where every page is; docs/access.md says who may open it."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from weishishi import health_pages

urlpatterns = [
    path(settings.ADMIN_PATH, include("weishishi.desk_urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("healthz", health_pages.healthz, name="healthz"),
    path("readyz", health_pages.readyz, name="readyz"),
    path("api/", include("weishishi.api")),
    path("", include("weishishi.record.urls")),
    path("", include("villages.urls")),
    path("", include("projects.urls")),
]

handler400 = "weishishi.errors.bad_request"
handler403 = "weishishi.errors.forbidden"
handler404 = "weishishi.errors.not_found"
handler500 = "weishishi.errors.server_error"
