"""What several operations look up."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from ninja import Path

from jarida.api.parameters import DIGEST, LARGEST_ID, SLUG
from jarida.api.problems import Kinds, Problem, bad_parameter, shown
from jarida.api.shapes import outlet_name
from jarida.archive import queries
from jarida.archive.models import Outlet
from jarida.archive.queries import ArticleWhole, Scope, Withdrawn

ArticleId = Annotated[int, Path(ge=1, le=LARGEST_ID, description="An article's number.", example=1)]
Slug = Annotated[str, Path(pattern=SLUG, description="An outlet's name in addresses.", example="le-courrier-du-souk")]
Digest = Annotated[str, Path(pattern=DIGEST, description="SHA-256 of a picture, in hexadecimal.", example="3f" * 32)]
USUAL_SPAN = timedelta(days=29)


def article_or_problem(article_id: int) -> ArticleWhole:
    """The article; raises Problem where there is none any more (410) or never was (404)."""
    found = queries.article(article_id)
    if found is None:
        raise Problem(Kinds.NOT_FOUND, f"There is no article {article_id}.")
    if isinstance(found, Withdrawn):
        raise gone(found)
    return found


def gone(withdrawn: Withdrawn) -> Problem:
    """410: what remains of a withdrawn article (P1)."""
    more = {
        "article": withdrawn.id, "outlet": outlet_name(withdrawn.outlet), "withdrawn_at": withdrawn.withdrawn_at,
        "reason": withdrawn.reason,
    }  # fmt: skip
    return Problem(Kinds.GONE, f"Article {withdrawn.id} was withdrawn on {withdrawn.withdrawn_at:%Y-%m-%d}.", more)


def outlet_or_problem(slug: str) -> Outlet:
    """The outlet; raises Problem."""
    found = queries.outlet(slug)
    if found is None:
        raise Problem(Kinds.NOT_FOUND, f"There is no outlet {shown(slug)}; /api/v1/outlets lists them.")
    return found


def scope(outlet: str | None, language: str | None, day: date | None = None) -> Scope:
    """What a list is of; raises Problem for an outlet that there is not."""
    return Scope(outlet_or_problem(outlet).pk if outlet else None, language, day)


def span(first: date | None, last: date | None, most: int) -> tuple[date, date]:
    """From a day to another, by default the last 30; raises Problem where that is backwards or too long."""
    today = datetime.now(UTC).date()
    end = last or (_later(first, USUAL_SPAN) if first else today)
    begin = first or _earlier(end, USUAL_SPAN)
    if begin > end:
        raise bad_parameter("last", f"it must not be before first ({begin})")
    if (end - begin).days >= most:
        raise bad_parameter("first", f"at most {most} days can be asked for at once")
    return begin, end


def _later(day: date, span: timedelta) -> date:
    return date.fromordinal(min(day.toordinal() + span.days, date.max.toordinal()))


def _earlier(day: date, span: timedelta) -> date:
    return date.fromordinal(max(day.toordinal() - span.days, 1))
