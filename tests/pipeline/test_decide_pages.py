"""Decisions on pages and pictures."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.content import content_hash
from jarida.core.errors import AddressRefused, ConnectionFailed, NotAnImage, RobotsForbid, TooSlow
from jarida.core.extraction.model import DateOrigin, PageKind, Picture, Policy
from jarida.core.plans import FetchStatus, PictureWork, Verdict
from jarida.pipeline.decide import day_of, decide_failed_picture, decide_page
from tests.pipeline.builders import (
    NOW,
    OPTIONS,
    OUTLET,
    PAGE,
    TEXT,
    article,
    extraction,
    found,
    page_result,
    page_work,
    status,
)  # fmt: skip

OWN = "press.example/2026/03/a-story"
HASH = content_hash("A story of trees", TEXT)
HOUR = timedelta(hours=1)


def decided(result, articles=None):
    return decide_page(result, articles or {}, OPTIONS, 0.5)


def kept(page, work=None):
    """The content of a page that is read for the first time."""
    plan = decided(page_result(work, page))
    assert plan.verdict is Verdict.KEPT
    assert plan.content is not None
    return plan.content


# --- keep, revise, unchanged ------------------------------------------------------------------------


def test_a_first_reading_is_kept_with_all_its_addresses():
    plan = decided(page_result(page_work(), extraction(canonical_url=PAGE + "-final"), final_url=PAGE + "?page=1"))
    assert plan.verdict is Verdict.KEPT
    assert plan.keys == (OWN + "-final", OWN + "?page=1", OWN)
    assert plan.progress.state == FetchStatus.KEPT
    assert plan.progress.next_fetch_at == page_work().announced_at + HOUR
    assert (plan.etag, plan.last_modified, plan.rechecks) == ("p1", "yesterday", 1)
    assert plan.content.url == PAGE + "-final"


def test_content_of_a_page():
    content = kept(extraction(section="Nature", tags=("trees",)))
    assert (content.title, content.slug, content.language) == ("A story of trees", "a-story-of-trees", "en")
    assert (content.authors, content.section, content.tags) == (("Amal Idrissi",), "Nature", ("trees",))
    assert (content.paragraphs, content.words, content.content_hash) == (TEXT, 15, HASH)
    assert content.picture == Picture("https://press.example/tree.jpg", "A tree", "Photo: A. Idrissi")


def test_what_the_page_does_not_say_the_entry_says():
    bare = extraction(title="", authors=(), summary="", images=(), published=None, language="")
    work = page_work(authors=("Feed Author",), summary="From the feed", image_url="https://press.example/f.jpg")
    content = kept(bare, replace(work, published_at=NOW - HOUR, tags=("t",)))
    assert (content.title, content.authors, content.summary) == ("A story of trees", ("Feed Author",), "From the feed")
    assert content.picture == Picture("https://press.example/f.jpg")
    assert (content.language, content.tags) == ("en", ("t",))
    assert (content.published_at, content.published_origin) == (NOW - HOUR, "feed")


def test_a_picture_must_be_on_the_web():
    assert kept(extraction(images=(Picture("data:image/png;base64,AAAA"),))).picture is None


def test_the_same_text_again_is_unchanged():
    content = kept(extraction())
    known = article(content_hash=HASH, facts=content.facts, picture=content.picture, **dates_of(content))
    plan = decided(page_result(page_work(article_id=7)), {OWN: known, "": known})
    assert (plan.verdict, plan.content, plan.article_id) == (Verdict.UNCHANGED, None, 7)


def dates_of(content):
    return {
        "published_at": content.published_at,
        "published_origin": content.published_origin,
        "published_confidence": content.published_confidence,
    }


def test_304_is_unchanged():
    result = page_result(page_work(article_id=7, etag="old"))
    result = replace(result, extraction=None, keys=(), response=replace(result.response, status=304))
    plan = decided(result, {"": article(), OWN: article()})
    assert (plan.verdict, plan.etag) == (Verdict.UNCHANGED, "old")


def test_white_space_is_no_change():
    content = kept(extraction())
    known = article(content_hash=HASH, facts=content.facts, picture=content.picture, **dates_of(content))
    noisy = extraction(paragraphs=tuple(f" {text.replace(' ', '  ')}\n" for text in TEXT))
    assert decided(page_result(None, noisy), {OWN: known}).verdict is Verdict.UNCHANGED


def test_a_changed_text_is_a_revision():
    known = article(content_hash=HASH)
    plan = decided(page_result(None, extraction(paragraphs=(*TEXT, "Correction: five hundred."))), {OWN: known})
    assert (plan.verdict, plan.article_id) == (Verdict.REVISED, 7)
    assert plan.content.paragraphs[-1] == "Correction: five hundred."


def test_the_same_text_with_other_rights_is_refreshed():
    content = kept(extraction())
    known = article(content_hash=HASH, facts=content.facts, picture=content.picture, **dates_of(content))
    plan = decided(page_result(None, extraction(limit=Policy.HEADLINE)), {OWN: known})
    assert (plan.verdict, plan.content.limit) == (Verdict.REFRESHED, "headline")


def test_rechecks_end_after_the_last_age():
    work = page_work(article_id=7, announced_at=NOW - timedelta(days=30))
    known = article(first_seen_at=NOW - timedelta(days=30))
    assert decided(page_result(work), {OWN: known}).progress.next_fetch_at is None


# --- identity ---------------------------------------------------------------------------------------


def test_a_page_known_under_another_address_joins_its_article():
    other = article(id=9, title="A story of trees")
    page = extraction(canonical_url="https://press.example/2026/03/trees")
    plan = decided(page_result(page_work(), page), {"press.example/2026/03/trees": other})
    assert (plan.article_id, plan.verdict) == (9, Verdict.REVISED)
    assert plan.keys == ("press.example/2026/03/trees", OWN)


def test_one_canonical_address_on_every_page_does_not_melt_an_outlet():
    first = article(id=9, title="Wheat prices fall in Meknes")
    page = extraction(canonical_url="https://press.example/news")
    plan = decided(page_result(page_work(), page), {"press.example/news": first})
    assert (plan.verdict, plan.article_id, plan.keys) == (Verdict.KEPT, None, (OWN,))


def test_an_article_does_not_take_the_address_of_another():
    mine, other = article(id=7), article(id=9)
    page = extraction(canonical_url="https://press.example/b")
    plan = decided(page_result(page_work(article_id=7), page), {OWN: mine, "": mine, "press.example/b": other})
    assert (plan.article_id, plan.keys) == (7, (OWN,))


def test_the_front_page_is_no_identity():
    plan = decided(page_result(page_work(), extraction(), final_url="https://press.example/"))
    assert plan.keys == (OWN,)


def test_a_withdrawn_article_never_comes_back():
    known = article(state="withdrawn")
    for result in (page_result(), page_result(error=status(500)), replace(page_result(), extraction=None)):
        plan = decided(result, {OWN: known})
        assert (plan.verdict, plan.content, plan.progress.next_fetch_at) == (Verdict.REFUSED, None, None)
        assert plan.progress.problem_code == "withdrawn"


# --- dates (P2) -------------------------------------------------------------------------------------


def test_without_a_date_the_first_sight_is_for_sorting_only():
    content = kept(extraction(published=None))
    assert (content.published_at, content.published_origin) == (None, "")
    assert content.sort_at == content.first_seen_at == page_work().announced_at


def test_a_first_seen_date_is_never_a_publication_date():
    content = kept(extraction(published=found(NOW - HOUR, DateOrigin.FIRST_SEEN)))
    assert content.published_at is None


def test_dates_in_the_future_are_no_dates():
    future = NOW + timedelta(days=4000)
    content = kept(extraction(published=found(future), modified=found(future)), page_work(published_at=future))
    assert (content.published_at, content.modified_at) == (None, None)
    assert content.sort_at <= NOW


def test_a_clock_that_is_a_little_fast_is_forgiven():
    content = kept(extraction(published=found(NOW + timedelta(minutes=3))))
    assert content.published_at == NOW


def test_the_date_that_was_known_stays_unless_a_better_origin_speaks():
    known = article(published_at=NOW - 5 * HOUR, published_origin="meta", published_confidence=0.9)

    def published(origin):
        page = extraction(published=found(NOW - HOUR, origin), paragraphs=("Other text.",))
        return decided(page_result(None, page), {OWN: known}).content.published_at

    assert published(DateOrigin.META) == NOW - 5 * HOUR
    assert published(DateOrigin.URL) == NOW - 5 * HOUR
    assert published(DateOrigin.JSON_LD) == NOW - HOUR


def test_a_modification_before_the_publication_is_none():
    content = kept(extraction(published=found(NOW - HOUR), modified=found(NOW - 2 * HOUR)))
    assert content.modified_at is None
    content = kept(extraction(published=found(NOW - 2 * HOUR), modified=found(NOW - HOUR, DateOrigin.META)))
    assert (content.modified_at, content.modified_origin) == (NOW - HOUR, "meta")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 9, 22, 59, tzinfo=UTC), date(2026, 1, 9)),
        (datetime(2026, 1, 9, 23, 1, tzinfo=UTC), date(2026, 1, 10)),  # Casablanca is at UTC+1 …
        (datetime(2026, 2, 25, 23, 30, tzinfo=UTC), date(2026, 2, 25)),  # … and at UTC in Ramadan
    ],
)
def test_the_day_is_the_outlets(moment, day):
    assert day_of(moment, "Africa/Casablanca") == day


def test_an_unknown_time_zone_is_utc():
    assert day_of(datetime(2026, 1, 9, 23, 30, tzinfo=UTC), "Mars/Olympus") == date(2026, 1, 9)
    assert day_of(datetime(2026, 1, 9, 23, 30, tzinfo=UTC), "../etc") == date(2026, 1, 9)


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(list(DateOrigin)))
def test_no_date_is_ever_later_than_now(moment, origin):
    content = kept(extraction(published=found(moment, origin), modified=found(moment)))
    assert content.sort_at <= NOW
    assert content.published_at is None or content.published_at <= NOW
    assert (content.published_at is None) == (content.published_origin == "")


# --- what is no article -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        extraction(kind=PageKind.SECTION), extraction(kind=PageKind.ERROR), extraction(kind=PageKind.EMPTY),
        extraction(kind=PageKind.CONSENT),
        extraction(kind=PageKind.VIDEO, paragraphs=()), extraction(paragraphs=(" ", "")),
    ],
)  # fmt: skip
def test_a_page_that_is_no_article_fails_and_is_tried_a_few_times(page):
    work, attempts = page_work(), 0
    while True:
        plan = decided(page_result(work, page))
        attempts += 1
        assert (plan.verdict, plan.content, plan.progress.problem_code) == (Verdict.FAILED, None, "not-an-article")
        assert plan.progress.state == FetchStatus.FAILED
        if plan.progress.next_fetch_at is None:
            break
        work = replace(work, attempts=plan.progress.attempts)
    assert attempts == 3


def test_a_page_that_looks_like_a_section_but_is_as_announced_is_an_article():
    long = ("The river and the trees. " * 30,)
    assert kept(extraction(kind=PageKind.SECTION, paragraphs=long)).kind == "article"
    for other in (
        extraction(kind=PageKind.SECTION, paragraphs=long, title="All our news"),
        extraction(kind=PageKind.SECTION),
    ):
        assert decided(page_result(None, other)).verdict is Verdict.FAILED
    assert decided(page_result(None, extraction(kind=PageKind.ERROR, paragraphs=long))).verdict is Verdict.FAILED


def test_a_section_that_another_section_links_to_is_no_article_by_its_title():
    long = ("The river and the trees. " * 30,)
    work = page_work(title=extraction().title, feed_format="section")
    assert decided(page_result(work, extraction(kind=PageKind.SECTION, paragraphs=long))).verdict is Verdict.FAILED
    assert decided(page_result(work, extraction(paragraphs=long))).verdict is not Verdict.FAILED


def test_a_known_article_survives_an_empty_page():
    plan = decided(page_result(None, extraction(kind=PageKind.EMPTY, paragraphs=())), {OWN: article()})
    assert (plan.verdict, plan.progress.state) == (Verdict.UNCHANGED, FetchStatus.KEPT)


def test_a_page_without_any_title_is_no_article():
    assert decided(page_result(page_work(title=""), extraction(title=""))).verdict is Verdict.FAILED


def test_a_video_with_a_text_is_an_article():
    assert kept(extraction(kind=PageKind.VIDEO)).kind == "video"


def test_before_a_paywall_an_excerpt_is_kept():
    content = kept(extraction(kind=PageKind.PAYWALL, paragraphs=TEXT[:1]))
    assert (content.kind, content.limit, content.paragraphs) == ("paywall", "excerpt", TEXT[:1])
    assert kept(extraction(kind=PageKind.PAYWALL, limit=Policy.HEADLINE)).limit == "headline"


def test_a_paywall_that_appears_later_takes_nothing_away():
    plan = decided(page_result(None, extraction(kind=PageKind.PAYWALL, paragraphs=())), {OWN: article()})
    assert (plan.verdict, plan.content) == (Verdict.UNCHANGED, None)


# --- failures ---------------------------------------------------------------------------------------


def exhausted(error, **values):
    """The plans until a page is given up, and the pauses between them."""
    work, at, plans, pauses = page_work(**values), NOW, [], []
    while True:
        plans.append(decide_page(page_result(work, error=error, at=at), {}, OPTIONS, 0.5))
        progress = plans[-1].progress
        if progress.next_fetch_at is None:
            return plans, pauses
        pauses.append((progress.next_fetch_at - at).total_seconds())
        work, at = replace(work, attempts=progress.attempts, state=progress.state), progress.next_fetch_at


def test_a_passing_failure_is_tried_again_ever_later():
    plans, pauses = exhausted(ConnectionFailed("no answer", subject=PAGE))
    assert len(plans) == OPTIONS.attempts
    assert pauses == sorted(pauses)
    assert (plans[-1].verdict, plans[-1].progress.state) == (Verdict.FAILED, FetchStatus.FAILED)


def test_a_lasting_failure_is_tried_less_often():
    plans, pauses = exhausted(status(404, url=PAGE))
    assert len(plans) == 3
    assert min(pauses) > 1800
    assert plans[-1].progress.problem_code == "http-404"


def test_too_slow_for_the_worker_is_an_error_of_the_page_only():
    plan = decided(page_result(error=TooSlow("could not be read within 20 seconds", subject=PAGE)))
    assert (plan.verdict, plan.progress.problem_code) == (Verdict.FAILED, "too-slow")


@pytest.mark.parametrize("error", [RobotsForbid("forbidden", subject=PAGE), AddressRefused("no", subject=PAGE)])
def test_what_is_refused_leaves_nothing_and_is_asked_daily_for_a_while(error):
    plans, pauses = exhausted(error, summary="The feed says enough", title="T")
    assert all(plan.verdict is Verdict.REFUSED and plan.content is None for plan in plans)
    assert all(pause == pytest.approx(86400) for pause in pauses)


def test_retry_after_holds_for_pages():
    plan = decide_page(page_result(error=status(429, 5, PAGE)), {}, OPTIONS, 0.0)
    assert plan.progress.next_fetch_at == NOW + timedelta(seconds=5)


@pytest.mark.parametrize("number", [404, 410])
def test_a_page_that_vanished_keeps_its_article(number):
    plan = decided(page_result(page_work(article_id=7), error=status(number, url=PAGE)), {"": article()})
    assert (plan.verdict, plan.article_id, plan.gone_at) == (Verdict.GONE, 7, NOW)
    assert plan.progress.state == FetchStatus.GONE
    assert plan.progress.next_fetch_at == article().first_seen_at + HOUR


def test_when_it_vanished_is_when_it_was_first_found_missing():
    known = article(source_gone_at=NOW - HOUR)
    plan = decided(page_result(page_work(article_id=7), error=status(404, url=PAGE)), {"": known})
    assert plan.gone_at == NOW - HOUR


def test_a_page_that_never_was_there_and_is_gone():
    plan = decided(page_result(error=status(410, url=PAGE)))
    assert (plan.verdict, plan.progress.next_fetch_at) == (Verdict.GONE, None)


def test_a_failing_recheck_leaves_the_article_and_goes_on_to_the_next_age():
    known = article()
    plan = decided(page_result(page_work(article_id=7, attempts=0), error=status(500, url=PAGE)), {"": known})
    assert (plan.verdict, plan.progress.state, plan.article_id) == (Verdict.FAILED, FetchStatus.KEPT, 7)
    plan = decided(page_result(page_work(article_id=7, attempts=5), error=status(500, url=PAGE)), {"": known})
    assert plan.progress.next_fetch_at == known.first_seen_at + HOUR


@pytest.mark.parametrize("number", [401, 402, 403])
def test_of_a_page_closed_to_us_headline_and_summary_of_the_feed_are_kept(number):
    plans, _ = exhausted(status(number, url=PAGE), summary="What the feed tells everyone.")
    assert [plan.verdict for plan in plans] == [Verdict.FAILED, Verdict.FAILED, Verdict.KEPT]
    content = plans[-1].content
    assert (content.title, content.summary, content.paragraphs) == (
        "A story of trees", "What the feed tells everyone.", (),
    )  # fmt: skip
    assert (content.kind, content.limit, plans[-1].keys) == ("paywall", "excerpt", (OWN,))
    assert plans[-1].progress.problem_code == f"http-{number}"


def test_of_a_closed_page_without_a_summary_nothing_is_kept():
    plans, _ = exhausted(status(403, url=PAGE))
    assert plans[-1].content is None


# --- pictures ---------------------------------------------------------------------------------------

PICTURE = PictureWork(3, 7, OUTLET.id, "https://press.example/tree.jpg")


def test_a_picture_that_may_come_is_tried_again():
    progress = decide_failed_picture(PICTURE, ConnectionFailed("no", subject=PICTURE.url), NOW, OPTIONS, 0.5)
    assert (progress.state, progress.attempts) == (FetchStatus.FAILED, 1)
    assert progress.next_fetch_at > NOW
    last = replace(PICTURE, attempts=OPTIONS.attempts - 1)
    assert decide_failed_picture(last, ConnectionFailed("no"), NOW, OPTIONS, 0.5).next_fetch_at is None


def test_a_picture_that_is_none_is_left_out():
    progress = decide_failed_picture(PICTURE, NotAnImage("is text"), NOW, OPTIONS, 0.5)
    assert (progress.state, progress.next_fetch_at, progress.problem_code) == ("failed", None, "not-an-image")
    progress = decide_failed_picture(PICTURE, RobotsForbid("no", subject=PICTURE.url), NOW, OPTIONS, 0.5)
    assert (progress.state, progress.next_fetch_at) == ("refused", None)
