"""The list of stories: what several outlets tell, told last first, in all languages or in one."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.stories import front
from jarida.website import addresses, formats, structured
from jarida.website.caching import cached
from jarida.website.rendering import in_language, page
from jarida.website.views.front import RECENT_DAYS, language_choices, wanted_language
from jarida.website.views.lists import place


@cached(max_age=30)
@in_language
def stories(request: HttpRequest, ui: str) -> HttpResponse:
    """A page of the list; only its newest page in all languages is for search engines."""
    only, before, now = wanted_language(request), place(request), datetime.now(UTC)
    found = front.recent(queries.PAGE_SIZE, front.Asked(ui, now, only), before=before)
    path = addresses.stories(ui, only)
    counts = queries.language_counts(now.date() - timedelta(days=RECENT_DAYS))
    return page(
        ui, "stories.html", rest=addresses.stories("", only)[1:], title=title(ui, only), nav="stories", only=only,
        found=found.stories, older=addresses.older(path, found.older), newest=path if before else "",
        choices=[(code, addresses.stories(ui, code)) for code in language_choices(counts, only)],
        noindex=bool(before or only), feed_base=addresses.stories(ui), feed_query=f"?lang={only}" if only else "",
        structured=structured.story_list(found.stories, ui),
    )  # fmt: skip


def title(ui: str, only: str) -> str:
    """What the list is called."""
    return _("Stories in %(language)s") % {"language": formats.language_name(only, ui)} if only else _("Stories")
