"""A topic as a feed: its newest articles."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jarida.archive.stories import topics
from jarida.core.stories.topics import Heading
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import site_name
from jarida.website.machines.feeds import updated
from jarida.website.machines.formats import FORMATS, Channel
from jarida.website.machines.items import LENGTH, of_ids
from jarida.website.rendering import in_language


@require_safe
@cached(max_age=60)
@in_language
def feed(request: HttpRequest, ui: str, topic: str, form: str) -> HttpResponse:
    """The newest articles about something, in one format."""
    heading = topics.headings().get(topic)
    if heading is None:
        raise Http404
    chosen = FORMATS[form]
    return HttpResponse(chosen.write(_channel(ui, form, heading)), content_type=chosen.content_type)


def _channel(ui: str, form: str, heading: Heading) -> Channel:
    items = of_ids([article for _, article in topics.ids(heading, LENGTH)])
    name, path = heading.name_in(ui), addresses.topic(ui, heading.slug)
    return Channel(
        title=f"{site_name()} · {name}", description=name, home=addresses.absolute(path),
        self_url=addresses.absolute(f"{path}feed.{form}"), language=ui, updated=updated(items), items=items,
    )  # fmt: skip
