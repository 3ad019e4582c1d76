"""Articles as documents of the index: what of them may be found.

Only live articles are documents. Where the publisher allows the headline only, the text is no part of the
document (P8). Pictures count where they may be shown: the lead picture, neither blocked nor against the policy.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jarida.archive import queries
from jarida.archive.models import Article, ArticleState, ImageState
from jarida.archive.search.contract import Document
from jarida.archive.visibility import effective_policy, visible_parts
from jarida.core.extraction.model import Policy

_FIELDS = (
    "id", "outlet_id", "language", "sort_at", "title", "authors", "section", "tags", "limit", "outlet__policy",
    "lead_image_id", "lead_image__state",
)  # fmt: skip


def documents(article_ids: Iterable[int]) -> Iterator[Document]:
    """The documents of some articles; those that are not live have none. In the order of their ids."""
    ids = list(article_ids)
    # not `state=LIVE`: SQLite would walk the index of the latest instead of looking the ids up
    live = Article.objects.filter(pk__in=ids).exclude(state=ArticleState.WITHDRAWN)
    rows = list(live.order_by("pk").values(*_FIELDS))
    texts = queries.paragraphs_of([row["id"] for row in rows if _text_may_be_found(row)])
    for row in rows:
        yield document_of(row, texts.get(row["id"], ()))


def document_of(row: Mapping[str, Any], paragraphs: Sequence[str]) -> Document:
    """The document of an article's columns and its newest paragraphs. Pure."""
    return Document(
        article_id=row["id"],
        outlet_id=row["outlet_id"],
        language=row["language"].partition("-")[0].lower(),
        at=row["sort_at"],
        title=row["title"],
        text="\n".join(paragraphs) if _text_may_be_found(row) else "",
        authors=tuple(_texts(row["authors"])),
        topics=tuple(_texts([row["section"], *(row["tags"] or ())])),
        has_image=_has_image(row),
    )


def _texts(values: Iterable[Any] | None) -> list[str]:
    return [text for text in values or () if isinstance(text, str) and text.strip()]


def _text_may_be_found(row: Mapping[str, Any]) -> bool:
    return effective_policy(row["outlet__policy"], row["limit"]) is not Policy.HEADLINE


def _has_image(row: Mapping[str, Any]) -> bool:
    if row["lead_image_id"] is None or row["lead_image__state"] == ImageState.BLOCKED:
        return False
    return visible_parts(row["outlet__policy"], row["limit"]).pictures > 0
