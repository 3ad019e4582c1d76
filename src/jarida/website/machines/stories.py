"""A story as a feed: its newest articles, each outlet's own."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jarida.archive.stories import tellers, whole
from jarida.archive.stories.whole import Emptied, Merged, StoryHead
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import site_name
from jarida.website.machines.feeds import updated
from jarida.website.machines.formats import FORMATS, Channel
from jarida.website.machines.items import LENGTH, of_ids
from jarida.website.rendering import in_language
from jarida.website.stories import shown


@require_safe
@cached(max_age=60)
@in_language
def feed(request: HttpRequest, ui: str, story_id: str, form: str) -> HttpResponseBase:
    """The newest articles of a story, in one format; 301 to the story that it went into, 410 where it is no more."""
    found = whole.story(int(story_id))
    if found is None:
        raise Http404
    if isinstance(found, Emptied):
        return HttpResponse(status=410)
    if isinstance(found, Merged):
        return HttpResponsePermanentRedirect(f"/{ui}/stories/{found.into}/feed.{form}")
    chosen = FORMATS[form]
    return HttpResponse(chosen.write(_channel(ui, form, found)), content_type=chosen.content_type)


def _channel(ui: str, form: str, head: StoryHead) -> Channel:
    items = of_ids([member.id for member in tellers.members(head.id)[:LENGTH]])
    title = shown.headline(head, ui).title
    return Channel(
        title=f"{site_name()} · {title}",
        description=_("%(title)s: told by %(outlets)s") % {"title": title, "outlets": shown.summed(head, ui)},
        home=addresses.absolute(shown.address_of(head, ui)),
        self_url=addresses.absolute(f"/{ui}/stories/{head.id}/feed.{form}"), language=ui, updated=updated(items),
        items=items,
    )  # fmt: skip
