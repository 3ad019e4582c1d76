"""The pictures of a story: each once, whichever outlets print it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from jarida.archive.models import ArticleImage, Image
from jarida.archive.queries import ArticleLine, PictureLine

MOST: Final = 8
NEAR: Final = 6  # of 64 bits of a fingerprint: the same picture cut or compressed otherwise


@dataclass(frozen=True, slots=True)
class StoryPicture:
    """A picture with the article that prints it, from where it can be reported."""

    picture: PictureLine
    line: ArticleLine


def pictures(lines: Iterable[ArticleLine]) -> tuple[StoryPicture, ...]:
    """The lead pictures of these articles that may be shown, each once by its bytes and by its looks."""
    shown: dict[str, ArticleLine] = {}
    for line in lines:
        if line.picture is not None and not line.picture.blocked and line.picture.widths:
            shown.setdefault(line.picture.digest, line)
    looks = dict(Image.objects.filter(digest__in=list(shown)).values_list("digest", "fingerprint"))
    kept: list[str] = []
    for digest in shown:
        if len(kept) < MOST and not any(_alike(looks.get(digest, 0), looks.get(other, 0)) for other in kept):
            kept.append(digest)
    said = _said({digest: shown[digest].id for digest in kept})
    return tuple(_picture(shown[digest], *said.get(digest, ("", ""))) for digest in kept)


def _alike(one: int, other: int) -> bool:
    """Whether two fingerprints are of one picture; 0 is that of none."""
    return bool(one and other) and ((one ^ other) & (2**64 - 1)).bit_count() <= NEAR


def _said(articles: dict[str, int]) -> dict[str, tuple[str, str]]:
    """Caption and credit of each picture in its article."""
    uses = ArticleImage.objects.filter(article_id__in=articles.values(), image__digest__in=list(articles))
    rows = uses.values_list("image__digest", "article_id", "caption", "credit")
    return {digest: (caption, credit) for digest, article, caption, credit in rows if articles.get(digest) == article}


def _picture(line: ArticleLine, caption: str, credit: str) -> StoryPicture:
    found = line.picture
    if found is None:
        raise ValueError("only what has a picture is shown")
    return StoryPicture(
        PictureLine(found.digest, found.width, found.height, found.widths, caption=caption, credit=credit), line
    )
