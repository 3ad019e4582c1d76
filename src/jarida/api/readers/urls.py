"""Where clients look for the two protocols.

FreshRSS's addresses first, for which most clients have a form (`…/api/greader.php`, `…/api/fever.php`); Miniflux's,
which are Google's and Fever's own (`/accounts/ClientLogin`, `/reader/api/0/`, `/fever/`); and `/api/greader`.
"""

from django.urls import URLPattern, re_path

from jarida.api.readers import fever, greader

_GOOGLE = r"^(?:api/greader(?:\.php)?/)?"

urlpatterns: list[URLPattern] = [
    re_path(r"^api/greader(?:\.php)?/?$", greader.hello),
    re_path(r"^api/greader(?:\.php)?/check/compatibility$", greader.compatibility),
    re_path(rf"{_GOOGLE}accounts/ClientLogin/?$", greader.client_login, name="reader-login"),
    re_path(rf"{_GOOGLE}reader/api/0/(?P<path>.{{1,2500}})$", greader.call, name="reader-call"),
    re_path(rf"{_GOOGLE}reader/atom/(?P<path>.{{1,2500}})$", greader.atom_feed, name="reader-atom"),
    re_path(r"^(?:api/fever(?:\.php)?|fever)/?$", fever.fever, name="reader-fever"),
]
