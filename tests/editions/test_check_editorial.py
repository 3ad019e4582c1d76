"""Ownership, agencies and topics of an edition: what may stand there, and how what may not is refused."""

from pathlib import Path

import pytest

from jarida.core.errors import EditionError
from jarida.core.stories.topics import CODES
from jarida.editions.additions import save_outlets
from jarida.editions.catalogue import load_additions, load_edition
from jarida.editions.model import AgencySpec, EditionSpec, FeedSpec, OutletSpec, Ownership, TopicSpec

HEAD = '[edition]\ncode = "x"\nname = "X"\n\n'  # what follows begins on line 5
MAP = '[[agencies]]\ncode = "map"\nname = "MAP"\n'
WATER = '[[topics]]\ncode = "water"\nname = "Eau"\n'
OUTLET = '[[outlets]]\nname = "Gazette"\nhomepage = "https://gazette.example/"\n'


def load(tmp_path: Path, text: str) -> EditionSpec:
    path = tmp_path / "x.toml"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    return load_edition(str(path))


def test_none(tmp_path: Path) -> None:
    edition = load(tmp_path, OUTLET)
    assert (edition.agencies, edition.topics) == ((), ())
    assert edition.outlets[0].ownership is Ownership.UNKNOWN


@pytest.mark.parametrize("ownership", [one for one in Ownership if one])
def test_ownership(tmp_path: Path, ownership: Ownership) -> None:
    assert load(tmp_path, f'{OUTLET}ownership = "{ownership}"').outlets[0].ownership is ownership


def test_agencies(tmp_path: Path) -> None:
    text = MAP + 'names = { ar = "وكالة" }\nmarks = ["MAP", " (و  م ع) ", "MAP"]\n'
    assert load(tmp_path, text).agencies == (AgencySpec("map", "MAP", {"ar": "وكالة"}, ("MAP", "(و م ع)")),)


def test_topics(tmp_path: Path) -> None:
    text = WATER + 'names = { en = "Water" }\nkeywords = ["eau potable", "مياه"]\n'
    assert load(tmp_path, text).topics == (TopicSpec("water", "Eau", {"en": "Water"}, ("eau potable", "مياه")),)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (OUTLET + 'ownership = "stat"', 8, "'stat' is not allowed; did you mean 'state'?"),
        (OUTLET + "ownership = 7", 8, "ownership"),
        (OUTLET + 'owner = "state"', 8, "did you mean 'ownership'?"),
        (MAP, 5, "the field 'marks' is missing"),
        (MAP + "marks = []", 8, "marks: must not be empty"),
        (MAP + 'marks = "MAP"', 8, "marks"),
        (MAP + 'marks = ["MAP", 7]', 8, "marks"),
        (MAP + 'marks = [\n "MAP",\n "-",\n]', 10, "at least 2 letters"),
        (MAP + 'marks = ["MAP"]\nmark = ["x"]', 9, "did you mean 'marks'?"),
        (MAP + 'marks = ["MAP"]\n' + MAP + 'marks = ["AAA"]', 10, "'map' is taken by 'MAP'"),
        (MAP + 'marks = ["MAP"]\n' + MAP.replace('"map"', '"m2"') + 'marks = ["map"]', 12, "already a mark of 'map'"),
        (MAP.replace('"map"', '"M A P"') + 'marks = ["MAP"]', 6, "such as 'm-a-p'"),
        (MAP.replace('"map"', f'"{"x" * 41}"') + 'marks = ["MAP"]', 6, "longer than 40"),
        (MAP + 'marks = ["MAP"]\nnames = { xx = "MAP" }', 9, "unknown language 'xx'"),
        (WATER, 5, "the field 'keywords' is missing"),
        (WATER + "keywords = []", 8, "keywords: must not be empty"),
        (WATER + 'keywords = ["eau", "?!"]', 8, "one to 8 words"),
        (WATER + 'keywords = ["a b c d e f g h i"]', 8, "one to 8 words"),
        (WATER + f'keywords = ["{"x" * 101}"]', 8, "longer than 100"),
        (WATER + 'keywords = ["eau"]\nkey = 1', 9, "there is no such field"),
        (WATER.replace("water", "sport") + 'keywords = ["eau"]', 6, "'sport' is taken by 'sport'"),
        (WATER + 'keywords = ["eau"]\n' + WATER + 'keywords = ["eau"]', 10, "'water' is taken by 'Eau'"),
        ('topics = "x"', 5, "topics"),
        ('agencies = ["x"]', 5, "agencies"),
        ('[[topic]]\ncode = "x"', 5, "did you mean 'topics'?"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(EditionError) as refused:
        load(tmp_path, text)
    message = str(refused.value)
    assert f"x.toml:{line}:" in message, message
    assert said in message
    assert "\n" not in message


@pytest.mark.parametrize("name", ["morocco", "sample"])
def test_what_jarida_brings(name: str) -> None:
    edition = load_edition(name)
    assert edition.agencies
    assert edition.topics
    for one in (*edition.agencies, *edition.topics):
        assert {"fr", "ar", "es", "en"} <= set(one.names), one.code
    assert not {topic.code for topic in edition.topics} & set(CODES)


def test_whose_the_outlets_of_morocco_are_where_it_is_known() -> None:
    owned = {outlet.slug: outlet.ownership for outlet in load_edition("morocco").outlets}
    assert owned["map"] is owned["snrtnews"] is Ownership.STATE
    assert owned["al-bayane"] is owned["al-alam"] is Ownership.PARTY
    assert owned["atalayar"] is Ownership.FOREIGN
    assert owned["tanja24"] is Ownership.UNKNOWN, "what is not sure is not said"


def test_an_outlet_from_elsewhere_is_foreign_and_none_other() -> None:
    for outlet in load_edition("morocco").outlets:
        assert (outlet.ownership is Ownership.FOREIGN) == (outlet.country != "MA"), outlet.slug


def test_every_outlet_of_the_sample_press_has_an_owner_and_every_sort_is_there() -> None:
    owned = {outlet.ownership for outlet in load_edition("sample").outlets}
    assert owned == set(Ownership) - {Ownership.UNKNOWN}


def test_what_this_installation_adds_keeps_its_owner(tmp_path: Path) -> None:
    feed = FeedSpec("https://gazette.example/feed")
    outlet = OutletSpec("gazette", "G", "https://gazette.example/", ownership=Ownership.PARTY, feeds=(feed,))
    save_outlets(tmp_path, [outlet])
    assert load_additions(tmp_path)[0].ownership is Ownership.PARTY


def test_a_mark_is_no_word_of_any_text() -> None:
    marks = [mark for agency in load_edition("morocco").agencies for mark in agency.marks]
    assert not {"ومع", "map", "carte"} & set(marks)
