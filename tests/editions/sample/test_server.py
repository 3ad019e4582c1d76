"""The press over real HTTP on loopback."""

import io
import signal
import socket
import subprocess
import sys
from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser

import aiohttp
import pytest
from lxml import etree, html
from PIL import Image

from jarida.editions.sample import sample_edition
from jarida.editions.sample.desk import address
from jarida.editions.sample.houses import BASE_PORT, HOUSES
from jarida.editions.sample.newsroom import Newsroom
from jarida.editions.sample.server import SamplePress, _base_port, _moment, main
from tests.editions.sample.conftest import EPOCH, HandClock

FICTION = ("Presse fictive", "صحافة خيالية", "prensa ficticia", "fictional press")


async def get(client: aiohttp.ClientSession, url: str, **headers: str) -> tuple[int, bytes, aiohttp.ClientResponse]:
    async with client.get(url, headers=headers) as response:
        return response.status, await response.read(), response


async def test_every_announced_address_answers(press: SamplePress, client: aiohttp.ClientSession, clock: HandClock):
    clock.move(301)
    pictures = set()
    for outlet in press.outlets:
        for feed in outlet.feeds:
            assert (await get(client, feed))[0] == 200, feed
        _, body, _ = await get(client, outlet.homepage + "sitemap.xml")
        places = etree.fromstring(body).xpath("//*[local-name()='loc']/text()")
        assert len(places) == len(Newsroom(EPOCH).visible(outlet.slug, clock.now)) + 1
        for place in places:
            status, page, _ = await get(client, place)
            assert status == 200, place
            tree = html.fromstring(page.decode())
            assert all(word in tree.text_content() for word in FICTION), place
            pictures.update(tree.xpath("//main//img/@src | //figure//img/@src"))
    assert len(pictures) > 80
    for url in sorted(pictures)[::12]:
        status, body, response = await get(client, url)
        assert (status, response.content_type) == (200, "image/jpeg")
        Image.open(io.BytesIO(body)).verify()


async def test_a_home_page_leads_to_feeds_sections_and_articles(press: SamplePress, client: aiohttp.ClientSession):
    for outlet in press.outlets:
        _, body, _ = await get(client, outlet.homepage)
        tree = html.fromstring(body.decode())
        announced = tree.xpath("//link[@rel='alternate']/@href")
        plain = [plan.path for plan in HOUSES[outlet.slug].feeds if plan.format != "news-sitemap"]
        assert announced == [outlet.homepage.rstrip("/") + path for path in plain]
        assert len(tree.xpath("//ul[@class='list']/li//h2/a")) >= 5
        for section in tree.xpath("//nav/a[contains(@href, '/section/')]/@href"):
            status, page, _ = await get(client, section)
            assert status == 200
            assert html.fromstring(page.decode()).xpath("//h1")


async def test_articles_show_their_text_in_clearly_different_pages(press: SamplePress, client: aiohttp.ClientSession):
    shapes = set()
    for outlet in press.outlets:
        item = Newsroom(EPOCH).visible(outlet.slug, EPOCH)[0]
        _, body, _ = await get(client, outlet.homepage.rstrip("/") + item.path)
        tree = html.fromstring(body.decode())
        assert tree.xpath("string(//h1)").strip() == item.title
        shown = [element.text_content() for element in tree.iter("p")]
        assert all(text in shown or text in tree.text_content() for text in item.paragraphs)
        body_of = next(e for e in tree.iter("p", "strong") if e.text_content() == item.paragraphs[1])
        around = body_of.getparent()
        shapes.add((around.tag, around.get("class"), around.get("id")))
    assert len(shapes) == len(HOUSES)


async def test_a_reprint_names_the_agency(press: SamplePress, client: aiohttp.ClientSession):
    for outlet, word in (("courrier-du-souk", "Source : Agence du Rif"), ("nawras-tv", "المصدر: وكالة الريف")):
        room = Newsroom(EPOCH)
        item = next(i for i in room.visible(outlet, EPOCH) if i.article.dispatch)
        _, body, _ = await get(client, press.outlet(outlet).homepage.rstrip("/") + item.path)
        assert word.replace("Source :", "Source :") in body.decode()


@pytest.mark.parametrize("path", ["", "robots.txt", "sitemap.xml"])
async def test_validators_save_the_body(press: SamplePress, client: aiohttp.ClientSession, path: str):
    url = press.outlets[0].homepage + path
    _, body, first = await get(client, url)
    assert body
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        status, nothing, again = await get(client, url, **{name: value})
        assert (status, nothing) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert (await get(client, url, **{"If-None-Match": '"other"'}))[0] == 200
    assert (await get(client, url, **{"If-Modified-Since": "nonsense"}))[0] == 200
    status, _, _ = await get(
        client, url, **{"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert status == 200


async def test_feeds_and_pictures_know_validators_too(press: SamplePress, client: aiohttp.ClientSession):
    for url in (*(outlet.feed for outlet in press.outlets), press.outlets[0].homepage + "images/dam-1.jpg"):
        _, _, first = await get(client, url)
        assert "max-age" in first.headers["Cache-Control"]
        assert (await get(client, url, **{"If-None-Match": f'W/{first.headers["ETag"]}, "x"'}))[0] == 304


async def test_articles_appear_while_the_clock_moves(
    press: SamplePress, client: aiohttp.ClientSession, clock: HandClock
):
    outlet = press.outlet("tribune-des-virages")
    title = "Itri respire"
    _, before, first = await get(client, outlet.feed)
    clock.move(16)
    status, after, _ = await get(client, outlet.feed, **{"If-None-Match": first.headers["ETag"]})
    assert status == 200
    assert title not in before.decode()
    assert title in after.decode()


async def test_an_article_of_later_is_not_found_before(
    press: SamplePress, client: aiohttp.ClientSession, clock: HandClock
):
    later = Newsroom(EPOCH).visible("azotea-del-sur", EPOCH + timedelta(seconds=301))[0]
    url = press.outlet("azotea-del-sur").homepage.rstrip("/") + later.path
    assert (await get(client, url))[0] == 404
    clock.move(301)
    assert (await get(client, url))[0] == 200


async def test_a_correction_changes_the_page(press: SamplePress, client: aiohttp.ClientSession, clock: HandClock):
    item = next(i for i in Newsroom(EPOCH).visible("echo-du-port", EPOCH) if i.article.correction)
    url = press.outlet("echo-du-port").homepage.rstrip("/") + item.path
    _, before, first = await get(client, url)
    clock.move(80)
    status, after, _ = await get(client, url, **{"If-None-Match": first.headers["ETag"]})
    assert status == 200
    assert "38\u202f000" in before.decode()
    assert "41\u202f000" in after.decode()


async def test_pages_stay_as_they_are_while_others_change(
    press: SamplePress, client: aiohttp.ClientSession, clock: HandClock
):
    room = Newsroom(EPOCH)
    steady = [(o, i) for o in press.outlets for i in room.visible(o.slug, EPOCH)[2:4] if not i.article.correction]
    before = [(await get(client, o.homepage.rstrip("/") + i.path))[1] for o, i in steady]
    clock.move(400)
    after = [(await get(client, o.homepage.rstrip("/") + i.path))[1] for o, i in steady]
    text = [html.fromstring(page.decode()).xpath("//*[self::h1 or self::p]//text()") for page in before]
    assert text == [html.fromstring(page.decode()).xpath("//*[self::h1 or self::p]//text()") for page in after]


async def test_robots_forbid_what_is_private(press: SamplePress, client: aiohttp.ClientSession):
    delays = []
    for outlet in press.outlets:
        _, body, _ = await get(client, outlet.homepage + "robots.txt")
        rules = RobotFileParser()
        rules.parse(body.decode().splitlines())
        assert not rules.can_fetch("Jarida", outlet.homepage + "private/x")
        assert rules.can_fetch("Jarida", outlet.homepage)
        assert outlet.homepage + "sitemap.xml" in (rules.site_maps() or [])
        delays.append(rules.crawl_delay("Jarida"))
        assert (await get(client, outlet.homepage + "private/x"))[0] == 200
    assert sorted(map(str, set(delays))) == ["0", "None"]


@pytest.mark.parametrize("path", ["nothing", "images/nothing-1.jpg", "section/nothing/", "?p=1", "images/dam-0.jpg"])
async def test_what_is_not_there_is_404(press: SamplePress, client: aiohttp.ClientSession, path: str):
    status, body, response = await get(client, press.outlet("echo-du-port").homepage + path)
    if path == "?p=1":
        assert status == 404
    assert status == 404
    assert "introuvable" in body.decode()
    assert response.headers["Cache-Control"] == "no-cache"


async def test_tracking_parameters_do_not_matter(press: SamplePress, client: aiohttp.ClientSession):
    item = Newsroom(EPOCH).visible("echo-du-port", EPOCH)[0]
    url = press.outlet("echo-du-port").homepage.rstrip("/") + item.path
    assert (await get(client, url + "&utm_source=rss"))[1] == (await get(client, url))[1]


async def test_the_same_epoch_gives_the_same_bytes(clock: HandClock, client: aiohttp.ClientSession):
    bodies = []
    for _ in range(2):
        async with SamplePress(base_port=0, epoch=EPOCH, clock=clock) as press:
            pages = [(o, (await get(client, url))[1]) for o in press.outlets for url in (o.homepage, *o.feeds)]
            bodies.append([page.replace(outlet.homepage.rstrip("/").encode(), b"") for outlet, page in pages])
    assert bodies[0] == bodies[1]


async def test_the_edition_of_a_running_press_has_its_addresses(press: SamplePress):
    edition = press.edition()
    assert edition.fictional
    assert [outlet.slug for outlet in edition.outlets] == list(HOUSES)
    for spec, running in zip(edition.outlets, press.outlets, strict=True):
        assert spec.homepage == running.homepage
        assert tuple(feed.url for feed in spec.feeds) == running.feeds


async def test_a_taken_port_leaves_nothing_behind(press: SamplePress):
    taken = press.outlets[0].port
    with pytest.raises(OSError, match=r"."):
        async with SamplePress(base_port=taken, epoch=EPOCH):
            pass


def test_the_edition_names_the_feeds_that_are_served():
    edition = sample_edition()
    for place, spec in enumerate(edition.outlets):
        base = f"http://127.0.0.1:{BASE_PORT + place}"
        house = HOUSES[spec.slug]
        assert spec.name == house.name
        assert spec.homepage == base + "/"
        assert [feed.url for feed in spec.feeds] == [base + plan.path for plan in house.feeds]
        assert [feed.kind for feed in spec.feeds] == [
            "sitemap" if plan.format == "news-sitemap" else "feed" for plan in house.feeds
        ]


def test_the_edition_can_be_moved_and_shows_every_policy():
    edition = sample_edition(9500)
    assert edition.outlets[3].feeds[1].url == "http://127.0.0.1:9503/ar/atom.xml"
    assert {outlet.policy for outlet in edition.outlets} == {"full", "excerpt", "headline"}
    assert edition.country == "ZZ"


def test_addresses_are_told_apart_by_path_and_query():
    assert address("/a%20b?y=2&x=1&utm_source=z") == "/a b\nx=1\ny=2"
    assert address("/?p=1") != address("/?p=2")


def test_the_command_refuses_what_is_wrong(capsys: pytest.CaptureFixture[str]):
    for arguments in (["--base-port", "99999"], ["--base-port", "x"], ["--epoch", "yesterday"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2
    assert "--epoch" in capsys.readouterr().err


def test_the_command_says_when_it_cannot_listen(capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--base-port", str(min(taken.getsockname()[1], 65000))]) == 1
    assert "cannot listen" in capsys.readouterr().err


def test_moments_and_ports_of_the_command():
    assert _moment("2026-11-23T08:00:00") == EPOCH
    assert _moment("2026-11-23T09:00:00+01:00") == datetime.fromisoformat("2026-11-23T08:00:00+00:00")
    assert _base_port("0") == 0


@pytest.mark.slow
def test_the_process_serves_until_it_is_told_to_stop():
    command = [sys.executable, "-m", "jarida.editions.sample.server", "--base-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(f"sample press: {len(HOUSES)} outlets on 127.0.0.1")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""
