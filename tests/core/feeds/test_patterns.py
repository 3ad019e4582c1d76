"""The shapes of an outlet's addresses, and what is learned of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.addresses import address_key
from jarida.core.feeds.patterns import (
    ENOUGH,
    LOST,
    MOST_PROBES,
    PROBES,
    AddressPatterns,
    Seen,
    Trust,
    is_never_an_article,
    is_slug,
    pattern_of,
    prior,
)

SITE = "https://paper.example"


def dated(day, slug="le-derby-de-la-rade"):
    return f"{SITE}/sport/2024/05/{day:02}/{slug}-{day}.html"


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/sport/2024/05/le-derby-de-rabat.html", "/sport/{year}/{n}/{slug}.html"),
        ("/2024-05-17/article-123456", "/{date}/{slug}"),
        ("/politique", "/politique"),
        ("/article.php?id=4711", "/article.php?id={id}"),
        ("/الرياضة/المنتخب-يفوز-على-ضيفه", "/الرياضة/{slug}"),
        ("/a/123e4567-e89b-12d3-a456-426614174000", "/a/{id}"),
    ],
)
def test_an_address_has_a_pattern(path, pattern):
    assert pattern_of(SITE + path)[0] == pattern


def test_the_general_pattern_leaves_words_open():
    assert pattern_of(f"{SITE}/sport/2024/05/le-derby-de-rabat.html")[1] == "/{word}/{year}/{n}/{slug}.html"
    assert pattern_of("no address") == ("", "")


@pytest.mark.parametrize("name", ["le-derby-de-rabat", "minister-10293", "المنتخب-الوطني-يفوز"])
def test_slugs(name):
    assert is_slug(name)


@pytest.mark.parametrize("name", ["sport", "a-b", "culture-art", ""])
def test_words_of_menus_are_no_slugs(name):
    assert not is_slug(name)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/tag/maroc",
        "/author/a-writer",
        "/photo.jpg",
        "/rapport.pdf",
        "/?page=3",
        "/search?q=x",
        "/وسم/المغرب",
        "/rss",
    ],
)
def test_lists_files_and_forms_are_never_articles(path):
    assert is_never_an_article(SITE + path)


def test_a_dated_article_of_a_section_with_such_a_name_is_one():
    assert not is_never_an_article(f"{SITE}/weather/2024/04/26/storms-over-the-plains/")
    assert is_never_an_article(f"{SITE}/weather/2024/04/26/")
    assert is_never_an_article(f"{SITE}/tag/storms-over-the-plains")


def test_an_identifier_in_the_query_is_no_list():
    assert not is_never_an_article(f"{SITE}/?p=4711")
    assert not is_never_an_article(f"{SITE}/news.php?newsid=99")


def test_what_looks_like_an_article_is_likelier():
    assert prior(dated(3)) > prior(f"{SITE}/le-derby-de-la-rade") > 0 > prior(f"{SITE}/sport") > prior(f"{SITE}/tag/x")


def test_what_was_fetched_proves_a_pattern_or_ends_it():
    articles = [(dated(day), Seen.ARTICLE) for day in range(1, 1 + ENOUGH)]
    others = [(f"{SITE}/dossiers/un-long-dossier-{n}", Seen.OTHER) for n in range(LOST)]
    known = AddressPatterns.learned([*articles, *others])
    assert known.trust(dated(20)) is Trust.PROVEN
    assert known.trust(f"{SITE}/dossiers/un-autre-long-dossier") is Trust.LOST
    assert known.trust(f"{SITE}/sante") is Trust.UNKNOWN
    assert known.evidence(dated(20)) > 0 > known.evidence(f"{SITE}/dossiers/un-autre-long-dossier")


def test_other_words_of_a_proven_shape_are_believed():
    seen = [(f"{SITE}/sport/2024/05/{slug}-de-la-rade", Seen.ARTICLE) for slug in ("un", "deux", "trois", "quatre")]
    assert AddressPatterns.learned(seen).trust(f"{SITE}/culture/2024/06/le-musee-de-la-mer") is Trust.PROVEN


def test_of_unknown_patterns_a_few_are_announced():
    admitted = AddressPatterns().admitted([dated(day) for day in range(1, 20)])
    assert sum(admitted) == PROBES
    assert admitted[:PROBES] == (True,) * PROBES


def test_probes_of_all_patterns_are_bounded():
    urls = [
        f"{SITE}/{name}/un-titre-assez-long-{m}"
        for name in "ville sport culture monde mer port".split()
        for m in range(3)
    ]
    assert sum(AddressPatterns().admitted(urls)) == MOST_PROBES


def test_while_probes_wait_no_more_are_sent():
    waiting = AddressPatterns.learned([(dated(day), Seen.WAITING) for day in range(1, 1 + PROBES)])
    urls = [dated(day) for day in range(1, 10)]
    assert waiting.admitted(urls) == (True,) * PROBES + (False,) * (9 - PROBES)


def test_proven_ones_are_all_announced_and_lost_ones_only_if_known():
    seen = [(dated(day), Seen.ARTICLE) for day in range(1, 4)]
    lost = [(f"{SITE}/video/une-longue-video-{n}", Seen.OTHER) for n in range(LOST)]
    known = AddressPatterns.learned([*seen, *lost])
    assert known.admitted([dated(day) for day in range(10, 28)]) == (True,) * 18
    assert known.admitted([f"{SITE}/video/une-longue-video-0", f"{SITE}/video/une-longue-video-9"]) == (True, False)


def test_keys_and_addresses_are_the_same_evidence():
    by_key = AddressPatterns.learned([(address_key(dated(day)), Seen.ARTICLE) for day in range(3)])
    assert by_key == AddressPatterns.learned([(dated(day), Seen.ARTICLE) for day in range(3)])


@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from(list(Seen))), max_size=20), st.text(max_size=60))
def test_whatever_is_typed_is_judged(seen, text):
    known = AddressPatterns.learned(seen)
    url = f"{SITE}/{text}"
    assert known.trust(url) in Trust
    assert -4.0 <= known.evidence(url) <= 4.0
    assert len(known.admitted([url, text])) == 2
    assert prior(text) <= 9
