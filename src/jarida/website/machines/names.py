"""The newest articles that name someone or something, as feeds."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jarida.archive.stories import names
from jarida.website import addresses
from jarida.website.caching import cached
from jarida.website.languages import site_name
from jarida.website.machines.feeds import updated
from jarida.website.machines.formats import FORMATS, Channel
from jarida.website.machines.items import LENGTH, of_ids
from jarida.website.views.names import KINDS

KIND_PATTERN: Final = "|".join(KINDS)


@require_safe
@cached(max_age=60)
def feed(request: HttpRequest, ui: str, plural: str, name_id: str, form: str) -> HttpResponse:
    """The articles of one name, in one format; its slug may be any."""
    found = names.line(int(name_id), KINDS[plural])
    if found is None:
        raise Http404
    chosen = FORMATS[form]
    items = of_ids(names.newest(found.id, LENGTH))
    home = addresses.name(ui, found)
    title = found.name_in(ui)
    channel = Channel(
        title=f"{site_name()} · {title}", description=title, home=addresses.absolute(home),
        self_url=addresses.absolute(f"{home}/feed.{form}"), language=ui, updated=updated(items), items=items,
    )  # fmt: skip
    return HttpResponse(chosen.write(channel), content_type=chosen.content_type)
