"""Two devices and a plain model of what they do: whatever the order of calls, all three say the same."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jarida.api.keys import create_key
from jarida.api.models import Scope
from jarida.api.readers import states
from tests.api.readers.conftest import ALL, READ, STARRED, Reader, came
from tests.website.factories import make_outlet, withdraw

pytestmark = pytest.mark.database

ARTICLES = 8
PLACE = st.integers(0, ARTICLES - 1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["read", "unread", "star", "unstar"]), st.lists(PLACE, min_size=1, max_size=3))
    | st.tuples(st.sampled_from(["feed", "folder", "all", "withdraw", "new"]), st.lists(PLACE, min_size=1, max_size=1)),
    max_size=12,
)


@dataclass
class Model:
    """What ought to be: articles by key in their outlets, and what became of each."""

    outlets: dict[int, int] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)
    starred: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def live(self) -> list[int]:
        return sorted(set(self.outlets) - self.gone, reverse=True)

    def unread(self) -> list[int]:
        return [key for key in self.live() if key not in self.read]

    def stars(self) -> list[int]:
        return [key for key in self.live() if key in self.starred]


class Devices:
    """A reader by Google's protocol and one by Fever, of one account."""

    def __init__(self) -> None:
        key, token = create_key([Scope.READ], per_minute=100_000)
        self.reader = Reader(key, token)
        self.outlets = [make_outlet(languages=["fr"]), make_outlet(languages=["ar"])]
        self.articles = [came(60 - number, self.outlets[number % 2]) for number in range(ARTICLES)]
        self.model = Model({article.pk: article.outlet_id for article in self.articles})
        self.reader.get("token")

    def act(self, what: str, places: list[int], fever: bool) -> None:
        """One call, and the same on the model."""
        chosen = [self.articles[place] for place in places]
        keys = {article.pk for article in chosen} - self.model.gone
        {
            "read": self._mark, "unread": self._mark, "star": self._mark, "unstar": self._mark, "feed": self._read_feed,
            "folder": self._read_feed, "all": self._read_all, "withdraw": self._withdraw, "new": self._new,
        }[what](what, keys, chosen[0], fever)  # fmt: skip

    def _mark(self, what: str, keys: set[int], first: Any, fever: bool) -> None:
        if fever:
            word = {"star": "saved", "unstar": "unsaved"}.get(what, what)
            for key in keys:
                self.reader.fever("", f"&mark=item&as={word}&id={key * 64}")
        else:
            sign = "a" if what in ("read", "star") else "r"
            state = READ if what in ("read", "unread") else STARRED
            items = "&".join(f"i={key * 64}" for key in keys)
            assert self.reader.post("edit-tag", f"{items}&{sign}={state}").status_code == 200
        kept = self.model.read if what in ("read", "unread") else self.model.starred
        (kept.update if what in ("read", "star") else kept.difference_update)(keys)

    def _read_feed(self, what: str, keys: set[int], first: Any, fever: bool) -> None:
        label = {self.outlets[0].pk: "Français", self.outlets[1].pk: "العربية"}[first.outlet_id]
        if fever:
            self.reader.fever("", f"&mark=feed&as=read&id={first.outlet_id * 64}&before=4000000000")
        else:
            stream = f"feed/{first.outlet_id * 64}" if what == "feed" else f"user/-/label/{label}"
            self.reader.post("mark-all-as-read", f"s={stream}")
        self.model.read |= {key for key in self.model.live() if self.model.outlets[key] == first.outlet_id}

    def _read_all(self, what: str, keys: set[int], first: Any, fever: bool) -> None:
        if fever:
            self.reader.fever("", "&mark=group&as=read&id=0&before=4000000000")
        else:
            self.reader.post("mark-all-as-read", f"s={ALL}")
        self.model.read |= set(self.model.live())

    def _withdraw(self, what: str, keys: set[int], first: Any, fever: bool) -> None:
        if first.pk not in self.model.gone:
            withdraw(first)
            self.model.gone.add(first.pk)

    def _new(self, what: str, keys: set[int], first: Any, fever: bool) -> None:
        article = came(1, self.outlets[0])
        self.model.outlets[article.pk] = article.outlet_id

    def _by_fever(self, name: str) -> list[int]:
        return [int(item) // 64 for item in self.reader.fever(f"&{name}").json()[name].split(",") if item]

    def check(self) -> None:
        """Both devices see what the model says."""
        model, reader = self.model, self.reader
        assert [int(item) // 64 for item in reader.ids(f"s={ALL}&n=100")] == model.live()
        assert [int(item) // 64 for item in reader.unread()] == model.unread()
        assert [int(item) // 64 for item in reader.ids(f"s={STARRED}&n=100")] == model.stars()
        assert self._by_fever("unread_item_ids") == sorted(model.unread())
        assert self._by_fever("saved_item_ids") == sorted(model.stars())
        for item in reader.get(f"stream/contents/{ALL}?n=100").json()["items"]:
            key = int(item["id"].rsplit("/", 1)[-1], 16) // 64
            assert (READ in item["categories"]) == (key in model.read)
            assert (STARRED in item["categories"]) == (key in model.starred)


class TestDevices(TestCase):
    """Each example in a transaction of its own."""

    @given(STEPS, st.booleans(), st.booleans())
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    def test_whatever_the_order(self, steps: list[tuple[str, list[int]]], fever: bool, raising: bool) -> None:
        with pytest.MonkeyPatch.context() as patch:
            if raising:  # the floor rises whenever it can
                patch.setattr(states, "WORTH_RAISING", 1)
                patch.setattr(states, "MARGIN", 0)
            devices = Devices()
            for number, (what, places) in enumerate(steps):
                devices.act(what, places, fever=fever if number % 2 else not fever)
                if raising:
                    devices.reader.unread()
            devices.check()
