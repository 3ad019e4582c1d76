"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("jarida.moderation.urls")),
    path("", include("jarida.website.urls")),
]
