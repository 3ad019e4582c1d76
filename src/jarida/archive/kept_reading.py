"""Reading of what is kept beside the articles: stored pages, and what has to be known to read them again."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jarida.archive import due
from jarida.archive.fills import RECENT, changed_layouts
from jarida.archive.models import Article, ArticleState, Entry, LearningState, OutletTemplate, StoredPage
from jarida.core.errors import ParseError
from jarida.core.extraction.templates.alarms import ENOUGH_NEW, FEWEST_NEW, should_relearn
from jarida.core.extraction.templates.model import Template
from jarida.core.plans import OutletView, PageWork

PAUSE = timedelta(hours=1)
LEARNED_FROM = 20  # pages


@dataclass(frozen=True, slots=True)
class Selection:
    """Which stored pages: of one outlet, fetched in some days (both inclusive, UTC), or of one article."""

    outlet: str = ""
    since: date | None = None
    until: date | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A stored page with the entry it was read for, as it was then. `work.article_id` is its article."""

    id: int
    work: PageWork
    revision: int
    url: str
    content_type: str
    digest: str
    size: int
    fetched_at: datetime


def _live(pages: QuerySet[StoredPage]) -> QuerySet[StoredPage]:
    """The newest page of each article that is not withdrawn."""
    newer = StoredPage.objects.filter(article_id=OuterRef("article_id"), revision__gt=OuterRef("revision"))
    return pages.filter(~Exists(newer), article__state=ArticleState.LIVE)


def _selected(selection: Selection) -> QuerySet[StoredPage]:
    """The newest page of each live article; what an article was before is history, and stays as it was read."""
    pages = _live(StoredPage.objects.all())
    if selection.outlet:
        pages = pages.filter(outlet__slug=selection.outlet)
    if selection.since:
        pages = pages.filter(fetched_at__date__gte=selection.since)
    if selection.until:
        pages = pages.filter(fetched_at__date__lte=selection.until)
    if selection.article_id is not None:
        pages = pages.filter(article_id=selection.article_id)
    return pages


def how_many(selection: Selection) -> int:
    """How many pages a selection has."""
    return _selected(selection).count()


def kept_pages(selection: Selection, *, after: int = 0, limit: int = 50) -> list[KeptPage]:
    """The pages of a selection in the order of their identity, from the one after `after`."""
    rows = list(_selected(selection).filter(pk__gt=after).order_by("pk")[:limit])
    works = _works(rows)
    return [_kept(row, works[row.article_id]) for row in rows if row.article_id in works]


def kept_page(page_id: int) -> KeptPage | None:
    """One stored page of a live article."""
    row = StoredPage.objects.filter(pk=page_id, article__state=ArticleState.LIVE).first()
    return None if row is None else _kept(row, _works([row])[row.article_id])


def as_of_then(page: KeptPage) -> KeptPage:
    """The page with the template that was valid when it was fetched, in the place of the current one."""
    template = None
    with contextlib.suppress(ParseError):
        template = Template.from_json(template_at(page.work.outlet.id, page.fetched_at))
    return replace(page, work=replace(page.work, outlet=replace(page.work.outlet, template=template)))


def without_template(page: KeptPage) -> KeptPage:
    """The page as the general rules alone read it."""
    return replace(page, work=replace(page.work, outlet=replace(page.work.outlet, template=None)))


def _kept(row: StoredPage, work: PageWork) -> KeptPage:
    return KeptPage(
        row.pk, work, row.revision, row.url, row.content_type, row.digest, row.size, row.fetched_at
    )  # fmt: skip


def _works(rows: Sequence[StoredPage]) -> dict[int, PageWork]:
    """What the pipeline knew of each article's page: its entry, or the article itself where no feed brought it."""
    ids = [row.article_id for row in rows]
    entries = Entry.objects.filter(article_id__in=ids).order_by("-pk").values_list("article_id", "pk")
    first = dict(entries)  # of several entries of one article the oldest
    works = due.page_works(first.values())
    found = {article: works[entry] for article, entry in first.items()}
    return {**_without_entry([number for number in ids if number not in found]), **found}


def _without_entry(ids: Sequence[int]) -> dict[int, PageWork]:
    columns = ("id", "outlet_id", "url", "address_key", "first_seen_at")
    rows: list[Any] = list(Article.objects.filter(pk__in=ids).values_list(*columns)) if ids else []
    outlets = due.outlet_views(row[1] for row in rows)
    return {row[0]: PageWork(0, outlets[row[1]], row[2], row[3], row[4], article_id=row[0]) for row in rows}


def words_of(article_id: int) -> int:
    """How many words the text of an article has."""
    return Article.objects.filter(pk=article_id).values_list("words", flat=True).first() or 0


def template_at(outlet_id: int, moment: datetime) -> Any:
    """The template (as JSON) that was valid for an outlet's pages at a moment; None where none was."""
    valid = OutletTemplate.objects.filter(outlet_id=outlet_id, valid_from__lte=moment)
    valid = valid.filter(Q(valid_until=None) | Q(valid_until__gt=moment))
    return valid.order_by("-valid_from").values_list("template", flat=True).first()


@dataclass(frozen=True, slots=True)
class LearningWork:
    """An outlet of which a template is to be learned (again), with the pages to learn from.

    `known` is its current template, `newest_page` the newest stored page that there is, `changed` whether its
    layout has changed. Of one that is `unsure` it is only to be learned if its latest pages fit its template no more;
    `new_pages` came since the page `seen`, the newest that was learned from.
    """

    outlet: OutletView
    pages: tuple[KeptPage, ...]
    newest_page: int
    known: Template | None = None
    changed: bool = False
    unsure: bool = False
    new_pages: int = 0
    seen: int = 0

    def of_new_layout(self, now: datetime) -> "LearningWork":
        """The same for a layout that has changed: pages of the old one would teach the old one."""
        recent = tuple(page for page in self.pages if page.fetched_at.date() > now.date() - RECENT)
        return replace(self, pages=recent, changed=True, unsure=False)


def learning_due(now: datetime, limit: int) -> list[LearningWork]:
    """Outlets whose pages of the last day are reason to learn, and those of which that is unsure: `limit` of each.

    Each is looked at no oftener than `PAUSE`, those first that were looked at longest ago.
    """
    recent = StoredPage.objects.filter(fetched_at__gt=now - timedelta(days=1), outlet__active=True)
    outlets = set(recent.order_by().values_list("outlet_id", flat=True).distinct())
    states = {state.outlet_id: state for state in LearningState.objects.filter(outlet__in=outlets)}
    outlets -= {outlet for outlet, state in states.items() if state.tried_at > now - PAUSE}
    never = datetime.min.replace(tzinfo=UTC)
    changed = changed_layouts(now.date())
    views = due.outlet_views(outlets)
    works: dict[bool, list[LearningWork]] = {False: [], True: []}
    for outlet in sorted(views, key=lambda each: (states[each].tried_at if each in states else never, each)):
        seen = states[outlet].newest_page if outlet in states else 0
        work = _learning(views[outlet], seen, outlet in changed, now)
        if work is not None and len(works[work.unsure]) < limit:
            works[work.unsure].append(work)
    return works[False] + works[True]


def _learning(outlet: OutletView, seen: int, changed: bool, now: datetime) -> LearningWork | None:
    pages = StoredPage.objects.filter(outlet_id=outlet.id)
    new = list(pages.filter(pk__gt=seen).order_by("-pk").values_list("pk", flat=True)[: ENOUGH_NEW + 1])
    sure = should_relearn(outlet.template, new_pages=len(new), now=now, changed=changed)
    if not sure and len(new) < FEWEST_NEW:
        return None
    chosen = list(_live(pages).order_by("-pk")[:LEARNED_FROM])
    works = _works(chosen)
    kept = tuple(_kept(row, works[row.article_id]) for row in chosen if row.article_id in works)
    work = LearningWork(outlet, kept, new[0], outlet.template, unsure=not sure, new_pages=len(new), seen=seen)
    return work.of_new_layout(now) if changed else work
