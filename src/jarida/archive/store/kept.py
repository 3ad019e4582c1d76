"""What is kept beside the articles: pages as fetched, outlet templates, and how often each field is found."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from jarida.archive import kept_files
from jarida.archive.models import (
    Article,
    ArticleState,
    FieldFill,
    LearningState,
    OutletTemplate,
    StoredPage,
    TemplateState,
    Tombstone,
)
from jarida.archive.store.sql import fit
from jarida.core.keeping import FIELDS, Change, PackedPage, TemplatePlan


def keep_page(article_id: int, page: PackedPage, at: datetime, *, renew: bool = True) -> bool:
    """Keep a page beside the newest revision of its article, its file first; whether anything changed.

    A revision has one page, the newest from which something was learned: `renew` False keeps it only where
    the article has none at all. A withdrawn article keeps none (P1).
    """
    with transaction.atomic():
        article = Article.objects.filter(pk=article_id, state=ArticleState.LIVE)
        row = article.values_list("outlet_id", "revision_count").first()
        known = dict(StoredPage.objects.filter(article_id=article_id).values_list("revision", "digest"))
        if row is None or known.get(row[1]) == page.digest or (known and not renew):
            return False
        kept_files.write(article_id, page)
        StoredPage.objects.update_or_create(
            article_id=article_id, revision=row[1], defaults={"outlet_id": row[0], **_values(page, at)}
        )
        if row[1] in known:
            transaction.on_commit(lambda: _tidy(article_id))
    return True


def _values(page: PackedPage, at: datetime) -> dict[str, object]:
    return {
        "url": fit(page.url, 2000),
        "content_type": fit(page.content_type, 200),
        "digest": page.digest,
        "size": page.size,
        "stored": len(page.data),
        "fetched_at": at,
    }


def _tidy(article_id: int) -> None:
    """Remove the files of an article that no row names."""
    named = StoredPage.objects.filter(article_id=article_id).values_list("digest", flat=True)
    kept_files.remove(article_id, frozenset(named))


def forget_pages(article_id: int) -> None:
    """Remove the stored pages of an article: the rows now, the files when that is committed.

    Killed in between, `sweep_pages` removes the files.
    """
    StoredPage.objects.filter(article_id=article_id).delete()
    transaction.on_commit(lambda: _tidy(article_id))


def sweep_pages() -> None:
    """Remove half-written files and the files of withdrawn articles. Only for the one process that writes pages."""
    stones = Tombstone.objects.filter(article__state=ArticleState.WITHDRAWN)
    kept_files.sweep(stones.values_list("article_id", flat=True).iterator())


def store_template(plan: TemplatePlan) -> None:
    """Carry out what was decided of an outlet's template, and note that its pages were looked at."""
    with transaction.atomic():
        _note_learning(plan)
        current = OutletTemplate.objects.filter(outlet_id=plan.outlet_id, state=TemplateState.CURRENT)
        if plan.change is Change.REFRESH and plan.template is not None:
            current.update(template=plan.template.to_json(), pages=plan.template.pages, learned_at=plan.at)
        elif plan.change is Change.RETIRE:
            current.update(state=TemplateState.RETIRED, valid_until=plan.at)
        elif plan.change is Change.REPLACE and plan.template is not None:
            current.update(state=TemplateState.REPLACED, valid_until=plan.valid_from)
            OutletTemplate.objects.create(
                outlet_id=plan.outlet_id,
                template=plan.template.to_json(),
                pages=plan.template.pages,
                valid_from=plan.valid_from or plan.at,
                learned_at=plan.at,
            )


def _note_learning(plan: TemplatePlan) -> None:
    seen = {"tried_at": plan.at, "newest_page": plan.newest_page, "problem": fit(plan.problem, 300)}
    LearningState.objects.update_or_create(outlet_id=plan.outlet_id, defaults=seen)


def count_fields(outlet_id: int, day: date, found: Iterable[str]) -> None:
    """One more page was read on this day, and these fields were found in it."""
    row, _ = FieldFill.objects.get_or_create(outlet_id=outlet_id, day=day)
    names = {"read", *found} & {"read", *FIELDS}
    FieldFill.objects.filter(pk=row.pk).update(**{name: F(name) + 1 for name in names})
