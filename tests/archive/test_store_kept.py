"""Pages kept beside articles: once, whole, tidied, and gone with the article."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jarida.archive import kept_files, store
from jarida.archive.models import FieldFill, StoredPage
from jarida.core.errors import ParseError
from jarida.core.keeping import pack
from tests.archive.making import make_entry, plan_page
from tests.pipeline.builders import NOW, TEXT

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def html(text: str = "text") -> bytes:
    return f"<html><title>A story of trees</title><p>{text}</p></html>".encode()


def keep(entry, body: bytes, *, at=NOW, **page):
    """The entry's page is read, and its bytes are kept beside what it said."""
    plan = plan_page(entry, at=at, **page)
    store.store_page(replace(plan, page=pack(body, entry.url, "text/html; charset=utf-8")))
    entry.refresh_from_db()
    return entry.article


def files() -> list[str]:
    return sorted(path.name for path in kept_files.folder().rglob("*.z"))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what waits for the commit, as outside of a test."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_page_is_kept_as_it_was_fetched():
    article = keep(make_entry(), html())
    page = StoredPage.objects.get()
    assert (page.article_id, page.outlet_id, page.revision) == (article.pk, article.outlet_id, 1)
    assert page.content_type == "text/html; charset=utf-8"
    assert page.fetched_at == NOW
    assert kept_files.read(article.pk, page.digest, page.size) == html()
    assert page.stored < 200


def test_an_unchanged_page_is_not_kept_twice():
    entry = make_entry()
    keep(entry, html())
    keep(entry, html())
    keep(entry, html("other advertisements"))
    assert StoredPage.objects.count() == 1
    assert len(files()) == 1


def test_each_revision_has_its_page():
    entry = make_entry()
    keep(entry, html("one"))
    keep(entry, html("two"), paragraphs=(*TEXT, "One more."), at=NOW + timedelta(hours=1))
    assert list(StoredPage.objects.order_by("revision").values_list("revision", flat=True)) == [1, 2]
    assert len(files()) == 2


def test_a_newer_page_of_the_same_revision_takes_the_place_of_the_old(committed):
    entry = make_entry()
    keep(entry, html("one"))
    with committed():
        keep(entry, html("two"), section="Environment", at=NOW + timedelta(hours=1))
    page = StoredPage.objects.get()
    assert kept_files.read(page.article_id, page.digest, page.size) == html("two")
    assert len(files()) == 1


def test_withdrawing_removes_the_pages(committed):
    entry = make_entry()
    article = keep(entry, html("one"))
    keep(entry, html("two"), paragraphs=(*TEXT, "One more."))
    with committed():
        store.withdraw(article.pk, "asked for")
    assert not StoredPage.objects.exists()
    assert files() == []
    assert store.keep_page(article.pk, pack(html(), "", ""), NOW) is False
    assert files() == []


def test_what_a_killed_withdrawal_left_is_swept():
    article = keep(make_entry(), html())
    store.withdraw(article.pk, "asked for")  # the commit, and with it the removal, never comes in this test
    assert len(files()) == 1
    (kept_files.folder() / ".drafts").mkdir(exist_ok=True)
    (kept_files.folder() / ".drafts" / "half").write_bytes(b"half")
    store.sweep_pages()
    assert files() == []
    assert not (kept_files.folder() / ".drafts").exists()


def test_sweeping_leaves_what_is_kept():
    article = keep(make_entry(), html())
    store.sweep_pages()
    page = StoredPage.objects.get()
    assert kept_files.read(article.pk, page.digest, page.size) == html()


def test_killed_between_file_and_row_nothing_is_lost(monkeypatch):
    entry = make_entry()
    plan = replace(plan_page(entry), page=pack(html(), entry.url, "text/html"))

    def killed(*_args, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(StoredPage.objects, "update_or_create", killed)
        with pytest.raises(KeyboardInterrupt):
            store.store_page(plan)
    entry.refresh_from_db()
    assert entry.article is None  # still due: the reading begins again
    assert not StoredPage.objects.exists()
    store.store_page(plan)
    page = StoredPage.objects.get()
    assert kept_files.read(page.article_id, page.digest, page.size) == html()


def test_a_file_is_whole_or_not_there(monkeypatch):
    article = keep(make_entry(), html())
    other = pack(html("other"), "", "")

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept_files.write(article.pk, other)
    assert not kept_files.path_of(article.pk, other.digest).exists()
    assert list((kept_files.folder() / ".drafts").iterdir()) == []


def test_a_missing_file_and_a_damaged_one_are_errors():
    article = keep(make_entry(), html())
    page = StoredPage.objects.get()
    path = kept_files.path_of(article.pk, page.digest)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ParseError, match="damaged"):
        kept_files.read(article.pk, page.digest, page.size)
    path.unlink()
    with pytest.raises(ParseError, match="cannot be read"):
        kept_files.read(article.pk, page.digest, page.size)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_no_path_is_made_of_what_is_no_digest(digest):
    with pytest.raises(ValueError, match="no digest"):
        kept_files.path_of(1, digest)


def test_fields_are_counted_by_outlet_and_day():
    entry = make_entry()
    keep(entry, html())
    keep(entry, html(), authors=())
    fill = FieldFill.objects.get()
    assert fill.day == NOW.date()
    assert (fill.read, fill.title, fill.authors) == (2, 2, 1)
    assert fill.tags == 0


def test_unknown_fields_are_not_counted():
    entry = make_entry()
    store.count_fields(entry.outlet_id, NOW.date(), ("title", "pk", "read"))
    assert FieldFill.objects.values_list("read", "title", "tags").get() == (1, 1, 0)
