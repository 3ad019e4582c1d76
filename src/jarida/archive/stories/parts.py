"""What else is kept of an article that is grouped, each by a module of its own: copies, names, topics."""

from collections.abc import Collection, Sequence

from jarida.archive.models import ArticleTopic, Mention
from jarida.archive.stories.texts import Texts
from jarida.core.names.model import Found
from jarida.core.stories.model import Profile
from jarida.core.stories.topics import Topic


class Parts:
    """Writes them. What it keeps in memory is read anew after `forget`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.forget()

    def enter(self, profile: Profile, names: Sequence[Found], topics: Sequence[Topic]) -> None:
        """Write all that belongs to a profile. Takes part in a transaction; can be repeated without effect."""
        self._copies.enter(profile)

    def forget(self) -> None:
        """Read anew what is kept in memory, when it is needed."""
        from jarida.archive.stories.copies import Copies  # it settles stories, as this does

        self._copies = Copies(self._texts)


def forget(article_ids: Collection[int]) -> None:
    """Forget all of it for articles that were withdrawn. Takes part in a transaction."""
    from jarida.archive.stories import copies

    ids = list(article_ids)
    ArticleTopic.objects.filter(article_id__in=ids).delete()
    Mention.objects.filter(article_id__in=ids).delete()
    copies.leave(ids)
