"""Addresses of the site for readers. `{ui}` is the interface's language."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter

from jarida.website.languages import CODES
from jarida.website.views import (
    articles,
    completeness,
    copies,
    coverage,
    front,
    lists,
    names,
    pages,
    search,
    stories,
    story_edit,
    story_lists,
    topics,
)


class _Converter:
    regex = ""

    def to_python(self, value: str) -> Any:
        """The text as it is."""
        return value

    def to_url(self, value: Any) -> str:
        """The text as it is."""
        return str(value)


class UiConverter(_Converter):
    """A language of the interface."""

    regex = "|".join(CODES)


class IdConverter(_Converter):
    """An identifier that a database can hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


class NumberConverter(_Converter):
    """A part of a date, or a small number."""

    regex = "[0-9]{1,4}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


class YearConverter(NumberConverter):
    """A year of four digits."""

    regex = "[0-9]{4}"


class TwoDigitConverter(NumberConverter):
    """A month or a day, as two digits."""

    regex = "[0-9]{2}"

    def to_url(self, value: Any) -> str:
        """Two digits."""
        return f"{int(value):02}"


class LanguageConverter(_Converter):
    """A primary language subtag (RFC 5646)."""

    regex = "[a-z]{2,3}"


class SlugConverter(_Converter):
    """A readable part of an address in any script; what is not one is redirected, never looked up."""

    regex = "[^/]{1,400}"


class NamesConverter(_Converter):
    """A kind of names, as addresses have it."""

    regex = "|".join(names.KINDS)


for _name, _converter in {
    "ui": UiConverter, "id": IdConverter, "n": NumberConverter, "year": YearConverter, "two": TwoDigitConverter,
    "lang": LanguageConverter, "title": SlugConverter, "names": NamesConverter,
}.items():  # fmt: skip
    register_converter(_converter, _name)

_ARTICLE = "<ui:ui>/articles/<id:article_id>"
_STORY = "<ui:ui>/stories/<id:story_id>"
_OUTLET = "<ui:ui>/outlets/<slug:slug>/"
_UNPREFIXED = (
    r"^(?P<path>(?:outlets|stories|topics|coverage|people|places|organisations|archive|languages|about|removals|publishers|search)"
    r"(?:/[^?]*)?|opensearch\.xml)$"
)


def _archive(prefix: str, name: str) -> list[URLPattern]:
    return [
        path(prefix, lists.archive, name=name),
        path(f"{prefix}<year:year>/", lists.archive_year, name=f"{name}-year"),
        path(f"{prefix}<year:year>/<two:month>/", lists.archive_month, name=f"{name}-month"),
        path(f"{prefix}<year:year>/<two:month>/<two:day>/", lists.archive_day, name=f"{name}-day"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("jarida.website.machines.urls")),
    path("", pages.to_language, name="start"),
    path("<ui:ui>/", front.front, name="front"),
    path("<ui:ui>/ticker", front.ticker, name="ticker"),
    path("<ui:ui>/stories/", story_lists.stories, name="stories"),
    path("stories/<id:story_id>", stories.permanent, name="permanent-story"),
    path(f"{_STORY}/edit", story_edit.edit, name="story-edit"),
    path(f"{_STORY}/<title:slug>/cite", stories.cite, name="story-cite"),
    re_path(
        rf"^(?P<ui>{UiConverter.regex})/stories/(?P<story_id>[0-9]{{1,18}})/(?P<slug>[^/]{{1,400}})/cite\.(?P<form>bib|ris)$",
        stories.citation_file, name="story-citation-file",
    ),
    path(f"{_STORY}/<title:slug>", stories.story, name="story"),
    path(_STORY, stories.story, name="story-by-id"),
    path(f"{_STORY}/", stories.story),
    path("articles/<id:article_id>", articles.permanent, name="permanent"),
    path(f"{_ARTICLE}/<title:slug>/revisions", articles.revisions, name="revisions"),
    path(f"{_ARTICLE}/<title:slug>/revisions/<n:number>", articles.revision, name="revision"),
    path(f"{_ARTICLE}/<title:slug>/cite", articles.cite, name="cite"),
    path(f"{_ARTICLE}/<title:slug>/copies", copies.copies, name="copies"),
    path(f"{_ARTICLE}/<title:slug>/why", stories.why, name="why"),
    re_path(
        rf"^(?P<ui>{UiConverter.regex})/articles/(?P<article_id>[0-9]{{1,18}})/(?P<slug>[^/]{{1,400}})/cite\.(?P<form>bib|ris)$",
        articles.citation_file, name="citation-file",
    ),
    path(f"{_ARTICLE}/<title:slug>", articles.article, name="article"),
    path(_ARTICLE, articles.article, name="article-by-id"),
    path(f"{_ARTICLE}/", articles.article),
    path("<ui:ui>/outlets/", lists.outlets, name="outlets"),
    path(_OUTLET, lists.outlet, name="outlet"),
    *_archive(f"{_OUTLET}archive/", "outlet-archive"),
    path(f"{_OUTLET}completeness/", completeness.current, name="completeness"),
    path(f"{_OUTLET}completeness/<year:year>/", completeness.year, name="completeness-year"),
    path(f"{_OUTLET}completeness/<year:year>/<two:month>/", completeness.month, name="completeness-month"),
    *_archive("<ui:ui>/archive/", "archive"),
    path("<ui:ui>/<names:plural>/", names.index, name="names"),
    path("<ui:ui>/<names:plural>/<id:name_id>/<title:slug>", names.name, name="name"),
    path("<ui:ui>/<names:plural>/<id:name_id>", names.name, name="name-by-id"),
    path("<ui:ui>/<names:plural>/<id:name_id>/", names.name),
    path("<ui:ui>/search", search.search, name="search"),
    path("<ui:ui>/search/", search.moved),
    path("<ui:ui>/languages/", lists.languages, name="languages"),
    path("<ui:ui>/languages/<lang:code>/", lists.language, name="language"),
    path("<ui:ui>/topics/", topics.topics, name="topics"),
    path("<ui:ui>/topics/<slug:topic>/", topics.topic, name="topic"),
    path("<ui:ui>/coverage/", coverage.current, name="coverage"),
    path("<ui:ui>/coverage/<year:year>-w<two:number>/", coverage.week, name="coverage-week"),
    path("<ui:ui>/about/", pages.about, name="about"),
    path("<ui:ui>/removals/", pages.removals, name="removals"),
    path("<ui:ui>/publishers/", pages.publishers, name="publishers"),
    re_path(_UNPREFIXED, pages.to_language, name="negotiated"),
    path("<ui:ui>", pages.with_slash),
    path("<ui:ui>/<path:path>", pages.with_slash),
]  # fmt: skip
