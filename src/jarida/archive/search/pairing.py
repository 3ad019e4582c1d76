"""Whether the index knows the pairs of words of every document. One that was made before there were pairs does not
until it is built anew; until then phrases are found by the places of words alone."""

from typing import Final

from jarida.archive.models import SearchProgress

ROW: Final = "unpaired"  # of SearchProgress: there as long as documents lack their pairs (see migration 0007)
PROBLEM: Final = "the index is older than finding phrases by pairs of words: jarida manage reindex makes them faster"


def ready() -> bool:
    """Whether pairs can be asked for."""
    return not SearchProgress.objects.filter(name=ROW).exists()


def done() -> None:
    """All documents were indexed anew."""
    SearchProgress.objects.filter(name=ROW).delete()
