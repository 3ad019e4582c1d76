"""Writes an outlet's pages. Pure: the same arguments give the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jarida.editions.sample.feeds import FICTION, WRITERS, Source, picture_path
from jarida.editions.sample.model import House
from jarida.editions.sample.newsroom import Published
from jarida.editions.sample.slugs import slug
from jarida.editions.sample.words import in_words, month_name, words

SERIF = {"courrier-du-souk", "sawt-al-atlas", "diario-del-estrecho", "mirat-al-waha", "azotea-del-sur", "atlas-post"}
TEASERS = 3

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)
_ENVIRONMENT.globals["serif"] = lambda house: house.slug in SERIF
_ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}


def direction(language: str) -> str:
    """Of the four languages and Tamazight, only Arabic runs from the right."""
    return "rtl" if language == "ar" else "ltr"


def section_path(name: str) -> str:
    """The address of a section's page."""
    return f"/section/{quote(slug(name))}/"


@dataclass(frozen=True)
class Site:
    """An outlet at its address (`base`, no slash at the end) with all that it shows at one moment."""

    house: House
    base: str
    items: Sequence[Published]

    @cached_property
    def sections(self) -> dict[str, str]:
        """Address of each section, by its name, in alphabetical order."""
        return {name: section_path(name) for name in sorted({item.article.section for item in self.items})}

    def home(self) -> str:
        """The home page."""
        return self._list(f"{self.house.name} – {FICTION[self.house.language]}", "", self.items)

    def section(self, name: str) -> str:
        """The page of one section."""
        chosen = [item for item in self.items if item.article.section == name]
        return self._list(f"{name} | {self.house.name}", name, chosen)

    def article(self, item: Published) -> str:
        """The page of one article, in the outlet's own template."""
        language = item.article.language
        page = {**self._frame(language), "teasers": self._teasers(item), "month": month_name(item.published, language)}
        view = _view(item, self.base)
        linked = _json_ld(self.house, self.base, item)
        full = {**linked, "articleBody": "\n\n".join(item.paragraphs)}
        graph = {"@context": "https://schema.org", "@graph": [_breadcrumb(self.base, item), linked]}
        page |= {"json_ld": linked, "json_ld_full": full, "json_ld_graph": graph}
        return _render(f"{self.house.slug}.html", page=page, item=view)

    def notice(self, kind: str) -> str:
        """A page that says one thing: `closed` or `missing`."""
        page = self._frame(self.house.language)
        spoken = page["words"]
        page |= {"title": spoken[kind], "heading": spoken[kind], "text": spoken[f"{kind}_text"]}
        return _render("notice.html", page=page)

    def _list(self, title: str, heading: str, items: Sequence[Published]) -> str:
        page = self._frame(self.house.language)
        page |= {"title": title, "heading": heading, "entries": [_view(item, self.base) for item in items]}
        return _render("list.html", page=page)

    def _frame(self, language: str) -> dict[str, Any]:
        house = self.house
        newest = self.items[0].published if self.items else None
        return {
            "house": house,
            "name": house.names.get(language, house.name),
            "home": self.base + "/",
            "direction": direction(house.language),
            "words": words(language),
            "year": newest.year if newest else "",
            "sections": [{"name": name, "url": self.base + path} for name, path in self.sections.items()],
            "feeds": [
                _announced(Source(house, self.base, plan)) for plan in house.feeds if plan.format != "news-sitemap"
            ],
        }

    def _teasers(self, item: Published) -> list[dict[str, str]]:
        """Other articles, under their first titles, so that a page changes only when its article does."""
        language = item.article.language
        steady = [
            other
            for other in self.items
            if other.article.release_after_seconds == 0 and other.article.language == language and other != item
        ]
        start = item.number % max(1, len(steady))
        chosen = (steady[start:] + steady[:start])[:TEASERS]
        return [{"title": other.original_title, "url": self.base + other.path} for other in chosen]


def _render(template: str, **values: Any) -> str:
    return _ENVIRONMENT.get_template(template).render(**values)


def _announced(source: Source) -> dict[str, str]:
    content_type = WRITERS[source.plan.format][1].partition(";")[0]
    return {"type": content_type, "title": source.title, "url": source.base + source.plan.path}


def _view(item: Published, base: str) -> Mapping[str, Any]:
    article, language = item.article, item.article.language
    reprint = bool(article.dispatch) and article.outlet != "agence-du-rif"
    return {
        "number": item.number,
        "url": base + item.path,
        "title": item.title,
        "language": language,
        "direction": direction(language),
        "authors": article.authors,
        "by": ", ".join(article.authors),
        "section": article.section,
        "tags": article.tags,
        "summary": item.summary,
        "paragraphs": item.paragraphs,
        "image": base + picture_path(item) if article.image else "",
        "caption": article.caption,
        "credit": article.credit,
        "source": words(language)["wire"] if reprint else "",
        "published": item.published.isoformat(),
        "modified": item.modified.isoformat() if item.corrected else "",
        "when": in_words(item.published, language),
        "modified_when": in_words(item.modified, language),
        "naive": item.published.strftime("%Y-%m-%d %H:%M:%S"),
        "numeric": item.published.strftime("%d/%m/%Y à %Hh%M"),
    }


def _json_ld(house: House, base: str, item: Published) -> dict[str, Any]:
    article = item.article
    kind = "Organization" if article.dispatch else "Person"
    linked: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": base + item.path,
        "headline": item.title,
        "datePublished": item.published.isoformat(),
        "dateModified": item.modified.isoformat(),
        "inLanguage": article.language,
        "articleSection": article.section,
        "keywords": ", ".join(article.tags),
        "isAccessibleForFree": True,
        "author": [{"@type": kind, "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": house.name, "url": base + "/"},
    }
    if article.image:
        picture = {"@type": "ImageObject", "url": base + picture_path(item), "width": 1200, "height": 750}
        linked["image"] = picture | {"caption": article.caption, "creditText": article.credit}
    return linked


def _breadcrumb(base: str, item: Published) -> dict[str, Any]:
    trail = ((item.article.section, section_path(item.article.section)), (item.title, item.path))
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": base + path}
        for place, (name, path) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
