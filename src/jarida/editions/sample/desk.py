"""One outlet's web server: which address gives what, with validators and cache headers."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from jarida.editions.sample import feeds
from jarida.editions.sample.model import House
from jarida.editions.sample.newsroom import Newsroom, Published
from jarida.editions.sample.pages import Site
from jarida.editions.sample.pictures import UnknownPicture, picture

HTML = "text/html; charset=utf-8"
# A page may be kept for a minute, a feed hardly: articles appear within seconds during a demonstration.
FRESH = {"feed": "public, max-age=5", "page": "public, max-age=60", "picture": "public, max-age=86400, immutable"}
Answer = tuple[bytes, str, str, datetime]  # body, content type, freshness, last change


def address(path_and_query: str) -> str:
    """What tells two addresses apart here: decoded path, and the query without utm_ parameters."""
    path, _, query = path_and_query.partition("?")
    pairs = sorted((name, value) for name, value in parse_qsl(query) if not name.startswith("utm_"))
    return unquote(path) + "".join(f"\n{name}={value}" for name, value in pairs)


class Desk:
    """Answers for one outlet at `base` (its address without a slash at the end)."""

    def __init__(self, house: House, base: str, newsroom: Newsroom, clock: Callable[[], datetime]) -> None:
        self._house, self._base, self._newsroom, self._clock = house, base, newsroom, clock
        self._feeds = {address(plan.path): plan for plan in house.feeds}

    def application(self) -> web.Application:
        """The outlet as an aiohttp application."""
        app = web.Application()
        app.router.add_get("/images/{name}.jpg", self._picture)
        app.router.add_get("/{tail:.*}", self._any)
        return app

    async def _picture(self, request: web.Request) -> web.Response:
        try:
            body = await asyncio.to_thread(picture, request.match_info["name"])
        except UnknownPicture:
            return self._missing()
        return _reply(request, (body, "image/jpeg", FRESH["picture"], self._newsroom.epoch))

    async def _any(self, request: web.Request) -> web.Response:
        items = self._newsroom.visible(self._house.slug, self._clock())
        answer = self._answer(address(request.raw_path), items)
        return _reply(request, answer) if answer else self._missing(items)

    def _answer(self, wanted: str, items: tuple[Published, ...]) -> Answer | None:
        if wanted in self._feeds:
            return self._feed(wanted, items)
        for item in items:
            if address(item.path) == wanted:
                return (self._site(items).article(item).encode(), HTML, FRESH["page"], item.modified)
        return self._furniture(wanted, items)

    def _feed(self, wanted: str, items: tuple[Published, ...]) -> Answer:
        plan = self._feeds[wanted]
        chosen = [item for item in items if plan.language in ("", item.article.language)]
        document = feeds.write_feed(feeds.Source(self._house, self._base, plan), chosen)
        return (document.body, document.content_type, FRESH["feed"], self._changed(chosen))

    def _furniture(self, wanted: str, items: tuple[Published, ...]) -> Answer | None:
        """Home page, sections, sitemap, robots.txt and what it forbids."""
        changed = self._changed(items)
        if wanted == "/":
            return (self._site(items).home().encode(), HTML, FRESH["page"], changed)
        if wanted == "/robots.txt":
            return (self._robots().encode(), "text/plain; charset=utf-8", FRESH["page"], self._newsroom.epoch)
        if wanted == "/sitemap.xml":
            return (feeds.sitemap(self._base, items), "application/xml; charset=utf-8", FRESH["feed"], changed)
        if wanted.startswith("/private/"):
            return (self._site(items).notice("closed").encode(), HTML, FRESH["page"], self._newsroom.epoch)
        for name, path in self._site(items).sections.items():
            if address(path) == wanted:
                return (self._site(items).section(name).encode(), HTML, FRESH["page"], changed)
        return None

    def _robots(self) -> str:
        lines = ["# Presse fictive / fictional press", "User-agent: *", "Disallow: /private/"]
        if self._house.crawl_delay:
            lines.append(f"Crawl-delay: {self._house.crawl_delay}")
        maps = ["/sitemap.xml", *(plan.path for plan in self._house.feeds if plan.format == "news-sitemap")]
        return "\n".join([*lines, "", *(f"Sitemap: {self._base}{path}" for path in maps), ""])

    def _missing(self, items: tuple[Published, ...] = ()) -> web.Response:
        body = self._site(items).notice("missing").encode()
        return web.Response(status=404, body=body, headers={"Content-Type": HTML, "Cache-Control": "no-cache"})

    def _site(self, items: tuple[Published, ...]) -> Site:
        return Site(self._house, self._base, items)

    def _changed(self, items: list[Published] | tuple[Published, ...]) -> datetime:
        return max((item.modified for item in items), default=self._newsroom.epoch)


def _reply(request: web.Request, answer: Answer) -> web.Response:
    body, content_type, fresh, changed = answer
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    changed = changed.astimezone(UTC).replace(microsecond=0)
    headers = {"ETag": etag, "Last-Modified": format_datetime(changed, usegmt=True), "Cache-Control": fresh}
    if _is_known(request, etag, changed):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, headers={**headers, "Content-Type": content_type})


def _is_known(request: web.Request, etag: str, changed: datetime) -> bool:
    """RFC 9110, section 13.2.2: If-Modified-Since counts only where there is no If-None-Match."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        return etag in (tag.strip().removeprefix("W/") for tag in tags.split(",")) or tags.strip() == "*"
    since = request.headers.get("If-Modified-Since")
    try:
        return since is not None and changed <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
