"""The articles of a story as keys of the index's documents: read for each search, so that none is indexed anew."""

from typing import Final

from jarida.archive.models import SearchDocument
from jarida.archive.stories import whole

MOST: Final = 5_000  # articles of one story, the newest; a story of more is a live blog of a whole press


def keys_of(number: int) -> frozenset[int] | None:
    """The keys of a story's articles, of the story it went into where it was merged; None where there is none."""
    story = whole.standing(number)
    if story is None:
        return None
    documents = SearchDocument.objects.filter(article__told_in__story_id=story.id)
    return frozenset(documents.order_by("-key").values_list("key", flat=True)[:MOST])
