"""Short ways to ask the index."""

from collections.abc import Iterable
from datetime import date

from jarida.archive.models import Article
from jarida.archive.search.contract import Place
from jarida.archive.search.engines import engine
from jarida.archive.search.following import follow
from jarida.core.search.expression import EVERYTHING, Expression, Form, IndexQuery
from jarida.core.search.model import Sort
from tests.website.factories import make_article

Text = str | Expression


def asked(what: Text, first: date | None = None, before: date | None = None) -> IndexQuery:
    """A question; text is one word by its form."""
    return IndexQuery(Form(what) if isinstance(what, str) else what, first, before)


def found(what: Text = EVERYTHING, sort: Sort = Sort.DATE, limit: int = 100, **dates: date) -> list[int]:
    """The ids of what is found, in order."""
    return [hit.article_id for hit in engine().hits(asked(what, **dates), sort, limit).hits]


def all_pages(what: Text, sort: Sort, limit: int) -> list[int]:
    """The ids of what is found, a page after the other."""
    ids: list[int] = []
    after: Place | None = None
    while True:
        page = engine().hits(asked(what), sort, limit, after)
        ids += [hit.article_id for hit in page.hits]
        if not page.more:
            return ids
        after = page.next or page.hits[-1].place


def indexed(**fields: object) -> Article:
    """An article that is in the index."""
    article = make_article(**fields)
    follow([article.pk])
    return article


def index(articles: Iterable[Article]) -> None:
    """Index articles as they are now."""
    follow([article.pk for article in articles])
