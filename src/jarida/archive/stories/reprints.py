"""What readers see of copies: whose text an article is, who printed it, and how much of it each has.

Nothing of an article is given that its outlet does not allow: lines and texts are those of `archive.queries`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from jarida.archive import queries
from jarida.archive.models import Article, ArticleState, OutletKind, Reprint
from jarida.archive.queries import ArticleLine

MOST: Final = 300  # copies of one text that are counted and listed


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose text an article is.

    `original` is the earliest known of it, None where that is the article itself; `share` is how much of the article
    stands there. `agency` is the code of the agency whose dispatch it is, "" for none. `outlets` counts the others
    that print it: those beside the agency, or beside the original where there is no agency. `copies` counts the
    articles with the text beside the original.
    """

    article_id: int
    original: ArticleLine | None
    share: float
    agency: str
    outlets: int
    copies: int


@dataclass(frozen=True, slots=True)
class Print:
    """One article with the text. `share` is how much of it stands in the original; of the original itself 1."""

    line: ArticleLine
    share: float
    is_original: bool = False


def origin(article_id: int) -> Origin | None:
    """Whose text an article is; None where it is its own and nobody's copy is known. One query for most articles."""
    around = _rows().filter(Q(article_id=article_id) | Q(original_id=article_id))
    rows = list(around.values("article_id", "original_id", "agency", "share", "article__outlet_id")[: MOST + 1])
    if not rows:
        return None
    own = next((row for row in rows if row["article_id"] == article_id), None)
    if own is None or own["original_id"] is None:
        copies = [(row["article__outlet_id"], row["agency"]) for row in rows if row is not own]
        return _origin(article_id, None, 0.0, [own["agency"] if own else "", *(each for _, each in copies)], copies)
    original = queries.article_line(own["original_id"])
    if not isinstance(original, ArticleLine):
        return None  # withdrawn this moment
    copies = list(_followers(original.id).values_list("article__outlet_id", "agency")[:MOST])
    return _origin(
        article_id, original, own["share"], [_own_agency(original.id), *(each for _, each in copies)], copies
    )


def _origin(
    article_id: int, original: ArticleLine | None, share: float, named: list[str], copies: list[tuple[int, str]]
) -> Origin:
    agency = _agency(named)
    if not copies:
        return Origin(article_id, original, share, agency, 0, 0)
    outlet, is_agency = _outlet_of(original.id if original else article_id)
    others = {each for each, _ in copies} - {outlet}
    # an outlet that has an agency's text first printed it as well
    return Origin(article_id, original, share, agency, len(others) + (bool(agency) and not is_agency), len(copies))


def _rows() -> QuerySet[Reprint]:
    return Reprint.objects.exclude(article__state=ArticleState.WITHDRAWN)


def _followers(head: int) -> Any:
    return _rows().filter(original_id=head).order_by("article__sort_at", "article_id")


def _outlet_of(article_id: int) -> tuple[int, bool]:
    outlet, kind = Article.objects.values_list("outlet_id", "outlet__kind").get(pk=article_id)
    return outlet, kind == OutletKind.AGENCY


def _own_agency(article_id: int) -> str:
    return Reprint.objects.filter(article_id=article_id).values_list("agency", flat=True).first() or ""


def _agency(named: Iterable[str]) -> str:
    """The agency that the original names, else the one that most copies name."""
    first, *others = named
    counted = Counter(filter(None, others)).most_common(1)
    return first or (counted[0][0] if counted else "")


def prints(article_id: int) -> tuple[Print, ...]:
    """All articles with the text of this one, the original first, then as they came; empty where it has no copies."""
    head = _rows().filter(article_id=article_id).values_list("original_id", flat=True).first() or article_id
    shares = dict(_followers(head).values_list("article_id", "share")[:MOST])
    if not shares:
        return ()
    return tuple(
        Print(line, shares.get(line.id, 1.0), is_original=line.id == head) for line in queries.lines([head, *shares])
    )
