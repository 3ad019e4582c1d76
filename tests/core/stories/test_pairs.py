"""What facts say of two articles: each has its sign, and what is not known says nothing."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.stories.made import NOON, article

from jarida.core.stories import pairs
from jarida.core.stories.encoders import NANO, UNIVERSAL
from jarida.core.stories.model import Profile
from jarida.core.stories.pairs import FEATURES, UNKNOWN, Rarity, compare, counted, hours_apart, weights, weights_of

ENCODERS = (NANO, UNIVERSAL)
PLAIN = {"language": "fr", "hours": None}


def value(name: str, one: Profile, other: Profile, rarity: Rarity = UNKNOWN, cosine: float = 0.3) -> float:
    """One feature of a comparison."""
    return compare(one, other, cosine, rarity=rarity).features[FEATURES.index(name)]


def probability(one: Profile, other: Profile, encoder: str, cosine: float = 0.35) -> float:
    """How likely, by the weights of an encoder."""
    return compare(one, other, cosine, model=weights(encoder)).probability


def two(first: dict[str, object], second: dict[str, object], **both: object) -> tuple[Profile, Profile]:
    """Two articles that differ in what is given."""
    common = {**PLAIN, **both}
    return article(1, **{**common, **first}), article(2, **{**common, **second})


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"names": ("~zrl",)}, {"names": ("~zrl",)}),
        ({"places": ("agadir",)}, {"places": ("agadir",)}),
        ({"numbers": ("115",)}, {"numbers": ("115",)}),
        ({"words": ("@5",)}, {"words": ("@5",)}),
        ({"words": ("~ZRL",)}, {"words": ("~ZRL",)}),
        ({"digest": 7}, {"digest": 7}),
    ],
)
def test_what_speaks_for_one_event(encoder, first, second):
    assert probability(*two(first, second), encoder) > probability(*two({}, {}), encoder)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"names": ("~zrl",)}, {"names": ("~mrn",)}),
        ({"names": ("~zrl",), "language": "ar"}, {"names": ("~mrn",)}),
        ({"places": ("agadir",)}, {"places": ("oran",)}),
        ({"numbers": ("23",)}, {"numbers": ("26",)}),
        ({"words": ("@5",)}, {"words": ("@3",)}),
        ({"hours": 0}, {"hours": 70}),
    ],
)
def test_what_speaks_against(encoder, first, second):
    languages = {"language": first["language"]} if "language" in first else {}
    assert probability(*two(first, second), encoder) < probability(*two(languages, {}), encoder)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("name", ["names", "places", "numbers", "words"])
def test_what_only_one_has_says_nothing(encoder, name):
    known = {"names": "~zrl", "places": "agadir", "numbers": "23", "words": "@5"}[name]
    assert probability(*two({name: (known,)}, {}), encoder) == probability(*two({}, {}), encoder)


@pytest.mark.parametrize("encoder", ENCODERS)
def test_a_missing_date_is_neutral(encoder):
    nothing = probability(*two({}, {}), encoder)
    assert probability(*two({"hours": 0}, {}), encoder) == nothing
    assert probability(*two({"hours": 0}, {"hours": 20}), encoder) == nothing
    assert probability(*two({"hours": 0}, {"hours": 60}), encoder) < nothing


@pytest.mark.parametrize("encoder", ENCODERS)
def test_nearer_is_likelier(encoder):
    found = [probability(*two({}, {}), encoder, cosine / 10) for cosine in range(-5, 11)]
    assert found == sorted(found)
    assert found[0] < 0.05
    assert probability(*two({"digest": 7}, {"digest": 7}), encoder, 0.9) > 0.95


def test_the_weights_are_of_the_encoder():
    assert weights(NANO) != weights(UNIVERSAL)
    assert weights_of(384) == weights(NANO)
    assert weights_of(512) == weights(UNIVERSAL)
    assert weights("other") == weights_of(7) == weights(NANO)
    assert all(0 < weights(name).batch <= weights(name).threshold < 1 for name in ENCODERS)


@pytest.mark.parametrize("encoder", ENCODERS)
def test_signs(encoder):
    model = dict(zip(FEATURES, weights(encoder).values, strict=True))
    against = {"rival_names", "foreign_rival_names", "rival_places", "contradicting", "far"}
    assert all(model[name] <= 0 for name in against)
    assert all(model[name] >= 0 for name in set(FEATURES) - against - {"foreign"})


def test_days_only():
    day, hour = article(1, hours=0, day_only=True), article(2, hours=20)
    assert hours_apart(day, hour) == 0
    assert hours_apart(article(1, hours=0), hour) == 20
    assert hours_apart(day, article(2, hours=48, day_only=True)) == 48
    assert hours_apart(day, article(2, hours=None)) is None


def test_dates_in_two_time_zones():
    from dataclasses import replace
    from datetime import timezone

    moved = replace(article(2), at=NOON.astimezone(timezone(timedelta(hours=9))))
    assert hours_apart(article(1), moved) == 0


def test_what_is_rare_says_more():
    rarity = Rarity({"maroc": 100, "~zrl": 2}, 200)
    assert rarity.of("maroc") < 0.2 < rarity.of("~zrl") <= rarity.of("never") <= 1
    assert Rarity({}, 10_000).of("never") == 1
    assert Rarity({"all": 10}, 10).of("all") == 0
    assert Rarity({"more": 12}, 10).of("more") == 0
    known = two({"places": ("maroc", "~zrl")}, {"places": ("maroc", "~zrl")})
    common = two({"places": ("maroc",)}, {"places": ("maroc",)})
    assert value("places", *known, rarity) > value("places", *common, rarity)


def test_counting():
    found = counted([article(1, names=("a",), words=("b",)), article(2, places=("a",), words=("b",))])
    assert (found.counts["a"], found.counts["b"], found.total) == (2, 2, 2)
    assert counted([]).of("a") == UNKNOWN.of("a")


def test_a_surname_is_no_rival_of_the_full_name():
    assert value("rival_names", *two({"names": ("~lnds lhn",)}, {"names": ("~lhn",)})) == 0
    assert value("rival_names", *two({"names": ("~lnds lhn",)}, {"names": ("~tr rd",)})) == 1
    both = two({"names": ("~klck", "~rhmn")}, {"names": ("~klck", "~tmsn")})
    assert value("rival_names", *both) == pytest.approx(0.5)


def test_a_name_heard_in_the_other_script_is_no_rival():
    heard = two({"names": ("~zrl",), "words": ("~ZRL",)}, {"names": ("~dris",), "words": ("~ZRL",), "language": "ar"})
    assert value("foreign_rival_names", *heard) < 1


def test_words_count_within_a_language():
    same = two({"words": ("fr.a", "fr.b", "@1", "~ABC")}, {"words": ("fr.a", "fr.b", "@2", "~DEF")})
    assert value("words", *same) == pytest.approx(1)
    half = two({"words": ("fr.a", "fr.b")}, {"words": ("fr.a", "fr.c")})
    assert value("words", *half) == pytest.approx(0.5)
    assert value("words", *two({"words": ("fr.a",)}, {"words": ("fr.a",), "language": "es"})) == 0


def test_small_numbers_and_years_say_less():
    assert value("numbers", *two({"numbers": ("2030",)}, {"numbers": ("2030",)})) == 0.25
    assert value("numbers", *two({"numbers": ("3",)}, {"numbers": ("3",)})) == 0.5
    assert value("numbers", *two({"numbers": ("3-1",)}, {"numbers": ("3-1",)})) == 1
    assert value("numbers", *two({"numbers": ("168",)}, {"numbers": ("168",)})) == 1


def test_what_a_comparison_tells():
    one = article(1, hours=0, names=("~zrl", "a"), places=("agadir",), numbers=("23", "6%"), digest=5)
    other = article(2, hours=3, names=("~zrl", "b"), places=("agadir",), numbers=("26", "6%"), digest=5)
    found = compare(one, other)
    assert (found.names, found.places, found.numbers) == ({"~zrl"}, {"agadir"}, {"6%"})
    assert found.contradicting == {"23", "26"}
    assert found.hours == 3
    assert found.copied == 1
    assert -1 <= found.cosine <= 1
    assert len(found.features) == len(FEATURES)


def test_digests_of_nothing_are_no_copies():
    assert compare(article(1, digest=0), article(2, digest=0)).copied == 0


KEYS = st.frozensets(
    st.sampled_from(["maroc", "~zrl", "~lnds lhn", "~lhn", "23", "26", "6%", "2030", "fr.a", "@1", "~ABC"])
)
FACTS = st.fixed_dictionaries(
    {
        "hours": st.none() | st.integers(-200, 200),
        "language": st.sampled_from(["fr", "ar", ""]),
        "names": KEYS,
        "places": KEYS,
        "numbers": st.frozensets(st.sampled_from(["23", "26", "6%", "2030", "2-1", "7.2"])),
        "words": KEYS,
        "digest": st.integers(0, 2),
    }
)


@given(FACTS, FACTS)
@settings(deadline=None)
def test_the_order_of_two_makes_no_difference(first, second):
    one, other = article(1, **first), article(2, **second)
    found, back = compare(one, other), compare(other, one)
    assert found.features == pytest.approx(back.features)
    assert 0 <= found.probability <= 1
    assert found.probability == pytest.approx(back.probability)


def test_what_is_remembered_is_bounded():
    for remembered in (pairs._said, pairs._parts, pairs._rareness):
        assert remembered.cache_info().maxsize is not None
