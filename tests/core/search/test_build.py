"""Trees become terms: nothing typed reaches an index unfolded, and every expression is one that engines know."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given, settings

from jarida.core.search.build import MAX_TERMS, build, has_words, outlet_key, targets_of
from jarida.core.search.expansions import Expansion, Surroundings
from jarida.core.search.expression import (
    EVERYTHING,
    NOTHING,
    All,
    Any,
    Chosen,
    Expression,
    Form,
    Sequence,
    Starts,
    Stem,
    Tag,
    Without,
    leaves,
)
from jarida.core.search.model import Filter, Name, Phrase, Prefix, ProblemCode, Query, Word
from jarida.core.search.parse import parse
from tests.core.search.strategies import queries, texts

KSAR = Expansion("Ksar El Kebir", ("القصر الكبير",), (("القصر", "الكبير"),))
BENKIRANE = Expansion("Benkirane", ("بنكيران",), (("بنكيران",),))
LONG = Expansion("Abdelilah Benkirane", ("عبد الإله بنكيران",), (("عبد", "الاله", "بنكيران"),))


class Names:
    """Knows three names, and gives them as they come, overlapping ones too."""

    def expand(self, words: tuple[str, ...]) -> tuple[tuple[int, int, Expansion], ...]:
        folded = [word.lower().replace("é", "e") for word in words]
        known = {("ksar", "el", "kebir"): KSAR, ("benkirane",): BENKIRANE, ("abdelilah", "benkirane"): LONG}
        return tuple(
            (start, start + len(name), expansion)
            for start in range(len(words))
            for name, expansion in known.items()
            if tuple(folded[start : start + len(name)]) == name
        )


OUTLETS = {"hespress": 1, "le matin": 2, "matin du sahara": 3, "هسبريس": 1}
TWELVE = Chosen(frozenset({5, 7}))
STORIES = {12: TWELVE.keys}
HERE = Surroundings(OUTLETS, ("fr", "ar"), Names())


def expression(text: str, expand: bool = True, here: Surroundings = HERE) -> Expression:
    return build(parse(text), here, expand).expression


def terms(text: str, expand: bool = True) -> list[Expression]:
    return list(leaves(expression(text, expand)))


def codes(text: str) -> list[tuple[str, str]]:
    return [(each.code.value, text[each.start : each.end]) for each in build(parse(text), HERE).problems]


# --- words ------------------------------------------------------------------------------------------------


def test_a_word_is_its_form_or_its_stems() -> None:
    found = expression("Élections")
    assert isinstance(found, Any)
    assert found.parts[0] == Form("elections")
    assert Stem("fr.elect") in found.parts
    assert all(isinstance(part, Form | Stem) for part in found.parts)


def test_stems_are_of_the_archives_languages() -> None:
    assert {term.stem[:2] for term in terms("nations") if isinstance(term, Stem)} <= {"fr", "ar"}


@pytest.mark.parametrize("text", ["nations lang:en", "lang:english (nations)", "nations lang:en,en"])
def test_stems_are_of_the_language_that_is_asked_for(text: str) -> None:
    assert {term.stem[:2] for term in terms(text) if isinstance(term, Stem)} == {"en"}


def test_unknown_language_changes_no_stems() -> None:
    assert terms("nations lang:zzzz") == terms("nations")


def test_words_are_all_asked_for() -> None:
    found = expression("eau potable")
    assert isinstance(found, All)
    assert len(found.parts) == 2


def test_a_word_twice_is_asked_for_once() -> None:
    assert expression("eau eau") == expression("eau")


@pytest.mark.parametrize(("text", "forms"), [("10:30", ("10", "30")), ("3.5", ("3", "5")), ("G-20", ("g", "20"))])
def test_numbers_stay_together(text: str, forms: tuple[str, ...]) -> None:
    assert expression(text) == Sequence(forms)


def test_compounds_are_found_as_they_stand_and_by_stems_of_the_whole() -> None:
    found = expression("franco-marocaines")
    assert isinstance(found, Any)
    assert found.parts[0] == Sequence(("franco", "marocaines"))
    singular = expression("franco-marocaine")
    assert isinstance(singular, Any)
    assert set(found.parts[1:]) == set(singular.parts[1:])
    assert all(isinstance(part, Stem) for part in found.parts[1:])
    assert len(found.parts) > 1


@pytest.mark.parametrize("text", ["Maroc/Algérie", "Maroc,Algérie", "الجزائر؛المغرب", "a&b", "a|b", "a+b=c"])
def test_what_signs_only_list_is_words(text: str) -> None:
    spaced = "".join(sign if sign.isalnum() else " " for sign in text)
    assert expression(text) == expression(spaced)


@pytest.mark.parametrize("text", ["24/7", "1,5", "22/04/2024"])
def test_numbers_are_not_listed(text: str) -> None:
    assert isinstance(expression(text), Sequence)


def test_phrases_are_exact() -> None:
    assert expression('"les Élections communales"') == Sequence(("les", "elections", "communales"))
    assert expression('"Élections"') == Form("elections")


def test_arabic_phrases_are_found_behind_particles() -> None:
    found = expression('"الدار البيضاء"')
    assert isinstance(found, Any)
    assert Sequence(("الدار", "البيضاء")) in found.parts
    assert Sequence(("بالدار", "البيضاء")) in found.parts
    assert Sequence(("للدار", "البيضاء")) in found.parts
    assert Sequence(("والدار", "البيضاء")) in found.parts


def test_beginnings() -> None:
    assert expression("Constitu*") == Starts("constitu")
    assert expression("title:دستو*") == Starts("دستو", in_title=True)
    found = expression("ksar-el-ké*")
    assert isinstance(found, All)
    assert found.parts == (Sequence(("ksar", "el")), Starts("ke"))


@pytest.mark.parametrize("text", ["a*", "é*", "م*", "1*", "-a*", "title:a*"])
def test_short_beginnings_are_words(text: str) -> None:
    assert codes(text) == [("short-prefix", text.removeprefix("-"))]
    assert not [term for term in leaves(expression(text)) if isinstance(term, Starts)]


@pytest.mark.parametrize("text", ["中*", "가*", "か*"])
def test_one_ideograph_is_a_beginning(text: str) -> None:
    assert codes(text) == []


def test_titles() -> None:
    assert all(term.in_title for term in terms('title:(eau OR "prix du lait" OR cons*)'))  # type: ignore[union-attr]
    assert Tag("~lfr") in terms("title:(eau lang:fr)")


# --- how terms combine ------------------------------------------------------------------------------------


def plain(text: str) -> Expression:
    """Built for an archive without languages: a word is one form."""
    return build(parse(text), Surroundings(languages=())).expression


EE, FF, GG = Form("ee"), Form("ff"), Form("gg")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", EVERYTHING),
        ("ee", EE),
        ("ee ff", All((EE, FF))),
        ("ee OR ff", Any((EE, FF))),
        ("ee (ff OR gg)", All((EE, Any((FF, GG))))),
        ("ee -ff", All((EE, Without(FF)))),
        ("-ff ee", All((Without(FF), EE))),
        ("-ee", All((EVERYTHING, Without(EE)))),
        ("-ee -ff", All((EVERYTHING, Without(EE), Without(FF)))),
        ("ee OR -ff", Any((EE, All((EVERYTHING, Without(FF)))))),
        ("-ee OR -ff", Any((All((EVERYTHING, Without(EE))), All((EVERYTHING, Without(FF)))))),
        ("-(ee OR ff)", All((EVERYTHING, Without(Any((EE, FF)))))),
        ("-(ee -ff)", All((EVERYTHING, Without(All((EE, Without(FF))))))),
        ("gg -(ee -ff)", All((GG, Without(All((EE, Without(FF))))))),
        ("-(-ee -ff)", All((EVERYTHING, Without(All((EVERYTHING, Without(EE), Without(FF))))))),
        ("gg (-ee OR ff)", All((GG, Any((All((EVERYTHING, Without(EE))), FF))))),
        ("after:2024", EVERYTHING),
        ("title:(-ee)", All((EVERYTHING, Without(Form("ee", in_title=True))))),
    ],
)
def test_combinations(text: str, found: Expression) -> None:
    assert plain(text) == found


def test_nots_in_trees_of_other_makers() -> None:
    from jarida.core.search.model import And, Not

    def built(node: object) -> Expression:
        return build(Query(node), Surroundings(languages=())).expression  # type: ignore[arg-type]

    assert built(Not(Not(Word("ee")))) == EE
    assert built(Not(Not(Not(Word("ee"))))) == All((EVERYTHING, Without(EE)))
    assert built(And((Word("ee"), And((Word("ff"), Not(Word("gg"))))))) == All((EE, FF, Without(GG)))
    assert built(And((And((Not(Word("ee")), Not(Word("ff")))), Word("gg")))) == All((Without(EE), Without(FF), GG))
    assert built(And(())) == EVERYTHING


def test_dates_go_beside_the_expression() -> None:
    built = build(parse("x after:2024-02 before:2025 on:2024-03"), HERE)
    assert built.index_query.first == date(2024, 3, 1)
    assert built.index_query.before == date(2024, 4, 1)
    assert built.index_query.expression is built.expression


# --- filters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("outlet:hespress", Tag("~o1")),
        ("outlet:HESPRESS", Tag("~o1")),
        ("outlet:هسبريس", Tag("~o1")),
        ("outlet:le-matin", Tag("~o2")),
        ('outlet:"Le Matin"', Tag("~o2")),
        ("outlet:(le matin)", Tag("~o2")),
        ("outlet:matin", Any((Tag("~o2"), Tag("~o3")))),
        ("outlet:sahara", Tag("~o3")),
        ("outlet:hespress,sahara", Any((Tag("~o1"), Tag("~o3")))),
        ("lang:fr", Tag("~lfr")),
        ("langue:arabe", Tag("~lar")),
        ("لغة:العربية", Tag("~lar")),
        ("lang:tamazight", Tag("~lzgh")),
        ('author:"Nadia Lamlili"', All((Tag("~anadia"), Tag("~alamlili")))),
        ("topic:Économie", Tag("~teconomie")),
        ('topic:"Faits divers"', All((Tag("~tfaits"), Tag("~tdivers")))),
        ("has:image", Tag("~i")),
        ("story:12", TWELVE),
        ("story:#12", TWELVE),
        ("قصة:١٢", TWELVE),
        ("story:https://presse.example/fr/stories/12/des-barrages", TWELVE),
        ("story:/stories/12", TWELVE),
        ("story:12 x", All((TWELVE, Form("x")))),
        ("-story:12", All((EVERYTHING, Without(TWELVE)))),
        ("story:12 OR x", Any((TWELVE, Form("x")))),
    ],
)
def test_filters(text: str, found: Expression) -> None:
    assert build(parse(text), Surroundings(OUTLETS, (), stories=STORIES.get)).expression == found


@pytest.mark.parametrize(
    ("text", "found", "wrong"),
    [
        ("outlet:nobody", NOTHING, [("unknown-outlet", "outlet:nobody")]),
        ("outlet:nobody ee", EE, [("unknown-outlet", "outlet:nobody")]),
        ("-outlet:nobody", EVERYTHING, [("unknown-outlet", "outlet:nobody")]),
        ("outlet:nobody OR outlet:hespress", Tag("~o1"), [("unknown-outlet", "outlet:nobody")]),
        ("outlet:nobody -outlet:nothing", NOTHING,
         [("unknown-outlet", "outlet:nobody"), ("unknown-outlet", "outlet:nothing")]),
        ("ee lang:klingonish", EE, [("unknown-language", "lang:klingonish")]),
        ("lang:klingonish", NOTHING, [("unknown-language", "lang:klingonish")]),
        ("story:1", NOTHING, [("unknown-story", "story:1")]),
        ("ee story:1", EE, [("unknown-story", "story:1")]),
        ("-story:1", EVERYTHING, [("unknown-story", "story:1")]),
        ("story:lions", NOTHING, [("unknown-story", "story:lions")]),
        ("story:99999999999999999999", NOTHING, [("unknown-story", "story:99999999999999999999")]),
        ("outlet:x ee outlet:x", EE, [("unknown-outlet", "outlet:x"), ("unknown-outlet", "outlet:x")]),
        ("outlet:,x ee", EE, [("unknown-outlet", "outlet:,x")]),
    ],
)  # fmt: skip
def test_unknown_values(text: str, found: Expression, wrong: list[tuple[str, str]]) -> None:
    built = build(parse(text), Surroundings(OUTLETS, ()))
    assert built.expression == found
    assert [(each.code.value, text[each.start : each.end]) for each in built.problems] == wrong


def test_problem_of_a_tree_that_was_not_typed_has_no_place() -> None:
    (problem,) = build(Query(Filter(Name.OUTLET, "nobody")), HERE).problems
    assert (problem.code, problem.start, problem.end, problem.text) == (ProblemCode.UNKNOWN_OUTLET, 0, 0, "nobody")


def test_outlet_keys_are_the_same_for_slugs_and_names() -> None:
    assert outlet_key("le-matin") == outlet_key("Le Matin") == outlet_key("LE  MATIN")
    assert outlet_key("L'Économiste") == outlet_key("l’economiste")


# --- names ------------------------------------------------------------------------------------------------


def test_names_are_found_in_other_scripts() -> None:
    found = expression("Benkirane")
    assert Form("benkirane") in leaves(found)
    assert Form("بنكيران") in leaves(found)
    assert build(parse("Benkirane"), HERE).expansions == (BENKIRANE,)


def test_names_are_not_widened_where_it_is_switched_off() -> None:
    built = build(parse("Benkirane"), HERE, expand=False)
    assert Form("بنكيران") not in leaves(built.expression)
    assert built.expansions == ()


def test_names_of_several_words_between_others() -> None:
    found = expression("maire Ksar El Kébir élections")
    assert isinstance(found, All)
    assert len(found.parts) == 3
    assert isinstance(found.parts[1], Any)
    assert Sequence(("القصر", "الكبير")) in found.parts[1].parts
    assert Sequence(("بالقصر", "الكبير")) in found.parts[1].parts
    assert isinstance(found.parts[1].parts[0], All)


def test_the_longer_name_wins() -> None:
    assert build(parse("Abdelilah Benkirane"), HERE).expansions == (LONG,)
    assert build(parse("Abdelilah x Benkirane"), HERE).expansions == (BENKIRANE,)


@pytest.mark.parametrize("text", ["Ksar El OR Kebir", 'Ksar "El" Kebir', "Ksar -El Kebir", '"Benkirane"', "benkirane*"])
def test_names_are_words_that_follow_each_other(text: str) -> None:
    assert KSAR not in build(parse(text), HERE).expansions
    assert BENKIRANE not in build(parse(text), HERE).expansions


@pytest.mark.parametrize("text", ["title:Benkirane", "-Benkirane", "x OR Benkirane", "title:(x OR (y Benkirane))"])
def test_names_are_widened_wherever_they_stand(text: str) -> None:
    assert build(parse(text), HERE).expansions == (BENKIRANE,)


@pytest.mark.parametrize("text", ["person:Benkirane", 'personne:"Benkirane"', "شخص:Benkirane"])
@pytest.mark.parametrize("expand", [True, False])
def test_persons_and_places_are_always_widened(text: str, expand: bool) -> None:
    assert Form("بنكيران") in terms(text, expand)


def test_place_of_several_words() -> None:
    found = terms('place:"Ksar El Kébir"', expand=False)
    assert found[0] == Sequence(("ksar", "el", "kebir"))
    assert Sequence(("القصر", "الكبير")) in found


def test_authors_are_found_in_other_scripts() -> None:
    assert terms("author:benkirane") == [Tag("~abenkirane"), Tag("~aبنكيران")]
    assert terms("author:benkirane", expand=False) == [Tag("~abenkirane")]


class Flood:
    """Knows a hundred spellings of every word, some of them unfit for an index."""

    def expand(self, words: tuple[str, ...]) -> tuple[tuple[int, int, Expansion], ...]:
        forms = tuple((f"x{number}", 'a"b', "") for number in range(100))
        one = Expansion("x", tuple("x" for _ in forms), forms)
        return tuple((at, at + 1, one) for at in range(-1, len(words) + 1))


def test_terms_are_bounded_whatever_the_names() -> None:
    query = parse(" ".join(f"word{number}" for number in range(64)))
    built = build(query, Surroundings(expander=Flood()))
    found = list(leaves(built.expression))
    assert len(found) < 2 * MAX_TERMS
    assert all(map(_is_clean, found))


# --- marks ------------------------------------------------------------------------------------------------


def test_targets_are_what_was_looked_for() -> None:
    targets = build(parse('eau cons* "prix du lait" -guerre title:sel lang:fr'), HERE).targets
    assert {"eau", "sel"} <= targets.forms
    assert "guerre" not in targets.forms
    assert any(stem.startswith("fr.") for stem in targets.stems)
    assert targets.beginnings == ("cons",)
    assert targets.sequences == (("prix", "du", "lait"),)
    assert targets_of(EVERYTHING).forms == frozenset()


def test_whether_words_are_asked_for() -> None:
    assert has_words(parse("x"))
    assert has_words(parse("title:(x OR y*) lang:fr"))
    assert not has_words(parse("lang:fr on:2024"))
    assert not has_words(Query())


# --- what must hold for all -------------------------------------------------------------------------------


def _is_clean(term: Expression) -> bool:
    if isinstance(term, Sequence):
        return len(term.forms) > 1 and all(map(_safe, term.forms))
    if isinstance(term, Stem):
        language, _, rest = term.stem.partition(".")
        return language.isascii() and language.isalpha() and _safe(rest)
    if isinstance(term, Tag):
        return term.token[0] == "~" and _safe(term.token[1:])
    if isinstance(term, Form | Starts):
        return _safe(term.form if isinstance(term, Form) else term.beginning)
    return term == NOTHING


def _safe(text: str) -> bool:
    return bool(text) and all(sign.isalnum() or unicodedata.category(sign)[0] == "M" for sign in text)


def _everything(found: Expression) -> Iterator[tuple[Expression, bool]]:
    """Every part, and whether it stands directly within an All."""
    waiting: list[tuple[Expression, bool]] = [(found, False)]
    while waiting:
        one, within = waiting.pop()
        yield one, within
        if isinstance(one, All | Any):
            waiting += [(part, isinstance(one, All)) for part in one.parts]
        elif isinstance(one, Without):
            waiting.append((one.part, False))


def check(query: Query) -> None:
    """Safe terms only; Without only within an All that finds something; no All of one."""
    built = build(query, HERE)
    for one, within in _everything(built.expression):
        if isinstance(one, Without):
            assert within
        elif isinstance(one, All):
            assert any(not isinstance(part, Without) for part in one.parts)
            assert len(one.parts) > 1
        elif not isinstance(one, Any):
            assert _is_clean(one), one
    assert sum(1 for _ in leaves(built.expression)) < 3 * MAX_TERMS


@given(texts)
@settings(max_examples=600)
def test_no_text_breaks_out(text: str) -> None:
    query = parse(text)
    check(query)
    for problem in build(query, HERE).problems:
        assert 0 <= problem.start < problem.end <= len(text)


@given(queries)
@settings(max_examples=300)
def test_no_tree_breaks_out(query: Query) -> None:
    check(query)


@pytest.mark.parametrize("make", [Word, Phrase, Prefix, *(lambda text, name=name: Filter(name, text) for name in Name)])
@pytest.mark.parametrize(
    "text", ["", "\x00", '"', "a\x00b", "\ud800x", "title:x", "NEAR(a b)", "a AND b", "' OR 1=1 --", "~o1", "a~o1b",
             "{title}: x", "^x", "x*", "&|!<->():*", "_", "fr.elect", "x" * 5000, "²½", "a" + "\u0301" * 500]
)  # fmt: skip
def test_trees_of_other_makers_do_not_break_out(make: Callable[[str], object], text: str) -> None:
    check(Query(make(text)))  # type: ignore[arg-type]
