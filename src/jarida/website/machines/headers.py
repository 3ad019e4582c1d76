"""What every answer says, and in which language the staff is spoken to: two small middlewares."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

View = Callable[[HttpRequest], HttpResponseBase]

STAFF = "/admin/"
# this site asks a browser for nothing (W3C Permissions Policy)
NOTHING = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
        "screen-wake-lock", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


def permissions_policy(get_response: View) -> View:
    """Say Permissions-Policy on every answer; the page cache keeps it with the page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING)
        return response

    return middleware


def staff_language(get_response: View) -> View:
    """Speak to the staff in the language that their browser asks for. Readers choose theirs by the address."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(STAFF):
            return get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware
