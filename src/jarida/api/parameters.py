"""What may stand in a query, strictly: a number is digits, a day is YYYY-MM-DD, a truth is true or false."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

SLUG = r"^[-a-zA-Z0-9_]{1,80}$"
LANGUAGE = r"^[a-z]{2,3}$"
TOPIC = r"^(medtop|own):[-a-zA-Z0-9_]{1,50}$"
DIGEST = r"^[0-9a-f]{64}$"
MOST_ROWS = 200
LARGEST_ID = 10**18 - 1
_NUMBER = re.compile(r"-?[0-9]{1,19}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]{5,20}(?:[Zz]|[-+ ][0-9]{2}:[0-9]{2})", re.ASCII)

_BEGINNING, _END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _number(value: Any) -> Any:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("must be a whole number")
    return value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _DAY.fullmatch(value):
        raise ValueError("must be a day such as 2024-04-22")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("there is no such day in the calendar") from error


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _MOMENT.fullmatch(value):
        raise ValueError("must be a moment with a time zone such as 2024-04-22T08:00:00Z")
    # a plus sign that was not percent-encoded arrives as a space
    return value.replace(" ", "+")


def _in_utc(moment: datetime) -> datetime:
    """At the very ends of time another zone's moments are outside of what UTC can say."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return _BEGINNING if moment.year == 1 else _END


def _truth(value: Any) -> Any:
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("must be true or false")
    return value


Number = Annotated[int, BeforeValidator(_number)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment), AfterValidator(_in_utc)]
Truth = Annotated[bool, BeforeValidator(_truth)]


class Params(Schema):
    """The parameters of a query; one that is not among them is refused by `reading`."""


class FieldsParams(Params):
    """For answers of which parts can be asked for."""

    fields: str | None = Field(
        None, description="Only these members of each item, separated by commas.", examples=["id,title"], max_length=500
    )


class ListParams(FieldsParams):
    """For lists that come in pages."""

    limit: Number = Field(50, ge=1, le=MOST_ROWS, description="How many items a page has at most.")
    cursor: str | None = Field(
        None, description="Where the page begins: `next` of the page before, unchanged.", max_length=400
    )


class ArticlesParams(ListParams):
    """Which articles."""

    outlet: str | None = Field(None, pattern=SLUG, description="Only this outlet's.", examples=["le-courrier-du-souk"])
    language: str | None = Field(None, pattern=LANGUAGE, description="Only in this language.", examples=["fr"])
    day: Day | None = Field(
        None, description="Only of this day, in the outlet's time zone (YYYY-MM-DD).", examples=["2026-11-23"]
    )
    updated_since: Moment | None = Field(
        None,
        description="Only articles whose newest version was seen since this moment (RFC 3339), in the order in which"
        " versions were kept: made for mirrors. Follow `next` to the end, keep the last one, and come back with it;"
        " read `/removals` for what was withdrawn. A page may hold few or no items though more follow.",
        examples=["2026-11-23T00:00:00Z"],
    )


class StoriesParams(ListParams):
    """Which stories."""

    language: str | None = Field(None, pattern=LANGUAGE, description="Only told in this language.", examples=["fr"])
    since: Moment | None = Field(
        None, description="Only those told since this moment (RFC 3339).", examples=["2026-11-23T00:00:00Z"]
    )
    topic: str | None = Field(
        None, pattern=TOPIC, description="Only those with an article about this.", examples=["medtop:04000000"]
    )
    outlets: Number = Field(2, ge=1, le=1000, description="How many outlets tell it at least.")


class OutletsParams(ListParams):
    """Which outlets."""

    active: Truth | None = Field(None, description="Whether they are gathered now. Of others the archive stays.")
    country: str | None = Field(None, pattern="^[A-Z]{2}$", description="Only of this country (ISO 3166).")


class FeedsParams(ListParams):
    """Which feeds."""

    outlet: str | None = Field(None, pattern=SLUG, description="Only this outlet's.")
    state: str | None = Field(
        None, pattern="^(new|active|failing|forbidden|ended|paused)$", description="Only those in this state."
    )


class RemovalsParams(ListParams):
    """Which removals."""

    since: Moment | None = Field(None, description="Only withdrawn since this moment (RFC 3339).")


class SpanParams(Params):
    """From a day to another."""

    first: Day | None = Field(None, description="The first day (YYYY-MM-DD).", examples=["2026-11-01"])
    last: Day | None = Field(None, description="The last day, included.", examples=["2026-11-23"])


class DaysParams(SpanParams):
    """Of which articles are counted."""

    outlet: str | None = Field(None, pattern=SLUG, description="Only this outlet's.")
    language: str | None = Field(None, pattern=LANGUAGE, description="Only in this language.")
    by: str | None = Field(None, pattern="^(outlet|language)$", description="One count for each of these in a day.")


class SearchParams(ListParams):
    """What is searched."""

    q: str = Field(
        description='Words (all of them), `"a phrase"`, `OR`, `-not`, parentheses, `prefix*`, `title:`, `outlet:`,'
        " `lang:`, `author:`, `topic:`, `story:12`, `after:2024-04-22`, `before:`, `on:2024-04`, `has:image`.",
        examples=["barrages", "outlet:atlas-post after:2024-04"],
    )
    limit: Number = Field(30, ge=1, le=MOST_ROWS, description="How many items a page has at most.")
    sort: str | None = Field(None, pattern="^(date|relevance)$", description="Newest first, or best first.")
    expand: Truth = Field(True, description="Whether names are also searched in other scripts.")
    fold: Truth = Field(True, description="Whether near-duplicates stand under the first of them.")
    snippets: Truth = Field(True, description="Whether the piece of text is given that shows the words.")
    facets: Truth = Field(False, description="Whether it is counted how the hits spread.")
    histogram: Truth = Field(False, description="Whether the hits are counted over time.")


class SuggestionsParams(Params):
    """What is suggested."""

    q: str = Field(description="The beginning of a query.", examples=["barr"], max_length=200)
    limit: Number = Field(8, ge=1, le=20, description="How many at most.")
