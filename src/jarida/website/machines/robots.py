"""What programs look for at the root: robots.txt, security.txt, an icon."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from jarida.website import assets
from jarida.website.addresses import absolute
from jarida.website.caching import cached
from jarida.website.languages import CODES

ROBOTS = """User-agent: *
Allow: /
Disallow: /admin/
Disallow: /*/images/
{searches}
Disallow: /metrics
Disallow: /healthz
Disallow: /api/
Allow: /api/v1/docs

Sitemap: {index}
Sitemap: {news}
"""


@require_safe
@cached(max_age=3600)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What robots may read (RFC 9309): all that readers may, but for searches."""
    # one search leads to endless others; each article is in the lists and the sitemaps
    searches = "\n".join(f"Disallow: {prefix}/search" for prefix in ("", *(f"/{code}" for code in CODES)))
    text = ROBOTS.format(searches=searches, index=absolute("/sitemap.xml"), news=absolute("/sitemaps/news.xml"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cached(max_age=3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that no page named (the admin, a picture by itself)."""
    return HttpResponsePermanentRedirect(assets.address("favicon.svg"))


@require_safe
@cached(max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); 404 where the operator has named no contact."""
    contact = contact_uri(settings.OPTIONS.site.contact)
    if not contact:
        raise Http404
    # the first of the month after next: the answer changes once a month, and is never out of date
    expires = (datetime.now(UTC).replace(day=1) + timedelta(days=62)).strftime("%Y-%m-01T00:00:00Z")
    lines = (
        f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: fr, ar, es, en",
        f"Canonical: {absolute('/.well-known/security.txt')}",
    )  # fmt: skip
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def contact_uri(contact: str) -> str:
    """A contact as the URI that RFC 9116 asks for: a mail address becomes mailto:. Empty if it is neither."""
    if any(character.isspace() for character in contact):
        return ""
    if contact.startswith(("https://", "http://", "mailto:", "tel:")):
        return contact
    return f"mailto:{contact}" if "@" in contact else ""
