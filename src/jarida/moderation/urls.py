"""Addresses of this app."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, re_path

from jarida.moderation.views import report

_UI = "|".join(code for code, _ in settings.LANGUAGES)

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(rf"^(?P<ui>{_UI})/images/(?P<digest>[0-9a-f]{{64}})/report$", report, name="report-image"),
]
