"""`jarida add URL`: find a site's feeds and make it an outlet."""

import asyncio
import contextlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table

from jarida.commands.terminal import ago, console, plain
from jarida.config.options import Options
from jarida.config.setup import setup_django
from jarida.core.errors import JaridaError, NotAFeed, UsageError
from jarida.core.extraction.model import Policy
from jarida.core.feeds.discovery import FoundFeed, discover
from jarida.core.feeds.parse import parse_feed
from jarida.core.feeds.sections import FEWEST, SECTION, articles_linked
from jarida.core.fetching.model import Fetcher, FetchRequest, FetchResponse
from jarida.core.text.language import primary_subtag
from jarida.editions.check import address_problem
from jarida.editions.model import FeedKind, FeedSpec
from jarida.editions.placing import Candidate

if TYPE_CHECKING:
    from jarida.editions.placing import Placed

SITEMAPS = frozenset({"sitemap", "news-sitemap", "sitemap-index"})
# What programs put around the name of a site in the title of its feed.
FEED_WORDS = re.compile(r"\s*(?:[-–—|»:]\s*)?\b(?:RSS|Atom|feed|flux)\b\s*(?:2\.0)?\s*$|^(?:RSS|Flux)\s*[-:]\s*", re.I)  # noqa: FURB167
SEPARATOR = re.compile(r"\s+[-–—|»:•·]\s+|\s*[|»•·]\s*")


@click.command()
@click.argument("url")
@click.option("--name", default="", help="Name of the outlet (default: what its page or feed says).")
@click.option("--policy", type=click.Choice([str(one) for one in Policy]), help="How much of an article may be shown.")
@click.option("--dry-run", is_flag=True, help="Only show what was found.")
def command(url: str, name: str, policy: str | None, dry_run: bool) -> None:
    """Find the feeds of a site and add it as an outlet.

    URL is its home page, one of its sections, or a feed.
    """
    address = web_address(url)
    setup_django()
    from django.conf import settings

    from jarida.archive import additions
    from jarida.archive.ready import prepare

    prepare()
    with _working(f"looking for feeds at {address}"):
        site = asyncio.run(look(settings.OPTIONS, address))
    chosen = choose(site.found) or section_page(site)
    if not chosen:
        raise JaridaError(NOTHING, subject=address)
    _show(chosen)
    if chosen[0].format == SECTION:
        click.echo(IN_PLACE.format(count=chosen[0].entries))
    candidate = describe(site, chosen, name)
    asked = Policy(policy) if policy else None
    if dry_run:
        placed = additions.plan([candidate], asked)
    else:
        placed, _ = additions.add([candidate], asked)
    _tell(placed, dry_run=dry_run, policy_given=policy is not None)


NOTHING = (
    "no feed was found: neither in the page's own links, nor at the usual paths, nor among the sitemaps that"
    " robots.txt names, and the page links to hardly any article; if you know its feed, or a page that lists its"
    " articles, give that address"
)
IN_PLACE = "No feed was found; the page itself lists {count} articles and will be read in place of a feed."


def web_address(url: str) -> str:
    """The address as it was meant: `hespress.com` is https://hespress.com/. Raises UsageError."""
    text = url.strip()
    # "localhost:8000" has something before a colon that is no scheme
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)", text):
        text = f"https://{text.lstrip('/')}"
    if reason := address_problem(text):
        raise UsageError(f"{reason}; it should be like https://example.org/", subject=url)
    return text if urlsplit(text).path else f"{text}/"


# --- looking ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Site:
    """What was found at an address; `response` is the answer at the address itself."""

    url: str
    found: list[FoundFeed] = field(default_factory=list)
    response: FetchResponse | None = None


class _Remembering:
    """A fetcher that keeps the answer at one address, so that it need not be asked for twice."""

    def __init__(self, fetcher: Fetcher, site: Site) -> None:
        self._fetcher = fetcher
        self._site = site

    async def fetch(self, request: FetchRequest) -> FetchResponse:
        response = await self._fetcher.fetch(request)
        if request.url == self._site.url and self._site.response is None:
            self._site.response = response
        return response


async def look(options: Options, url: str, fetcher: Fetcher | None = None) -> Site:
    """Everything at an address that matters for an outlet; raises FetchError where it cannot be reached."""
    from jarida.core.fetching.bounds import FetchBounds
    from jarida.core.fetching.client import HttpFetcher

    site = Site(url)
    async with contextlib.AsyncExitStack() as stack:
        contact = options.site.contact or options.site.url
        if fetcher is None:
            bounds = FetchBounds.of(options.fetch, contact=contact)
            fetcher = await stack.enter_async_context(HttpFetcher(bounds))
        site.found = await discover(_Remembering(fetcher, site), url)
    return site


def choose(found: list[FoundFeed]) -> list[FoundFeed]:
    """The feeds to add: not those of comments, and sitemaps only where there is no feed."""
    articles = [feed for feed in found if not feed.comments]
    return [feed for feed in articles if feed.format not in SITEMAPS] or articles


def section_page(site: Site) -> list[FoundFeed]:
    """The page itself in place of a feed, where it links to articles; nothing where it does not."""
    response = site.response
    if response is None:
        return []
    count = articles_linked(response.body, response.final_url, response.content_type)
    return [FoundFeed(response.final_url, SECTION, "", count)] if count >= FEWEST else []


# --- describing ---------------------------------------------------------------------------------------


def describe(site: Site, chosen: list[FoundFeed], name: str = "") -> Candidate:
    """The outlet that the site is: its name, home page and languages, by its page and its feeds."""
    page = _page(site)
    titles = (name, page.name, *(FEED_WORDS.sub("", feed.title) for feed in chosen[:1]), page.title)
    spoken = (*(feed.language for feed in chosen), page.language)
    return Candidate(
        name=next((text for title in titles if (text := plain(title))), ""),
        homepage=page.home,
        feeds=tuple(_spec(feed, several=len(chosen) > 1) for feed in chosen),
        languages=tuple(dict.fromkeys(filter(None, map(primary_subtag, spoken)))),
    )


def _spec(feed: FoundFeed, *, several: bool) -> FeedSpec:
    kind = FeedKind.SITEMAP if feed.format in SITEMAPS else FeedKind.FEED
    kind = FeedKind.SECTION if feed.format == SECTION else kind
    return FeedSpec(feed.url, kind, primary_subtag(feed.language) if several else "")


@dataclass(frozen=True, slots=True)
class _Page:
    """What a home page says of its site."""

    home: str = ""
    name: str = ""
    title: str = ""
    language: str = ""


def _page(site: Site) -> _Page:
    """The home page's own words; of a feed, the home page that it names."""
    response = site.response
    if response is None:
        return _Page()
    try:
        feed = parse_feed(response.body, url=response.final_url, content_type=response.content_type)
    except NotAFeed:
        return _read_page(response)
    return _Page(home=feed.home)


def _read_page(response: FetchResponse) -> _Page:
    from lxml import etree

    from jarida.core.feeds.charset import decode
    from jarida.core.feeds.problems import Problems

    text = decode(response.body[: 1 << 20], response.content_type, Problems()).replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    root = etree.HTML(text.encode("utf-8", "ignore") or b"<html/>", parser)
    if root is None:
        return _Page(response.final_url)
    return _Page(
        home=response.final_url,
        name=_meta(root, "og:site_name") or _meta(root, "application-name"),
        title=SEPARATOR.split(root.findtext(".//title") or "")[0],
        language=root.get("lang") or "",
    )


def _meta(root: Any, name: str) -> str:
    found = (meta.get("content") for meta in root.iter("meta") if name in (meta.get("property"), meta.get("name")))
    return next(filter(None, found), "")


# --- telling ------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _working(text: str) -> Iterator[None]:
    """A spinner on a terminal, one line elsewhere; both on standard error."""
    if sys.stderr.isatty():
        with console(sys.stderr).status(text):
            yield
    else:
        click.echo(f"jarida: {text}", err=True)
        yield


def _show(found: list[FoundFeed]) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("Format", "Entries", "Newest", "Language", "Feed"):
        table.add_column(column, overflow="fold", justify="right" if column == "Entries" else "left")
    now = datetime.now(UTC)
    for feed in found:
        newest = f"{ago(feed.newest, now)} ago" if feed.newest else "no dates"
        table.add_row(feed.format, str(feed.entries), newest, plain(feed.language), plain(feed.url))
    console().print(table)


def _tell(placed: "Placed", *, dry_run: bool, policy_given: bool) -> None:
    verb = "Would add" if dry_run else "Added"
    for outlet in placed.fresh:
        shown = f"shown as {outlet.policy}" if policy_given else f"shown as {outlet.policy} (the edition's default)"
        click.echo(f"{verb} {plain(outlet.name)} ({outlet.slug}) with {_feeds(len(outlet.feeds))}, {shown}.")
    for outlet in placed.joined:
        click.echo(
            f"{verb} {_feeds(len(outlet.feeds))} to {plain(outlet.name)} ({outlet.slug}), which is there already."
        )
        if policy_given:
            click.echo("Its policy stays as it is: change it in the edition or in the admin.")
    if not placed.outlets:
        click.echo("Nothing new: these feeds are there already.")


def _feeds(count: int) -> str:
    return "1 feed" if count == 1 else f"{count} feeds"
