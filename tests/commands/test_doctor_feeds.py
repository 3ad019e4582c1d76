"""Every feed is asked once; a fault is told by its code, and no network at all is told once."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from jarida.commands.doctor_feeds import PROBES, Answer, Asked, Round, ask, ask_all
from jarida.core.errors import BadStatus, ConnectionFailed, FetchError, RobotsForbid, TooSlow
from jarida.core.fetching.model import FetchRequest, FetchResponse

FEED = b"""<rss version="2.0"><channel><title>News</title><link>https://a.example/</link>
<item><title>One</title><link>https://a.example/1</link></item>
<item><title>Two</title><link>https://a.example/2</link></item></channel></rss>"""
EMPTY = b'<rss version="2.0"><channel><title>News</title></channel></rss>'


class Scripted:
    """A fetcher that answers as told: bytes, a whole answer, or an error, by address."""

    def __init__(self, answers: Mapping[str, bytes | FetchResponse | FetchError]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def fetch(self, request: FetchRequest) -> FetchResponse:
        self.asked.append(request.url)
        answer = self.answers.get(request.url, ConnectionFailed("no connection", subject=request.url))
        if isinstance(answer, FetchError):
            raise answer
        if isinstance(answer, bytes):
            return FetchResponse(request.url, request.url, 200, answer)
        return answer


URL = "https://a.example/feed"


async def answer_to(answer: bytes | FetchResponse | FetchError) -> Answer:
    """What is made of one answer."""
    return await ask(Scripted({URL: answer}), Asked("a", URL))


async def test_a_good_feed():
    answer = await answer_to(FEED)
    assert answer == Answer("a", URL, format="rss2.0", entries=2)


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (EMPTY, "no-entries", "announces nothing"),
        (b"<html><body>Sorry</body></html>", "not-a-feed", ""),
        (b"", "not-a-feed", ""),
        (BadStatus("answered 404 Not Found", subject=URL, status=404), "http-404", "answered 404 Not Found"),
        (RobotsForbid("is forbidden", subject=URL), "robots-forbid", "is forbidden"),
        (TooSlow("late", subject=URL), "too-slow", "late"),
    ],
)
async def test_faults_are_told_by_their_code_and_without_the_address_twice(answer, code, words):
    told = await answer_to(answer)
    assert told.code == code
    assert words in told.problem
    assert URL not in told.problem
    assert told.problem


async def test_a_feed_that_has_moved_says_where():
    moved = FetchResponse(URL, "https://b.example/feed", 200, FEED, moved_to="https://b.example/feed")
    assert (await answer_to(moved)).moved_to == "https://b.example/feed"


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2020"])
async def test_a_date_that_cannot_be_read_is_none(date):
    assert (await answer_to(FetchResponse(URL, URL, 200, FEED, {"date": date}))).date is None


async def test_the_clock_is_compared_with_most_servers():
    def said(ahead: float) -> FetchResponse:
        moment = datetime.now(UTC) + timedelta(seconds=ahead)
        return FetchResponse(URL, URL, 200, FEED, {"date": format_datetime(moment, usegmt=True)})

    answers = [await answer_to(said(ahead)) for ahead in (1000, 1010, -50000)]
    assert Round(tuple(answers)).skew == pytest.approx(1000, abs=5)
    assert Round(tuple(answers[:2])).skew is None


def hosts(count: int) -> list[Asked]:
    """Feeds of as many hosts."""
    return [Asked(f"o{number}", f"https://h{number}.example/feed") for number in range(count)]


async def test_every_feed_is_asked_once_and_answers_stay_in_order():
    feeds = hosts(20)
    fetcher = Scripted({feed.url: FEED for feed in feeds})
    heard: list[tuple[int, int]] = []
    result = await ask_all(fetcher, feeds, lambda done, total: heard.append((done, total)))
    assert sorted(fetcher.asked) == sorted(feed.url for feed in feeds)
    assert [answer.url for answer in result.answers] == [feed.url for feed in feeds]
    assert heard[-1] == (20, 20)
    assert not result.offline


async def test_without_a_network_only_a_few_are_asked_and_it_is_said_once():
    fetcher = Scripted({})
    result = await ask_all(fetcher, hosts(80))
    assert len(fetcher.asked) == PROBES
    assert result.answers == ()
    assert result.offline == "could not reach h0.example, h1.example, h2.example and 3 more"


async def test_one_host_that_answers_badly_is_a_network_all_the_same():
    feeds = hosts(10)
    fetcher = Scripted({feeds[3].url: BadStatus("answered 500", subject=feeds[3].url, status=500)})
    result = await ask_all(fetcher, feeds)
    assert len(result.answers) == 10
    assert [answer.code for answer in result.answers].count("connection") == 9


async def test_the_first_that_are_asked_are_of_different_hosts():
    feeds = [Asked("a", f"https://a.example/{number}") for number in range(10)] + hosts(2)
    fetcher = Scripted({})
    await ask_all(fetcher, feeds)
    assert fetcher.asked == ["https://a.example/0", "https://h0.example/feed", "https://h1.example/feed"]


async def test_nothing_to_ask():
    assert await ask_all(Scripted({}), []) == Round()
