"""Stored pages read again: changes are ours, once, and never for the worse."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jarida.archive import kept_files, kept_reading, store
from jarida.archive.kept_reading import Selection
from jarida.archive.models import Article, Entry, Revision, RevisionOrigin, StoredPage
from jarida.core.extraction.model import DateOrigin
from jarida.core.keeping import pack
from jarida.pipeline.management.commands import reextract
from jarida.pipeline.rereading import Fate, Rereader, Tally
from tests.archive.making import make_entry, make_feed, make_outlet, plan_page
from tests.pipeline.builders import NOW, found
from tests.pipeline.conftest import Inline, page

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = NOW + timedelta(days=30)
ALL = Selection()


def kept(name: str = "a", body: bytes | None = None, **said) -> Article:
    """An article that was read badly, with its page kept."""
    entry = Entry.objects.filter(url__endswith=f"/{name}").first() or make_entry(name)
    said = {"title": f"Story {name}", "paragraphs": ("Badly read.",)} | said
    plan = plan_page(entry, **said)
    store.store_page(replace(plan, page=pack(body or page(name), entry.url, "text/html; charset=utf-8")))
    entry.refresh_from_db()
    return entry.article


@pytest.fixture
def reread(same_thread):
    """Read the pages of a selection again."""

    def run(selection: Selection = ALL, **options) -> Tally:
        rereader = Rereader(Inline(), same_thread, clock=lambda: LATER, **options)
        return asyncio.run(rereader.run(selection))

    return run


def test_what_changes_is_a_revision_of_ours(reread):
    article = kept()
    tally = reread()
    assert tally.fates == {Fate.REVISED: 1}
    first, second = Revision.objects.filter(article=article)
    assert (first.origin, second.origin) == (RevisionOrigin.OUTLET, RevisionOrigin.ENGINE)
    assert second.seen_at == LATER
    assert len(second.paragraphs) == 6
    article.refresh_from_db()
    assert (article.revision_count, article.content_hash) == (2, second.content_hash)
    assert article.words > 60


def test_reading_again_changes_nothing_more(reread):
    kept()
    reread()
    before = list(Article.objects.values()), list(Revision.objects.values())
    assert reread().fates == {Fate.UNCHANGED: 1}
    assert (list(Article.objects.values()), list(Revision.objects.values())) == before


def test_the_entry_is_left_as_it_is(reread):
    kept()
    before = Entry.objects.values().get()
    reread()
    assert Entry.objects.values().get() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(reread):
    article = kept()
    assert reread(dry_run=True).fates == {Fate.REVISED: 1}
    article.refresh_from_db()
    assert article.revision_count == 1


def test_a_good_text_is_not_replaced_by_an_emptier_one(reread):
    long = tuple(f"The council of the town met on day {number} and spoke at length." for number in range(60))
    article = kept(paragraphs=long)
    tally = reread()
    assert tally.fates == {Fate.EMPTIER: 1}
    assert "words would become" in tally.problems[0]
    article.refresh_from_db()
    assert article.revision_count == 1
    assert reread(force=True).fates == {Fate.REVISED: 1}


def test_a_page_that_is_no_article_today_changes_nothing(reread):
    article = kept(body=b"<html><title>Not found</title><h1>404</h1></html>", paragraphs=("Some words of a text.",))
    assert reread(force=True).fates[Fate.REVISED] == 0
    article.refresh_from_db()
    assert article.revision_count == 1


def test_a_withdrawn_article_is_not_read(reread):
    article = kept()
    store.withdraw(article.pk, "asked for")
    assert reread().read == 0


def test_a_damaged_page_fails_alone(reread):
    kept("a")
    article = kept("b")
    broken = StoredPage.objects.get(article=article)
    kept_files.path_of(article.pk, broken.digest).write_bytes(b"damaged")
    tally = reread()
    assert tally.fates == {Fate.REVISED: 1, Fate.FAILED: 1}
    assert "https://press.example/b" in tally.problems[0]
    article.refresh_from_db()
    assert article.revision_count == 1


def test_killed_in_the_middle_it_begins_again(reread, monkeypatch):
    for name in ("a", "b", "c"):
        kept(name)
    real, calls = store.store_rereading, []

    def killed(plan, expected):
        calls.append(plan)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(plan, expected)

    with monkeypatch.context() as patched:
        patched.setattr(store, "store_rereading", killed)
        with pytest.raises(KeyboardInterrupt):
            reread()
    assert Revision.objects.count() == 3  # the batch was one transaction
    assert reread().fates == {Fate.REVISED: 3}
    assert Revision.objects.count() == 6


def test_what_the_outlet_changed_meanwhile_is_not_overwritten():
    article = kept()
    page_of = kept_reading.kept_pages(Selection())[0]
    plan = replace(plan_page(Entry.objects.get(), paragraphs=("Other.",)), article_id=article.pk)
    assert plan.content is not None
    assert store.store_rereading(plan, "the hash of another text") is False
    assert page_of.work.article_id == article.pk
    assert Revision.objects.count() == 1


def test_the_date_of_the_first_page_is_read_anew_that_of_later_ones_stays(reread):
    article = kept()
    reread()
    article.refresh_from_db()
    assert article.published_at.isoformat() == "2026-03-01T08:00:00+00:00"
    pushed = page("a").replace(b"2026-03-01T08", b"2026-03-09T08")
    said = found(datetime(2026, 3, 9, 8, tzinfo=UTC), DateOrigin.META)
    kept("a", pushed, paragraphs=("Changed at its source.",), published=said)
    reread()
    article.refresh_from_db()
    assert article.published_at.isoformat() == "2026-03-01T08:00:00+00:00"
    assert list(Revision.objects.values_list("origin", flat=True)) == ["outlet", "engine", "outlet", "engine"]


def test_only_the_newest_page_of_an_article_is_read(reread):
    kept()
    kept("a", page("a", "Another text, much changed by the outlet."), paragraphs=("Changed at its source.",))
    assert StoredPage.objects.count() == 2
    assert reread().read == 1
    assert "much changed" in Revision.objects.last().paragraphs[0]


def test_pages_are_selected_by_outlet_day_and_article(reread):
    first = kept("a")
    other = make_feed(make_outlet("gazette"))
    entry = make_entry("z", other)
    store.store_page(replace(plan_page(entry), page=pack(page("z"), entry.url, "text/html")))
    day = NOW.date()
    assert kept_reading.how_many(Selection()) == 2
    assert kept_reading.how_many(Selection(outlet="gazette")) == 1
    assert kept_reading.how_many(Selection(article_id=first.pk)) == 1
    assert kept_reading.how_many(Selection(since=day, until=day)) == 2
    assert kept_reading.how_many(Selection(since=day + timedelta(days=1))) == 0
    assert kept_reading.how_many(Selection(until=day - timedelta(days=1))) == 0


def test_an_article_without_an_entry_is_read_too(reread):
    article = kept()
    Entry.objects.all().delete()
    assert reread().fates == {Fate.REVISED: 1}
    article.refresh_from_db()
    assert article.revision_count == 2


def command(monkeypatch, same_thread, *arguments: str) -> tuple[str, str]:
    same_thread.close_workshop = None
    monkeypatch.setattr(reextract, "Writer", lambda: same_thread)
    monkeypatch.setattr(reextract, "Workshop", lambda options: Closing())
    out, err = StringIO(), StringIO()
    call_command("reextract", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


class Closing(Inline):
    def close(self) -> None:
        """Nothing to close."""


def test_the_command_sums_up(monkeypatch, same_thread):
    article = kept()
    out, _ = command(monkeypatch, same_thread, "--dry-run", "--article", str(article.pk))
    assert "1 read: 0 unchanged, 1 revised" in out
    assert "dry run" in out
    out, _ = command(monkeypatch, same_thread, "--outlet", "press")
    assert "1 revised" in out
    out, _ = command(monkeypatch, same_thread, "--since", NOW.date().isoformat())
    assert "1 unchanged" in out


def test_the_command_says_what_it_does_not_know(monkeypatch, same_thread):
    with pytest.raises(CommandError, match="no outlet 'nowhere'"):
        command(monkeypatch, same_thread, "--outlet", "nowhere")
    with pytest.raises(CommandError, match="is no date"):
        command(monkeypatch, same_thread, "--since", "yesterday")


def test_elsewhere_than_on_a_terminal_a_line_comes_now_and_then(monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(reextract, "EVERY", 0.0)
    told = reextract._lines(7, said.append)
    tally = Tally()
    tally.add(Fate.UNCHANGED)
    told(tally)
    assert said == ["1 of 7 pages read"]
