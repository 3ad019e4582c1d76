"""What is typed becomes the tree that was meant, and what is wrong is said at its place."""

from datetime import date

import pytest
from hypothesis import example, given, settings

from jarida.core.search.keywords import KEYWORDS
from jarida.core.search.lexer import MAX_CHARACTERS, MAX_DEPTH, MAX_PROBLEMS
from jarida.core.search.model import (
    And,
    Bound,
    Dated,
    Filter,
    Name,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    ProblemCode,
    Query,
    Sort,
    Title,
    Word,
    walk,
)
from jarida.core.search.parse import MAX_TERMS, parse
from tests.core.search.strategies import texts

A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")


def problems(text: str) -> list[tuple[str, str]]:
    """Codes with what stands at the place that they name."""
    return [(each.code.value, text[each.start : each.end]) for each in parse(text).problems]


def node(text: str) -> Node | None:
    """The tree of a text in which nothing is wrong."""
    query = parse(text)
    assert not query.problems
    return query.node


# --- words, phrases, beginnings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("maroc", Word("maroc")),
        ("  Maroc   Algérie\n", And((Word("Maroc"), Word("Algérie")))),
        ("المغرب", Word("المغرب")),
        ("وَالكِتابُ", Word("وَالكِتابُ")),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ", Word("ⵜⴰⵎⴰⵣⵉⵖⵜ")),
        ("l'eau d’Agadir", And((Word("l'eau"), Word("d’Agadir")))),
        ("Ksar-el-Kébir", Word("Ksar-el-Kébir")),
        ("Maroc, Algérie; Tunisie.", And((Word("Maroc"), Word("Algérie"), Word("Tunisie")))),
        ("¿Qué pasó?", And((Word("Qué"), Word("pasó")))),
        ("ما هذا؟", And((Word("ما"), Word("هذا")))),
        ("#Covid19 @presse 50% C++", And((Word("Covid19"), Word("presse"), Word("50"), Word("C")))),
        ("2024", Word("2024")),
        ("Maroc & Algérie", And((Word("Maroc"), Word("Algérie")))),
        ("Maroc - Algérie", And((Word("Maroc"), Word("Algérie")))),
        ("Maroc – Algérie — Tunisie", And((Word("Maroc"), Word("Algérie"), Word("Tunisie")))),
        ("Séisme | Hespress", And((Word("Séisme"), Word("Hespress")))),
        ("المغرب و الجزائر", And((Word("المغرب"), Word("الجزائر")))),
        ("constitu*", Prefix("constitu")),
        ("دستور*", Prefix("دستور")),
        ("a** b", And((Prefix("a"), B))),
        ("a *", A),
        ("*a", A),
        ("a*b", Word("a*b")),
        ("a(b)", And((A, B))),
        ("\u200fالمغرب\u200e", Word("المغرب")),
        ("ma\u00adroc", Word("maroc")),
        ("a\u00a0b\u3000c", And((A, B, C))),
        ("a\x00b", And((A, B))),
    ],
)
def test_words(text: str, tree: Node) -> None:
    assert node(text) == tree


@pytest.mark.parametrize(
    "text", ['"élections 2026"', "«élections 2026»", "« élections 2026 »", "“élections 2026”", "„élections 2026“",
             "„élections 2026”", "”élections 2026”", '"  élections\t2026 "', '"élections «2026"']
)  # fmt: skip
def test_phrases_in_the_quotation_marks_of_every_language(text: str) -> None:
    assert node(text) == Phrase("élections 2026")


def test_what_is_quoted_is_no_operator_and_no_keyword() -> None:
    assert node('"OR" "-a" "title:b" "(c)"') == And((Phrase("OR"), Phrase("-a"), Phrase("title:b"), Phrase("(c)")))


def test_phrase_beside_words_without_space() -> None:
    assert node('a"b c"d') == And((A, Phrase("b c"), D))


@pytest.mark.parametrize("text", ['""', '"!?"', "«»", '""""'])
def test_phrase_of_nothing(text: str) -> None:
    assert parse(text).node is None
    assert parse(f"{text} a").node == A


# --- how terms combine ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a OR b", Or((A, B))),
        ("a OU b", Or((A, B))),
        ("a O b", Or((A, B))),
        ("a أو b", Or((A, B))),
        ("a او b", Or((A, B))),
        ("الرباط أو سلا", Or((Word("الرباط"), Word("سلا")))),
        ("a OR b OU c", Or((A, B, C))),
        ("a b OR c d", And((A, Or((B, C)), D))),  # OR joins its neighbours, as on the web
        ("(a b) OR (c d)", Or((And((A, B)), And((C, D))))),
        ("(a OR b) (c OR d)", And((Or((A, B)), Or((C, D))))),
        ("a (b c)", And((A, B, C))),
        ("((((a))))", A),
        ("a OR (b OR c)", Or((A, B, C))),
        ("-a b", And((Not(A), B))),
        ("−a", Not(A)),
        ("a -b -c", And((A, Not(B), Not(C)))),
        ("a NOT b", And((A, Not(B)))),
        ("a SAUF b", And((A, Not(B)))),
        ("a EXCEPTO b", And((A, Not(B)))),
        ("a AND b", And((A, B))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a ET b", And((A, B))),
        ("a Y b", And((A, B))),
        ("-(a OR b)", Not(Or((A, B)))),
        ('-"a b"', Not(Phrase("a b"))),
        ("--a", A),
        ("---a", Not(A)),
        ("-(-a)", A),
        ("a OR -b", Or((A, Not(B)))),
        ("-a OR -b", Or((Not(A), Not(B)))),
        ("a-b", Word("a-b")),
        ("-a-b", Not(Word("a-b"))),
        ("(a)(b)", And((A, B))),
        ("a -! b", And((A, B))),
        ("a OR – b", Or((A, B))),
    ],
)
def test_combinations(text: str, tree: Node) -> None:
    assert node(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("vitamine O", And((Word("vitamine"), Phrase("O")))),
        ("O positif", And((Phrase("O"), Word("positif")))),
        ("a – O b", And((A, Phrase("O"), B))),
        ("أو", Phrase("أو")),
        ("generación Y", And((Word("generación"), Phrase("Y")))),
        ("ET", Phrase("ET")),
        ("NO a", And((Word("NO"), A))),
        ("NON a", And((Word("NON"), A))),
        ("a بدون b", And((A, Word("بدون"), B))),
        ("a or b", And((A, Word("or"), B))),
        ("a ou b", And((A, Word("ou"), B))),
        ("a o b y c", And((A, Word("o"), B, Word("y"), C))),
        ("OR, a", And((Phrase("OR"), A))),
        ("(a O) b", And((A, Phrase("O"), B))),
        ("a O O b", And((A, Or((Phrase("O"), B))))),
    ],
)
def test_words_that_only_look_like_operators_are_words(text: str, tree: Node) -> None:
    assert node(text) == tree


# --- keywords ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("title:maroc", Title(Word("maroc"))),
        ("TITRE:maroc", Title(Word("maroc"))),
        ("título:maroc", Title(Word("maroc"))),
        ("titulo:maroc", Title(Word("maroc"))),
        ("عنوان:المغرب", Title(Word("المغرب"))),
        ("العُنوان:المغرب", Title(Word("المغرب"))),
        ('title:"a b"', Title(Phrase("a b"))),
        ("title:«a b»", Title(Phrase("a b"))),
        ("title:a*", Title(Prefix("a"))),
        ("title:(a OR b)", Title(Or((A, B)))),
        ("title:(a -b)", Title(And((A, Not(B))))),
        ("title:(a title:b)", Title(And((A, B)))),
        ("title:-a", Not(Title(A))),
        ("-title:a", Not(Title(A))),
        ("title:(-a)", Not(Title(A))),
        ("title:OR", Title(Phrase("OR"))),
        ("title:title:a", Title(And((Word("title"), A)))),
        ("title:(lang:fr a)", Title(And((Filter(Name.LANGUAGE, "fr"), A)))),
        ("title:(lang:fr)", Filter(Name.LANGUAGE, "fr")),
        ("outlet:hespress", Filter(Name.OUTLET, "hespress")),
        ('journal:"Le Matin"', Filter(Name.OUTLET, "Le Matin")),
        ("média:le360", Filter(Name.OUTLET, "le360")),
        ("media:le360", Filter(Name.OUTLET, "le360")),
        ("صحيفة:«الصباح»", Filter(Name.OUTLET, "الصباح")),
        ("outlet:le-matin", Filter(Name.OUTLET, "le-matin")),
        ("outlet:(le matin)", Filter(Name.OUTLET, "le matin")),
        ("outlet:(a OR b)", Or((Filter(Name.OUTLET, "a"), Filter(Name.OUTLET, "b")))),
        ("outlet:a,b", Or((Filter(Name.OUTLET, "a"), Filter(Name.OUTLET, "b")))),
        ("lang:fr,ar،es", Or(tuple(Filter(Name.LANGUAGE, code) for code in ("fr", "ar", "es")))),
        ("-outlet:a", Not(Filter(Name.OUTLET, "a"))),
        ("outlet:-a", Not(Filter(Name.OUTLET, "a"))),
        ("langue:arabe", Filter(Name.LANGUAGE, "arabe")),
        ("لغة:العربية", Filter(Name.LANGUAGE, "العربية")),
        ('author:"Nadia Lamlili"', Filter(Name.AUTHOR, "Nadia Lamlili")),
        ("auteur:(Nadia Lamlili)", Filter(Name.AUTHOR, "Nadia Lamlili")),
        ("thème:eau", Filter(Name.TOPIC, "eau")),
        ("sujet:eau", Filter(Name.TOPIC, "eau")),
        ("lieu:Agadir", Filter(Name.PLACE, "Agadir")),
        ("شخص:بنكيران", Filter(Name.PERSON, "بنكيران")),
        ("histoire:12", Filter(Name.STORY, "12")),
        ("has:image", Filter(Name.HAS, "image")),
        ("avec:photo", Filter(Name.HAS, "image")),
        ("con:imágenes", Filter(Name.HAS, "image")),
        ("مع:صورة", Filter(Name.HAS, "image")),
        ("has:(image)", Filter(Name.HAS, "image")),
        ("topic:a:b", Filter(Name.TOPIC, "a:b")),
    ],
)
def test_keywords(text: str, tree: Node) -> None:
    assert node(text) == tree


@pytest.mark.parametrize("meant", list(KEYWORDS))
def test_every_keyword_is_known_in_every_language(meant: object) -> None:
    for words in KEYWORDS[meant].values():  # type: ignore[index]
        for word in words:
            query = parse(f"{word}:2024")
            assert query != Query(And((Word(word), Word("2024")))), word


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("10:30", Word("10:30")),
        ("Maroc:Algérie", And((Word("Maroc"), Word("Algérie")))),
        ("Maroc: Algérie", And((Word("Maroc"), Word("Algérie")))),
        ("titre : maroc", And((Word("titre"), Word("maroc")))),
        ("https://example.org/a", And((Word("https"), Word("example.org/a")))),
        ("foo:title:bar", And((Word("foo"), Word("title"), Word("bar")))),
        ("#title:3", And((Word("title"), Word("3")))),
        ('foo:"a b"', And((Word("foo"), Phrase("a b")))),
        ("foo:(a OR b)", And((Word("foo"), Or((A, B))))),
        ("-foo:a", Not(And((Word("foo"), A)))),
        ("foo:a*", And((Word("foo"), Prefix("a")))),
        ("foo:OR", And((Word("foo"), Phrase("OR")))),
        (":a:", A),
    ],
)
def test_what_is_no_keyword_is_words(text: str, tree: Node) -> None:
    assert node(text) == tree


# --- dates and order --------------------------------------------------------------------------------------


def test_dates_limit_the_whole_search() -> None:
    query = parse("après:2024-02 séisme (avant:2025 le:2024)")
    assert query.node == Word("séisme")
    assert query.dates == (
        Dated(Bound.AFTER, "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        Dated(Bound.BEFORE, "2025", date(2025, 1, 1), date(2025, 12, 31)),
        Dated(Bound.ON, "2024", date(2024, 1, 1), date(2024, 12, 31)),
    )
    assert (query.first, query.before) == (date(2024, 2, 1), date(2025, 1, 1))


@pytest.mark.parametrize("text", ["on:2024-04", "le:2024-04", "date:2024-04", "fecha:2024-04", "تاريخ:2024-04"])
def test_month_in_every_language(text: str) -> None:
    query = parse(text)
    assert (query.node, query.first, query.before) == (None, date(2024, 4, 1), date(2024, 5, 1))
    assert not query.problems


@pytest.mark.parametrize("text", ["after:2024-04-22", 'after:"2024-04-22"', "بعد:٢٠٢٤-٠٤-٢٢", "desde:22/04/2024,"])
def test_day_in_every_writing(text: str) -> None:
    assert parse(text).first == date(2024, 4, 22)


@pytest.mark.parametrize(
    "text", ["after:2024-13-45", "after:2024-02-30", "before:0000", "on:maroc", "on:20244", "after:-2024", "on:99",
             "after:04/22/2024", "before:2024-4-", "on:2024..2025", 'on:"avril 2024"', "after:" + "9" * 500]
)  # fmt: skip
def test_wrong_dates(text: str) -> None:
    query = parse(f"x {text} y")
    assert query == Query(And((Word("x"), Word("y"))))
    assert problems(f"x {text} y") == [("bad-date", text)]


@pytest.mark.parametrize("text", ["a OR after:2024", "-after:2024 a", "(after:2024 b) OR a", "-(after:2024 a)"])
def test_dates_do_not_stand_in_alternatives(text: str) -> None:
    query = parse(text)
    assert query.dates == ()
    assert problems(text) == [("date-inside-or", "after:2024")]
    assert A in tuple(walk(query.node))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("sort:date", Sort.DATE),
        ("tri:pertinence", Sort.RELEVANCE),
        ("orden:relevancia", Sort.RELEVANCE),
        ("orden:fecha", Sort.DATE),
        ("ترتيب:صلة", Sort.RELEVANCE),
        ("ترتيب:تاريخ", Sort.DATE),
        ('sort:"date"', Sort.DATE),
        ("sort:date sort:relevance", Sort.RELEVANCE),
        ("sort:Date,", Sort.DATE),
    ],
)
def test_order(text: str, order: Sort) -> None:
    assert parse(text) == Query(sort=order)
    assert not parse(text).problems


# --- what is wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tree", "wrong"),
    [
        ('a "b c', And((A, B, C)), [("open-quote", '"')]),
        ("« a", A, [("open-quote", "«")]),
        ("a »", A, [("open-quote", "»")]),
        ('title:"a b', And((Title(A), B)), [("open-quote", '"')]),
        ("(a OR b", Or((A, B)), [("open-parenthesis", "(")]),
        ("a OR (b c", Or((A, And((B, C)))), [("open-parenthesis", "(")]),
        ("title:(a b", Title(And((A, B))), [("open-parenthesis", "(")]),
        ("a) b", And((A, B)), [("closing-parenthesis", ")")]),
        (")a(", A, [("closing-parenthesis", ")"), ("open-parenthesis", "(")]),
        ("() a", A, [("empty-group", "()")]),
        ("title:() a", A, [("empty-group", "()")]),
        ("a OR", A, [("lonely-operator", "OR")]),
        ("OU a", A, [("lonely-operator", "OU")]),
        ("a OR OR b", Or((A, B)), [("lonely-operator", "OR")]),
        ("(OR a)", A, [("lonely-operator", "OR")]),
        ("NOT", None, [("lonely-operator", "NOT")]),
        ("AND a", A, [("lonely-operator", "AND")]),
        ("a -", A, [("lonely-operator", "-")]),
        ("(a -) b", And((A, B)), [("lonely-operator", "-")]),
        ("a OR NOT", A, [("lonely-operator", "NOT")]),
        ("outlet:", None, [("lonely-operator", "outlet:")]),
        ("outlet: a", A, [("lonely-operator", "outlet:")]),
        ('author:"" a', A, [("lonely-operator", 'author:""')]),
        ("lang:!! a", A, [("lonely-operator", "lang:!!")]),
        ("sort:foo a", A, [("bad-sort", "sort:foo")]),
        ("sort:(a)", A, [("bad-sort", "sort:")]),
        ("after:(a)", A, [("bad-date", "after:")]),
        ("has:video a", A, [("bad-has", "has:video")]),
        ("has:(video OR image)", Filter(Name.HAS, "image"), [("bad-has", "has:")]),
        ("!!! …", None, [("no-words", "!!! …")]),
        (" 😀 ", None, [("no-words", "😀")]),
        ('\u200fa "b', And((A, B)), [("open-quote", '"')]),
        ('\u202ea\u202c\u200f "b', And((A, B)), [("open-quote", '"')]),
    ],
)
def test_problems_have_their_place(text: str, tree: Node | None, wrong: list[tuple[str, str]]) -> None:
    assert parse(text).node == tree
    assert problems(text) == wrong


def test_problems_say_what_stands_there() -> None:
    (problem,) = parse("x after:2024-13-45").problems
    assert (problem.text, problem.start, problem.end) == ("after:2024-13-45", 2, 18)
    (problem,) = parse("x \u202eafter:2024\u202e-13").problems
    assert problem.text == "after:2024-13"


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00", "\u200f", "\ud800", "\u202e\u202c"])
def test_nothing_typed_is_no_problem(text: str) -> None:
    assert parse(text) == Query()
    assert not parse(text).problems


# --- bounds -----------------------------------------------------------------------------------------------


def test_too_long_is_cut_and_searched() -> None:
    text = "maroc " + "x" * 100_000
    query = parse(text)
    assert query.node == And((Word("maroc"), Word("x" * (MAX_CHARACTERS - 6))))
    (problem,) = query.problems
    assert (problem.code, problem.start, problem.end) == (ProblemCode.TOO_LONG, MAX_CHARACTERS, len(text))
    assert len(problem.text) <= 80


def test_spaces_at_the_end_are_not_too_long() -> None:
    assert not parse("a" + " " * 5000).problems


def test_ten_thousand_terms() -> None:
    text = " ".join(f"w{number}" for number in range(10_000))
    query = parse(text)
    assert isinstance(query.node, And)
    assert len(query.node.nodes) == MAX_TERMS
    (problem,) = query.problems
    assert problem.code is ProblemCode.TOO_LONG
    assert text[problem.start :].startswith(f"w{MAX_TERMS} ")


@pytest.mark.parametrize("text", [":".join("ab" * 500), "on:2024 " * 200, "lang:" + ",".join(["fr"] * 600)])
def test_terms_are_counted_wherever_they_hide(text: str) -> None:
    query = parse(text)
    leaves = [each for each in walk(query.node) if isinstance(each, Word | Filter)]
    assert len(leaves) + len(query.dates) == MAX_TERMS
    assert [each.code for each in query.problems] == [ProblemCode.TOO_LONG]


def test_depth_is_bounded() -> None:
    text = "(a OR (b " * 100 + "c" + "))" * 100
    query = parse(text)
    assert [each.code for each in query.problems][:1] == [ProblemCode.TOO_DEEP]
    assert text[: query.problems[0].start].count("(") == MAX_DEPTH
    assert Word("c") in tuple(walk(query.node)) or any(each.code is ProblemCode.TOO_LONG for each in query.problems)
    assert _depth(query.node) <= 2 * MAX_DEPTH + 2


def test_depth_at_its_bound_is_kept() -> None:
    text = "(a OR (b " * (MAX_DEPTH // 2) + "c" + "))" * (MAX_DEPTH // 2)
    assert not parse(text).problems


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, ")" * 100_000, "()" * 50_000, '"' * 99_999, "«" * 100_000, "-" * 100_000 + "a",
     "NOT " * 25_000 + "a", "title:" * 20_000 + "a",
     "title:(" * 20_000 + "a", "-(" * 50_000, "a OR " * 20_000, "OR " * 30_000, "*" * 100_000,
     "\u202e" * 100_000, "\x00" * 100_000, "\ud800" * 100_000, "a\u0301" * 50_000, ":" * 100_000, "ﷺ" * 100_000]
)  # fmt: skip
def test_much_of_anything_is_answered(text: str) -> None:
    query = parse(text)
    assert len(query.problems) <= MAX_PROBLEMS
    assert sum(1 for _ in walk(query.node)) <= 4 * MAX_TERMS


@given(texts)
@example('title:("a')
@example("NOT OR a OR NOT")
@example("a OR NOT )")
@example("title:(title:(title:(")
@settings(max_examples=600)
def test_no_text_is_an_error(text: str) -> None:
    query = parse(text)
    assert _depth(query.node) <= 2 * MAX_DEPTH + 2
    for problem in query.problems:
        assert 0 <= problem.start < problem.end <= len(text)
        assert problem.text.isprintable()
    for place in query.places:
        assert 0 <= place.start < place.end <= len(text)
    for each in walk(query.node):
        assert not isinstance(each, Word | Prefix) or any(sign.isalnum() for sign in each.text)
        assert not isinstance(each, And | Or) or len(each.nodes) > 1
        assert not isinstance(each, Not) or not isinstance(each.node, Not)


@given(texts)
def test_words_are_searched_whatever_follows(text: str) -> None:
    assert Word("zzqx") in tuple(walk(parse(f"zzqx {text}").node))


def _depth(found: Node | None) -> int:
    if isinstance(found, And | Or):
        return 1 + max(map(_depth, found.nodes))
    return 1 + _depth(found.node) if isinstance(found, Not | Title) else 1
