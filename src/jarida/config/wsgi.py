"""The site as a WSGI application: the cache of whole pages, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jarida.config.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - there are no settings before Django is ready

from jarida.website.machines.pagecache import PageCache  # noqa: E402

application = PageCache(
    django_application, pages=settings.OPTIONS.site.cache_pages, session_cookie=settings.SESSION_COOKIE_NAME
)
