"""What readings of pages change: articles, their revisions, addresses and pictures."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction

from jarida.archive import generation
from jarida.archive.models import (
    Article,
    ArticleAddress,
    ArticleImage,
    ArticleState,
    Entry,
    FetchState,
    Revision,
    RevisionOrigin,
)
from jarida.archive.search.following import follow
from jarida.archive.store.counts import count_article
from jarida.archive.store.kept import count_fields, keep_page
from jarida.archive.store.ledger import recount
from jarida.archive.store.sql import fit
from jarida.archive.stories import following as stories
from jarida.core.extraction.model import Picture
from jarida.core.plans import ArticleView, Content, PagePlan, Verdict

VIEW_COLUMNS = (
    "id", "state", "title", "content_hash", "first_seen_at", "published_at", "published_origin",
    "published_confidence", "kind",
)  # fmt: skip
FACT_COLUMNS = (
    "authors", "language", "summary", "section", "tags", "kind", "limit", "published_at", "modified_at",
)  # fmt: skip
ANSWERED = frozenset({Verdict.KEPT, Verdict.REVISED, Verdict.REFRESHED, Verdict.UNCHANGED})


def article_views(outlet_id: int, keys: Iterable[str], article_id: int | None = None) -> dict[str, ArticleView]:
    """The outlet's articles under these keys, and under "" the one with `article_id`."""
    found = ArticleAddress.objects.filter(outlet_id=outlet_id, address_key__in=list(keys))
    by_key = dict(found.values_list("address_key", "article_id"))
    if article_id is not None:
        by_key[""] = article_id
    views = _views(set(by_key.values()))
    return {key: views[article] for key, article in by_key.items() if article in views}


def _views(ids: set[int]) -> dict[int, ArticleView]:
    if not ids:
        return {}
    leads = ArticleImage.objects.filter(article_id__in=ids, position=0)
    pictures = {row[0]: Picture(*row[1:]) for row in leads.values_list("article_id", "url", "caption", "credit")}
    rows = Article.objects.filter(pk__in=ids).values(*{*VIEW_COLUMNS, *FACT_COLUMNS, "source_gone_at"})
    return {row["id"]: _view(row, pictures.get(row["id"])) for row in rows}


def _view(row: dict[str, Any], picture: Picture | None) -> ArticleView:
    known = {column: row[column] for column in VIEW_COLUMNS}
    facts = tuple(row[column] for column in FACT_COLUMNS)
    return ArticleView(**known, facts=facts, picture=picture, source_gone_at=row["source_gone_at"])


def store_page(plan: PagePlan) -> int | None:
    """Carry out one plan; the identity of its article, None where there is none."""
    with transaction.atomic():
        article_id = _store_article(plan)
        _update_entry(plan, article_id)
        if plan.page is not None and article_id is not None:
            keep_page(article_id, plan.page, plan.at, renew=plan.verdict is not Verdict.UNCHANGED)
        if plan.found is not None:
            count_fields(plan.outlet_id, plan.at.date(), plan.found)
    return article_id


def store_rereading(plan: PagePlan, expected_hash: str) -> bool:
    """Carry out what a re-reading of a kept page changes: its article alone, as a revision of ours.

    Nothing is changed (False) where the article was withdrawn or has another text than `expected_hash` by now.
    """
    with transaction.atomic():
        live = Article.objects.select_for_update().filter(state=ArticleState.LIVE)
        article = live.filter(pk=plan.article_id or 0).first()
        if article is None or plan.content is None or article.content_hash != expected_hash:
            return False
        _revise(article, replace(plan, by_engine=True), plan.content)
    return True


def _store_article(plan: PagePlan) -> int | None:
    if plan.article_id is None:
        return _keep(plan, plan.content).pk if plan.content else None
    article = Article.objects.select_for_update().filter(pk=plan.article_id).first()
    if article is None:
        return None
    _note_presence(article, plan)
    if plan.content and article.state == ArticleState.LIVE:
        _revise(article, plan, plan.content)
    _add_addresses(article, plan.keys)
    return article.pk


def _update_entry(plan: PagePlan, article_id: int | None) -> None:
    progress = plan.progress
    entries = Entry.objects.filter(pk=plan.entry_id)
    before = entries.values_list("state", "problem_code", "article_id", "outlet_id", "day").first()
    entries.update(
        state=progress.state,
        next_fetch_at=progress.next_fetch_at,
        attempts=progress.attempts,
        problem_code=progress.problem_code,
        problem=fit(progress.problem, 500),
        rechecks=plan.rechecks,
        etag=plan.etag if len(plan.etag) <= 300 else "",
        last_modified=plan.last_modified if len(plan.last_modified) <= 100 else "",
        article_id=article_id,
    )
    if before and before[:3] != (progress.state, progress.problem_code, article_id):
        recount([before[3:]])


def _keep(plan: PagePlan, content: Content) -> Article:
    """A new article, counted, with its first revision, addresses and picture."""
    article, made = Article.objects.get_or_create(
        outlet_id=plan.outlet_id, address_key=plan.keys[0], defaults=_values(content)
    )
    if not made:  # another process was quicker, or the address was known without its row of ArticleAddress
        if article.state == ArticleState.LIVE:
            _revise(article, plan, content)
    else:
        count_article(article, 1)
        _add_revision(article, plan, content)
        generation.bump()
        follow([article.pk])
        stories.follow([article.pk])
    _set_picture(article, content.picture, plan)
    _add_addresses(article, plan.keys)
    return article


def _revise(article: Article, plan: PagePlan, content: Content) -> None:
    """Bring an article up to date; a revision where its text changed."""
    changed = article.content_hash != content.content_hash
    placed = changed or (article.sort_at, article.language) != (content.sort_at, content.language)
    count_article(article, -1)
    for name, value in _values(content).items():
        setattr(article, name, value)
    count_article(article, 1)
    if changed:
        _add_revision(article, plan, content)
    article.save()
    follow([article.pk])
    if placed:
        stories.follow([article.pk])
    _set_picture(article, content.picture, plan)
    generation.bump()


def _values(content: Content) -> dict[str, Any]:
    return {
        "url": fit(content.url, 2000),
        "title": fit(content.title, 1000),
        "slug": fit(content.slug, 120),
        "authors": [fit(name, 300) for name in content.authors],
        "language": fit(content.language, 10),
        "summary": fit(content.summary),
        "section": fit(content.section, 200),
        "tags": [fit(tag, 300) for tag in content.tags],
        "kind": fit(content.kind),
        "limit": fit(content.limit),
        "published_at": content.published_at,
        "published_origin": fit(content.published_origin),
        "published_confidence": content.published_confidence,
        "modified_at": content.modified_at,
        "modified_origin": fit(content.modified_origin),
        "first_seen_at": content.first_seen_at,
        "sort_at": content.sort_at,
        "day": content.day,
        "content_hash": content.content_hash,
        "words": content.words,
    }


def _add_revision(article: Article, plan: PagePlan, content: Content) -> None:
    article.revision_count += 1
    Revision.objects.create(
        article=article,
        number=article.revision_count,
        title=article.title,
        authors=article.authors,
        summary=article.summary,
        paragraphs=[fit(paragraph) for paragraph in content.paragraphs],
        seen_at=plan.at,
        modified_at=content.modified_at,
        content_hash=content.content_hash,
        origin=RevisionOrigin.ENGINE if plan.by_engine else RevisionOrigin.OUTLET,
    )
    Article.objects.filter(pk=article.pk).update(revision_count=article.revision_count)


def _add_addresses(article: Article, keys: Iterable[str]) -> None:
    rows = [ArticleAddress(outlet_id=article.outlet_id, address_key=key, article=article) for key in keys]
    ArticleAddress.objects.bulk_create(rows, ignore_conflicts=True)


def _note_presence(article: Article, plan: PagePlan) -> None:
    """Whether the page is still at its source; the article stays either way."""
    gone_at = article.source_gone_at
    if plan.verdict is Verdict.GONE:
        gone_at = gone_at or plan.gone_at
    elif plan.verdict in ANSWERED:
        gone_at = None
    if gone_at != article.source_gone_at:
        article.source_gone_at = gone_at
        Article.objects.filter(pk=article.pk).update(source_gone_at=gone_at)
        generation.bump()


def _set_picture(article: Article, picture: Picture | None, plan: PagePlan) -> None:
    """The lead picture. Where its address changed the old one is shown until the new one is here."""
    if picture is None or len(picture.url) > 2000:
        return
    said = {"caption": fit(picture.caption), "credit": fit(picture.credit, 300)}
    due = {"state": FetchState.DUE, "next_fetch_at": plan.at, "attempts": 0, "problem_code": "", "problem": ""}
    known, made = ArticleImage.objects.get_or_create(
        article=article, position=0, defaults={"url": picture.url, **said, **due}
    )
    if made:
        return
    changes = said if known.url == picture.url else {"url": picture.url, **said, **due}
    ArticleImage.objects.filter(pk=known.pk).update(**changes)
