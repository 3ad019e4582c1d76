"""Addresses that lead to others keep what was asked of them."""

from django.http import HttpResponse
from django.test import RequestFactory

from jarida.website.moving import moved, negotiated, with_query

REQUEST = RequestFactory()


def test_what_was_asked_goes_along():
    assert with_query(REQUEST.get("/a?before=1.2&x=%26"), "/b") == "/b?before=1.2&x=%26"
    assert with_query(REQUEST.get("/a"), "/b") == "/b"


def test_moved_for_good():
    response = moved(REQUEST.get("/a?q=1"), "/b")
    assert (response.status_code, response["Location"]) == (301, "/b?q=1")


def test_what_depends_on_the_visitor_says_so():
    for response in (negotiated("/fr/b"), negotiated(HttpResponse(status=410))):
        assert response["Vary"] == "Accept-Language, Cookie"
        assert response["Cache-Control"] == "private, max-age=0"
    assert negotiated("/fr/b")["Location"] == "/fr/b"
