"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from jarida.archive.extractor import playground

urlpatterns = [
    path("admin/extractor/", admin.site.admin_view(playground), name="extractor"),
    path("admin/", admin.site.urls),
    path("", include("jarida.api.readers.urls")),
    path("", include("jarida.api.urls")),
    path("", include("jarida.moderation.urls")),
    path("", include("jarida.website.urls")),
]

handler400 = "jarida.api.errors.bad_request"
handler404 = "jarida.api.errors.not_found"
handler500 = "jarida.api.errors.server_error"
