"""Structured data: an article as schema.org NewsArticle and OpenGraph, the site as WebSite with its search.

Only what may be shown (P8).
"""

from collections.abc import Iterable
from typing import Any, Final

from jarida.archive.queries import ArticleWhole, PictureLine
from jarida.archive.stories.front import StoryLine
from jarida.archive.stories.names import NameLine
from jarida.website import addresses
from jarida.website.languages import site_name

SCHEMA_OF_NAMES: Final = {"person": "Person", "place": "Place", "organisation": "Organization"}


def news_article(found: ArticleWhole, named: Iterable[NameLine] = (), ui: str = "") -> dict[str, Any]:
    """JSON-LD (schema.org/NewsArticle). A date that is not known is left out, never filled in (P2).

    `named` is whom and what it mentions, with the addresses of their pages in a language.
    """
    line = found.line
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": line.title,
        "url": addresses.absolute(addresses.permanent(line.id)),
        "mainEntityOfPage": addresses.absolute(addresses.permanent(line.id)),
        "isBasedOn": found.url,
        "inLanguage": line.language,
        "datePublished": line.published_at.isoformat() if line.published_at else None,
        "dateModified": found.modified_at.isoformat() if found.modified_at else None,
        "author": [{"@type": "Person", "name": name} for name in found.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": line.outlet.name, "url": found.homepage},
        "articleSection": line.section,
        "mentions": [mentioned(name, ui or line.language) for name in named],
        "description": line.summary,
        "image": [addresses.absolute(_widest(picture)) for picture in shown(found.pictures)],
    }
    return {key: value for key, value in facts.items() if value}


def mentioned(name: NameLine, ui: str) -> dict[str, Any]:
    """JSON-LD of a person, a place or an organisation (schema.org)."""
    return {
        "@type": SCHEMA_OF_NAMES[name.kind],
        "name": name.name_in(ui),
        "url": addresses.absolute(addresses.name(ui, name)),
    }


def website(ui: str) -> dict[str, Any]:
    """JSON-LD (schema.org/WebSite) with how to search here (SearchAction)."""
    target = addresses.absolute(f"/{ui}/search") + "?q={search_term_string}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site_name(),
        "url": addresses.absolute(f"/{ui}/"),
        "inLanguage": ui,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def story_list(stories: Iterable[StoryLine], ui: str) -> dict[str, Any]:
    """JSON-LD (schema.org/ItemList) of the stories of a page, in its order."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": story.headline.title,
            "url": addresses.absolute(addresses.story(ui, story.id, story.slug)),
        }
        for position, story in enumerate(stories, 1)
    ]
    return {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}


def preview(found: ArticleWhole) -> dict[str, str]:
    """OpenGraph properties (ogp.me) as property and content."""
    line = found.line
    properties = {
        "og:type": "article",
        "og:title": line.title,
        "og:description": line.summary,
        "article:published_time": line.published_at.isoformat() if line.published_at else "",
        "article:modified_time": found.modified_at.isoformat() if found.modified_at else "",
        "article:section": line.section,
    }
    for picture in shown(found.pictures)[:1]:
        properties["og:image"] = addresses.absolute(_widest(picture))
        properties["og:image:alt"] = picture.caption
    return {key: value for key, value in properties.items() if value}


def shown(pictures: tuple[PictureLine, ...]) -> list[PictureLine]:
    """The pictures that are not blocked and have a file."""
    return [picture for picture in pictures if not picture.blocked and picture.widths]


def _widest(picture: PictureLine) -> str:
    return addresses.media(picture.digest, max(picture.widths))
