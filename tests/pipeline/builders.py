"""Short ways to make the data that decisions are made of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from jarida.config.options import Pipeline
from jarida.core.errors import BadStatus, JaridaError
from jarida.core.extraction.model import DateOrigin, Extraction, FoundDate, Picture
from jarida.core.feeds.model import Entry, ParsedFeed
from jarida.core.fetching.model import FetchResponse, Validators
from jarida.core.plans import ArticleView, FeedRow, KnownEntry, OutletView, PageResult, PageWork, PollPlan, PollResult
from jarida.pipeline.announced import announced
from jarida.pipeline.decide import decide_poll
from jarida.pipeline.identity import identities

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
OPTIONS = Pipeline()
URL = "https://press.example/feed"
PAGE = "https://press.example/2026/03/a-story"
OUTLET = OutletView(1, "press", "The Press", "Africa/Casablanca", ("en",))
TEXT = ("The council met on Monday.", "It decided to plant four hundred trees along the river.")


def entry(name: str = "a", **values: Any) -> Entry:
    """One entry of a feed."""
    return Entry(**{"id": name, "url": f"https://press.example/{name}", "title": f"Title {name}"} | values)


def answer(*, status: int = 200, moved_to: str = "", max_age: float | None = None, etag: str = "e1") -> FetchResponse:
    """A response of a feed."""
    return FetchResponse(URL, moved_to or URL, status, moved_to=moved_to, validators=Validators(etag), max_age=max_age)


def feed_row(**values: Any) -> FeedRow:
    """A feed as the archive knows it."""
    return replace(FeedRow(1, 1, URL), **values)


def polled(feed: FeedRow, *entries: Entry, at: datetime = NOW, **parsed: Any) -> PollResult:
    """A poll that was answered with these entries."""
    document = ParsedFeed(**{"format": "rss2.0", "title": "The Press", "entries": entries} | parsed)
    return PollResult(feed, at, answer(), document, announced(document), f"hash of {len(entries)} {at}")


def failed(feed: FeedRow, error: JaridaError, at: datetime = NOW) -> PollResult:
    """A poll that failed."""
    return PollResult(feed, at, error=error)


def status(number: int, retry_after: float | None = None, url: str = URL) -> BadStatus:
    """An HTTP status as an error."""
    return BadStatus(f"answered {number}", subject=url, status=number, retry_after=retry_after)


class History:
    """A feed, poll after poll: what was asked of it, what it said, and what is known afterwards."""

    def __init__(self, options: Pipeline = OPTIONS, jitter: float = 0.5) -> None:
        self.options = options
        self.jitter = jitter
        self.feed = feed_row()
        self.known: dict[str, KnownEntry] = {}
        self.now = NOW

    def says(self, *entries: Entry, **parsed: Any) -> PollPlan:
        """The feed is polled and answers with these entries."""
        return self.takes(polled(self.feed, *entries, at=self.now, **parsed))

    def is_unchanged(self) -> PollPlan:
        """The feed is polled and answers 304."""
        return self.takes(PollResult(self.feed, self.now, answer(status=304, etag="")))

    def fails(self, error: JaridaError) -> PollPlan:
        """The feed is polled in vain."""
        return self.takes(failed(self.feed, error, self.now))

    def takes(self, result: PollResult) -> PollPlan:
        """Decide on a result and remember what was decided."""
        plan = decide_poll(result, self.known, self.options, self.jitter)
        self.feed = plan.feed
        for new in plan.new:
            self.known[new.address_key] = KnownEntry(len(self.known) + 1, plan.feed.id, new.fingerprint, "kept", 1)
        for change in plan.changed:
            key = change.announced.address_key
            self.known[key] = replace(self.known[key], fingerprint=change.announced.fingerprint)
        return plan

    def waits(self) -> float:
        """Go on to the feed's next check; how long that took, in seconds."""
        assert self.feed.next_check_at is not None
        waited = (self.feed.next_check_at - self.now).total_seconds()
        self.now = self.feed.next_check_at
        return waited


def page_work(**values: Any) -> PageWork:
    """An entry whose page is due."""
    work = PageWork(1, OUTLET, PAGE, "press.example/2026/03/a-story", NOW - timedelta(minutes=5), "A story of trees")
    return replace(work, **values)


def found(moment: datetime, origin: DateOrigin = DateOrigin.JSON_LD, confidence: float = 0.95) -> FoundDate:
    """A date as the extraction gives it."""
    return FoundDate(moment, origin, confidence)


def extraction(**values: Any) -> Extraction:
    """What a good page says."""
    usual = Extraction(
        PAGE,
        title="A story of trees",
        authors=("Amal Idrissi",),
        published=found(NOW - timedelta(hours=2)),
        language="en",
        summary="Four hundred trees.",
        paragraphs=TEXT,
        images=(Picture("https://press.example/tree.jpg", "A tree", "Photo: A. Idrissi"),),
    )
    return replace(usual, **values)


def page_result(
    work: PageWork | None = None,
    page: Extraction | None = None,
    *,
    at: datetime = NOW,
    final_url: str = "",
    error: JaridaError | None = None,
) -> PageResult:
    """A page that was read, or not."""
    work = work or page_work()
    if error is not None:
        return PageResult(work, at, error=error)
    page = page or extraction()
    final = final_url or work.url
    response = FetchResponse(work.url, final, 200, validators=Validators("p1", "yesterday"))
    return PageResult(work, at, response, page, identities(page.canonical_url, final))


def article(**values: Any) -> ArticleView:
    """An article that is kept already."""
    usual = ArticleView(
        7, "live", "A story of trees", "another hash", NOW - timedelta(minutes=5), None, "", 0.0, "article"
    )
    return replace(usual, **values)
