"""The addresses of the site's pages (Django's `reverse` costs ten times as much, a hundred times a page).

Slugs stay in their own letters here: that is valid in HTML and a third of the weight. Where ASCII is
asked for (headers, sitemaps, structured data) use `absolute`.
"""

from datetime import date
from urllib.parse import quote

from django.conf import settings

from jarida.archive.queries import ArticleLine, Cursor
from jarida.archive.stories.names import NameLine
from jarida.core.search.model import Filter, Name, Query
from jarida.core.search.printing import print_query

NO_SLUG = "-"
NAME_PLURALS = {"person": "people", "place": "places", "organisation": "organisations"}
_SAFE = "/?&=:@!$'()*+,;~-._%"


def absolute(path: str) -> str:
    """The whole address of a path of this site, in ASCII."""
    return settings.OPTIONS.site_url + quote(path, safe=_SAFE)


def article(ui: str, line: ArticleLine) -> str:
    """An article's page."""
    return f"/{ui}/articles/{line.id}/{line.slug or NO_SLUG}"


def copies(ui: str, line: ArticleLine, beside: int = 0) -> str:
    """Who printed the text of an article; with `beside`, that copy beside its original."""
    return f"{article(ui, line)}/copies" + (f"?with={beside}#beside" if beside else "")


def permanent(article_id: int) -> str:
    """The language-free address of an article, for citations and feeds."""
    return f"/articles/{article_id}"


def stories(ui: str, code: str = "") -> str:
    """The list of stories, all or those told in a language."""
    return f"/{ui}/stories/?lang={code}" if code else f"/{ui}/stories/"


def story(ui: str, story_id: int, slug: str = "") -> str:
    """A story's page; its slug is that of the headline that stands for it."""
    return f"/{ui}/stories/{story_id}/{slug or NO_SLUG}"


def permanent_story(story_id: int) -> str:
    """The language-free address of a story, for citations and feeds."""
    return f"/stories/{story_id}"


def front(ui: str, code: str = "") -> str:
    """The front page, of all languages or of one."""
    return f"/{ui}/?lang={code}" if code else f"/{ui}/"


def outlet(ui: str, slug: str) -> str:
    """An outlet's page."""
    return f"/{ui}/outlets/{slug}/"


def language(ui: str, code: str) -> str:
    """The list of articles in a language."""
    return f"/{ui}/languages/{code}/"


def archive(ui: str, outlet_slug: str = "") -> str:
    """The archive's first page, for all or for one outlet."""
    return f"/{ui}/outlets/{outlet_slug}/archive/" if outlet_slug else f"/{ui}/archive/"


def archive_year(ui: str, year: int, outlet_slug: str = "") -> str:
    """The archive of a year."""
    return f"{archive(ui, outlet_slug)}{year:04}/"


def archive_month(ui: str, year: int, month: int, outlet_slug: str = "") -> str:
    """The archive of a month."""
    return f"{archive_year(ui, year, outlet_slug)}{month:02}/"


def archive_day(ui: str, day: date, outlet_slug: str = "") -> str:
    """The archive of a day."""
    return f"{archive_month(ui, day.year, day.month, outlet_slug)}{day.day:02}/"


def topic(ui: str, slug: str) -> str:
    """A topic's page; its slug is the same in every language."""
    return f"/{ui}/topics/{slug}/"


def coverage(ui: str, monday: date | None = None) -> str:
    """The page of coverage: of the last seven days, or of the week (ISO 8601) that begins on a Monday."""
    if monday is None:
        return f"/{ui}/coverage/"
    year, week, _ = monday.isocalendar()
    return f"/{ui}/coverage/{year:04}-w{week:02}/"


def completeness(ui: str, outlet_slug: str) -> str:
    """An outlet's calendar of completeness, of this month."""
    return f"{outlet(ui, outlet_slug)}completeness/"


def completeness_year(ui: str, year: int, outlet_slug: str) -> str:
    """An outlet's completeness in a year."""
    return f"{completeness(ui, outlet_slug)}{year:04}/"


def completeness_month(ui: str, first: date, outlet_slug: str) -> str:
    """An outlet's calendar of completeness, of the month of a day."""
    return f"{completeness_year(ui, first.year, outlet_slug)}{first.month:02}/"


def names(ui: str, kind: str) -> str:
    """The people, places or organisations that are named most these days."""
    return f"/{ui}/{NAME_PLURALS[kind]}/"


def name(ui: str, found: NameLine) -> str:
    """The page of a person, a place or an organisation."""
    return f"{names(ui, found.kind)}{found.id}/{found.slug or NO_SLUG}"


def search_name(ui: str, kind: str, shown: str) -> str:
    """A search for a name in all its spellings; an organisation has no keyword of its own."""
    keyword = {"person": Name.PERSON, "place": Name.PLACE}.get(kind)
    if keyword is None:
        return search(ui, '"{}"'.format(shown.replace('"', " ")))
    return search(ui, print_query(Query(Filter(keyword, shown)), ui))


def search(ui: str, query: str) -> str:
    """The page of a search."""
    return f"/{ui}/search?q={quote(query)}"


def search_outlet(ui: str, outlet_slug: str) -> str:
    """An outlet's articles as a search, for words to be added to; the keyword is the interface's language's."""
    return search(ui, print_query(Query(Filter(Name.OUTLET, outlet_slug)), ui))


def media(digest: str, width: int) -> str:
    """A picture's file in one width."""
    return f"/media/{digest}-{width}.webp"


def report(ui: str, digest: str) -> str:
    """Where a report of an image is sent to."""
    return f"/{ui}/images/{digest}/report"


def older(path: str, cursor: Cursor | None) -> str:
    """The next page of a list; empty at its end. `path` may have a query."""
    from jarida.website.paging import write_cursor

    return f"{path}{'&' if '?' in path else '?'}before={write_cursor(cursor)}" if cursor else ""
