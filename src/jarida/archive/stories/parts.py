"""What else is kept of an article that is grouped, each by a module of its own: copies, names, topics.

Imported late where they are used: they read stories, and their writers stand here.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

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

    def enter(self, profile: Profile, names: Sequence[Found], topics: Sequence[Topic], at: datetime) -> None:
        """Write all that belongs to a profile. Takes part in a transaction; can be repeated without effect."""
        from jarida.archive.stories import names as named
        from jarida.archive.stories import topics as about

        self._copies.enter(profile)
        named.enter(profile.id, names)
        about.enter(profile.id, topics, at)

    def forget(self) -> None:
        """Read anew what is kept in memory, when it is needed."""
        from jarida.archive.stories.copies import Copies

        self._copies = Copies(self._texts)


def touch(article_id: int, at: datetime) -> None:
    """The article's date is another one now."""
    Mention.objects.filter(article_id=article_id).exclude(at=at).update(at=at)
    ArticleTopic.objects.filter(article_id=article_id).exclude(at=at).update(at=at)


def forget(article_ids: Collection[int]) -> None:
    """Forget all of it for articles that were withdrawn. Takes part in a transaction."""
    from jarida.archive.stories import copies, names

    ids = list(article_ids)
    ArticleTopic.objects.filter(article_id__in=ids).delete()
    names.leave(ids)
    copies.leave(ids)
