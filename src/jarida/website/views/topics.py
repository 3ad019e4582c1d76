"""The pages of topics: all of them, and one with its stories and articles."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jarida.archive.stories import topics as kept
from jarida.archive.stories.front import Asked
from jarida.core.stories.topics import OWN
from jarida.website import addresses, structured
from jarida.website.caching import cached
from jarida.website.rendering import in_language, page
from jarida.website.topics import listed
from jarida.website.views.lists import place


@cached(max_age=300)
@in_language
def topics(request: HttpRequest, ui: str) -> HttpResponse:
    """All topics, with how many articles each has of the last seven days: the edition's own, then IPTC's."""
    own, general = listed(kept.counts(datetime.now(UTC)), ui)
    return page(
        ui, "topics.html", rest="/topics/", title=_("Topics"), nav="topics", own=own, general=general,
        counted=any(each.number for each in (*own, *general)),
    )  # fmt: skip


@cached(max_age=60)
@in_language
def topic(request: HttpRequest, ui: str, topic: str) -> HttpResponse:
    """A topic: its stories of the last days, then its articles, newest first."""
    heading = kept.headings().get(topic)
    if heading is None:
        raise Http404
    before = place(request)
    found = kept.articles(heading, before=before)
    first = before is None
    stories = kept.stories(heading, Asked(ui, datetime.now(UTC))) if first else ()
    path = addresses.topic(ui, topic)
    return page(
        ui, "topic.html", rest=addresses.topic("", topic)[1:], title=heading.name_in(ui), nav="topics", heading=heading,
        own=heading.code.startswith(OWN), stories=stories, lines=found.articles,
        outlets=kept.outlets(heading) if first else [], older=addresses.older(path, found.older),
        newest=path if before else "", noindex=bool(before), feed_base=path,
        structured=structured.story_list(stories, ui) if stories else None,
    )  # fmt: skip
