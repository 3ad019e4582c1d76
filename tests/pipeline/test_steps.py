"""Fetching and reading, without a database."""

import hashlib
from dataclasses import replace

import pytest

from jarida.archive import kept_files
from jarida.config.options import Pipeline
from jarida.core.errors import BadStatus, ConnectionFailed, RobotsForbid
from jarida.core.fetching.model import FetchResponse, Purpose, Validators
from jarida.core.keeping import pack
from jarida.core.plans import KeptCopy, PictureWork, Verdict
from jarida.pipeline.decide import decide_page
from jarida.pipeline.steps import SMALL_FEED, Steps
from tests.pipeline.builders import NOW, article, feed_row, page_work
from tests.pipeline.conftest import Inline, page

FEED = "https://press.example/feed"


@pytest.fixture
def steps(press):
    return Steps(press, Inline(), clock=lambda: NOW)


async def test_a_feed_is_asked_conditionally_and_read(press, steps):
    press.feed(FEED, "a", "b")
    result = await steps.poll(feed_row(url=FEED, etag="old", last_modified="then"))
    assert press.asked[0].validators == Validators("old", "then")
    assert press.asked[0].purpose is Purpose.FEED
    assert [one.address_key for one in result.announced] == ["press.example/a", "press.example/b"]
    assert (result.error, result.at, result.parsed.format) == (None, NOW, "rss2.0")
    assert result.response.body == b""


async def test_a_body_that_is_known_is_not_read_again(press, steps):
    press.feed(FEED, "a")
    digest = hashlib.sha256(press.pages[FEED][0]).hexdigest()
    result = await steps.poll(feed_row(url=FEED, body_hash=digest))
    assert (result.parsed, result.error) == (None, None)


async def test_304_is_not_read(press, steps):
    press.says(FEED, FetchResponse(FEED, FEED, 304))
    result = await steps.poll(feed_row(url=FEED))
    assert (result.parsed, result.response.unchanged) == (None, True)


@pytest.mark.parametrize("error", [ConnectionFailed("no", subject=FEED), RobotsForbid("no", subject=FEED)])
async def test_an_error_is_a_result(press, steps, error):
    press.says(FEED, error)
    assert (await steps.poll(feed_row(url=FEED))).error is error


async def test_what_is_no_feed_is_a_result(press, steps):
    press.says(FEED, b"<!doctype html><title>Not found</title><p>Sorry")
    assert (await steps.poll(feed_row(url=FEED))).error.code == "not-a-feed"


async def test_a_defect_is_a_result_and_logged(press, steps, caplog):
    async def fail(request):
        raise ZeroDivisionError

    press.says(FEED, fail)
    result = await steps.poll(feed_row(url=FEED))
    assert result.error.code == "internal"
    assert "ZeroDivisionError" in caplog.text


async def test_a_large_feed_is_read_by_a_worker(press, monkeypatch):
    workshop = Inline()
    subjects = []

    async def run(function, *arguments, subject):
        subjects.append(subject)
        return await Inline.run(workshop, function, *arguments, subject=subject)

    monkeypatch.setattr(workshop, "run", run)
    press.says(FEED, b"<rss version='2.0'><channel><title>Press</title>" + b" " * SMALL_FEED + b"</channel></rss>")
    assert (await Steps(press, workshop).poll(feed_row(url=FEED))).parsed.title == "Press"
    assert subjects == [FEED]


INDEX = (
    b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    b"<sitemap><loc>https://press.example/news.xml</loc></sitemap>"
    b"<sitemap><loc>https://press.example/feed</loc></sitemap>"
    b"<sitemap><loc>https://press.example/missing.xml</loc></sitemap></sitemapindex>"
)
SITEMAP = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    b"<url><loc>https://press.example/a</loc></url></urlset>"
)


async def test_the_members_of_an_index_are_read_one_level_deep(press, steps):
    press.says(FEED, INDEX)
    press.says("https://press.example/news.xml", SITEMAP)
    result = await steps.poll(feed_row(url=FEED, format="sitemap-index", etag="e", body_hash="h"))
    assert [one.url for one in result.announced] == ["https://press.example/a"]
    assert press.asked[0].validators == Validators()
    assert len(press.asked) <= 4
    assert any("no such host" in problem for problem in result.parsed.problems)


DATED_INDEX = INDEX.replace(b"</loc>", b"</loc><lastmod>2024-04-22T10:00:00Z</lastmod>")


async def test_a_member_that_did_not_change_is_not_asked_again(press, steps):
    press.says(FEED, DATED_INDEX)
    press.says("https://press.example/news.xml", SITEMAP)
    row = feed_row(url=FEED, format="sitemap-index")
    assert len((await steps.poll(row)).announced) == 1
    asked = len(press.asked)
    assert (await steps.poll(row)).announced == ()
    again = [request.url for request in press.asked[asked:]]
    assert "https://press.example/news.xml" not in again
    press.says(FEED, DATED_INDEX.replace(b"T10:", b"T11:"))
    press.says("https://press.example/news.xml", SITEMAP.replace(b"/a<", b"/b<"))
    assert len((await steps.poll(row)).announced) == 1


async def test_a_member_without_a_date_is_asked_conditionally(press, steps):
    press.says(FEED, INDEX)
    news = "https://press.example/news.xml"
    press.says(news, FetchResponse(news, news, 200, SITEMAP, validators=Validators("v1")))
    row = feed_row(url=FEED, format="sitemap-index")
    await steps.poll(row)
    press.says(news, FetchResponse(news, news, 304))
    assert (await steps.poll(row)).announced == ()
    assert [request.validators for request in press.asked if request.url == news][-1] == Validators("v1")


async def test_a_page_is_read_with_the_hints_of_its_entry(press, steps):
    work = page_work(etag="old")
    press.says(work.url, page("a"))
    result = await steps.page(work)
    assert press.asked[0].validators == Validators()
    assert (result.error, result.extraction.title) == (None, "Story a")
    assert result.keys == (work.address_key,)
    assert len(result.extraction.paragraphs) == 6


async def test_a_page_with_an_article_is_asked_conditionally(press, steps):
    work = page_work(etag="old", article_id=7)
    press.says(work.url, FetchResponse(work.url, work.url, 304))
    result = await steps.page(work)
    assert press.asked[0].validators == Validators("old", "")
    assert (result.extraction, result.error) == (None, None)


async def test_a_page_that_leads_to_the_front_page_is_no_article(press, steps):
    work = page_work()
    press.says(work.url, FetchResponse(work.url, "https://press.example/", 200, page("front")))
    assert (await steps.page(work)).error.code == "not-an-article"


async def test_a_canonical_address_elsewhere_is_dropped(press, steps):
    work = page_work()
    press.says(work.url, page("a").replace(b"</head>", b"<link rel=canonical href='https://else.example/x'></head>"))
    result = await steps.page(work)
    assert "else.example" not in result.extraction.canonical_url
    assert result.keys == (work.address_key,)


async def test_bytes_that_are_no_page_are_an_error_of_that_page(press, steps):
    work = page_work()
    press.says(work.url, b"\x89PNG\r\n\x1a\n" + bytes(300))
    result = await steps.page(work)
    assert result.error is not None or result.extraction.kind != "article"


async def test_pictures(press, steps):
    work = PictureWork(3, 7, 1, "https://press.example/i.jpg")
    press.says(work.url, b"no picture")
    assert (await steps.picture(work)).error.code == "not-an-image"
    press.says(work.url, b"")
    assert (await steps.picture(work)).error.code == "not-an-image"
    assert (await steps.picture(replace(work, url="https://press.example/none"))).error.code == "connection"


async def test_a_page_is_asked_without_tracking_parameters(press, steps):
    press.says("https://press.example/a", page("a"))
    result = await steps.page(page_work(url="https://press.example/a?utm_source=rss&utm_campaign=7"))
    assert result.error is None
    assert [request.url for request in press.asked] == ["https://press.example/a"]


async def test_a_host_that_knows_a_page_only_with_them_is_asked_with_them(press, steps):
    announced = "https://press.example/a?srsltid=x"
    press.says("https://press.example/a", BadStatus("not found", subject="a", status=404))
    press.says(announced, page("a"))
    result = await steps.page(page_work(url=announced))
    assert result.error is None
    assert result.extraction.paragraphs
    assert [request.url for request in press.asked] == ["https://press.example/a", announced]
    assert decide_page(result, {}, Pipeline(), 0.5).content.url == announced


@pytest.mark.parametrize("status", [403, 500])
async def test_other_answers_are_not_asked_again(press, steps, status):
    press.says("https://press.example/a", BadStatus("no", subject="a", status=status))
    result = await steps.page(page_work(url="https://press.example/a?utm_source=rss"))
    assert result.error.status == status
    assert len(press.asked) == 1


async def test_a_change_of_our_reading_is_told_from_one_of_the_page(press, steps):
    body = page("a")
    packed = pack(body, "https://press.example/a", "text/html")
    kept_files.write(7, packed)
    copy = KeptCopy(packed.digest, packed.size, packed.url, packed.content_type)
    work = page_work(url="https://press.example/a", article_id=7, known_hash="read by older rules", copy=copy)
    press.says(work.url, body.replace(b"</body>", b"<aside>Another advertisement</aside></body>"))
    result = await steps.page(work)
    known = article(content_hash="read by older rules")
    plan = decide_page(result, {"": known}, Pipeline(), 0.5)
    assert (plan.verdict, plan.by_engine) == (Verdict.REVISED, True)
    press.says(work.url, page("a", "The outlet wrote this paragraph anew, at some length and with new facts."))
    plan = decide_page(await steps.page(work), {"": known}, Pipeline(), 0.5)
    assert (plan.verdict, plan.by_engine) == (Verdict.REVISED, False)
    kept_files.remove(7)
    plan = decide_page(await steps.page(work), {"": known}, Pipeline(), 0.5)
    assert (plan.verdict, plan.by_engine) == (Verdict.REVISED, False)
