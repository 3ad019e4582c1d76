"""Pictures: immutable, safe, and gone when blocked."""

import pytest

from jarida.archive.media import path_of
from jarida.archive.models import ImageState
from tests.website.factories import make_image

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def address(image, width=320) -> str:
    return f"/media/{image.digest}-{width}.webp"


def test_a_picture_is_served_for_good(fetch):
    image = make_image()
    response = fetch(address(image))
    body = b"".join(response.streaming_content)
    assert body == path_of(image.digest, 320).read_bytes()
    assert body[8:12] == b"WEBP"
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == str(len(body))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["ETag"] == f'"{image.digest}-320"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("form", ['"{}-320"', 'W/"{}-320"', '"other", "{}-320"'])
def test_who_has_it_is_told_so(fetch, form):
    image = make_image()
    response = fetch(address(image), 304, HTTP_IF_NONE_MATCH=form.format(image.digest))
    assert not response.content
    assert response["Cache-Control"].endswith("immutable")


def test_a_blocked_picture_is_gone_whoever_has_it(fetch):
    image = make_image(state=ImageState.BLOCKED)
    for width in image.widths:
        response = fetch(address(image, width), 410, HTTP_IF_NONE_MATCH=f'"{image.digest}-{width}"')
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Cache-Control"] == "no-store"
        assert "sandbox" in response["Content-Security-Policy"]
        assert b"<svg" in response.content
        assert b'width="1280" height="800"' in response.content


def test_a_cleared_picture_is_shown(fetch):
    fetch(address(make_image(state=ImageState.CLEARED)))


def test_what_is_not_there_is_404(fetch):
    image = make_image()
    fetch(address(image, 321), 404)
    fetch(f"/media/{'0' * 64}-320.webp", 404)
    path_of(image.digest, 320).unlink()
    fetch(address(image), 404)


@pytest.mark.parametrize(
    "path",
    [
        "/media/../secret.key",
        "/media/..%2f..%2fsecret.key",
        "/media/{digest}-320.webp/",
        "/media/{digest}-320.jpg",
        "/media/{digest}-0320000.webp",
        "/media/{digest}-320%00.webp",
        "/media/{digest}-320.webp%0a",
        "/media/{upper}-320.webp",
        "/media/{digest}-٣٢٠.webp",
        "/media/{digest}",
    ],
)
def test_nothing_but_a_digest_and_a_width_is_an_address(fetch, path):
    image = make_image()
    fetch(path.format(digest=image.digest, upper=image.digest.upper()), 404)


def test_it_costs_one_query(client, django_assert_num_queries):
    image = make_image()
    with django_assert_num_queries(1):
        client.get(address(image)).close()


def test_head_and_post(client):
    image = make_image()
    response = client.head(address(image))
    response.close()
    assert response.status_code == 200
    assert client.post(address(image)).status_code == 405
