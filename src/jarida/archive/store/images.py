"""What fetched pictures change."""

from django.db import transaction

from jarida.archive import generation, media
from jarida.archive.models import Article, ArticleImage, FetchState, Image
from jarida.archive.search.following import follow
from jarida.archive.store.sql import fit
from jarida.core.images.model import EncodedImage
from jarida.core.plans import FetchProgress, PictureWork


def store_image(work: PictureWork, encoded: EncodedImage) -> int:
    """Keep a picture of an article, its files first; the identity of the image.

    The same content is the same image, wherever it came from: one that is blocked stays blocked.
    """
    media.write(encoded)
    with transaction.atomic():
        image, _ = Image.objects.get_or_create(digest=encoded.digest, defaults=_values(encoded))
        _use(work, image)
    return image.pk


def _values(encoded: EncodedImage) -> dict[str, object]:
    return {
        "fingerprint": encoded.fingerprint,
        "width": encoded.width,
        "height": encoded.height,
        "widths": [rendition.width for rendition in encoded.renditions],
        "colour": encoded.colour,
    }


def _use(work: PictureWork, image: Image) -> None:
    """Show the image with the article, unless its picture has another address by now."""
    uses = ArticleImage.objects.filter(pk=work.id, url=work.url)
    changed = uses.update(
        image=image, state=FetchState.KEPT, next_fetch_at=None, attempts=0, problem_code="", problem=""
    )
    if changed and uses.filter(position=0).exists():
        Article.objects.filter(pk=work.article_id).update(lead_image=image)
        follow([work.article_id])
        generation.bump()


def fail_image(work: PictureWork, progress: FetchProgress) -> None:
    """Note that a picture could not be had, and when it is tried again."""
    ArticleImage.objects.filter(pk=work.id, url=work.url).update(
        state=progress.state,
        next_fetch_at=progress.next_fetch_at,
        attempts=progress.attempts,
        problem_code=progress.problem_code,
        problem=fit(progress.problem, 500),
    )
