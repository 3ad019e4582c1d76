"""Addresses that lead to others."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers


def with_query(request: HttpRequest, address: str) -> str:
    """An address with what this request asked behind its question mark."""
    query = request.META.get("QUERY_STRING")
    return f"{address}?{query}" if query else address


def moved(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """301: this page is at another address for good."""
    return HttpResponsePermanentRedirect(with_query(request, address))


def negotiated(answer: HttpResponse | str) -> HttpResponse:
    """What depends on the visitor's language: a response, or the address in that language."""
    response = redirect(answer) if isinstance(answer, str) else answer
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    response["Cache-Control"] = "private, max-age=0"
    return response
