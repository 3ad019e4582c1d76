"""A story as structured data: a collection of articles, each by its permanent address. Only what may be shown (P8)."""

from collections.abc import Iterable
from typing import Any

from jarida.archive.queries import ArticleLine
from jarida.archive.stories.whole import StoryHead
from jarida.website import addresses
from jarida.website.stories import shown


def story(head: StoryHead, lines: Iterable[ArticleLine], ui: str) -> dict[str, Any]:
    """JSON-LD (schema.org/CollectionPage with an ItemList of NewsArticle)."""
    line = shown.headline(head, ui)
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": line.title,
        "url": addresses.absolute(addresses.permanent_story(head.id)),
        "inLanguage": ui,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": head.articles,
            "itemListElement": [
                {"@type": "ListItem", "position": place, "item": _article(each)} for place, each in enumerate(lines, 1)
            ],
        },
    }


def _article(line: ArticleLine) -> dict[str, Any]:
    facts = {
        "@type": "NewsArticle",
        "headline": line.title,
        "url": addresses.absolute(addresses.permanent(line.id)),
        "inLanguage": line.language,
        "datePublished": line.published_at.isoformat() if line.published_at else None,
        "publisher": {"@type": "NewsMediaOrganization", "name": line.outlet.name},
    }
    return {key: value for key, value in facts.items() if value}
