"""What readers get of an article: what its publisher allows, safe, with the right times and ways."""

from datetime import timedelta
from typing import Any

import nh3
import pytest

from jarida.archive.models import Article, Image, ImageState, Outlet
from tests.api.readers.conftest import NOW, Press, Reader, came
from tests.website.factories import make_image, make_revision

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def content(reader: Reader, article: Article) -> dict[str, Any]:
    (found,) = reader.contents(str(article.pk * 64))
    return found


def test_the_whole_of_an_item(press: Press, reader: Reader) -> None:
    article = press.articles[0]
    stream = f"feed/{press.courier.pk * 64}"
    moment = int((NOW - timedelta(minutes=50)).timestamp())
    assert content(reader, article) == {
        "id": f"tag:google.com,2005:reader/item/{article.pk * 64:016x}",
        "crawlTimeMsec": f"{moment}000",
        "timestampUsec": f"{moment}000000",
        "published": moment - 3600,
        "updated": moment - 3600,
        "title": "Les barrages",
        "canonical": [{"href": article.url}],
        "alternate": [{"href": article.url, "type": "text/html"}],
        "summary": {
            "content": '<div lang="fr" dir="ltr"><p>Un barrage.</p><p>Deux barrages.</p>'
            f'<p><a href="{article.url}">Le Courrier</a> · '
            f'<a href="http://127.0.0.1:8000/articles/{article.pk}">Jarida</a></p></div>',
            "direction": "ltr",
        },
        "author": "Salma Idrissi",
        "categories": ["user/-/state/com.google/reading-list", "user/-/label/Français"],
        "origin": {
            "streamId": stream, "title": "Le Courrier", "htmlUrl": "http://127.0.0.1:8000/outlets/courrier/",
        },
    }  # fmt: skip


def test_arabic_runs_from_the_right(press: Press, reader: Reader) -> None:
    found = content(reader, press.articles[1])
    assert found["summary"]["direction"] == "rtl"
    assert found["summary"]["content"].startswith('<div lang="ar" dir="rtl"><p>سد واحد.')
    assert found["author"] == "صوت الأطلس"


@pytest.mark.parametrize(("policy", "shown"), [("full", "Deux barrages"), ("excerpt", "Un mot"), ("headline", "")])
def test_what_the_publisher_allows(press: Press, reader: Reader, policy: str, shown: str) -> None:
    Outlet.objects.update(policy=policy)
    Article.objects.update(summary="Un mot " * 100)
    html = content(reader, press.articles[0])["summary"]["content"]
    assert shown in html
    assert ("Deux barrages" in html) == (policy == "full")
    assert html.count("Un mot") <= 30
    assert html == reader.fever(f"&items&with_ids={press.items(0)[0]}").json()["items"][0]["html"]
    atom = reader.client.get(f"/reader/atom/feed/{press.courier.pk * 64}", headers=reader.header).content.decode()
    assert ("Deux barrages" in atom) == (policy == "full")


def test_signals_of_the_page_lower_it(press: Press, reader: Reader) -> None:
    Article.objects.update(limit="headline")
    assert "barrage." not in content(reader, press.articles[0])["summary"]["content"]


def test_the_newest_revision_is_read(press: Press, reader: Reader) -> None:
    make_revision(press.articles[0], 2, paragraphs=["Trois barrages."])
    found = content(reader, press.articles[0])
    assert "Trois barrages." in found["summary"]["content"]
    # when it came is when it came first
    assert found["crawlTimeMsec"] == f"{int((NOW - timedelta(minutes=50)).timestamp())}000"


def test_pictures_unless_they_are_blocked(press: Press, reader: Reader) -> None:
    image = make_image(1, size=(640, 400))
    article = came(1, press.courier, image=image)
    assert (
        f'<p><img src="http://127.0.0.1:8000/media/{image.digest}-640.webp" alt=""></p>'
        in (content(reader, article)["summary"]["content"])
    )
    Image.objects.update(state=ImageState.BLOCKED)
    assert "img" not in content(reader, article)["summary"]["content"]
    Image.objects.update(state=ImageState.SHOWN)
    Outlet.objects.update(policy="headline")
    assert "img" not in content(reader, article)["summary"]["content"]


def test_a_source_that_is_gone_opens_here(press: Press, reader: Reader) -> None:
    Article.objects.update(source_gone_at=NOW)
    found = content(reader, press.articles[0])
    here = f"http://127.0.0.1:8000/articles/{press.articles[0].pk}"
    assert found["canonical"][0]["href"] == found["alternate"][0]["href"] == here
    assert press.articles[0].url not in found["summary"]["content"]
    assert reader.fever(f"&items&with_ids={press.items(0)[0]}").json()["items"][0]["url"] == here


def test_a_date_that_nobody_knows_is_when_it_was_seen(press: Press, reader: Reader) -> None:
    seen = NOW - timedelta(minutes=5)
    article = came(5, press.courier, published_at=None, first_seen_at=seen)
    assert content(reader, article)["published"] == int(seen.timestamp())


def test_hostile_texts_are_only_texts(press: Press, reader: Reader) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(1)">\u202e\x07'
    Outlet.objects.update(name=evil, policy="full")
    article = came(
        1, press.courier, title=evil, paragraphs=[evil], summary=evil, authors=[evil], language="fr",
        url='https://courrier.example/"><script>alert(1)</script>',
    )  # fmt: skip
    found = content(reader, article)
    html = found["summary"]["content"]
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in str(found)
    assert nh3.clean(html, tags={"div", "p", "a"}, attributes={"*": {"dir", "lang"}, "a": {"href"}}, link_rel=None)
    assert "<" not in found["title"]
    atom = reader.client.get(f"/reader/atom/feed/{press.courier.pk * 64}", headers=reader.header)
    assert b"<script" not in atom.content


def test_in_the_order_asked_for_and_each_once(press: Press, reader: Reader) -> None:
    one, two, three = press.items(0, 1, 2)
    found = reader.contents(two, one, two, "nonsense", "999999999", three)
    assert [str(int(each["id"].rsplit("/")[-1], 16)) for each in found] == [two, one, three]
    answer = reader.post("stream/items/contents", f"r=o&i={three}&i={one}").json()["items"]
    assert [each["id"] for each in answer] == [found[1]["id"], found[2]["id"]]
    assert reader.post("stream/items/contents", "").json()["items"] == []


def test_an_item_of_a_feed_that_was_left(press: Press, reader: Reader) -> None:
    reader.post("subscription/edit", f"s=feed/{press.courier.pk * 64}&ac=unsubscribe")
    assert content(reader, press.articles[0])["origin"]["title"] == "Le Courrier"
    of_front = reader.contents(str(press.articles[0].pk * 64 + 1))[0]
    assert of_front["origin"]["title"] == "Jarida"
    of_language = reader.contents(str(press.articles[1].pk * 64 + 2))[0]
    assert of_language["origin"]["title"] == "العربية"


def test_contents_ask_the_database_a_few_times_only(
    press: Press, reader: Reader, django_assert_max_num_queries: Any
) -> None:
    items = [str(came(20 - number, press.courier).pk * 64) for number in range(15)]
    reader.get("token")
    with django_assert_max_num_queries(11):
        assert len(reader.contents(*items)) == 15
