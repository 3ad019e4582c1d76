"""The pictures of a story: each once, by its bytes and by its looks."""

import pytest

from jarida.archive import queries
from jarida.archive.models import ArticleImage, Image
from jarida.archive.stories.pictures import MOST, pictures
from tests.website.factories import make_article, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def shown(*images: Image, **fields: object) -> list[str]:
    lines = queries.lines([make_article(make_outlet(), image=image, **fields).pk for image in images])
    return [each.picture.digest for each in pictures(lines)]


def test_the_same_picture_once():
    image = make_image()
    assert shown(image, image) == [image.digest]


def test_nearly_the_same_once_but_blank_ones_are_not_alike():
    near = [make_image(fingerprint=fingerprint) for fingerprint in (2**50, 2**50 + 3, -(2**50))]
    assert shown(*near) == [near[0].digest, near[2].digest]
    blank = [make_image(), make_image()]
    assert shown(*blank) == [image.digest for image in blank]


def test_none_that_is_blocked_or_has_no_file():
    assert shown(make_image(state="blocked"), make_image(widths=[])) == []


def test_not_too_many():
    assert len(shown(*(make_image() for _ in range(MOST + 3)))) == MOST


def test_with_caption_and_credit():
    article = make_article(image=make_image(), caption="Le lac", credit="Agence")
    assert ArticleImage.objects.filter(article=article).exists()
    (found,) = pictures(queries.lines([article.pk]))
    assert (found.picture.caption, found.picture.credit, found.line.id) == ("Le lac", "Agence", article.pk)
