"""Both engines against a model: what plain Python finds in the same terms, for any question to any archive."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jarida.archive.models import Article, Outlet
from jarida.archive.search import postgresql_plans
from jarida.archive.search.contract import Document
from jarida.archive.search.engines import engine
from jarida.archive.search.terms import Terms, terms_of
from jarida.core.search import expression as ex
from jarida.core.search.expression import IndexQuery
from jarida.core.search.model import Sort
from tests.archive.making import make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WORDS = "eau eaux prix forte fortement conte constitution constitutionnel barrage barrages de la le".split()
START = datetime(2019, 12, 20, tzinfo=UTC)
forms = st.sampled_from([*WORDS, "absent"])
beginnings = st.sampled_from(["co", "con", "const", "constitu", "ba", "fort", "zz"])
leaves = st.one_of(
    st.builds(ex.Form, forms, st.booleans()),
    st.builds(ex.Stem, forms.map(lambda word: f"fr.{word[:5]}"), st.booleans()),
    st.builds(ex.Stem, st.sampled_from(["fr.barrag", "fr.constitu", "fr.fort", "fr.eau"]), st.booleans()),
    st.builds(ex.Starts, beginnings, st.booleans()),
    st.builds(ex.Sequence, st.lists(forms, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(ex.Tag, st.sampled_from(["~all", "~lfr", "~i", "~teau", "~lar"])),
)


def combined(inner: st.SearchStrategy[ex.Expression]) -> st.SearchStrategy[ex.Expression]:
    parts = st.lists(inner, max_size=4).map(tuple)
    without = st.builds(lambda wanted, unwanted: ex.All((wanted, ex.Without(unwanted))), inner, inner)
    return st.one_of(
        st.builds(ex.All, st.lists(inner, min_size=1, max_size=4).map(tuple)), st.builds(ex.Any, parts), without
    )


expressions = st.recursive(leaves, combined, max_leaves=8)
days = st.none() | st.integers(0, 40).map(lambda number: (START + timedelta(days=number)).date())


def holds(expression: ex.Expression, terms: Terms) -> bool:
    """Whether a document is found, by the meaning of the expression."""
    match expression:
        case ex.Form(form, in_title):
            return form in (terms.title if in_title else (*terms.title, *terms.body))
        case ex.Stem(stem, in_title):
            return stem in (terms.title_stems if in_title else (*terms.title_stems, *terms.focus, *terms.stems))
        case ex.Starts(beginning, in_title):
            return any(
                form.startswith(beginning) for form in (terms.title if in_title else (*terms.title, *terms.body))
            )
        case ex.Sequence(wanted, in_title):
            return follows(wanted, terms.title) or (not in_title and follows(wanted, terms.body))
        case ex.Tag(token):
            return token in terms.tags
        case ex.All(parts):
            return all(holds(part, terms) for part in parts)
        case ex.Any(parts):
            return any(holds(part, terms) for part in parts)
        case ex.Without(part):
            return not holds(part, terms)
    raise AssertionError(expression)


def follows(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[start : start + len(wanted)]) == tuple(wanted) for start in range(len(words)))


def made(outlet: Outlet, number: int, rng: random.Random) -> Document:
    at = START + timedelta(hours=rng.randrange(24 * 40))
    article = Article.objects.create(
        outlet=outlet, address_key=f"a/{number}", url=f"https://a.example/{number}", title="-",
        first_seen_at=at, sort_at=at, day=at.date(),
    )  # fmt: skip
    title, text = (" ".join(rng.choices(WORDS, k=count)) for count in (rng.randrange(1, 5), rng.randrange(12)))
    topics = tuple(rng.choices(WORDS, k=rng.randrange(2)))
    return Document(article.pk, outlet.pk, rng.choice(["fr", ""]), at, title, text, (), topics, rng.random() < 0.5)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Sixty documents of forty days; windows on PostgreSQL so small that a question takes several."""
    monkeypatch.setattr(postgresql_plans, "SIZES", (5, 20))
    monkeypatch.setattr(postgresql_plans, "SIZES_BY_ROWS", (3, 9))
    outlet, rng = make_outlet(), random.Random(3)
    found = [made(outlet, number, rng) for number in range(60)]
    engine().write(found)
    return found


def expected(
    archive: list[Document], expression: ex.Expression, first: date | None, before: date | None
) -> list[Document]:
    within = [
        document
        for document in archive
        if (first is None or document.at.date() >= first) and (before is None or document.at.date() < before)
    ]
    return [document for document in within if holds(expression, terms_of(document))]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(expressions, days, days)
def test_an_engine_finds_what_the_model_finds(
    archive: list[Document], expression: ex.Expression, first: date | None, before: date | None
) -> None:
    query = IndexQuery(expression, first, before)
    wanted = expected(archive, expression, first, before)
    hits = engine().hits(query, Sort.DATE, 100)
    assert {hit.article_id for hit in hits.hits} == {document.article_id for document in wanted}
    assert [hit.place.key for hit in hits.hits] == sorted((hit.place.key for hit in hits.hits), reverse=True)
    assert not hits.more
    assert engine().count(query).number == len(wanted)
    facets = engine().facets(query)
    assert facets.years == Counter(document.at.year for document in wanted)
    assert facets.languages == Counter(document.language for document in wanted)
    bars, exact = engine().histogram(query, "day")
    assert exact
    assert bars == Counter(document.at.date() for document in wanted)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(expressions, st.integers(1, 7))
def test_pages_follow_each_other_without_gap_or_overlap(
    archive: list[Document], expression: ex.Expression, limit: int
) -> None:
    query = IndexQuery(expression)
    whole = [hit.article_id for hit in engine().hits(query, Sort.DATE, 100).hits]
    paged, place, more = [], None, True
    while more:
        page = engine().hits(query, Sort.DATE, limit, place)
        paged += [hit.article_id for hit in page.hits]
        place, more = page.hits[-1].place if page.hits else None, page.more
    assert paged == whole


def test_the_archive_of_the_model_is_indexed_once(archive: list[Document]) -> None:
    engine().write(archive)
    assert engine().count(IndexQuery(ex.EVERYTHING)).number == len(archive)
    assert connection.vendor in ("sqlite", "postgresql")
