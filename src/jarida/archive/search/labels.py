"""Folded topics as people write them."""

from collections import Counter
from collections.abc import Iterable, Mapping
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
    found = {topic: _newest(topic) for topic in list(topics)[:MOST]}
    wanted = {article for articles in found.values() for article in articles}
    rows = Article.objects.filter(pk__in=wanted).values_list("pk", "section", "tags")
    said = {pk: (section, *tags) for pk, section, tags in rows}
    return {
        topic: _label(topic, [said[each] for each in articles if each in said]) for topic, articles in found.items()
    }


def _newest(topic: str) -> list[int]:
    """Some articles of a topic."""
    asked = All(tuple(Tag(topic_tag(form)) for form in topic.split()))
    hits = engine().hits(IndexQuery(asked), Sort.DATE, SAMPLES).hits if asked.parts else ()
    return [hit.article_id for hit in hits]


def _label(topic: str, said: Iterable[tuple[str, ...]]) -> str:
    """How a topic is written most often."""
    written = Counter(text for texts in said for text in texts if " ".join(forms(text))[:100] == topic)
    return written.most_common(1)[0][0] if written else topic
