"""What answers look like: for the description of the API. Answers are made in `shapes` and are not validated again."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

ORIGINS = "json-ld, meta, time, feed, url or text"


class Shape(Schema):
    """An answer or a part of one. All its members are there, but for those that `fields` leaves out."""

    model_config = ConfigDict(extra="forbid")


class OutletName(Shape):
    """An outlet as others name it."""

    slug: str = Field(description="Its name in addresses and filters.", examples=["le-courrier-du-souk"])
    name: str = Field(examples=["Le Courrier du Souk"])


class PublishedDate(Shape):
    """When an article was published, as the outlet says. Never the moment at which it was found."""

    value: datetime = Field(examples=["2026-11-23T08:12:00Z"])
    origin: str = Field(description=f"Where it was read: {ORIGINS}.", examples=["json-ld"])
    confidence: float = Field(ge=0, le=1, description="How far to trust it, from 0 to 1.", examples=[0.95])


class ModifiedDate(Shape):
    """When the outlet says that it last changed an article."""

    value: datetime = Field(examples=["2026-11-23T09:00:00Z"])
    origin: str = Field(description=f"Where it was read: {ORIGINS}.", examples=["meta"])


class PictureFile(Shape):
    """A picture in one width."""

    width: int = Field(examples=[640])
    url: str = Field(examples=["https://presse.example/media/3f…-640.webp"])


class Picture(Shape):
    """A picture. `files` is empty where it is blocked."""

    digest: str = Field(description="SHA-256 of the picture, in hexadecimal: its name here.", examples=["3f" * 32])
    blocked: bool = Field(description="Whether it was reported and is not shown.", examples=[False])
    width: int = Field(examples=[1280])
    height: int = Field(examples=[720])
    files: list[PictureFile]
    caption: str = Field(examples=["Le lac de retenue, hier"])
    credit: str = Field(examples=["Agence du Rif"])


class ArticleItem(Shape):
    """An article in a list."""

    id: int = Field(examples=[1284])
    title: str = Field(examples=["Les barrages retrouvent la moitié de leur capacité"])
    language: str = Field(description="Its language (ISO 639), empty where it is not known.", examples=["fr"])
    outlet: OutletName
    section: str = Field(examples=["Environnement"])
    authors: list[str] = Field(examples=[["Salma Idrissi"]])
    summary: str = Field(description="60 words at most; empty where only the headline may be shown.", examples=["…"])
    policy: Literal["full", "excerpt", "headline"] = Field(description="How much the publisher lets be shown.")
    kind: str = Field(description="article, video, gallery, live or paywall.", examples=["article"])
    published: PublishedDate | None = Field(description="Null where the outlet says no date that can be believed.")
    modified: ModifiedDate | None = Field(description="Null where the outlet says nothing of a change.")
    first_seen_at: datetime = Field(description="When Jarida first saw it.", examples=["2026-11-23T08:20:00Z"])
    changed_at: datetime | None = Field(
        description="With `updated_since`: when its newest version was seen. Null in other lists."
    )
    revisions: int = Field(description="How many versions are kept.", examples=[2])
    image: Picture | None = Field(description="Its first picture.")
    story: int | None = Field(description="The story that it is in; null before it is grouped.", examples=[12])
    url: str = Field(description="At its source.", examples=["https://courrier.example/barrages"])
    permanent_url: str = Field(description="Here, for good.", examples=["https://presse.example/articles/1284"])


class Name(Shape):
    """A person, place or organisation, one across languages and scripts."""

    id: int = Field(examples=[7])
    kind: Literal["person", "place", "organisation"] = Field(examples=["place"])
    name: str = Field(description="As it is shown where nothing is said of a language.", examples=["Casablanca"])
    names: dict[str, str] = Field(description="How it is written in languages.", examples=[{"ar": "الدار البيضاء"}])


class ArticleName(Name):
    """A name in an article."""

    times: int = Field(description="How often the article names it.", examples=[3])
    in_title: bool = Field(examples=[True])


class NameRecord(Name):
    """A name, with how much is kept of it."""

    key: str = Field(description="Its identity in the reasons of stories.", examples=["casablanca"])
    latitude: float | None = Field(description="In degrees, of places that are known.", examples=[33.59])
    longitude: float | None = Field(examples=[-7.61])
    articles: int = Field(description="How many articles name it.", examples=[128])


class ArticleTopic(Shape):
    """What an article is about."""

    code: str = Field(description="Of IPTC Media Topics, or one of the edition's own.", examples=["medtop:04000000"])
    confidence: float = Field(ge=0, le=1, examples=[0.82])


class Article(ArticleItem):
    """An article with its text, cut to what its publisher lets be shown."""

    day: date = Field(description="The day for which it counts, in its outlet's time zone.", examples=["2026-11-23"])
    paragraphs: list[str] = Field(description="Its text; empty where the policy is not full.")
    images: list[Picture] = Field(description="Its pictures, the first one first.")
    content_hash: str = Field(description="SHA-256 over title and paragraphs: changes with the text.")
    source_gone_at: datetime | None = Field(description="When its page was found missing at its source.")
    names: list[ArticleName] = Field(description="Whom and what it names; 100 at most.")
    topics: list[ArticleTopic] = Field(description="What it is about, the surest first.")


class Headline(Shape):
    """The headline that stands for a story in a language."""

    language: str = Field(examples=["ar"])
    article: int = Field(examples=[1284])
    title: str = Field(examples=["السدود تستعيد نصف طاقتها"])


class StoryItem(Shape):
    """The articles about one event, in any outlet and language."""

    id: int = Field(examples=[12])
    title: str = Field(description="The headline that stands for it.", examples=["Les barrages à moitié pleins"])
    language: str = Field(description="Of this headline.", examples=["fr"])
    headlines: list[Headline] = Field(description="One for each of its languages.")
    languages: list[str] = Field(examples=[["ar", "fr"]])
    articles: int = Field(examples=[14])
    outlets: int = Field(examples=[9])
    told_since: datetime = Field(description="When its first article was published or seen.")
    told_until: datetime = Field(description="When its last article was published or seen.")
    column: str = Field(description="A standing column (weather, review, …), empty for an event.", examples=[""])
    split_from: int | None = Field(description="The story that an editor split it from.", examples=[None])
    permanent_url: str = Field(description="Here, for good.", examples=["https://presse.example/stories/12"])


class StoryList(Shape):
    """One page of stories, those told last first."""

    items: list[StoryItem]
    next: str | None
    more: bool = Field(description="Whether more follow now.")


class Reasons(Shape):
    """Why an article is in its story, by the member that it is most like. Names and places are keys of names."""

    names: list[str] = Field(examples=[["~bnkrn"]])
    places: list[str] = Field(examples=[["casablanca"]])
    numbers: list[str] = Field(description="That agree.", examples=[["7.2"]])
    contradicting: list[str] = Field(description="Of which each side has its own.", examples=[[]])
    cosine: float | None = Field(description="Likeness of meaning.", examples=[0.61])
    hours: float | None = Field(description="Between the two; null where a date is not known.", examples=[3.2])
    copied: float = Field(description="How much of the shorter text stands in the other.", examples=[0.0])
    agency: str = Field(description="Whose dispatch it is, empty for none.", examples=["map"])
    editor: bool = Field(description="Whether an editor put it here.", examples=[False])


class Telling(Shape):
    """An article of a story."""

    article: int = Field(examples=[1284])
    title: str
    language: str = Field(examples=["fr"])
    outlet: OutletName
    published: datetime | None = Field(description="Null where no date of publication is known.")
    probability: float = Field(description="That it is of this story.", examples=[0.91])
    nearest: int | None = Field(description="The member that it is most like.", examples=[1280])
    joined_at: datetime
    reasons: Reasons
    permanent_url: str = Field(examples=["https://presse.example/articles/1284"])


class TellingList(Shape):
    """One page of a story's articles, newest first."""

    items: list[Telling]
    next: str | None


class Story(StoryItem):
    """A story with its newest articles; `/members` has them all."""

    members: list[Telling] = Field(description="Its newest articles, 100 at most.")


class ArticleList(Shape):
    """One page of articles. Newest first, or in the order of changes with `updated_since`."""

    items: list[ArticleItem]
    next: str | None = Field(
        description="Where the next page begins; null at the end. Never null with `updated_since`: keep it for later."
    )
    more: bool = Field(description="Whether more follow now.")


class Revision(Shape):
    """One version of an article, cut to what its publisher lets be shown."""

    number: int = Field(ge=1, examples=[1])
    title: str
    summary: str
    paragraphs: list[str]
    seen_at: datetime
    modified_at: datetime | None
    content_hash: str
    by_engine: bool = Field(description="The same page read anew by Jarida: the outlet changed nothing.")


class RevisionList(Shape):
    """The versions of an article, oldest first; 200 at most."""

    items: list[Revision]


class OutletItem(OutletName):
    """A publisher."""

    names: dict[str, str] = Field(description="Its name in other languages.", examples=[{"ar": "بريد السوق"}])
    homepage: str
    kind: str = Field(description="newspaper, agency, broadcaster, magazine or site.")
    ownership: str = Field(description="state, public, party, private, independent or foreign; empty where not stated.")
    languages: list[str]
    country: str
    time_zone: str = Field(examples=["Africa/Casablanca"])
    policy: Literal["full", "excerpt", "headline"] = Field(description="How much it lets be shown of its articles.")
    active: bool = Field(description="Whether it is gathered now.")
    verified: bool
    fictional: bool


class Outlet(OutletItem):
    """A publisher, with how much is kept of it."""

    articles: int = Field(description="How many of its articles can be read.")
    followed_since: date | None = Field(description="The first day on which its feeds were asked.")


class OutletList(Shape):
    """One page of outlets in the order of their slugs."""

    items: list[OutletItem]
    next: str | None


class Feed(Shape):
    """One place where an outlet announces articles, and how it is doing."""

    id: int
    outlet: str = Field(description="The outlet's slug.")
    url: str = Field(description="Without a name, password or parameters that it may have.")
    format: str
    language: str
    state: Literal["new", "active", "failing", "forbidden", "ended", "paused"]
    troubled: bool = Field(description="Whether a person should know: it fails, or brings not what it should.")
    problem_code: str = Field(description="The fault by its code, empty where there is none.")
    remarks: list[str] = Field(description="What was wrong in it and mended.")
    failures: int = Field(description="Failed polls in a row.")
    interval: float = Field(description="Seconds between two polls.")
    last_checked_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    next_check_at: datetime | None


class FeedList(Shape):
    """One page of feeds."""

    items: list[Feed]
    next: str | None


class LastDays(Shape):
    """What became of what was announced for the last 30 days."""

    announced: int
    collected: int
    waiting: int
    failed: int
    refused: int
    withdrawn: int
    late: int
    problems: dict[str, int] = Field(description="Codes of what could not be read, counted.")


class Health(Shape):
    """How an outlet is doing."""

    outlet: OutletName
    word: Literal["ok", "partly", "failing", "waiting", "paused", "no-feeds", "inactive"]
    articles: int
    last_new_at: datetime | None
    layout_changed: list[str] = Field(description="What its pages gave until lately and do not give now.")
    last_30_days: LastDays
    feeds: list[Feed]


class Expected(Shape):
    """What a day usually brings; nine of ten days are from `low` to `high`."""

    mean: float
    low: int
    high: int


class LedgerCounts(Shape):
    """What became of the entries of a day."""

    announced: int
    collected: int
    waiting: int
    failed: int
    refused: int
    withdrawn: int
    late: int
    problems: dict[str, int]


class Watch(Shape):
    """In how many hours of the day the feeds were asked and answered, and Jarida ran."""

    asked: int
    answered: int
    running: int
    hours: int
    problems: dict[str, int]


class LedgerDay(Shape):
    """A day of an outlet. A hole is a day of which something is missing, and `status` says why."""

    day: date
    status: Literal[
        "future", "unfollowed", "outage", "unwatched", "unreachable", "incomplete", "silent", "few", "interrupted",
        "waiting", "complete", "empty",
    ]  # fmt: skip
    hole: bool
    counts: LedgerCounts
    watch: Watch
    expected: Expected | None


class Ledger(Shape):
    """The days of an outlet, oldest first."""

    outlet: OutletName
    time_zone: str
    followed_since: date | None
    items: list[LedgerDay]


class DayCount(Shape):
    """How many articles a day has; with `by`, of which outlet or language."""

    day: date
    articles: int
    outlet: str | None
    language: str | None


class DayCounts(Shape):
    """Days with articles, oldest first. A day that is not there has none: whether that is a hole says the ledger."""

    first: date
    last: date
    items: list[DayCount]
    complete: bool = Field(description="False where there were more counts than are given: ask for fewer days.")


class Removal(Shape):
    """What remains of a withdrawn article."""

    article: int = Field(description="Its id. Its address answers 410.")
    outlet: OutletName
    withdrawn_at: datetime
    reason: str


class RemovalList(Shape):
    """One page of removals, newest first."""

    items: list[Removal]
    next: str | None


class ImageState(Shape):
    """A picture by content, and whether it is shown."""

    digest: str
    state: Literal["shown", "blocked"]
    blocked_at: datetime | None
    width: int
    height: int
    colour: str = Field(description="Its average colour.", examples=["#aa8866"])
    files: list[PictureFile] = Field(description="Empty where it is blocked.")


class ReportIn(Schema):
    """A report of an image."""

    model_config = ConfigDict(extra="forbid", strict=True)
    article: int | None = Field(None, ge=1, le=10**18 - 1, description="The article that shows it.", examples=[1284])


class ReportTaken(Shape):
    """What became of a report."""

    digest: str
    state: Literal["shown", "blocked"]


class Mark(Shape):
    """A found place, from `start` up to before `end`, counted in Unicode characters (code points)."""

    start: int
    end: int


class Snippet(Shape):
    """A piece of text with what was found in it."""

    text: str
    marks: list[Mark]


class Hit(Shape):
    """An article that was found."""

    article: ArticleItem
    title_marks: list[Mark]
    snippet: Snippet
    folded: list[int] = Field(description="Ids of its near-duplicates among the hits.")


class HitCount(Shape):
    """How many were found."""

    number: int
    exact: bool = Field(description="False: an honest estimate.")


class FacetValue(Shape):
    """A value and how many hits have it."""

    value: str
    label: str
    hits: int


class Facets(Shape):
    """How the hits spread, most first."""

    outlets: list[FacetValue]
    languages: list[FacetValue]
    years: list[FacetValue]
    topics: list[FacetValue]
    exact: bool
    counted: int = Field(description="Over how many hits, the newest, where it is not exact.")


class Bar(Shape):
    """A day, month or year. Where `archived` is 0 the archive has a hole, and `hits` say nothing."""

    first: date
    hits: int
    archived: int


class Histogram(Shape):
    """Hits over time, oldest first, without gaps."""

    unit: Literal["day", "month", "year"]
    exact: bool
    bars: list[Bar]


class Expansion(Shape):
    """A name that was also searched in other spellings."""

    asked: str
    shown: list[str]


class QueryProblem(Shape):
    """What is wrong with a query, and where: characters `start` to `end` of it. The search was made all the same."""

    code: str = Field(examples=["open-quote"])
    start: int
    end: int
    text: str


class SearchAnswer(Shape):
    """What was found."""

    written: str = Field(description="The query as it was understood.")
    sort: Literal["date", "relevance"]
    count: HitCount
    items: list[Hit]
    next: str | None
    facets: Facets | None
    histogram: Histogram | None
    corrected: str = Field(description="The query as it was perhaps meant; empty where there is nothing to offer.")
    expansions: list[Expansion]
    problems: list[QueryProblem]
    window_from: date | None = Field(description="By relevance: only articles since this day were ranked.")


class Suggestions(Shape):
    """Whole queries that begin as typed, most frequent first."""

    items: list[str]


class Index(Shape):
    """Where things are."""

    name: str
    version: str
    articles: int
    outlets: int
    links: dict[str, str]


class WrongInput(Schema):
    """One input that makes no sense."""

    model_config = ConfigDict(populate_by_name=True)
    where: str = Field(alias="in", description="query, path or body.")
    name: str
    message: str


class ProblemDocument(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="Leads to the paragraph of this reference that explains it.")
    title: str
    status: int
    detail: str = Field(description="One sentence that names the input and says what to do.")
    errors: list[WrongInput] = Field(default=[], description="Each input that makes no sense.")


class WithdrawnProblem(ProblemDocument):
    """What remains of a withdrawn article."""

    article: int
    outlet: OutletName
    withdrawn_at: datetime
    reason: str


class MovedProblem(ProblemDocument):
    """Where a story is now."""

    story: int = Field(description="The story that it went into.", examples=[34])


JsonObject = dict[str, Any]
