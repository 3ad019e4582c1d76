"""From what the archive knows to what an answer says: plain dictionaries in the shape of `schemas`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from jarida.archive.health import FeedHealth
from jarida.archive.ledger import Day
from jarida.archive.models import Outlet
from jarida.archive.queries import ArticleLine, ArticleWhole, OutletLine, PictureLine, Version, Withdrawn
from jarida.archive.records import COUNTS, ArticleRecord, HealthRecord, ImageRecord
from jarida.archive.search.contract import Facets, Histogram
from jarida.archive.search.service import Found
from jarida.archive.stories.listing import NameRecord, Telling
from jarida.archive.stories.whole import StoryHead
from jarida.core.stories import explain
from jarida.core.text.marks import Mark
from jarida.website import addresses

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grouped:
    """What groups one article with others."""

    story: int | None
    names: Sequence[NameRecord] = ()
    topics: Sequence[tuple[str, float]] = ()


def outlet_name(outlet: OutletLine | Outlet) -> Json:
    """`OutletName`."""
    return {"slug": outlet.slug, "name": outlet.name}


def article_item(record: ArticleRecord) -> Json:
    """`ArticleItem`."""
    return _article(record.line, record) | {"changed_at": record.changed_at, "story": record.story}


def article(found: ArticleWhole, grouped: Grouped) -> Json:
    """`Article`."""
    images = [picture(each) for each in found.pictures]
    more = {
        "changed_at": None, "day": found.day, "paragraphs": found.parts.paragraphs, "images": images,
        "content_hash": found.content_hash, "source_gone_at": found.source_gone_at,
        "story": grouped.story, "names": [article_name(each) for each in grouped.names],
        "topics": [{"code": code, "confidence": sure} for code, sure in grouped.topics],
    }  # fmt: skip
    return _article(found.line, found) | more


def _article(line: ArticleLine, more: ArticleRecord | ArticleWhole) -> Json:
    return {
        "id": line.id, "title": line.title, "language": line.language, "outlet": outlet_name(line.outlet),
        "section": line.section, "authors": more.authors, "summary": line.summary, "policy": line.policy.value,
        "kind": more.kind, "published": _published(line, more), "modified": _modified(more),
        "first_seen_at": more.first_seen_at, "revisions": more.revision_count,
        "image": picture(line.picture) if line.picture else None, "url": more.url,
        "permanent_url": addresses.absolute(addresses.permanent(line.id)),
    }  # fmt: skip


def _published(line: ArticleLine, more: ArticleRecord | ArticleWhole) -> Json | None:
    if line.published_at is None:
        return None
    return {
        "value": line.published_at, "origin": more.published_origin, "confidence": more.published_confidence,
    }  # fmt: skip


def _modified(more: ArticleRecord | ArticleWhole) -> Json | None:
    return {"value": more.modified_at, "origin": more.modified_origin} if more.modified_at else None


def picture(line: PictureLine) -> Json:
    """`Picture`."""
    return {
        "digest": line.digest, "blocked": line.blocked, "width": line.width, "height": line.height,
        "files": [] if line.blocked else files(line.digest, line.widths), "caption": line.caption,
        "credit": line.credit,
    }  # fmt: skip


def files(digest: str, widths: tuple[int, ...]) -> list[Json]:
    """`PictureFile`s."""
    return [{"width": width, "url": addresses.absolute(addresses.media(digest, width))} for width in widths]


def revision(version: Version) -> Json:
    """`Revision`."""
    return {
        "number": version.number, "title": version.title, "summary": version.parts.summary,
        "paragraphs": version.parts.paragraphs, "seen_at": version.seen_at, "modified_at": version.modified_at,
        "content_hash": version.content_hash, "by_engine": version.by_engine,
    }  # fmt: skip


def removal(withdrawn: Withdrawn) -> Json:
    """`Removal`."""
    return {
        "article": withdrawn.id, "outlet": outlet_name(withdrawn.outlet), "withdrawn_at": withdrawn.withdrawn_at,
        "reason": withdrawn.reason,
    }  # fmt: skip


def outlet_item(outlet: Outlet) -> Json:
    """`OutletItem`."""
    return outlet_name(outlet) | {
        "names": outlet.names, "homepage": outlet.homepage, "kind": outlet.kind,
        "ownership": outlet.ownership, "languages": outlet.languages,
        "country": outlet.country, "time_zone": outlet.time_zone, "policy": outlet.policy, "active": outlet.active,
        "verified": outlet.verified, "fictional": outlet.fictional,
    }  # fmt: skip


def feed(feed_id: int, outlet: str, health: FeedHealth) -> Json:
    """`Feed`."""
    same = ("format", "language", "state", "troubled", "problem_code", "remarks", "failures", "interval")
    moments = ("last_checked_at", "last_success_at", "last_new_at", "next_check_at")
    values = {name: getattr(health, name) for name in (*same, *moments)}
    return {"id": feed_id, "outlet": outlet, "url": bare(health.url), **values}


def bare(url: str) -> str:
    """An address without what may be a secret of it: name and password, and parameters."""
    try:
        parts = urlsplit(url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return ""


def health(outlet: Outlet, record: HealthRecord, feeds: list[Json]) -> Json:
    """`Health`."""
    found = record.health
    return {
        "outlet": outlet_name(outlet), "word": found.word, "articles": found.articles,
        "last_new_at": found.last_new_at, "layout_changed": found.layout,
        "last_30_days": {**{name: record.counts[name] for name in COUNTS}, "problems": record.problems}, "feeds": feeds,
    }  # fmt: skip


def ledger_day(day: Day) -> Json:
    """`LedgerDay`."""
    return day.as_json()


def image_state(image: ImageRecord) -> Json:
    """`ImageState`."""
    return {
        "digest": image.digest, "state": "blocked" if image.blocked else "shown", "blocked_at": image.blocked_at,
        "width": image.width, "height": image.height, "colour": image.colour,
        "files": [] if image.blocked else files(image.digest, image.widths),
    }  # fmt: skip


def hit(found: Found, record: ArticleRecord) -> Json:
    """`Hit`."""
    return {
        "article": article_item(record), "title_marks": marks(found.title_marks),
        "snippet": {"text": found.snippet.text, "marks": marks(found.snippet.marks)},
        "folded": [line.id for line in found.folded],
    }  # fmt: skip


def marks(places: tuple[Mark, ...]) -> list[Json]:
    """`Mark`s."""
    return [{"start": place.start, "end": place.end} for place in places]


def facets(found: Facets, outlets: Mapping[int, OutletLine], topics: Mapping[str, str]) -> Json:
    """`Facets`."""
    by_outlet = [(outlets[key].slug, outlets[key].name, hits) for key, hits in found.outlets.items() if key in outlets]
    return {
        "outlets": _values(by_outlet),
        "languages": _values((code, code, hits) for code, hits in found.languages.items()),
        "years": _values((str(year), str(year), hits) for year, hits in found.years.items()),
        "topics": _values((topic, topics.get(topic, topic), hits) for topic, hits in found.topics.items()),
        "exact": found.exact, "counted": found.counted,
    }  # fmt: skip


def _values(rows: Any) -> list[Json]:
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))
    return [{"value": value, "label": label, "hits": hits} for value, label, hits in ordered]


def name(record: NameRecord) -> Json:
    """`Name`."""
    return {"id": record.id, "kind": record.kind, "name": record.shown, "names": record.names}


def article_name(record: NameRecord) -> Json:
    """`ArticleName`."""
    return name(record) | {"times": record.times, "in_title": record.in_title}


def name_record(record: NameRecord) -> Json:
    """`NameRecord`."""
    more = ("key", "latitude", "longitude", "articles")
    return name(record) | {field: getattr(record, field) for field in more}


def story_item(head: StoryHead, headlines: Mapping[int, ArticleLine]) -> Json:
    """`StoryItem`."""
    return {
        "id": head.id, "title": head.lead.title, "language": head.lead.language,
        "headlines": [
            {"language": language, "article": article, "title": headlines[article].title}
            for language, article in sorted(head.headlines.items()) if article in headlines
        ],
        "languages": head.languages, "articles": head.articles, "outlets": head.outlets,
        "told_since": head.told_since, "told_until": head.told_until, "column": head.column,
        "split_from": head.split_from, "permanent_url": addresses.absolute(addresses.permanent_story(head.id)),
    }  # fmt: skip


def telling(found: Telling) -> Json:
    """`Telling`."""
    line = found.line
    return {
        "article": line.id, "title": line.title, "language": line.language, "outlet": outlet_name(line.outlet),
        "published": line.published_at, "probability": found.probability, "nearest": found.nearest,
        "joined_at": found.joined_at, "reasons": reasons(found.reasons),
        "permanent_url": addresses.absolute(addresses.permanent(line.id)),
    }  # fmt: skip


def reasons(kept: Any) -> Json:
    """`Reasons`, whatever is kept of them."""
    found = kept if isinstance(kept, Mapping) else {}
    read = explain.as_json(explain.from_json(found))
    return read if "cosine" in found else read | {"cosine": None}


def histogram(found: Histogram) -> Json:
    """`Histogram`."""
    bars = [{"first": bar.first, "hits": bar.hits, "archived": bar.archived} for bar in found.bars]
    return {"unit": found.unit, "exact": found.exact, "bars": bars}
