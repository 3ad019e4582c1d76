"""A page becomes an article."""

from datetime import UTC, datetime

from jarida.core.errors import JaridaError, ParseError
from jarida.core.extraction.authors import clean_names, find_authors
from jarida.core.extraction.body import find_paragraphs
from jarida.core.extraction.dates import find_dates
from jarida.core.extraction.kinds import find_kind
from jarida.core.extraction.labels import find_language, find_section, find_site_name, find_summary, find_tags
from jarida.core.extraction.model import Extraction, Hints
from jarida.core.extraction.page import Page, read_page
from jarida.core.extraction.pictures import find_pictures
from jarida.core.extraction.rights import find_canonical, find_limit
from jarida.core.extraction.titles import find_title


def extract(page: bytes, url: str, hints: Hints = Hints(), *, now: datetime | None = None) -> Extraction:  # noqa: B008
    """What a page says: title, authors, dates with their origin, text, pictures, labels and rights.

    `url` is the address it came from ("" if unknown), `now` the moment after which no date is believed.
    A page without an article is told by `kind`. Raises NotAnArticle for bytes that are no page, and
    ParseError for what no other rule foresaw; nothing else, whatever the bytes.
    """
    try:
        return _extract(read_page(page, url, hints, now or datetime.now(UTC)))
    except JaridaError as error:
        error.subject = error.subject or url
        raise
    except Exception as error:  # a hostile page must cost one article, not the worker
        raise ParseError(f"could not be read: {type(error).__name__}: {error}"[:300], subject=url) from error


def _extract(page: Page) -> Extraction:
    title = next(iter(page.selected("title")), "") or find_title(page)
    paragraphs = find_paragraphs(page, title)
    published, modified = find_dates(page)
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
