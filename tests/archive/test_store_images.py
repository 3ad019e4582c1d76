"""What fetched pictures change, and their files."""

from datetime import timedelta

import pytest

from jarida.archive import generation, media, store
from jarida.archive.models import ArticleImage, Image
from jarida.core.plans import FetchProgress, PictureWork
from tests.archive.making import encoded, make_entry, read
from tests.pipeline.builders import NOW

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def work(article) -> PictureWork:
    picture = article.pictures.get()
    return PictureWork(picture.pk, article.pk, article.outlet_id, picture.url, picture.attempts)


@pytest.fixture
def article():
    return read(make_entry())


def test_a_picture_is_kept_with_its_files_and_shown(article, monkeypatch):
    bumps = []
    monkeypatch.setattr(generation, "bump", lambda: bumps.append(1))
    image = Image.objects.get(pk=store.store_image(work(article), encoded(5)))
    article.refresh_from_db()
    assert article.lead_image == image
    assert (image.width, image.height, image.widths, image.colour) == (640, 320, [320, 640], "#aabbcc")
    picture = article.pictures.get()
    assert (picture.image, picture.state, picture.next_fetch_at) == (image, "kept", None)
    assert [media.path_of(image.digest, width).read_bytes() for width in image.widths] == [
        rendition.data for rendition in encoded(5).renditions
    ]
    assert bumps == [1]


def test_the_same_content_is_one_image(article):
    other = read(make_entry("b"))
    store.store_image(work(article), encoded(5))
    store.store_image(work(article), encoded(5))
    store.store_image(work(other), encoded(5))
    assert Image.objects.count() == 1
    assert Image.objects.get().led.count() == 2


def test_files_that_are_missing_are_written_again(article):
    store.store_image(work(article), encoded(5))
    path = media.path_of(encoded(5).digest, 320)
    path.unlink()
    store.store_image(work(article), encoded(5))
    assert path.exists()


def test_a_picture_whose_address_changed_meanwhile_is_not_shown(article):
    due = work(article)
    ArticleImage.objects.update(url="https://press.example/other.jpg")
    store.store_image(due, encoded(5))
    article.refresh_from_db()
    assert article.lead_image is None
    assert article.pictures.get().state == "due"


def test_a_failure_is_noted(article):
    again = NOW + timedelta(minutes=1)
    store.fail_image(work(article), FetchProgress("failed", again, 1, "http-404", "gone " * 500))
    picture = article.pictures.get()
    assert (picture.state, picture.next_fetch_at, picture.attempts, picture.problem_code) == (
        "failed",
        again,
        1,
        "http-404",
    )
    assert len(picture.problem) <= 500


def test_files_are_written_before_the_row(article, monkeypatch):
    monkeypatch.setattr(media, "_write", lambda path, data: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        store.store_image(work(article), encoded(6))
    assert not Image.objects.exists()
    assert article.pictures.get().state == "due"


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_only_a_digest_becomes_a_path(digest):
    with pytest.raises(ValueError, match="no digest"):
        media.path_of(digest, 320)


def test_no_draft_is_left(article, monkeypatch):
    store.store_image(work(article), encoded(7))
    names = [path.name for path in media.folder().rglob("*") if path.is_file()]
    assert sorted(names) == sorted(f"{encoded(7).digest}-{width}.webp" for width in (320, 640))


def test_sweeping_removes_what_a_killed_process_left(article):
    store.store_image(work(article), encoded(7))
    draft = media.folder() / ".drafts" / "half.webp"
    draft.parent.mkdir(exist_ok=True)
    draft.write_bytes(b"half")
    media.sweep()
    assert not draft.exists()
    assert media.path_of(encoded(7).digest, 320).exists()
    media.sweep()
