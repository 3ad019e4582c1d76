"""Whatever is sent, the answer is clear and quick, and never an error of ours."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jarida.api.readers.greader import HANDLERS
from tests.api.readers.conftest import ALL, READ, Press, Reader

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NASTY = [
    "", "\0", "%00", "%ed%a0%80", "-1", "9" * 30, "0", "9223372036854775807", "9223372036854775808", "1e9", "nan",
    "'; DROP TABLE api_apikey; --", "../../etc/passwd", "%u0041", "\u202e", "ضد", "feed/", "feed/9007199254740991",
    "user/-/label/" + "x" * 2000, "user/-/state/com.google/" + "y" * 250, "tag:google.com,2005:reader/item/" + "f" * 16,
    "x" * 20_000,
]  # fmt: skip
LISTING = "s n c ot nt xt it r"
READ_BY = {
    "token": "T output", "user-info": "output", "subscription/list": "output", "tag/list": "output",
    "subscription/quickadd": "quickadd", "subscription/edit": "s a r t ac", "rename-tag": "s dest", "disable-tag": "s",
    "preference/list": "output", "preference/stream/list": "output", "stream/items/ids": LISTING,
    "stream/contents": LISTING, "stream/items/contents": "i r", "unread-count": "output", "edit-tag": "i a r",
    "mark-all-as-read": "s ts",
}  # fmt: skip
FEVER = ["items", "since_id", "max_id", "with_ids", "mark", "as", "id", "before", "groups", "api", "feed_ids"]


def test_every_call_is_tried() -> None:
    assert set(READ_BY) == set(HANDLERS)


@pytest.mark.parametrize("path", sorted(HANDLERS))
def test_nasty_values_of_every_parameter(reader: Reader, press: Press, path: str) -> None:
    for name in READ_BY[path].split():
        for value in NASTY:
            for answer in (reader.get(f"{path}?{name}={value}"), reader.post(path, f"{name}={value}&ac=edit&a={READ}")):
                assert answer.status_code in (200, 400, 404), (name, value, answer.content[:200])


@pytest.mark.parametrize("name", FEVER)
def test_nasty_values_of_fever(reader: Reader, press: Press, name: str) -> None:
    for value in NASTY:
        answer = reader.fever(f"&items&{name}={value}", f"&{name}={value}")
        assert answer.status_code in (200, 400), (value, answer.content[:200])
        if name != "api":
            assert answer.json()["auth"] in (0, 1)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_path_and_form(reader: Reader, path: str, text: str) -> None:
    sent = quote(text.encode("utf-8", "replace").decode())
    for address in (
        quote(path.encode("utf-8", "replace")),
        f"stream/contents/{quote(path.encode('utf-8', 'replace'))}",
    ):
        answer = reader.get(f"{address}?s={sent}&c={sent}")
        assert answer.status_code in (200, 400, 404)
    assert reader.post("edit-tag", f"i={sent}&a={sent}&r={sent}").status_code in (200, 400)
    assert reader.post("subscription/quickadd", f"quickadd={sent}").status_code == 200


@pytest.mark.parametrize("place", ["x", "-5", "1.5", "12345678901234567890123", "tag:google.com,2005:reader/item/1"])
def test_a_cursor_that_was_tampered_with(reader: Reader, place: str) -> None:
    answer = reader.get(f"stream/items/ids?s={ALL}&c={place}")
    assert (answer.status_code, answer.content) == (400, b"Bad Request: c is no number")


def test_a_cursor_far_beyond(reader: Reader, press: Press) -> None:
    assert reader.ids(f"s={ALL}&c=9007199254740991") == press.items(3, 2, 1, 0)
    assert reader.ids(f"s={ALL}&c=1") == []
    assert reader.ids(f"s={ALL}&r=o&c=9007199254740991") == []


def test_bodies_that_are_too_large(reader: Reader) -> None:
    answer = reader.post("edit-tag", "i=" + "6" * (1 << 21))
    assert answer.status_code == 400
    assert reader.post("edit-tag", "&".join(["i=1"] * 20_000)).status_code == 400
    assert reader.fever("", "&" + "&".join(["id=1"] * 20_000)).status_code == 400
    assert reader.client.post("/accounts/ClientLogin", {"Passwd": "x" * (1 << 21)}).status_code == 400


@pytest.mark.parametrize("path", ["/accounts/ClientLogin", "/fever/", "/reader/api/0/edit-tag"])
def test_a_broken_multipart_body(reader: Reader, path: str) -> None:
    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 500,
        "multipart/form-data; boundary=a",
    ):
        answer = reader.client.post(path, b"--a\r\nnonsense", content_type=kind, headers=reader.header)
        assert answer.status_code in (200, 400, 401)


def test_no_more_than_there_may_be(reader: Reader, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    from jarida.api.readers import fever, greader

    monkeypatch.setattr(greader, "MOST_IDS", 3)
    monkeypatch.setattr(greader, "MOST_CONTENTS", 2)
    monkeypatch.setattr(fever, "PAGE", 1)
    assert len(reader.ids(f"s={ALL}&n=2147483647")) == 3
    assert len(reader.get("stream/contents?n=2147483647").json()["items"]) == 2
    assert len(reader.contents(*press.items(0, 1, 2, 3))) == 2
    assert len(reader.fever("&items").json()["items"]) == 1
    assert len(reader.fever(f"&items&with_ids={','.join(press.items(0, 1))}").json()["items"]) == 1


def test_unknown_calls(reader: Reader) -> None:
    for path in ("friend/list", "subscription", "stream", "stream/items", "token/x", "user-info/"):
        expected = 200 if path.strip("/") in HANDLERS else 404
        assert reader.get(path).status_code == expected
    assert reader.client.get("/reader/api/1/token").status_code == 404


@pytest.mark.parametrize(
    ("query", "beginning"),
    [
        ("subscription/list?output=xml", '<object><list name="subscriptions"><object><string name="id">feed/'),
        ("tag/list?output=xml", '<object><list name="tags"><object><string name="id">user/-/state/com.google/starred'),
        ("unread-count?output=xml", '<object><number name="max">10000</number>'),
        ("stream/items/ids?output=xml", '<object><list name="itemRefs"><object><string name="id">'),
    ],
)
def test_xml_where_it_is_asked_for(reader: Reader, press: Press, query: str, beginning: str) -> None:
    answer = reader.get(query)
    assert answer["Content-Type"].startswith("application/xml")
    assert beginning in answer.content.decode()


def test_fevers_xml(reader: Reader, press: Press) -> None:
    from lxml import etree

    root: Any = etree.fromstring(reader.fever("=xml&feeds&groups&items").content)
    assert (root.tag, root.findtext("auth")) == ("response", "1")
    assert len(root.findall("feeds/feed")) == 2
    assert len(root.findall("items/item")) == 4
    assert len(root.findall("groups/group")) == 2
    assert root.find("feeds_groups/feeds_group/feed_ids") is not None


def test_fever_marks(reader: Reader, press: Press) -> None:
    feed, item = press.courier.pk * 64, press.items(0)[0]
    for nothing in (
        "&mark=feed&as=unread", f"&mark=feed&as=saved&id={feed}", "&mark=nothing&as=read&id=1", "&mark=item&as=nothing",
        "&mark=item&as=read&id=x", "&mark=group&as=read&id=-1", "&mark=feed&as=read&id=999", "&mark=group&as=read&id=",
    ):  # fmt: skip
        assert reader.fever("", nothing).json()["auth"] == 1
    assert len(reader.unread()) == 4
    reader.fever("", f"&mark=item&as=read&id={item}")
    reader.fever("", f"&mark=item&as=unread&id={item}")
    assert len(reader.unread()) == 4
    reader.fever("", f"&mark=item&as=saved&id={item}")
    assert reader.fever("&saved_item_ids").json()["saved_item_ids"] == item
    reader.fever("", f"&mark=item&as=saved&id={item}")  # said twice is said once
    assert reader.fever("&saved_item_ids").json()["saved_item_ids"] == item
    reader.fever("", f"&mark=item&as=unsaved&id={item}")
    assert reader.fever("&saved_item_ids").json()["saved_item_ids"] == ""
    reader.fever("", f"&mark=feed&as=read&id={feed}")
    assert reader.unread() == press.items(3, 1)
    reader.fever("", f"&mark=feed&as=read&id={feed + 64}&before=1")
    assert reader.unread() == press.items(3, 1)
    reader.fever("", "&mark=feed&as=read&id=x&before=nonsense")
