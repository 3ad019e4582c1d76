"""The keeper of robots.txt: read once for all, used on while it cannot be read."""

import asyncio

import pytest

from jarida.core.errors import (
    AddressRefused,
    BadStatus,
    ConnectionFailed,
    FetchError,
    Outcome,
    TooManyRedirects,
    TooSlow,
)
from jarida.core.fetching.model import FetchResponse
from jarida.core.fetching.robots import DAY, FRESH, UNREACHABLE_FOR
from jarida.core.fetching.robots_keeper import RobotsKeeper

PAGE = "https://example.com/article?x=1"
FORBID = b"User-agent: *\nDisallow: /article\nSitemap: /news.xml\n"


class Source:
    """Says what a test tells it to, and when it is."""

    def __init__(self) -> None:
        self.answers: list[bytes | FetchError] = []
        self.asked: list[str] = []
        self.now = 1000.0
        self.max_age: float | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(self, url: str) -> FetchResponse:
        self.asked.append(url)
        await self.gate.wait()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        return FetchResponse(url, url, 200, answer, max_age=self.max_age)


@pytest.fixture
async def source():
    return Source()


@pytest.fixture
async def keeper(source):
    made = RobotsKeeper(source.read, lambda: source.now)
    yield made
    await made.close()


def status(code: int, retry_after: float | None = None) -> BadStatus:
    return BadStatus(f"answered {code}", subject="robots", status=code, retry_after=retry_after)


async def test_is_read_once_for_an_origin(source, keeper):
    source.answers = [FORBID]
    assert not (await keeper.rules(PAGE)).allows(PAGE)
    assert (await keeper.rules("https://example.com/other")).allows("https://example.com/other")
    assert source.asked == ["https://example.com/robots.txt"]


async def test_every_origin_has_its_own(source, keeper):
    source.answers = [FORBID]
    for url in ("http://example.com/a", "https://example.com:8443/a", "https://www.example.com/a"):
        await keeper.rules(url)
    assert source.asked == [
        "http://example.com/robots.txt",
        "https://example.com:8443/robots.txt",
        "https://www.example.com/robots.txt",
    ]


async def test_all_who_come_meanwhile_wait_for_one_reading(source, keeper):
    source.answers = [FORBID]
    source.gate.clear()
    tasks = [asyncio.create_task(keeper.rules(PAGE)) for _ in range(5)]
    await asyncio.sleep(0)
    tasks[0].cancel()  # who came first gives up
    source.gate.set()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert all(rules.sitemaps == ("https://example.com/news.xml",) for rules in found[1:])
    assert len(source.asked) == 1


async def test_is_read_again_when_it_is_old(source, keeper):
    source.answers = [FORBID, b""]
    await keeper.rules(PAGE)
    source.now += FRESH - 1
    assert not (await keeper.rules(PAGE)).allows(PAGE)
    source.now += 2
    assert (await keeper.rules(PAGE)).allows(PAGE)
    assert len(source.asked) == 2


async def test_is_never_used_for_more_than_a_day(source, keeper):
    source.answers, source.max_age = [FORBID, b""], 30 * DAY
    await keeper.rules(PAGE)
    source.now += DAY + 1
    assert (await keeper.rules(PAGE)).allows(PAGE)


@pytest.mark.parametrize("code", [204, 300, 400, 401, 403, 404, 410, 451])
async def test_a_file_that_is_not_there_allows_everything(source, keeper, code):
    source.answers = [status(code)]
    assert (await keeper.rules(PAGE)).allows(PAGE)


async def test_one_lost_in_redirects_is_not_there(source, keeper):
    source.answers = [TooManyRedirects("loop", subject="x")]
    assert (await keeper.rules(PAGE)).allows(PAGE)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (status(500), "http-500"),
        (status(503), "http-503"),
        (status(429), "http-429"),
        (ConnectionFailed("no connection", subject="x"), "connection"),
        (TooSlow("too slow", subject="x"), "too-slow"),
    ],
)
async def test_one_that_cannot_be_reached_forbids_for_a_while(source, keeper, error, code):
    source.answers = [error, b""]
    for _ in range(2):
        with pytest.raises(FetchError) as caught:
            await keeper.rules(PAGE)
        assert caught.value.code == code
        assert caught.value.outcome is Outcome.RETRY
        assert caught.value.subject == PAGE
        assert "robots.txt" in str(caught.value)
        assert caught.value.__cause__ is error
    assert len(source.asked) == 1
    source.now += UNREACHABLE_FOR + 1
    assert (await keeper.rules(PAGE)).allows(PAGE)


async def test_retry_after_of_the_file_is_heeded(source, keeper):
    source.answers = [status(429, 5.0), b""]
    with pytest.raises(BadStatus) as caught:
        await keeper.rules(PAGE)
    assert caught.value.retry_after == 5.0
    source.now += 6
    assert (await keeper.rules(PAGE)).allows(PAGE)


async def test_known_rules_serve_on_while_their_file_cannot_be_reached(source, keeper):
    source.answers = [FORBID, status(503), status(503), b""]
    await keeper.rules(PAGE)
    source.now += FRESH + 1
    assert not (await keeper.rules(PAGE)).allows(PAGE)
    source.now += UNREACHABLE_FOR + 1
    assert not (await keeper.rules(PAGE)).allows(PAGE)
    source.now += UNREACHABLE_FOR + 1
    assert (await keeper.rules(PAGE)).allows(PAGE)


async def test_a_refused_origin_stays_refused(source, keeper):
    source.answers = [AddressRefused("is not public", subject="x")]
    with pytest.raises(AddressRefused, match="is not public") as caught:
        await keeper.rules(PAGE)
    assert caught.value.outcome is Outcome.QUARANTINE


async def test_the_cache_keeps_no_frames_of_an_error(source, keeper):
    error = ConnectionFailed("no", subject="x")
    error.__cause__ = OSError()
    source.answers = [error]
    with pytest.raises(ConnectionFailed):
        await keeper.rules(PAGE)
    assert error.__traceback__ is None
    assert error.__cause__ is None


async def test_closing_ends_what_is_under_way(source, keeper):
    source.answers = [b""]
    source.gate.clear()
    task = asyncio.create_task(keeper.rules(PAGE))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await keeper.close()
    with pytest.raises(asyncio.CancelledError):
        await task
