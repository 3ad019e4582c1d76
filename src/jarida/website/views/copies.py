"""Who printed the text of an article, and two of them side by side."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jarida.archive import queries
from jarida.archive.queries import ArticleWhole
from jarida.archive.stories import reprints
from jarida.archive.stories.reprints import Print
from jarida.website import addresses, copying, formats
from jarida.website.caching import cached
from jarida.website.rendering import in_language, page
from jarida.website.sides import sides
from jarida.website.views.articles import of_article


@cached(max_age=30)
@in_language
@of_article("/copies")
def copies(request: HttpRequest, ui: str, found: ArticleWhole) -> HttpResponse:
    """The articles with this article's text, and one of them beside the original: the one asked for, or a first."""
    line, prints = found.line, reprints.prints(found.line.id)
    today = formats.local(line.sort_at, line.outlet.time_zone).date()
    original, copy = _pair(request.GET.get("with", ""), found, prints)
    compared = sides(original, copy) if original and copy else None
    return page(
        ui, "copies.html", rest=addresses.article("", line)[1:] + "/copies", nav="article", noindex=True,
        title=_("Copies: %(title)s") % {"title": line.title}, line=line, said=copying.said(line.id, ui),
        printed=copying.printed(prints, line, ui, today), original=original, copy=copy, compared=compared,
        limits=copying.limits(compared.policy) if compared else "",
    )  # fmt: skip


def _pair(
    wanted: str, found: ArticleWhole, prints: tuple[Print, ...]
) -> tuple[ArticleWhole | None, ArticleWhole | None]:
    """The original and the copy that are compared: the wanted one, else the article itself, else the first copy."""
    by_id = {str(each.line.id): each for each in prints if not each.is_original}
    chosen = by_id.get(wanted) or by_id.get(str(found.line.id)) or next(iter(by_id.values()), None)
    if chosen is None:
        return None, None
    original = _whole(next(each.line.id for each in prints if each.is_original), found)
    return original, _whole(chosen.line.id, found)


def _whole(article_id: int, found: ArticleWhole) -> ArticleWhole | None:
    if article_id == found.line.id:
        return found
    article = queries.article(article_id)
    return article if isinstance(article, ArticleWhole) else None
