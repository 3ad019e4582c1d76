"""Numbers of feeds and items, and names of streams: there and back, and nothing else taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.api.readers import numbers
from jarida.api.readers.numbers import State, Stream, read_item, read_stream

CODES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=3)


@given(CODES)
def test_languages_there_and_back(code: str) -> None:
    number = numbers.language_feed(code)
    assert numbers.language_of(number) == code
    assert numbers.slot_of(number) == numbers.LANGUAGE
    assert 0 < number < 2**31  # Fever's clients hold it in 32 bits


@pytest.mark.parametrize("code", ["", "f", "FR", "fran", "f-r", "zh-hans", "ف"])
def test_what_is_no_language_has_no_feed(code: str) -> None:
    assert numbers.language_feed(code) == 0


@given(st.integers(0, 2**53))
def test_no_number_is_two_feeds(number: int) -> None:
    code = numbers.language_of(number)
    assert code == "" or numbers.language_feed(code) == number


@given(st.integers(1, 2**47 - 1), st.integers(0, 63))
def test_items_there_and_back(article: int, slot: int) -> None:
    item = numbers.item_of(article, slot)
    assert (numbers.article_of(item), numbers.slot_of(item)) == (article, slot)
    long = numbers.long_form(item)
    assert len(long) == len(numbers.ITEM_LEAD) + 16
    for form in (long, long.upper().replace(numbers.ITEM_LEAD.upper(), numbers.ITEM_LEAD), f"{item:016x}"):
        assert read_item(form) == item
    assert read_item(f"{numbers.ITEM_LEAD}{item:x}") == item
    if item < 10**15:  # sixteen digits are hexadecimal
        assert read_item(str(item)) == item


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 63)), min_size=2))
def test_items_stand_in_the_order_of_their_articles(pairs: list[tuple[int, int]]) -> None:
    by_item = sorted(pairs, key=lambda pair: numbers.item_of(*pair))
    assert by_item == sorted(pairs)


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "-64", "1", "63", "1e5", "٦٤", "0x40", " 64", "ffffffffffffffff", "9" * 17, "9" * 5000,
        numbers.ITEM_LEAD, *(numbers.ITEM_LEAD + digits for digits in ("xyz", "f" * 16, "0" * 17)),
        "tag:", "\0", "64\n", "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_item(text: str) -> None:
    assert read_item(text) is None


@given(st.text(max_size=40))
def test_any_text_is_an_item_or_none(text: str) -> None:
    found = read_item(text)
    assert found is None or numbers.SLOTS <= found <= numbers.LARGEST


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        ("user/-/state/com.google/reading-list", Stream(state=State.ALL)),
        ("user/1005/state/com.google/read", Stream(state=State.READ)),
        ("user/-/state/com.google/kept-unread", Stream(state=State.KEPT_UNREAD)),
        ("user/-/state/com.google/starred", Stream(state=State.STARRED)),
        ("user/-/state/com.google/broadcast", Stream(state=State.OTHER)),
        ("user/-/state/com.google/a/b", Stream(state=State.OTHER)),
        ("user/-/label/À lire / plus tard", Stream(label="À lire / plus tard")),
        ("user/me@example.org/label/العربية", Stream(label="العربية")),
        ("feed/64", Stream(feed=64)),
        (" feed/64\n", Stream(feed=64)),
        ("feed/https://a.example/feed?x=1", Stream(address="https://a.example/feed?x=1")),
    ],
)
def test_streams(name: str, stream: Stream) -> None:
    assert read_stream(name) == stream


@pytest.mark.parametrize(
    "name",
    ["", "feed/", "feed/0", "user", "user/-/", "user/-/label/", "user//label/x", "x" * 3000, "user/-/state/org/x"],
)
def test_what_is_no_stream(name: str) -> None:
    assert read_stream(name) is None


@given(st.text(max_size=60).map(lambda text: f"feed/{text}") | st.text(max_size=60))
def test_any_text_is_a_stream_or_none(text: str) -> None:
    stream = read_stream(text)
    if stream is not None:
        assert sum([stream.state is not None, bool(stream.label), bool(stream.feed), bool(stream.address)]) == 1
