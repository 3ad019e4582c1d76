"""The publisher decides (P8): what of an article may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.visibility import EXCERPT_CHARACTERS, EXCERPT_WORDS, effective_policy, excerpt, visible_parts
from jarida.core.extraction.model import Policy

LONG = " ".join(f"mot{number}" for number in range(200))


@pytest.mark.parametrize(
    ("outlet", "limit", "effective"),
    [
        ("full", "full", Policy.FULL),
        ("full", "excerpt", Policy.EXCERPT),
        ("excerpt", "full", Policy.EXCERPT),
        ("headline", "full", Policy.HEADLINE),
        ("full", "headline", Policy.HEADLINE),
        ("excerpt", "headline", Policy.HEADLINE),
    ],
)
def test_stricter_of_both_holds(outlet: str, limit: str, effective: Policy) -> None:
    assert effective_policy(outlet, limit) is effective


def test_unknown_policy_is_the_strictest() -> None:
    assert effective_policy("everything", "full") is Policy.HEADLINE


def test_full_shows_paragraphs_and_pictures() -> None:
    parts = visible_parts("full", "full", summary="Résumé", paragraphs=["Un.", "Deux."])
    assert parts.paragraphs == ("Un.", "Deux.")
    assert parts.summary == "Résumé"
    assert parts.pictures > 1


def test_excerpt_shows_a_short_summary_and_the_lead_picture() -> None:
    parts = visible_parts("excerpt", "full", summary=LONG, paragraphs=["Secret."])
    assert parts.paragraphs == ()
    assert len(parts.summary.split()) <= EXCERPT_WORDS
    assert parts.summary.endswith("…")
    assert parts.pictures == 1


def test_excerpt_without_summary_is_the_beginning_of_the_text() -> None:
    assert visible_parts("excerpt", "full", paragraphs=["Premier.", "Second."]).summary == "Premier. Second."


def test_headline_shows_nothing_more() -> None:
    parts = visible_parts("headline", "full", summary="Résumé", paragraphs=["Un."])
    assert (parts.summary, parts.paragraphs, parts.pictures) == ("", (), 0)


def test_short_summary_stays_as_it_is() -> None:
    assert excerpt("Une phrase.") == "Une phrase."


def test_cut_loses_the_comma_before_the_ellipsis() -> None:
    assert excerpt("un, deux, trois", words=2) == "un, deux…"
    assert excerpt("واحد، اثنان، ثلاثة", words=2) == "واحد، اثنان…"


@given(st.text(max_size=5000))
def test_excerpt_is_bounded_and_a_beginning(text: str) -> None:
    short = excerpt(text)
    assert len(short) <= EXCERPT_CHARACTERS + 1
    assert len(short.split()) <= EXCERPT_WORDS
    assert " ".join(text.split()).startswith(short.removesuffix("…"))


@given(st.text(alphabet="x", min_size=3000, max_size=4000))
def test_one_endless_word_is_cut(text: str) -> None:
    assert len(excerpt(text)) <= EXCERPT_CHARACTERS + 1
