"""The drawings."""

import hashlib
import io

import pytest
from PIL import Image

from jarida.editions.sample.load import all_articles
from jarida.editions.sample.pictures import SCENES, UnknownPicture, _drawn, picture

USED = sorted({article.image for article in all_articles() if article.image})


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_a_picture_of_the_right_size_with_colours_in_it(scene: str):
    body = picture(f"{scene}-1")
    with Image.open(io.BytesIO(body)) as image:
        image.load()
        assert (image.format, image.size, image.mode) == ("JPEG", (1200, 750), "RGB")
        small = image.resize((60, 38))
    assert 20_000 < len(body) < 400_000
    assert len(set(small.get_flattened_data() if hasattr(small, "get_flattened_data") else small.getdata())) > 200


def test_there_are_enough_and_all_differ():
    assert len(SCENES) >= 24
    assert len(USED) >= 60
    digests = {hashlib.sha256(picture(f"{scene}-1")).digest() for scene in SCENES}
    assert len(digests) == len(SCENES)


def test_variants_of_a_scene_differ():
    assert len({picture(f"port-{variant}") for variant in (1, 2, 3)}) == 3


def test_the_same_name_is_always_the_same_picture():
    first = picture("tea-1")
    _drawn.cache_clear()
    assert picture("tea-1") == first


@pytest.mark.parametrize("name", ["", "dam", "dam-0", "dam-100", "nothing-1", "../dam-1", "DAM-1", "dam-1 "])
def test_what_is_no_picture_is_refused(name: str):
    with pytest.raises(UnknownPicture):
        picture(name)
