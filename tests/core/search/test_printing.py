"""What is printed parses to the same tree, in every language."""

import pytest
from hypothesis import given, settings

from jarida.core.search.keywords import LANGUAGES
from jarida.core.search.model import Filter, Name, Node, Or, Phrase, Query, Title, Word
from jarida.core.search.parse import parse
from jarida.core.search.printing import print_query
from tests.core.search.strategies import queries, texts


@pytest.mark.parametrize(
    ("typed", "en", "fr", "es", "ar"),
    [
        ("maroc", "maroc", "maroc", "maroc", "maroc"),
        ("a OU b", "a OR b", "a OU b", "a O b", "a أو b"),
        ("titre:a", "title:a", "titre:a", "título:a", "عنوان:a"),
        ("journal:x", "outlet:x", "journal:x", "medio:x", "صحيفة:x"),
        ('lang:ar,fr "a  b"', 'lang:ar OR lang:fr "a b"', 'langue:ar OU langue:fr "a b"',
         'idioma:ar O idioma:fr "a b"', 'لغة:ar أو لغة:fr "a b"'),
        ("auteur:x sujet:y", "author:x topic:y", "auteur:x sujet:y", "autor:x tema:y", "كاتب:x موضوع:y"),
        ("lieu:x personne:y histoire:1", "place:x person:y story:1", "lieu:x personne:y histoire:1",
         "lugar:x persona:y historia:1", "مكان:x شخص:y قصة:1"),
        ("avec:photo", "has:image", "avec:image", "con:imagen", "مع:صورة"),
        ("après:2024 avant:2025 le:2024-04", "after:2024 before:2025 on:2024-04", "après:2024 avant:2025 date:2024-04",
         "después:2024 antes:2025 fecha:2024-04", "بعد:2024 قبل:2025 تاريخ:2024-04"),
        ("tri:pertinence", "sort:relevance", "tri:pertinence", "orden:relevancia", "ترتيب:صلة"),
        ("tri:date", "sort:date", "tri:date", "orden:fecha", "ترتيب:تاريخ"),
        ("-(a b) (c OR (d e))", "-(a b) c OR (d e)", "-(a b) c OU (d e)", "-(a b) c O (d e)", "-(a b) c أو (d e)"),
        ("title:(a OR b) -title:c", "title:(a OR b) -title:c", "titre:(a OU b) -titre:c", "título:(a O b) -título:c",
         "عنوان:(a أو b) -عنوان:c"),
    ],
)  # fmt: skip
def test_in_four_languages(typed: str, en: str, fr: str, es: str, ar: str) -> None:
    query = parse(typed)
    assert [print_query(query, language) for language in ("en", "fr", "es", "ar")] == [en, fr, es, ar]


def test_other_languages_are_printed_in_english() -> None:
    assert print_query(parse("titre:a"), "de") == "title:a"
    assert print_query(parse("titre:a"), "") == "title:a"


def test_nothing_is_printed_as_nothing() -> None:
    assert print_query(Query()) == ""
    assert print_query(parse("!!!")) == ""


@pytest.mark.parametrize(
    ("node", "printed"),
    [
        (Filter(Name.OUTLET, "le-matin"), "outlet:le-matin"),
        (Filter(Name.OUTLET, "Le Matin"), 'outlet:"Le Matin"'),
        (Filter(Name.OUTLET, "a,b"), 'outlet:"a,b"'),
        (Filter(Name.TOPIC, "-x"), 'topic:"-x"'),
        (Filter(Name.TOPIC, "x*"), 'topic:"x*"'),
        (Filter(Name.TOPIC, 'the "new" one'), 'topic:"the new one"'),
        (Phrase("a"), '"a"'),
        (Phrase('a "b"'), '"a b"'),
        (Title(Filter(Name.LANGUAGE, "fr")), "title:(lang:fr)"),
        (Or((Word("a"), Title(Or((Word("b"), Word("c")))))), "a OR title:(b OR c)"),
    ],
)
def test_values_are_quoted_where_they_must_be(node: Node, printed: str) -> None:
    assert print_query(Query(node)) == printed


@given(queries)
@settings(max_examples=800)
def test_every_tree_comes_back(query: Query) -> None:
    for language in LANGUAGES:
        printed = print_query(query, language)
        again = parse(printed)
        assert again == query, printed
        assert not again.problems, printed


@given(texts)
@settings(max_examples=600)
def test_what_was_read_comes_back(text: str) -> None:
    query = parse(text)
    for language in LANGUAGES:
        printed = print_query(query, language)
        assert parse(printed) == query, printed
        assert printed.isprintable() or not text.isprintable()
    assert print_query(parse(print_query(query))) == print_query(query)
