"""Writes an outlet's announcements as it does: RSS 2.0 and 1.0, Atom, JSON Feed, sitemaps."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from lxml import etree

from jarida.editions.sample.model import FeedPlan, House
from jarida.editions.sample.newsroom import Published

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
FICTION = {
    "fr": "Presse fictive",
    "ar": "صحافة خيالية",
    "es": "Prensa ficticia",
    "en": "Fictional press",
}


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet with its address (no slash at the end) and one of its feeds."""

    house: House
    base: str
    plan: FeedPlan

    @property
    def language(self) -> str:
        """The language of the feed."""
        return self.plan.language or self.house.language

    @property
    def title(self) -> str:
        """The outlet's name in the feed's language, marked as fictional."""
        name = self.house.names.get(self.language, self.house.name)
        return f"{name} – {FICTION[self.language]}"

    def link(self, item: Published) -> str:
        """The address of an article as this feed gives it."""
        url = self.base + item.path
        if not self.plan.tracked:
            return url
        tracking = urlencode({"utm_source": "rss", "utm_medium": "feed", "utm_campaign": self.house.slug})
        return f"{url}{'&' if '?' in url else '?'}{tracking}"

    def headline(self, item: Published) -> str:
        """The title that the feed gives: the first one where it does not tell corrections."""
        return item.title if self.plan.tells_corrections else item.original_title

    def summary(self, item: Published) -> str:
        """The summary that the feed gives, likewise."""
        return item.summary if self.plan.tells_corrections else item.original_summary


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as bytes."""

    body: bytes
    content_type: str


def write_feed(source: Source, items: Sequence[Published]) -> FeedDocument:
    """The feed of `items`, newest first."""
    writer, content_type = WRITERS[source.plan.format]
    return FeedDocument(writer(source, items), content_type)


def picture_path(item: Published) -> str:
    """The path of an article's picture on its outlet's host."""
    return f"/images/{quote(item.article.image)}.jpg"


def body_html(item: Published) -> str:
    """The paragraphs as HTML."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in item.paragraphs)


def _rss2(source: Source, items: Sequence[Published]) -> bytes:
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"content": CONTENT, "dc": DC, "media": MEDIA, "atom": ATOM})
    channel = etree.SubElement(root, "channel")
    _texts(channel, {"title": source.title, "link": source.base + "/", "description": source.house.tagline})
    _texts(channel, {"language": source.language, "ttl": "15"})
    etree.SubElement(
        channel, f"{{{ATOM}}}link", href=source.base + source.plan.path, rel="self", type="application/rss+xml"
    )
    for item in items:
        _rss2_item(etree.SubElement(channel, "item"), source, item)
    return _xml(root)


def _rss2_item(node: etree._Element, source: Source, item: Published) -> None:
    _texts(node, {"title": source.headline(item), "link": source.link(item)})
    _text(node, "guid", f"{source.house.slug}-{item.number}", isPermaLink="false")
    _text(node, "pubDate", format_datetime(item.published))
    for author in item.article.authors:
        _text(node, f"{{{DC}}}creator", author)
    for tag in (item.article.section, *item.article.tags):
        _text(node, "category", tag)
    _text(node, "description", source.summary(item))
    if source.plan.full:
        _text(node, f"{{{CONTENT}}}encoded", body_html(item))
    if item.article.image:
        picture = source.base + picture_path(item)
        media = etree.SubElement(node, f"{{{MEDIA}}}content", url=picture, medium="image", type="image/jpeg")
        _texts(media, {f"{{{MEDIA}}}description": item.article.caption, f"{{{MEDIA}}}credit": item.article.credit})


def _rss1(source: Source, items: Sequence[Published]) -> bytes:
    root = _root(f"{{{RDF}}}RDF", RSS1, rdf=RDF, dc=DC)
    about = f"{{{RDF}}}about"
    channel = etree.SubElement(root, f"{{{RSS1}}}channel", {about: source.base + source.plan.path})
    names = {"title": source.title, "link": source.base + "/", "description": source.house.tagline}
    _texts(channel, {f"{{{RSS1}}}{name}": value for name, value in names.items()})
    order = etree.SubElement(etree.SubElement(channel, f"{{{RSS1}}}items"), f"{{{RDF}}}Seq")
    for item in items:
        link = source.link(item)
        etree.SubElement(order, f"{{{RDF}}}li", {f"{{{RDF}}}resource": link})
        node = etree.SubElement(root, f"{{{RSS1}}}item", {about: link})
        fields = {"title": source.headline(item), "link": link, "description": source.summary(item)}
        _texts(node, {f"{{{RSS1}}}{name}": value for name, value in fields.items()})
        _text(node, f"{{{DC}}}date", item.published.isoformat())
        for author in item.article.authors:
            _text(node, f"{{{DC}}}creator", author)
    return _xml(root)


def _atom(source: Source, items: Sequence[Published]) -> bytes:
    root = _root(f"{{{ATOM}}}feed", ATOM)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", source.language)
    _atom_texts(root, {"title": source.title, "subtitle": source.house.tagline, "id": source.base + "/"})
    etree.SubElement(root, f"{{{ATOM}}}link", href=source.base + source.plan.path, rel="self")
    etree.SubElement(root, f"{{{ATOM}}}link", href=source.base + "/", rel="alternate", type="text/html")
    newest = max((item.modified for item in items), default=datetime(2000, 1, 1, tzinfo=UTC))
    _atom_texts(root, {"updated": newest.isoformat()})
    for item in items:
        _atom_entry(etree.SubElement(root, f"{{{ATOM}}}entry"), source, item)
    return _xml(root)


def _atom_entry(node: etree._Element, source: Source, item: Published) -> None:
    _atom_texts(node, {"title": source.headline(item), "id": f"tag:{source.house.slug}.invalid,2000:{item.number}"})
    etree.SubElement(node, f"{{{ATOM}}}link", href=source.link(item), rel="alternate", type="text/html")
    _atom_texts(node, {"published": item.published.isoformat(), "updated": item.modified.isoformat()})
    for author in item.article.authors:
        _atom_texts(etree.SubElement(node, f"{{{ATOM}}}author"), {"name": author})
    for tag in item.article.tags:
        etree.SubElement(node, f"{{{ATOM}}}category", term=tag)
    if item.article.image:
        picture = source.base + picture_path(item)
        etree.SubElement(node, f"{{{ATOM}}}link", href=picture, rel="enclosure", type="image/jpeg")
    _text(node, f"{{{ATOM}}}summary", source.summary(item), type="text")
    if source.plan.full:
        _text(node, f"{{{ATOM}}}content", body_html(item), type="html")


def _json_feed(source: Source, items: Sequence[Published]) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": source.title,
        "home_page_url": source.base + "/",
        "feed_url": source.base + source.plan.path,
        "language": source.language,
        "items": [_json_item(source, item) for item in items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _json_item(source: Source, item: Published) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": f"{source.house.slug}:{item.number}",
        "url": source.link(item),
        "title": source.headline(item),
        "date_published": item.published.isoformat(),
        "summary": source.summary(item),
        "authors": [{"name": author} for author in item.article.authors],
        "tags": list(item.article.tags),
        "language": item.article.language,
    }
    if item.corrected:
        entry["date_modified"] = item.modified.isoformat()
    if item.article.image:
        entry["image"] = source.base + picture_path(item)
    if source.plan.full:
        entry["content_html"] = body_html(item)
    else:
        entry["content_text"] = source.summary(item)
    return entry


def _news_sitemap(source: Source, items: Sequence[Published]) -> bytes:
    root = _root(f"{{{SITEMAP}}}urlset", SITEMAP, news=NEWS)
    for item in items:
        node = etree.SubElement(root, f"{{{SITEMAP}}}url")
        _texts(node, {f"{{{SITEMAP}}}loc": source.link(item), f"{{{SITEMAP}}}lastmod": item.modified.isoformat()})
        news = etree.SubElement(node, f"{{{NEWS}}}news")
        name = {f"{{{NEWS}}}name": source.house.name, f"{{{NEWS}}}language": item.article.language}
        _texts(etree.SubElement(news, f"{{{NEWS}}}publication"), name)
        _text(news, f"{{{NEWS}}}publication_date", item.published.isoformat())
        _text(news, f"{{{NEWS}}}title", source.headline(item))
    return _xml(root)


def sitemap(base: str, items: Sequence[Published]) -> bytes:
    """The ordinary sitemap of an outlet (sitemaps.org)."""
    root = _root(f"{{{SITEMAP}}}urlset", SITEMAP)
    _text(etree.SubElement(root, f"{{{SITEMAP}}}url"), f"{{{SITEMAP}}}loc", base + "/")
    for item in items:
        node = etree.SubElement(root, f"{{{SITEMAP}}}url")
        _texts(node, {f"{{{SITEMAP}}}loc": base + item.path, f"{{{SITEMAP}}}lastmod": item.modified.isoformat()})
    return _xml(root)


def _root(name: str, default: str, **prefixes: str) -> etree._Element:
    names: Any = {None: default, **prefixes}  # the stubs know no namespace without a prefix
    return etree.Element(name, nsmap=names)


def _text(parent: etree._Element, name: str, value: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = value


def _texts(parent: etree._Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        _text(parent, name, value)


def _atom_texts(parent: etree._Element, values: dict[str, str]) -> None:
    _texts(parent, {f"{{{ATOM}}}{name}": value for name, value in values.items()})


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


WRITERS: dict[str, tuple[Callable[[Source, Sequence[Published]], bytes], str]] = {
    "rss2": (_rss2, "application/rss+xml; charset=utf-8"),
    "rss1": (_rss1, "application/rdf+xml; charset=utf-8"),
    "atom": (_atom, "application/atom+xml; charset=utf-8"),
    "json": (_json_feed, "application/feed+json; charset=utf-8"),
    "news-sitemap": (_news_sitemap, "application/xml; charset=utf-8"),
}
