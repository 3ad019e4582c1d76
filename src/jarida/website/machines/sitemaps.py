"""Sitemaps (sitemaps.org): an index, the months of the archive, the stories, and the news of the last two days.

An article or a story is named once, in the interface's language that is its own, or in the first: its page names
the others itself.
"""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jarida.archive.models import Article, ArticleState, DayCount, Story, StoryState
from jarida.archive.stories.front import headline_of
from jarida.core.text.clean import clean
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import CODES
from jarida.website.machines.items import Span, within

PER_FILE = 10_000
STORIES_SPAN = 20_000
PIECE = 500
NEWS_HOURS = 48
MOST_NEWS = 1000  # what news search takes of one file
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
@cached(max_age=300)
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap index: the news, a file for every ten thousand articles of each month, and those of stories."""
    paths = ["/sitemaps/news.xml"]
    for month, total in _months():
        paths += [_path(month, number) for number in range(1, -(-total // PER_FILE) + 1)]
    paths += [f"/sitemaps/stories-{number}.xml" for number in _story_files()]
    lines = (f"<sitemap><loc>{_absolute(path)}</loc></sitemap>\n" for path in paths)
    return _xml("sitemapindex", lines)


def _months() -> Iterable[tuple[date, int]]:
    days = DayCount.objects.filter(articles__gt=0).annotate(month=TruncMonth("day"))
    return days.values_list("month").annotate(total=Sum("articles")).order_by("-month")


def _path(month: date, number: int) -> str:
    page = f"-{number}" if number > 1 else ""
    return f"/sitemaps/{month.year:04}-{month.month:02}{page}.xml"


@require_safe
@cached(max_age=300)
def month(request: HttpRequest, year: str, month: str, number: str | None = None) -> HttpResponse:
    """The articles of one month; `number` is the file's within the month."""
    page = int(number or 1)
    try:
        first = date(int(year), int(month), 1)
    except ValueError as error:
        raise Http404 from error
    span = Span(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    articles = within(Article.objects.filter(state=ArticleState.LIVE), span).order_by("sort_at", "id")
    start = (page - 1) * PER_FILE
    rows = articles.values("id", "slug", "language", "sort_at", "modified_at")[start : start + PER_FILE]
    if not rows:
        raise Http404
    return _xml("urlset", map(_address, rows))


def _address(row: Mapping[str, Any]) -> str:
    changed = row["modified_at"] or row["sort_at"]
    return f"<url><loc>{_page(row)}</loc><lastmod>{_moment(changed)}</lastmod></url>\n"


def _story_files() -> Iterator[int]:
    """The files that have stories, newest first. Each is a span of identifiers, so that a story keeps its file."""
    newest = Story.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return (number for number in range(newest // STORIES_SPAN + 1, 0, -1) if _stories(number).exists())


def _stories(number: int) -> QuerySet[Story]:
    """The stories of a file that several outlets tell; those that merged into others are not among them."""
    span = Story.objects.filter(id__gte=(number - 1) * STORIES_SPAN, id__lt=number * STORIES_SPAN)
    return span.filter(state=StoryState.LIVE, outlets__gt=1, lead__isnull=False).exclude(told_until=None)


@require_safe
@cached(max_age=300)
def stories(request: HttpRequest, number: str) -> HttpResponse:
    """The stories of one span of identifiers."""
    rows = list(
        _stories(int(number)).order_by("id").values("id", "headlines", "lead_id", "lead__language", "told_until")
    )
    if not rows:
        raise Http404
    named = [(row, *_headline(row)) for row in rows]
    slugs = _slugs([article for _row, _ui, article in named])
    return _xml("urlset", (_story(row, ui, slugs.get(article, "")) for row, ui, article in named))


def _headline(row: Mapping[str, Any]) -> tuple[str, int]:
    """In which of our languages a story is named, and by which article's headline."""
    ui = row["lead__language"] if row["lead__language"] in CODES else CODES[0]
    return ui, headline_of(row["headlines"], row["lead_id"], ui) or row["lead_id"]


def _slugs(articles: list[int]) -> dict[int, str]:
    """The slugs of some articles, asked for in pieces: a database takes only so many values at once."""
    pieces = (articles[start : start + PIECE] for start in range(0, len(articles), PIECE))
    return {key: slug for ids in pieces for key, slug in Article.objects.filter(id__in=ids).values_list("id", "slug")}


def _story(row: Mapping[str, Any], ui: str, slug: str) -> str:
    location = _absolute(addresses.story(ui, row["id"], slug))
    return f"<url><loc>{location}</loc><lastmod>{_moment(row['told_until'])}</lastmod></url>\n"


@require_safe
@cached(max_age=60)
def news(request: HttpRequest) -> HttpResponse:
    """The news of the last two days, only of a known date of publication (P2)."""
    since = datetime.now(UTC) - timedelta(hours=NEWS_HOURS)
    rows = Article.objects.filter(state=ArticleState.LIVE, sort_at__gte=since, published_at__gte=since).order_by(
        "-sort_at", "-id"
    )
    fields = ("id", "slug", "language", "title", "published_at", "outlet__name", "outlet__languages")
    return _xml("urlset", map(_news_item, rows.values(*fields)[:MOST_NEWS]), f' xmlns:news="{NEWS}"')


def _news_item(row: Mapping[str, Any]) -> str:
    language = row["language"] or next(iter(row["outlet__languages"]), "")
    if not language:
        return ""
    return (
        f"<url><loc>{_page(row)}</loc><news:news><news:publication><news:name>{_text(row['outlet__name'])}</news:name>"
        f"<news:language>{_text(language)}</news:language></news:publication>"
        f"<news:publication_date>{_moment(row['published_at'])}</news:publication_date>"
        f"<news:title>{_text(row['title'])}</news:title></news:news></url>\n"
    )


def _page(row: Mapping[str, Any]) -> str:
    ui = row["language"] if row["language"] in CODES else CODES[0]
    return _absolute(f"/{ui}{addresses.permanent(row['id'])}/{row['slug'] or addresses.NO_SLUG}")


def _absolute(path: str) -> str:
    return escape(addresses.absolute(path))


def _text(text: str) -> str:
    return escape(clean(text))


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def _xml(root: str, lines: Iterable[str], namespaces: str = "") -> HttpResponse:
    text = f'{DECLARATION}<{root} xmlns="{NAMESPACE}"{namespaces}>\n{"".join(lines)}</{root}>\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
