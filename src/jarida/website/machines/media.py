"""Pictures, by content and width: immutable, and gone at once when they are blocked."""

import re
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.views.decorators.http import require_safe

from jarida.archive.media import path_of
from jarida.archive.models import Image, ImageState

IMMUTABLE = "public, max-age=31536000, immutable"
# a picture is nothing but a picture, whatever a browser is talked into taking it for
SANDBOX = "default-src 'none'; style-src 'none'; sandbox"
BLOCK = 64 << 10
_PLACEHOLDER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    '<rect width="100%" height="100%" fill="#8a8a86"/>'
    '<svg x="40%" y="40%" width="20%" height="20%" viewBox="0 0 24 24" fill="none" stroke="#f4f3ee" '
    'stroke-width="1.5" stroke-linecap="round"><path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z"/>'
    '<circle cx="12" cy="12" r="3"/><path d="M4 20 20 4"/></svg></svg>'
)


@require_safe
def picture(request: HttpRequest, digest: str, width: str) -> HttpResponseBase:
    """One width of a picture; 410 with a neutral placeholder where it is blocked."""
    found = Image.objects.filter(digest=digest).values_list("state", "widths", "width", "height").first()
    if found is None or int(width) not in found[1]:
        raise Http404
    state, _, full_width, full_height = found
    response = _blocked(full_width, full_height) if state == ImageState.BLOCKED else _file(request, digest, width)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _blocked(width: int, height: int) -> HttpResponse:
    svg = _PLACEHOLDER.format(width=int(width), height=int(height))
    response = HttpResponse(svg, content_type="image/svg+xml", status=HTTPStatus.GONE)
    response["Cache-Control"] = "no-store"
    return response


def _file(request: HttpRequest, digest: str, width: str) -> HttpResponseBase:
    etag = f'"{digest}-{width}"'
    held = re.split(r"\s*,\s*", request.headers.get("If-None-Match", "")[:2000].strip())
    if etag in held or f"W/{etag}" in held:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _opened(digest, width)
    response["ETag"] = etag
    response["Cache-Control"] = IMMUTABLE
    return response


def _opened(digest: str, width: str) -> FileResponse:
    try:
        file = path_of(digest, int(width)).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    response.block_size = BLOCK
    return response
