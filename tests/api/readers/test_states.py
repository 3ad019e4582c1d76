"""What was read and starred: kept, bounded, and the same for whoever asks next."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from jarida.api.readers import states
from jarida.api.readers.marks import SIZE
from jarida.api.readers.models import ReaderAccount, ReaderMarks, ReaderStar
from jarida.archive.models import Article
from tests.api.readers.conftest import ALL, NOW, READ, STARRED, Press, Reader, came
from tests.website.factories import make_outlet

pytestmark = pytest.mark.database


@pytest.mark.django_db
def test_reading_all_keeps_nothing_but_a_number(press: Press, reader: Reader) -> None:
    reader.post("edit-tag", f"i={press.items(0)[0]}&a={READ}")
    assert ReaderMarks.objects.count() == 1
    assert reader.post("mark-all-as-read", f"s={ALL}").content == b"OK"
    assert reader.unread() == []
    assert reader.account.floor == press.articles[3].pk
    new = came(1, press.courier)
    assert reader.unread() == [str(new.pk * 64)]


@pytest.mark.django_db
@pytest.mark.parametrize("unit", ["", "000", "000000"])
def test_reading_all_until_a_moment(press: Press, reader: Reader, unit: str) -> None:
    until = int((NOW - timedelta(minutes=30)).timestamp())
    assert reader.post("mark-all-as-read", f"s={ALL}&ts={until}{unit}").content == b"OK"
    assert reader.unread() == press.items(3)


@pytest.mark.django_db
def test_reading_a_feed_or_a_folder(press: Press, reader: Reader) -> None:
    until = int((NOW - timedelta(minutes=40)).timestamp())
    reader.post("mark-all-as-read", f"s=feed/{press.sawt.pk * 64}&ts={until}")
    assert reader.unread() == press.items(3, 2, 0)
    reader.post("mark-all-as-read", "s=user/-/label/Français")
    assert reader.unread() == press.items(3)
    reader.post("mark-all-as-read", "s=user/-/label/nothing")
    reader.post("mark-all-as-read", f"s={STARRED}&s=feed/640000")
    assert len(reader.unread()) <= 1


@pytest.mark.django_db
def test_unread_again_below_the_floor(press: Press, reader: Reader) -> None:
    reader.post("mark-all-as-read", f"s={ALL}")
    reader.post("edit-tag", f"i={press.items(1)[0]}&a=user/-/state/com.google/kept-unread")
    assert reader.unread() == press.items(1)
    assert reader.ids(f"s={READ}") == press.items(3, 2, 0)
    reader.post("edit-tag", f"i={press.items(1)[0]}&r=user/-/state/com.google/kept-unread")
    assert reader.unread() == []


@pytest.mark.django_db
def test_items_that_are_not_there_leave_nothing(press: Press, reader: Reader) -> None:
    beyond = max(article.pk for article in press.articles)  # on PostgreSQL numbers go on from test to test
    far = "&".join(f"i={beyond + number * SIZE * 64}" for number in range(1, 500))
    assert reader.post("edit-tag", f"{far}&a={READ}&a={STARRED}").content == b"OK"
    assert not ReaderMarks.objects.exists()
    assert not ReaderStar.objects.exists()


@pytest.mark.django_db
def test_as_many_stars_as_there_may_be(press: Press, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "MOST_STARS", 2)
    body = "&".join(f"i={item}" for item in press.items(0, 1))
    assert reader.post("edit-tag", f"{body}&a={STARRED}").status_code == 200
    assert reader.post("edit-tag", f"{body}&a={STARRED}").status_code == 200
    refused = reader.post("edit-tag", f"i={press.items(2)[0]}&a={STARRED}")
    assert (refused.status_code, b"2 stars" in refused.content) == (400, True)
    assert reader.ids(f"s={STARRED}") == press.items(1, 0)
    assert reader.fever(f"&mark=item&as=saved&id={press.items(2)[0]}").status_code == 400
    reader.post("edit-tag", f"i={press.items(0)[0]}&r={STARRED}")
    assert reader.post("edit-tag", f"i={press.items(2)[0]}&a={STARRED}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    ["a={read}&r={read}", "a={star}&r={star}", "a={read}&a=user/-/state/com.google/kept-unread", "a=user/-/label/x"],
)
def test_changes_that_contradict_themselves(press: Press, reader: Reader, body: str) -> None:
    answer = reader.post("edit-tag", f"i={press.items(0)[0]}&{body.format(read=READ, star=STARRED)}")
    assert answer.status_code == 400
    assert len(reader.unread()) == 4


@pytest.mark.django_db
def test_a_floor_rises_when_all_below_was_read(
    press: Press, reader: Reader, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(states, "WORTH_RAISING", 1)
    monkeypatch.setattr(states, "MARGIN", 0)
    reader.get("token")
    before = reader.account.floor
    body = "&".join(f"i={item}" for item in press.items(0, 1))
    reader.post("edit-tag", f"{body}&a={READ}")
    assert reader.ids(f"s=user/-/label/Français&xt={READ}") == press.items(2)
    assert reader.account.floor == before  # only a list of everything says so
    assert reader.unread() == press.items(3, 2)
    assert reader.account.floor == press.articles[1].pk
    assert reader.unread() == press.items(3, 2)
    reader.post("edit-tag", f"i={press.items(0)[0]}&r={READ}")
    assert reader.unread() == press.items(3, 2, 0)


@pytest.mark.django_db
def test_a_floor_stays_where_the_list_was_cut(press: Press, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "WORTH_RAISING", 1)
    monkeypatch.setattr(states, "MARGIN", 0)
    reader.get("token")
    before = reader.account.floor
    assert reader.ids(f"s={ALL}&xt={READ}&n=2") == press.items(3, 2)
    assert reader.ids(f"s={ALL}&xt={READ}&n=100&ot={int(NOW.timestamp())}") == []
    assert reader.account.floor == before


@pytest.mark.django_db
def test_bits_go_with_the_horizon(press: Press, reader: Reader) -> None:
    reader.post("edit-tag", f"i={press.items(0)[0]}&a={READ}")
    account = reader.account
    ReaderMarks.objects.create(account=account, chunk=10**6, bits=bytes(1024))
    ReaderAccount.objects.update(horizon=(10**6 + 2) * SIZE)
    account.refresh_from_db()
    states.change(account, lambda marks: marks.marked([(10**6 + 3) * SIZE], read=True))
    assert list(ReaderMarks.objects.values_list("chunk", flat=True)) == [10**6 + 3]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests' SQLite is in memory: its writers do not wait")
@pytest.mark.django_db(transaction=True)
def test_changes_at_the_same_moment_are_all_kept(make_reader: Any) -> None:
    outlet = make_outlet(languages=["fr"])
    articles = [came(60 - number, outlet) for number in range(24)]
    reader = make_reader()
    reader.get("token")
    failures: list[Any] = []

    def mark(part: list[Article]) -> None:
        try:
            for article in part:
                answer = Reader(reader.key, reader.password).post("edit-tag", f"i={article.pk * 64}&a={READ}")
                if answer.status_code != 200:
                    failures.append(answer)
        finally:
            connection.close()

    threads = [threading.Thread(target=mark, args=(articles[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert reader.unread() == []


@pytest.mark.django_db
def test_unread_counts(press: Press, reader: Reader) -> None:
    reader.post("edit-tag", f"i={press.items(2)[0]}&a={READ}")
    counts = {each["id"]: each for each in reader.get("unread-count").json()["unreadcounts"]}
    assert {name: each["count"] for name, each in counts.items()} == {
        f"feed/{press.courier.pk * 64}": 1, f"feed/{press.sawt.pk * 64}": 2, "user/-/label/Français": 1,
        "user/-/label/العربية": 2, ALL: 3,
    }  # fmt: skip
    newest = str(int((NOW - timedelta(minutes=20)).timestamp()) * 1_000_000)
    assert counts[ALL]["newestItemTimestampUsec"] == newest
    assert counts["user/-/label/العربية"]["newestItemTimestampUsec"] == newest
