"""Sitemaps (sitemaps.org): an index, the months of the archive, and the news of the last two days.

An article is named once, in the interface's language that is its own, or in the first: its page names
the others itself.
"""

import calendar
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jarida.archive.models import Article, ArticleState, DayCount
from jarida.core.text.clean import clean
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import CODES
from jarida.website.machines.items import Span, within

PER_FILE = 10_000
NEWS_HOURS = 48
MOST_NEWS = 1000  # what news search takes of one file
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
@cached(max_age=300)
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap index: the news, and a file for every ten thousand articles of each month."""
    paths = ["/sitemaps/news.xml"]
    for month, total in _months():
        paths += [_path(month, number) for number in range(1, -(-total // PER_FILE) + 1)]
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
