"""A page becomes an article: metadata, text, dates, pictures, rights."""

from typing import Any

from jarida.core.extraction.model import Extraction, FoundDate

__all__ = ["as_json"]


def as_json(extraction: Extraction) -> dict[str, Any]:
    """The object that `jarida extract` prints: keys and their order are a contract."""
    return {
        "url": extraction.url or None,
        "canonical_url": extraction.canonical_url or None,
        "title": extraction.title,
        "authors": list(extraction.authors),
        "published": _date(extraction.published),
        "modified": _date(extraction.modified),
        "language": extraction.language,
        "summary": extraction.summary,
        "paragraphs": list(extraction.paragraphs),
        "images": [
            {"url": picture.url, "caption": picture.caption, "credit": picture.credit} for picture in extraction.images
        ],
        "section": extraction.section,
        "tags": list(extraction.tags),
        "site_name": extraction.site_name,
        "kind": extraction.kind.value,
    }


def _date(found: FoundDate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"value": found.value.isoformat(), "origin": found.origin.value, "confidence": found.confidence}
