"""Addresses of the API."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path

from jarida.api.api import api
from jarida.api.reference import openapi_json, reference


def start(request: HttpRequest) -> HttpResponseBase:
    """/api/ leads people to the reference."""
    return HttpResponseRedirect("/api/v1/docs")


def missing(request: HttpRequest) -> HttpResponseBase:
    """Nothing else is below /api/; without this the website would look for a page there."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", start, name="api-start"),
    path("api", start),
    path("api/v1", start),
    path("api/v1/docs", reference, name="api-reference"),
    path("api/v1/openapi.json", openapi_json, name="api-openapi"),
    path("api/v1/", api.urls),
    re_path(r"^api/", missing),
]
