"""What each language adds: what only its articles mention, of what their publishers let be shown."""

import numpy as np
import pytest

from jarida.archive.models import Name, Outlet
from jarida.archive.stories import profiles
from jarida.archive.stories.additions import Told, additions, name_lines, only_of
from jarida.archive.stories.tellers import members
from jarida.core.stories.model import Profile
from tests.stories_builder import make_event


def told(language: str, names: str = "", numbers: str = "") -> Told:
    return Told(language, frozenset(names.split()), frozenset(numbers.split()))


def test_only_what_no_other_language_mentions():
    found = only_of([told("fr", "a b", "12 30"), told("fr", "b", "12"), told("ar", "a c", "30")])
    assert found == {"fr": (["b"], ["12"]), "ar": (["c"], [])}


def test_what_most_mention_comes_first():
    assert only_of([told("fr", "z a"), told("fr", "z"), told("ar")])["fr"][0] == ["z", "a"]


def test_a_single_digit_says_nothing():
    assert only_of([told("fr", "", "3 7.5 12"), told("ar")])["fr"][1] == ["12", "7.5"]


@pytest.mark.database
@pytest.mark.django_db
class TestOfAStory:
    @pytest.fixture(autouse=True)
    def story(self) -> None:
        self.told = make_event(4, ("fr", "ar"))
        Name.objects.create(kind="place", key="casablanca", shown="Casablanca", names={"ar": "الدار البيضاء"})
        for member in self.told.members.all():
            names = frozenset({"casablanca", "~xyz"}) if member.language == "fr" else frozenset[str]()
            profile = Profile(
                id=member.article_id,
                vector=np.zeros(4, np.int8),
                names=names,
                numbers=frozenset({"412", member.language}),
            )
            profiles.save(profile, encoder="test", content_hash="", at=member.at)

    def test_names_as_they_are_shown(self):
        (found,) = additions(members(self.told.pk))
        assert (found.language, [name.shown for name in found.names], found.numbers) == ("fr", ["Casablanca"], ())

    def test_nothing_of_what_may_not_be_shown(self):
        Outlet.objects.update(policy="headline")
        assert additions(members(self.told.pk)) == ()

    def test_nothing_where_one_language_tells(self):
        assert additions(members(make_event(3, ("fr",)).pk)) == ()

    def test_names_by_their_keys(self):
        Name.objects.create(kind="organisation", key="casablanca", shown="Le club")
        assert name_lines({"casablanca", "nothing"})["casablanca"].kind == "place"
        assert name_lines(()) == {}
