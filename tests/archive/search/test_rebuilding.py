"""The index built anew while it answers, killed in the midst, migrated back and forth; and what it says of itself."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jarida.archive.models import SearchDocument
from jarida.archive.search import schema
from jarida.archive.search.engines import engine
from jarida.core.search.expression import Form
from jarida.core.search.model import Sort
from tests.archive.search.asking import asked, found, index, indexed
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def reindex(*arguments: str) -> str:
    said = StringIO()
    call_command("reindex", *arguments, stdout=said, stderr=StringIO())
    return said.getvalue()


class TestRebuild:
    def test_the_same_is_found_and_nothing_dead_is_left(self):
        articles = [indexed(title=f"eau n{number}") for number in range(12)]
        changed = articles[3]
        changed.title = "feu"
        changed.save()
        index([changed])
        engine().forget([articles[5].pk])
        expected = {article.pk for article in articles if article is not changed}
        assert sum(engine().rebuild(4)) >= 12
        assert set(found("eau")) == expected
        assert found("feu") == [changed.pk]
        assert found("n3") == []
        health = engine().health()
        assert (health.documents, health.articles, health.missing, health.dead) == (12, 12, 0, 0)

    def test_answers_are_right_at_every_step_and_what_comes_meanwhile_is_kept(self):
        articles = [indexed(title=f"eau n{number}") for number in range(8)]
        expected = {article.pk for article in articles}
        for step, _ in enumerate(engine().rebuild(2)):
            assert set(found("eau")) == expected
            new = indexed(title=f"eau nouveau{step}")
            expected.add(new.pk)
            gone = expected.pop()
            engine().forget([gone])
            SearchDocument.objects.filter(article_id=gone).update(article=None)
            type(new).objects.filter(pk=gone).update(state="withdrawn")
            assert set(found("eau")) == expected
            if step > 20:
                break
        assert set(found("eau")) == expected

    def test_it_goes_on_where_it_ended(self):
        articles = [indexed(title=f"eau n{number}") for number in range(9)]
        for _ in range(3):
            steps = engine().rebuild(2)
            next(steps)
            next(steps)
            steps.close()  # type: ignore[attr-defined]
            assert len(found("eau")) == len(articles)
        list(engine().rebuild(100))
        assert len(found("eau")) == len(articles)
        assert engine().health().problems == ()

    def test_what_the_index_lacks_is_filled_in(self):
        make_article(title="eau")
        reindex()
        assert len(found("eau")) == 1


class TestCommand:
    def test_it_says_what_it_did(self):
        indexed(title="eau")
        assert "1 in the index" in reindex()

    def test_only_what_is_missing(self):
        article = make_article(title="eau")
        assert "1 in the index" in reindex("--missing")
        assert found("eau") == [article.pk]

    def test_one_outlet(self):
        one, other = (indexed(outlet=make_outlet(slug), title="eau") for slug in ("one", "other"))
        for article in (one, other):
            type(article).objects.filter(pk=article.pk).update(title="feu")
        reindex("--outlet", "one")
        assert found("feu") == [one.pk]
        assert found("eau") == [other.pk]

    def test_an_unknown_outlet_is_told_in_one_line(self):
        with pytest.raises(CommandError, match="no outlet"):
            reindex("--outlet", "nobody\x1b[2J")


class TestHealth:
    def test_an_empty_archive(self):
        health = engine().health()
        assert (health.documents, health.articles, health.missing, health.dead, health.problems) == (0, 0, 0, 0, ())

    def test_missing_and_dead(self):
        make_article(title="eau")
        article = indexed(title="eau")
        for number in range(3):
            article.title = f"feu {number}"
            article.save()
            index([article])
        health = engine().health()
        assert (health.documents, health.articles, health.missing) == (1, 2, 1)
        assert health.dead in {0, 3}  # PostgreSQL deletes


SET_UP = """
import django
django.setup()
from jarida.archive.ready import prepare
prepare()
from tests.website.factories import make_article
for number in range(300):
    make_article(title=f"eau n{number}", paragraphs=[f"mot{number} " * 100])
"""
ASK = """
import django
django.setup()
from jarida.archive.search.engines import engine
from tests.archive.search.asking import all_pages, found
from jarida.core.search.model import Sort
ids = all_pages("eau", Sort.DATE, 40)
health = engine().health()
print(len(ids), len(set(ids)), len(found("mot7")), health.documents, health.missing, health.dead, len(health.problems))
"""


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the index is built beside the other on SQLite only")
def test_killed_again_and_again_it_is_built_in_the_end(tmp_path: Path):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("JARIDA_")}
    environ = clean | {"DJANGO_SETTINGS_MODULE": "jarida.config.settings", "JARIDA_DATA_FOLDER": str(tmp_path / "data")}
    environ["PYTHONPATH"] = os.pathsep.join(sys.path)

    def call(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], env=environ, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    call("-c", SET_UP)
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-m", "jarida", "manage", "reindex"], env=environ,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        threading.Event().wait(random.uniform(0.5, 2.0))
        process.kill()
        process.wait(10)
    call("-m", "jarida", "manage", "reindex")
    assert call("-c", ASK).split() == ["300", "300", "1", "300", "0", "0", "0"]
    with closing(sqlite3.connect(tmp_path / "data" / "jarida.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert f"{schema.SQLITE_TABLE}_new" not in tables


@pytest.mark.django_db(transaction=True)
class TestMigrations:
    def test_an_index_that_is_migrated_away_and_back_finds_the_same_again(self):
        article = indexed(title="eau")
        try:
            MigrationExecutor(connection).migrate([("archive", "0003_kept_pages")])
            assert schema.SQLITE_TABLE not in connection.introspection.table_names()
        finally:
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
        assert found("eau") == []
        reindex()
        assert found("eau") == [article.pk]

    def test_it_survives_that_the_tables_beside_it_are_made_anew(self):
        articles = [indexed(title=f"eau n{number}", language="fr") for number in range(5)]
        query = asked(Form("eau"))
        before = engine().hits(query, Sort.DATE, 10), engine().hits(query, Sort.RELEVANCE, 10), engine().facets(query)
        with connection.schema_editor() as editor:  # on SQLite this copies the whole table into a new one
            for model in (type(articles[0]), SearchDocument):
                field = model._meta.get_field("language")
                longer = field.clone()
                longer.max_length = 50
                longer.set_attributes_from_name("language")
                longer.model = model
                editor.alter_field(model, field, longer, strict=False)
                editor.alter_field(model, longer, field, strict=False)
        after = engine().hits(query, Sort.DATE, 10), engine().hits(query, Sort.RELEVANCE, 10), engine().facets(query)
        assert after == before
        assert len(before[0].hits) == 5
