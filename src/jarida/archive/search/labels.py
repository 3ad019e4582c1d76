"""Folded topics as people write them."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from jarida.archive.models import Article
from jarida.archive.search.engines import engine
from jarida.core.search.expression import All, IndexQuery, Tag, topic_tag
from jarida.core.search.model import Sort
from jarida.core.text.analysis import forms

SAMPLES: Final = 5  # articles of a topic that are looked at
MOST: Final = 100


def topic_labels(topics: Mapping[str, int]) -> dict[str, str]:
    """The topics of a facet as they are written most often among some of their newest articles."""
    return {topic: _label(topic) for topic in list(topics)[:MOST]}


def _label(topic: str) -> str:
    asked = All(tuple(Tag(topic_tag(form)) for form in topic.split()))
    found = engine().hits(IndexQuery(asked), Sort.DATE, SAMPLES).hits if asked.parts else ()
    rows = Article.objects.filter(pk__in=[hit.article_id for hit in found]).values_list("section", "tags")
    written = Counter(
        text for section, tags in rows for text in (section, *tags) if " ".join(forms(text))[:100] == topic
    )
    return written.most_common(1)[0][0] if written else topic
