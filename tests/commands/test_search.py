"""`jarida search`: results for people and for programs, and what is wrong with a query, at its place."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jarida import cli
from jarida.archive.models import Article, ArticleState, Outlet
from jarida.archive.search.documents import documents
from jarida.archive.search.engines import engine
from jarida.commands.search import SENTENCES, command, complaint
from jarida.core.search.model import Problem, ProblemCode
from jarida.core.search.parse import parse
from tests.archive.making import NOW
from tests.website.factories import make_article, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TITLES = (
    ("fr", "Les élections communales à Agadir"),
    ("fr", "Un séisme ressenti à Agadir \x1b[31m[bold]rouge"),
    ("ar", "افتتاح المكتبة الكبرى بالرباط"),
    ("ar", "الرباط تستضيف معرض الكتاب"),
    ("es", "Elecciones en Agadir"),
    ("en", "Agadir votes"),
)


@pytest.fixture
def archive() -> list[Article]:
    """Six articles in four languages, the first the newest, indexed."""
    outlet = make_outlet("le-matin", name="Le Matin", languages=["fr", "ar"])
    made = [
        make_article(
            outlet, language=language, title=title, published_at=NOW - timedelta(hours=number),
            paragraphs=[f"{title}. {number} {number * 7919}."],
        )
        for number, (language, title) in enumerate(TITLES)
    ]  # fmt: skip
    engine().write(documents([article.pk for article in made]))
    return made


def search(*arguments: str, text: str | None = None) -> Result:
    """The command's result; its exit status is 0."""
    runner = CliRunner(env={"COLUMNS": "100"})
    result = runner.invoke(command, arguments, catch_exceptions=False, input=text)
    assert result.exit_code == 0, result.output
    return result


def lines(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in search("--json", *arguments).stdout.splitlines()]


# --- for programs -------------------------------------------------------------------------------------


def test_json_lines_with_stable_keys(archive: list[Article]) -> None:
    (line,) = lines("séisme")
    assert list(line) == ["id", "url", "title", "outlet", "language", "published", "snippet", "folded", "next"]
    article = archive[1]
    assert line["id"] == article.pk
    assert line["url"].endswith(f"/articles/{article.pk}")
    assert line["url"].startswith("http")
    assert (line["outlet"], line["language"], line["title"]) == ("le-matin", "fr", article.title)
    assert list(line["published"]) == ["value", "origin", "confidence"]
    assert (line["published"]["origin"], line["published"]["confidence"]) == ("json-ld", 0.95)
    assert line["snippet"]
    assert (line["folded"], line["next"]) == ([], None)


def test_an_unknown_date_is_null(archive: list[Article]) -> None:
    Article.objects.filter(pk=archive[1].pk).update(published_at=None)
    assert lines("séisme")[0]["published"] is None


def test_newest_first_and_in_every_form(archive: list[Article]) -> None:
    assert [line["id"] for line in lines("agadir")] == [archive[number].pk for number in (0, 1, 4, 5)]
    assert [line["id"] for line in lines("كتاب")] == [archive[3].pk]


def test_several_arguments_are_one_query(archive: list[Article]) -> None:
    assert [line["id"] for line in lines("agadir", "eleccion", "lang:es")] == [archive[4].pk]
    assert [line["id"] for line in lines("agadir", "-lang:fr", "-elecciones")] == [archive[5].pk]
    assert [line["id"] for line in lines("-agadir", "lang:ar", "-كتاب")] == [archive[2].pk]


@pytest.mark.parametrize("word", ["-hespress", "-json", "-count", "-sort", "-h", "-x"])
def test_excluded_words_are_no_options(archive: list[Article], word: str) -> None:
    assert len(lines("agadir", word)) == 4


def test_query_from_standard_input(archive: list[Article]) -> None:
    assert "Agadir votes" in search("-", text="agadir lang:en\n").stdout


def test_cursors_lead_through_everything_once(archive: list[Article]) -> None:
    seen, cursor = [], ""
    while True:
        page = lines("agadir OR الرباط", "--limit", "2", *(["--after", cursor] if cursor else []))
        assert all(line["next"] is None for line in page[:-1])
        seen += [line["id"] for line in page]
        cursor = page[-1]["next"]
        if cursor is None:
            break
    assert seen == [article.pk for article in archive]


def test_more_than_a_page_of_the_service(archive: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jarida.archive.search.service.MAX_PAGE", 2)
    assert len(lines("agadir", "--limit", "3")) == 3
    assert lines("agadir", "--limit", "3")[-1]["next"]
    assert [line["next"] for line in lines("agadir", "--limit", "50")] == [None] * 4


def test_count(archive: list[Article]) -> None:
    assert search("agadir", "--count").stdout == "4\n"
    assert json.loads(search("agadir", "--count", "--json").stdout) == {"count": 4, "exact": True}
    assert search("nothinglikeit", "--count").stdout == "0\n"


def test_nothing_found_is_no_failure(archive: list[Article]) -> None:
    assert lines("nothinglikeit") == []
    assert "Nothing was found." in search("nothinglikeit").stdout


def test_nothing_asked_is_everything(archive: list[Article]) -> None:
    assert len(lines("")) == 6


def test_by_relevance(archive: list[Article]) -> None:
    assert {line["id"] for line in lines("agadir", "--sort", "relevance")} == {archive[n].pk for n in (0, 1, 4, 5)}


def test_withdrawn_articles_are_not_found(archive: list[Article]) -> None:
    Article.objects.filter(pk=archive[1].pk).update(state=ArticleState.WITHDRAWN)
    assert lines("séisme") == []


# --- for people ---------------------------------------------------------------------------------------


def test_a_table(archive: list[Article]) -> None:
    output = search("agadir").stdout
    assert "le-matin" in output
    assert "Les élections communales à Agadir" in output
    assert "4 articles found." in output
    assert all(len(line) <= 100 for line in output.splitlines())


def test_what_strangers_wrote_is_not_obeyed(archive: list[Article]) -> None:
    result = search("séisme")
    assert "\x1b" not in result.output
    assert "[bold]rouge" in result.stdout


def test_an_unknown_date_is_not_made_up(archive: list[Article]) -> None:
    Article.objects.filter(pk=archive[1].pk).update(published_at=None)
    assert "—" in search("séisme").stdout


def test_more_is_offered(archive: list[Article]) -> None:
    output = search("agadir", "--limit", "1").stdout
    cursor = output.rsplit("--after ", 1)[1].strip()
    assert "Un séisme" in search("agadir", "--limit", "1", "--after", cursor).stdout


def test_folded_copies_are_named(archive: list[Article]) -> None:
    other = make_outlet("echo", name="Écho")
    text = ["Le même texte d'agence, mot pour mot, sur la pêche au large de Tan-Tan et ses quotas. " * 5]
    copies = [make_article(outlet, title="Pêche : les quotas", paragraphs=text) for outlet in (other, _outlet())]
    engine().write(documents([copy.pk for copy in copies]))
    (line,) = lines("quotas")
    assert len(line["folded"]) == 1
    assert "nearly the same" in search("quotas").stdout


def _outlet() -> Outlet:
    return Outlet.objects.get(slug="le-matin")


# --- what is wrong ------------------------------------------------------------------------------------


def test_problems_are_told_with_their_place(archive: list[Article]) -> None:
    result = search("--json", "agadir after:2024-13-45")
    assert len(result.stdout.splitlines()) == 4
    said = result.stderr.splitlines()
    assert said[0].startswith("jarida: bad-date: ")
    assert said[1] == "  agadir after:2024-13-45"
    assert said[2] == "         ^^^^^^^^^^^^^^^^"


def test_problems_that_only_the_archive_knows(archive: list[Article]) -> None:
    said = search("--json", "agadir outlet:nobody lang:zzzz story:4").stderr
    assert "unknown-outlet" in said
    assert "unknown-language" in said
    assert "unknown-story" in said


def test_long_queries_are_shown_in_part(archive: list[Article]) -> None:
    said = search("--json", "x" * 100_000 + ' "').stderr
    assert max(map(len, said.splitlines())) < 250


@pytest.mark.parametrize(
    "query", ["\x00", '"' * 5000, "(" * 5000, "\u202e" * 5000, "' OR 1=1 --", "NEAR(a b)", "title:", "a" * 100_000]
)
def test_hostile_queries_are_answered(archive: list[Article], query: str) -> None:
    result = search("--json", query)
    assert "\x00" not in result.output
    assert "\u202e" not in result.stderr


def test_every_problem_has_a_sentence() -> None:
    assert set(SENTENCES) == set(ProblemCode)
    assert all(sentence[0].islower() and "\n" not in sentence for sentence in SENTENCES.values())


def test_the_caret_stands_under_wide_letters() -> None:
    text = "中国 outlet:"
    (problem,) = parse(text).problems
    *_, shown, caret = complaint(text, problem)
    assert shown == "  中国 outlet:"
    assert caret == "       ^^^^^^^"


def test_the_caret_far_inside() -> None:
    text = "a" * 500 + " OR"
    (problem,) = parse(text).problems
    *_, shown, caret = complaint(text, problem)
    assert shown.endswith("a OR")
    assert shown.index("OR") == caret.index("^^")


def test_a_problem_without_place_has_a_caret() -> None:
    *_, caret = complaint("", Problem(ProblemCode.NO_WORDS, 0, 0))
    assert caret.strip() == "^"


# --- bad usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["search"], ["search", "--limit", "0", "x"], ["search", "--limit", "many", "x"], ["search", "--sort", "size", "x"],
     ["search", "--after", "tampered", "x"], ["search", "--after", "\x00", "x"], ["search", "--limit", "99999", "x"]],
)  # fmt: skip
def test_bad_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_published_is_in_utc(archive: list[Article]) -> None:
    value = datetime.fromisoformat(lines("séisme")[0]["published"]["value"])
    assert value.utcoffset() == UTC.utcoffset(None)
    assert value == archive[1].published_at
