"""Addresses for machines."""

from django.urls import URLPattern, URLResolver, path, re_path

from jarida.website.languages import CODES
from jarida.website.machines import (
    feeds,
    health,
    media,
    names,
    robots,
    searches,
    sitemaps,
    stories,
    story_feeds,
    topics,
    websub,
)

_UI = rf"(?P<ui>{'|'.join(CODES)})/"
_OUTLET = r"outlets/(?P<slug>[-a-zA-Z0-9_]{1,80})/"
_LANGUAGE = r"languages/(?P<code>[a-z]{2,3})/"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])/"
_MONTH = rf"(?P<month>0[1-9]|1[0-2])/(?:{_DAY})?"
_ARCHIVE = rf"archive/(?:(?P<year>(?!0000)[0-9]{{4}})/(?:{_MONTH})?)?"
_NAMES = rf"(?P<plural>{names.KIND_PATTERN})/"
_FORM = r"feed\.(?P<form>rss|atom|json)"

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(rf"^{_UI}{_FORM}$", feeds.feed, name="feed"),
    re_path(rf"^{_UI}stories/{_FORM}$", story_feeds.feed, name="stories-feed"),
    re_path(rf"^{_UI}{_OUTLET}{_FORM}$", feeds.feed, name="outlet-feed"),
    re_path(rf"^{_UI}{_LANGUAGE}{_FORM}$", feeds.feed, name="language-feed"),
    re_path(rf"^{_UI}(?:{_OUTLET})?{_ARCHIVE}{_FORM}$", feeds.feed, name="archive-feed"),
    re_path(rf"^{_UI}stories/(?P<story_id>[0-9]{{1,18}})/(?:[^/]{{1,400}}/)?{_FORM}$", stories.feed, name="story-feed"),
    re_path(rf"^{_UI}topics/(?P<topic>[a-z0-9-]{{1,80}})/{_FORM}$", topics.feed, name="topic-feed"),
    re_path(rf"^{_UI}{_NAMES}(?P<name_id>[0-9]{{1,18}})/(?:[^/]{{1,400}}/)?{_FORM}$", names.feed, name="name-feed"),
    re_path(rf"^{_UI}search/{_FORM}$", searches.feed, name="search-feed"),
    re_path(rf"^{_UI}search/results\.(?P<form>csv|bib)$", searches.results, name="search-results"),
    re_path(rf"^{_UI}search/suggest$", searches.suggest, name="search-suggest"),
    re_path(rf"^{_UI}opensearch\.xml$", searches.description, name="opensearch"),
    re_path(r"^media/(?P<digest>[0-9a-f]{64})-(?P<width>[0-9]{1,5})\.webp$", media.picture, name="media"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/news.xml", sitemaps.news, name="news-sitemap"),
    re_path(r"^sitemaps/stories-(?P<number>[1-9][0-9]{0,5})\.xml$", sitemaps.stories, name="stories-sitemap"),
    re_path(
        r"^sitemaps/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<number>[1-9][0-9]{0,3}))?\.xml$",
        sitemaps.month,
        name="month-sitemap",
    ),
    path("robots.txt", robots.robots_txt, name="robots"),
    path("favicon.ico", robots.favicon, name="favicon"),
    path(".well-known/security.txt", robots.security_txt, name="security"),
    re_path(r"^websub/(?P<token>[-A-Za-z0-9_]{20,64})$", websub.callback, name="websub"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
]
