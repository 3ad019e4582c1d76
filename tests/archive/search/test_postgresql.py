"""What only PostgreSQL's engine does: windows, bounds of time, settings given back, rows really deleted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from jarida.archive.models import Article, Outlet, SearchDocument
from jarida.archive.search import postgresql_reading as reading
from jarida.archive.search.contract import Document, SearchTooSlow
from jarida.archive.search.engines import engine
from jarida.archive.search.keys import FIRST_KEY, LAST_KEY
from jarida.archive.search.match import simplified
from jarida.archive.search.postgresql_plans import SIZES, plan
from jarida.archive.search.postgresql_schema import create_index, drop_index, missing_parts
from jarida.core.search.expression import EVERYTHING, Expression, Form, IndexQuery, Sequence
from jarida.core.search.model import Sort
from tests.archive.making import make_outlet

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL"),
]
START = datetime(2024, 4, 1, 12, tzinfo=UTC)


def make_documents(count: int, outlet: Outlet, apart: timedelta = timedelta(days=1)) -> list[Document]:
    articles = [
        Article(outlet=outlet, address_key=f"a/{n}", url=f"https://a.example/{n}", title="-", first_seen_at=START,
                sort_at=START + n * apart, day=(START + n * apart).date())
        for n in range(count)
    ]  # fmt: skip
    made = Article.objects.bulk_create(articles)
    return [
        Document(article.pk, outlet.pk, "fr", article.sort_at, f"Titre {n}", f"eau forte numero{n}")
        for n, article in enumerate(made)
    ]


@pytest.fixture
def archive() -> list[Document]:
    found = make_documents(40, make_outlet())
    engine().write(found)
    return found


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jarida.archive.search.postgresql_plans.SIZES", (4, 9))


def reader_of(cursor: object, expression: Expression) -> reading.Reader:
    planned = plan(expression)
    assert planned is not None
    return reading.Reader(cursor, simplified(expression), planned, FIRST_KEY, LAST_KEY)


def settings_now() -> list[str]:
    with connection.cursor() as cursor:
        return list(reading._settings(cursor).values())


def test_windows_are_all_of_time_once(archive: list[Document], small_windows: None) -> None:
    with reading.bounded() as cursor:
        reader = reader_of(cursor, Form("eau"))
        windows = list(reader.windows(reader.least, reader.most))
    assert len(windows) == 3
    assert (windows[0].most, windows[-1].least) == (reader.newest_key, reader.oldest)
    assert [later.most for later in windows[1:]] == [newer.least - 1 for newer in windows[:-1]]
    assert not any(window.everything for window in windows)


def test_a_small_archive_is_one_window(archive: list[Document]) -> None:
    assert len(archive) < SIZES[0]
    with reading.bounded() as cursor:
        reader = reader_of(cursor, Form("eau"))
        assert [window.everything for window in reader.windows(reader.least, reader.most)] == [True]


def test_where_the_time_is_over_the_answer_says_how_far_it_came(
    archive: list[Document], small_windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BUDGET", -1.0)
    found, place, pages = [], None, 0
    while True:
        page = engine().hits(IndexQuery(Form("eau")), Sort.DATE, 30, place)
        found += [hit.article_id for hit in page.hits]
        place, pages = page.next, pages + 1
        if not page.more:
            break
        assert place is not None
    assert pages > 1
    assert found == [document.article_id for document in reversed(archive)]


def test_a_question_that_takes_too_long_is_refused_in_words() -> None:
    with pytest.raises(SearchTooSlow, match="too long"), reading.bounded() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20; SELECT pg_sleep(30)")
    assert engine().count(IndexQuery(EVERYTHING)).number == 0  # the transaction around it goes on


def test_other_errors_are_not_taken_for_slowness() -> None:
    with pytest.raises(Exception, match="nowhere"), reading.bounded() as cursor:
        cursor.execute("SELECT 1 FROM nowhere")


def test_settings_end_with_the_question(archive: list[Document]) -> None:
    before = settings_now()
    assert engine().hits(IndexQuery(Form("eau")), Sort.DATE, 5).more
    assert settings_now() == before
    with reading.bounded():
        assert settings_now() != before
    assert settings_now() == before


def test_the_planner_asks_the_index_and_not_the_rows(archive: list[Document]) -> None:
    with reading.bounded() as cursor:
        reader = reader_of(cursor, Form("eau"))
        condition, values = reader._found_in(reader._window(reader.least, reader.most), reader.plan)
        cursor.execute(f"EXPLAIN SELECT key FROM archive_searchdocument WHERE {condition}", values)  # noqa: S608
        said = "\n".join(row[0] for row in cursor.fetchall())
    assert "Bitmap Index Scan on archive_search_words" in said


def test_phrases_are_asked_in_smaller_windows() -> None:
    words, phrase = plan(Form("eau")), plan(Sequence(("eau", "forte")))
    assert words is not None
    assert phrase is not None
    assert phrase.sizes[1] < words.sizes[1]


def test_what_is_written_anew_has_one_row(archive: list[Document]) -> None:
    changed = Document(archive[0].article_id, archive[0].outlet_id, "fr", START + timedelta(days=99), "Neuf", "")
    engine().write([changed])
    assert SearchDocument.objects.count() == len(archive)
    hits = engine().hits(IndexQuery(EVERYTHING), Sort.DATE, 1)
    assert [hit.article_id for hit in hits.hits] == [changed.article_id]
    assert engine().count(IndexQuery(Form("numero0"))).number == 0


def test_what_is_forgotten_leaves_no_row(archive: list[Document]) -> None:
    engine().forget(document.article_id for document in archive[:10])
    engine().forget(document.article_id for document in archive[:10])
    assert SearchDocument.objects.count() == len(archive) - 10


def test_thousands_of_one_minute_find_their_keys() -> None:
    documents = make_documents(600, make_outlet(), timedelta(0))
    engine().write(documents)
    engine().write(make_documents(0, Outlet.objects.get()))
    assert engine().count(IndexQuery(Form("eau"))).number == 600


def test_an_index_that_was_lost_is_made_again_by_a_rebuild() -> None:
    documents = make_documents(3, make_outlet())
    drop_index(connection)
    assert missing_parts(connection) == ["column", "index"]
    create_index(connection)
    create_index(connection)
    assert missing_parts(connection) == []
    assert sum(engine().rebuild(2)) == len(documents)
    health = engine().health()
    assert (health.documents, health.articles, health.missing, health.dead, health.problems) == (3, 3, 0, 0, ())
    assert health.bytes > 0


def test_a_lost_index_is_a_problem_of_the_doctor() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX archive_search_words")
    assert any("reindex" in problem for problem in engine().health().problems)
