"""How this installation is doing: for load balancers and for Prometheus."""

import time
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jarida.archive.models import ArticleImage, DayCount, Entry, Feed, FeedState, Image, ImageState
from jarida.archive.stories import health as stories
from jarida.moderation.models import Report
from jarida.website.machines.pagecache import PageCache

HEARTBEAT = "pipeline.json"
# the pipeline writes every few seconds; this long without is no hiccup
SILENT_AFTER = 180.0


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 where all is well, 503 where something is broken; which, is said in the JSON."""
    database = _database_answers()
    age = heartbeat_age()
    # without a heartbeat the pipeline has not begun, or runs on another machine: not the site's fault
    pipeline = "absent" if age is None else "alive" if age < SILENT_AFTER else "silent"
    well = database and pipeline != "silent"
    content = {
        "status": "ok" if well else "broken",
        "database": "ok" if database else "broken",
        "pipeline": pipeline,
        "pipeline_heartbeat_age": None if age is None else round(age, 1),
        **(_stories() if database else {}),
    }
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    return _uncached(JsonResponse(content, status=status))


def _stories() -> dict[str, object]:
    """How the grouping is. An archive without stories, or with late ones, is no broken site."""
    found = stories.health()
    return {
        "stories": found.state,
        "stories_waiting": found.waiting.number,
        "stories_oldest_age": round(found.waiting.age(), 1),
    }


def heartbeat_age() -> float | None:
    """Seconds since the pipeline last said that it lives; None where it never did."""
    try:
        written = (Path(settings.FOLDER) / HEARTBEAT).stat().st_mtime
    except OSError:
        return None
    return max(0.0, time.time() - written)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text format. Articles are summed over days, never counted one by one."""
    cache = _cache(request.META.get("jarida.pagecache"))
    text = "".join(_lines([*_archive(), *_schedule(), *_grouping(), *_moderation(), *cache]))
    return _uncached(HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8"))


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


# name, kind, help, values by label
Metric = tuple[str, str, str, Mapping[str, int | float]]


def _archive() -> Iterable[Metric]:
    total = DayCount.objects.aggregate(total=Sum("articles"))["total"] or 0
    yield "jarida_articles", "gauge", "Articles that can be read.", {"": total}
    states = dict.fromkeys((f'{{state="{state}"}}' for state in FeedState.values), 0)
    found = Feed.objects.order_by().values_list("state").annotate(total=Count("id"))
    states.update({f'{{state="{state}"}}': total for state, total in found})
    yield "jarida_feeds", "gauge", "Feeds by state.", states


def _schedule() -> Iterable[Metric]:
    now = timezone.now()
    due = {
        '{kind="feed"}': Feed.objects.filter(next_check_at__lte=now).count(),
        '{kind="page"}': Entry.objects.filter(next_fetch_at__lte=now).count(),
        '{kind="image"}': ArticleImage.objects.filter(next_fetch_at__lte=now).count(),
    }
    yield "jarida_due", "gauge", "What is due to be fetched now.", due
    age = heartbeat_age()
    if age is not None:
        yield "jarida_pipeline_heartbeat_age_seconds", "gauge", "Since the pipeline last said that it lives.", {"": age}


def _grouping() -> Iterable[Metric]:
    found = stories.health()
    waiting = found.waiting
    yield "jarida_stories_waiting", "gauge", "Articles that wait for their stories.", {"": waiting.number}
    yield "jarida_stories_oldest_age_seconds", "gauge", "For how long the first has waited.", {"": waiting.age()}
    yield "jarida_stories_given_up", "gauge", "Articles that could not be compared.", {"": waiting.given_up}
    if found.said is not None:
        memory = {"": found.said.memory}
        yield "jarida_stories_encoder_bytes", "gauge", "The most memory that the encoder's process held.", memory


def _moderation() -> Iterable[Metric]:
    reported = Report.objects.order_by().values("image_id")
    waiting = Image.objects.filter(pk__in=reported, report_count__gt=0).count()
    yield "jarida_reported_images", "gauge", "Reported images on which no moderator has decided.", {"": waiting}
    blocked = Image.objects.filter(state=ImageState.BLOCKED).count()
    yield "jarida_blocked_images", "gauge", "Images that are blocked.", {"": blocked}


def _cache(cache: PageCache | None) -> Iterable[Metric]:
    if cache is None:
        return
    counters = cache.counters
    results = {
        "hit": counters.hits, "not_modified": counters.not_modified, "miss": counters.misses,
        "bypass": counters.bypassed,
    }  # fmt: skip
    by_result = {f'{{result="{name}"}}': count for name, count in results.items()}
    yield "jarida_page_cache_requests_total", "counter", "Requests to this process, by what the cache did.", by_result
    pages, size = cache.state()
    yield "jarida_page_cache_pages", "gauge", "Pages kept in this process.", {"": pages}
    yield "jarida_page_cache_bytes", "gauge", "Bytes of the pages kept in this process.", {"": size}


def _lines(metrics_found: Iterable[Metric]) -> Iterable[str]:
    for name, kind, text, values in metrics_found:
        yield f"# HELP {name} {text}\n# TYPE {name} {kind}\n"
        for labels, value in values.items():
            yield f"{name}{labels} {value:g}\n" if isinstance(value, float) else f"{name}{labels} {value}\n"
