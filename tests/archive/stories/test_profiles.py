"""Profiles as they are kept, and the texts of which they are made."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.archive.models import ArticleProfile, ArticleState
from jarida.archive.stories import profiles, texts
from jarida.archive.stories.texts import Texts, is_midnight
from jarida.core.stories import boilerplate
from jarida.core.stories.model import Column, Profile
from tests.stories_builder import make_event
from tests.website.factories import NOON, make_article, make_outlet, make_revision

pytestmark = [pytest.mark.database, pytest.mark.django_db]
VECTOR = np.array([-127, 0, 5, 127], np.int8)
FULL = Profile(
    1, VECTOR, "ar", "sawt", NOON, day_only=True, names=frozenset({"~bnkrn"}), places=frozenset({"rabat"}),
    numbers=frozenset({"7.2"}), words=frozenset({"ar.زلزال"}), signature=b"\0sig", digest=-(1 << 63), agency="map",
    column=Column.WEATHER, heading=(1 << 62) + 7,
)  # fmt: skip


def saved(profile, article, **values):
    profiles.save(profile, **{"encoder": "words", "content_hash": "h", "at": article.sort_at} | values)
    return profiles.of([article.pk])[article.pk]


def profile_of(article, **fields):
    usual = {"language": article.language, "outlet": article.outlet.slug, "at": article.sort_at}
    return Profile(article.pk, VECTOR, **usual | fields)


def same(one, other):
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Profile.__slots__)


def test_a_profile_is_read_as_it_was_kept():
    article = make_article()
    fields = {name: getattr(FULL, name) for name in Profile.__slots__ if name not in ("id", "vector", "at")}
    profile = profile_of(article, **fields)
    kept = saved(profile, article)
    assert same(kept.profile, profile)
    assert (kept.content_hash, kept.encoder, kept.story) == ("h", "words", None)


def test_an_undated_article_stays_undated():
    article = make_article()
    assert saved(profile_of(article, at=None), article).profile.at is None


def test_a_profile_is_made_anew_in_its_place():
    article = make_article()
    saved(profile_of(article), article)
    kept = saved(profile_of(article, names=frozenset({"a"})), article, encoder="sentences", content_hash="other")
    assert (kept.profile.names, kept.encoder, kept.content_hash) == ({"a"}, "sentences", "other")
    assert ArticleProfile.objects.count() == 1


def test_a_spoilt_row_is_an_empty_profile():
    article = make_article()
    saved(profile_of(article, names=frozenset({"a"})), article)
    ArticleProfile.objects.update(facts=b"\xc1 spoilt")
    assert profiles.of([article.pk])[article.pk].profile.names == frozenset()


def test_a_column_of_another_version_is_none():
    article = make_article()
    saved(profile_of(article), article)
    facts = profiles.Facts(column="crossword", names=["a"])
    ArticleProfile.objects.update(facts=profiles._encode(facts))
    found = profiles.of([article.pk])[article.pk].profile
    assert (found.column, found.names) == (Column.NONE, {"a"})


def test_the_profiles_of_a_time_with_their_stories():
    story = make_event(3, now=NOON, every=60)
    for member in story.members.select_related("article"):
        saved(profile_of(member.article), member.article)
    found = list(profiles.between("words", NOON - timedelta(minutes=70)))
    assert [kept.story for kept in found] == [story.pk] * 2
    assert found[0].profile.at < found[1].profile.at
    assert len(list(profiles.between("words", NOON - timedelta(days=1), NOON - timedelta(minutes=70)))) == 1
    assert list(profiles.between("sentences", NOON - timedelta(days=1))) == []


def test_withdrawn_articles_have_none():
    article = make_article(published_at=NOON)
    saved(profile_of(article), article)
    article.state = ArticleState.WITHDRAWN
    article.save()
    assert list(profiles.between("words", NOON - timedelta(days=1))) == []


@given(st.frozensets(st.text(st.characters(exclude_categories=["Cs"])), max_size=8))
def test_any_words_survive(words):
    facts = profiles._decode(profiles._encode(profiles.facts_of(Profile(1, VECTOR, words=words))))
    assert frozenset(facts.words) == words


# --- texts --------------------------------------------------------------------------------------------


def test_the_newest_text_is_read():
    outlet = make_outlet("sawt", time_zone="Africa/Casablanca")
    article = make_article(
        outlet, title="A", paragraphs=["One.", "Two."], tags=["x", 3], section="Sport", authors=["Z"]
    )
    make_revision(article, 2, paragraphs=["Three.", "Four."])
    subject = Texts().read([article.pk])[article.pk]
    assert (subject.text.title, subject.text.text, subject.text.outlet) == ("A", "Three.\nFour.", "sawt")
    assert (subject.section, subject.tags, subject.text.authors) == ("Sport", ("x",), ("Z",))
    assert (subject.at, subject.content_hash) == (article.sort_at, article.content_hash)


def test_where_only_the_headline_is_allowed_no_text_is_used():
    outlet = make_outlet("closed", policy="headline")
    article = make_article(outlet, paragraphs=["Not to be used."])
    limited = make_article(make_outlet("open"), limit="headline", paragraphs=["Nor this."])
    found = Texts().read([article.pk, limited.pk])
    assert {subject.text.text for subject in found.values()} == {""}


def test_withdrawn_and_unknown_articles_have_no_text():
    assert Texts().read([make_article(state=ArticleState.WITHDRAWN).pk, 404]) == {}


def test_a_book_is_read_in_part(monkeypatch):
    monkeypatch.setattr(texts, "LONGEST", 10)
    article = make_article(paragraphs=["word " * 100])
    assert len(Texts().read([article.pk])[article.pk].text.text) == 10


def test_what_an_outlet_puts_around_its_texts_is_known():
    outlet = make_outlet("sawt")
    for number in range(6):
        last = make_article(
            outlet, paragraphs=[f"A text {chr(97 + number) * 5} of its own, " * 5, "The newspaper of the morning"]
        )
    found = Texts().read([last.pk])[last.pk].text.boilerplate
    assert boilerplate.paragraph_hash("The newspaper of the morning") in found


def test_it_is_not_learned_for_each_article(django_assert_max_num_queries):
    reader, articles = Texts(), [make_article() for _ in range(5)]
    reader.read([articles[0].pk])
    with django_assert_max_num_queries(2):
        reader.read([article.pk for article in articles])


@pytest.mark.parametrize(
    ("moment", "zone", "only_a_day"),
    [
        (datetime(2026, 11, 25, tzinfo=UTC), "Africa/Casablanca", True),
        (datetime(2026, 11, 24, 23, tzinfo=UTC), "Africa/Casablanca", True),
        (datetime(2026, 11, 25, 14, 2, tzinfo=UTC), "Africa/Casablanca", False),
        (datetime(2026, 11, 25, tzinfo=UTC), "Nowhere/Land", True),
        (datetime(2026, 11, 25, 0, 0, 7, tzinfo=UTC), "UTC", False),
    ],
)
def test_a_date_without_a_time(moment, zone, only_a_day):
    assert is_midnight(moment, zone) is only_a_day


def test_only_a_day_is_known_of_some():
    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    dated, undated = make_article(published_at=midnight), make_article(published_at=None, first_seen_at=midnight)
    found = Texts().read([dated.pk, undated.pk])
    assert (found[dated.pk].text.day_only, found[undated.pk].text.day_only) == (True, False)
