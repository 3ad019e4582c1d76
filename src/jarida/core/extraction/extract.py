"""A page becomes an article."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from jarida.core.errors import JaridaError, ParseError
from jarida.core.extraction.authors import clean_names, find_authors
from jarida.core.extraction.body import find_body
from jarida.core.extraction.dates import find_dates
from jarida.core.extraction.kinds import find_kind
from jarida.core.extraction.labels import find_language, find_section, find_site_name, find_summary, find_tags
from jarida.core.extraction.model import Extraction, FoundDate, Hints
from jarida.core.extraction.page import Page, read_page
from jarida.core.extraction.pictures import find_pictures
from jarida.core.extraction.rights import find_canonical, find_limit
from jarida.core.extraction.templates.apply import apply_template, learned
from jarida.core.extraction.templates.model import Template
from jarida.core.extraction.titles import find_title

_UNSURE: Final = 0.8  # dates of less confidence come from an address or from words somewhere in the page


def extract(page: bytes, url: str, hints: Hints = Hints(), *, now: datetime | None = None) -> Extraction:  # noqa: B008
    """What a page says: title, authors, dates with their origin, text, pictures, labels and rights.

    `url` is the address it came from ("" if unknown), `now` the moment after which no date is believed.
    A page without an article is told by `kind`. Raises NotAnArticle for bytes that are no page, and
    ParseError for what no other rule foresaw; nothing else, whatever the bytes.
    """
    try:
        return extract_page(read_page(page, url, hints, now or datetime.now(UTC)))
    except JaridaError as error:
        error.subject = error.subject or url
        raise
    except Exception as error:  # a hostile page must cost one article, not the worker
        raise ParseError(f"could not be read: {type(error).__name__}: {error}"[:300], subject=url) from error


def extract_page(page: Page) -> Extraction:
    """The same of a page that is parsed already; any error may come out."""
    template = page.hints.template
    if template is not None:
        page = apply_template(page, template)
    title = next(iter(page.selected("title")), "") or find_title(page)
    body = find_body(page, title)
    paragraphs = _without_removed(body.paragraphs, page)
    published, modified = find_dates(page)
    if template is not None and (published is None or published.confidence < _UNSURE):
        published, modified = _dates_of_template(page, template) or (published, modified)
    return Extraction(
        url=page.url,
        canonical_url=find_canonical(page),
        title=title,
        authors=clean_names(page.selected("authors")) or find_authors(page),
        published=published,
        modified=modified,
        language=find_language(page, title, paragraphs),
        summary=find_summary(page, title, paragraphs),
        paragraphs=paragraphs,
        images=find_pictures(page),
        section=find_section(page),
        tags=find_tags(page),
        site_name=find_site_name(page),
        kind=find_kind(page, title, paragraphs),
        limit=find_limit(page),
    )


def _dates_of_template(page: Page, template: Template) -> tuple[FoundDate, FoundDate | None] | None:
    """The dates with what stands where the outlet has its own; None where the edition says where, or none is there."""
    selector = template.selectors.get("published", "")
    if not selector or "published" in page.hints.selectors or not learned(page, template, "published"):
        return None
    hints = replace(page.hints, selectors={**page.hints.selectors, "published": selector})
    published, modified = find_dates(replace(page, hints=hints, memo={}))
    return (published, modified) if published is not None else None


def _without_removed(paragraphs: tuple[str, ...], page: Page) -> tuple[str, ...]:
    """The text without what the template removed, wherever it was read: structured bodies hold it too."""
    gone = {" ".join(each.text.split()) for each in page.removed if each.text and not len(each)}
    return tuple(text for text in paragraphs if text not in gone) if gone else paragraphs
