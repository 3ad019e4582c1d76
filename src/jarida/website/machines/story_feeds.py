"""The list of stories as a feed: each item is a story, with the headlines that tell it."""

from datetime import UTC, datetime
from html import escape

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jarida.archive.queries import ArticleLine
from jarida.archive.stories import front
from jarida.archive.stories.front import StoryLine
from jarida.core.text.clean import clean
from jarida.core.text.language import direction
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import site_name
from jarida.website.machines.feeds import updated
from jarida.website.machines.formats import FORMATS, Channel
from jarida.website.machines.items import LENGTH, Item, enclosure
from jarida.website.rendering import in_language
from jarida.website.storylines import counts
from jarida.website.views.front import wanted_language
from jarida.website.views.story_lists import title

OTHERS = 20


@require_safe
@cached(max_age=60)
@in_language
def feed(request: HttpRequest, ui: str, form: str) -> HttpResponse:
    """The stories of all languages, or of one, in one format."""
    only, chosen = wanted_language(request), FORMATS[form]
    asked = front.Asked(ui, datetime.now(UTC), only, OTHERS)
    items = [story_item(story, ui) for story in front.recent(LENGTH, asked).stories]
    return HttpResponse(chosen.write(_channel(ui, form, only, items)), content_type=chosen.content_type)


def _channel(ui: str, form: str, only: str, items: list[Item]) -> Channel:
    name, query = title(ui, only), f"?lang={only}" if only else ""
    return Channel(
        title=f"{site_name()} · {name}", description=name, home=addresses.absolute(addresses.stories(ui, only)),
        self_url=addresses.absolute(f"{addresses.stories(ui)}feed.{form}{query}"), language=only or ui,
        updated=updated(items), items=items,
    )  # fmt: skip


def story_item(story: StoryLine, ui: str) -> Item:
    """A story as an item of a feed: its permanent address is its identity, its headlines are its content."""
    headline, pictured = story.headline, story.pictured
    picture = pictured.picture if pictured else None
    return Item(
        link=addresses.absolute(addresses.permanent_story(story.id)),
        source="",
        title=headline.title,
        language=headline.language,
        outlet=site_name(),
        homepage=addresses.absolute(f"/{ui}/"),
        authors=(),
        categories=(),
        published=story.told_since,
        updated=story.told_until,
        summary=counts(story.outlets, len(story.languages), ui),
        paragraphs=(),
        picture=enclosure(picture.digest, list(picture.widths)) if picture else None,
        html=f"<ul>{''.join(map(_headline, (headline, *story.others)))}</ul>",
    )


def _headline(line: ArticleLine) -> str:
    address = addresses.absolute(addresses.permanent(line.id))
    language, outlet = escape(line.language), escape(clean(line.outlet.name_in(line.language)))
    return (
        f'<li lang="{language}" dir="{direction(line.language)}"><a href="{escape(address)}">'
        f"{escape(clean(line.title))}</a> ({outlet})</li>"
    )
