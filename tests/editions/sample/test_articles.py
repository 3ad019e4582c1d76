"""The texts: complete, consistent, in the language they claim."""

import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from jarida.editions.sample.houses import HOUSES
from jarida.editions.sample.load import FOLDER, all_articles, read_articles
from jarida.editions.sample.model import Article, Correction
from jarida.editions.sample.newsroom import TOKEN
from jarida.editions.sample.pictures import SCENES

NARROW = "\u202f"
COMMON_WORDS = {
    "fr": {"le", "la", "les", "des", "une", "est", "dans", "pour", "à", "et"},
    "es": {"el", "la", "los", "las", "una", "es", "en", "para", "y", "que"},
    "en": {"the", "of", "and", "to", "in", "for", "is", "was", "a", "will"},
}
# What each event comes down to: every outlet that tells it gives at least one of these.
NUMBERS = {
    "dams": "50[.,]4|412",
    "rail": "11[.,]?8|214",
    "final": "41",
    "port": "366|1[.,]6",
    "solar": "480|310",
    "lanterns": "64",
    "tram": "17|11[.,]4|85|سبع عشرة",
    "pass": "46|quarante-six",
    "schoolbus": "320",
    "waterlaw": "64|187",
    "bank": "2[.,]75",
    "manuscripts": "2[. ]?300|mil trescientos",
    "olives": "1[.,]9",
    "octopus": "45|Quarante-cinq|quarante-cinq|Cuarenta y cinco|cuarenta y cinco",
    "games": "33|Trente-trois",
}
EVENTS = {event for event in (article.event for article in all_articles()) if event}
ARTICLES = all_articles()


def told(event: str) -> list[Article]:
    return [article for article in ARTICLES if article.event == event]


def written_by(outlet: str) -> list[Article]:
    return [article for article in ARTICLES if article.outlet == outlet]


def text_of(article: Article | Correction) -> str:
    return " ".join((article.title, *article.paragraphs))


def test_there_is_enough_to_read():
    alone = [article for article in ARTICLES if not article.event]
    assert len(ARTICLES) >= 130
    assert len(EVENTS) == 15
    assert len(alone) >= 40
    assert len(HOUSES) >= 10
    assert {"fr", "ar", "es", "en", "zgh"} == {article.language for article in ARTICLES}


def test_every_outlet_publishes_and_no_other():
    counts = Counter(article.outlet for article in ARTICLES)
    assert set(counts) == set(HOUSES)
    assert min(counts.values()) >= 6


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_an_event_is_told_by_several_outlets_in_several_languages(event: str):
    articles = told(event)
    assert 3 <= len({article.outlet for article in articles}) <= 8
    assert len({article.language for article in articles}) >= 2
    hours = [article.hours_ago for article in articles if not article.release_after_seconds]
    assert max(hours) - min(hours) <= 12


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_all_who_tell_an_event_agree_on_its_numbers(event: str):
    for article in told(event):
        plain = text_of(article.correction or article).replace(NARROW, "").replace(",300", "300")
        assert re.search(NUMBERS[event], plain), article.title


@pytest.mark.parametrize("outlet", list(HOUSES))
class TestArticlesOf:
    def test_are_complete(self, outlet: str):
        for article in written_by(outlet):
            assert article.title.strip() == article.title != ""
            assert 3 <= len(article.paragraphs) <= 5, article.title
            assert all(len(text) > 20 and text == text.strip() for text in article.paragraphs), article.title
            assert article.section, article.title
            assert article.tags, article.title
            assert 0 <= article.hours_ago <= 96, article.title
            assert 0 <= article.release_after_seconds <= 300, article.title

    def test_have_the_length_of_a_short(self, outlet: str):
        least = {"zgh": 15, "ar": 50}
        for article in written_by(outlet):
            words = sum(len(text.split()) for text in article.paragraphs)
            assert least.get(article.language, 55) <= words <= 160, article.title

    def test_name_pictures_that_can_be_drawn_with_caption_and_credit(self, outlet: str):
        for article in written_by(outlet):
            if article.image:
                assert article.image.rpartition("-")[0] in SCENES, article.title
                assert article.caption.endswith("."), article.title
                assert article.credit, article.title
            else:
                assert not article.caption, article.title

    def test_are_written_in_their_language(self, outlet: str):
        for article in written_by(outlet):
            letters = re.findall(r"[^\W\d_]", TOKEN.sub("", text_of(article)))
            share = Counter(_script(letter) for letter in letters)
            script = {"ar": "arabic", "zgh": "tifinagh"}.get(article.language, "latin")
            assert share[script] / len(letters) > 0.97, article.title
            if script == "latin":
                words = set(re.findall(r"\w+", text_of(article).lower()))
                best = max(COMMON_WORDS, key=lambda language: len(words & COMMON_WORDS[language]))
                assert best == article.language, article.title

    def test_have_the_spaces_and_apostrophes_of_french(self, outlet: str):
        for article in written_by(outlet):
            if article.language == "fr":
                text = " ".join((text_of(article), article.caption))
                assert "'" not in text, article.title
                assert not re.search(r"[^\s\u202f][;:!?»]|« |«[^\u202f]| [;:!?»%]", text), article.title

    def test_hold_no_misspelt_token(self, outlet: str):
        for article in written_by(outlet):
            assert not re.search(r"[{}]", TOKEN.sub("", text_of(article))), article.title


def _script(letter: str) -> str:
    if "\u0600" <= letter <= "\u06ff":
        return "arabic"
    return "tifinagh" if "\u2d30" <= letter <= "\u2d7f" else "latin"


def test_reprints_are_word_for_word():
    dispatches = defaultdict(list)
    for article in ARTICLES:
        if article.dispatch:
            dispatches[article.dispatch].append(article)
    assert len(dispatches) >= 3
    for articles in dispatches.values():
        assert len({article.paragraphs for article in articles}) == 1
    reprinted = [articles for articles in dispatches.values() if len(articles) >= 2]
    assert len(reprinted) >= 3
    assert max(len(articles) for articles in reprinted) >= 3
    for articles in reprinted:
        sources = [article for article in articles if article.outlet == "agence-du-rif"]
        assert len(sources) == 1
        credited = [article for article in articles if article.outlet != "agence-du-rif"]
        assert all(article.authors[0] in ("Agence du Rif", "وكالة الريف") for article in credited)
        assert all(article.hours_ago <= sources[0].hours_ago for article in credited)


def test_what_is_no_reprint_is_written_by_its_outlet():
    own = [article for article in ARTICLES if not article.dispatch]
    for one, other in combinations(own, 2):
        assert not set(one.paragraphs) & set(other.paragraphs)


def test_corrections_change_the_title_and_a_number():
    corrected = [article for article in ARTICLES if article.correction]
    assert len(corrected) >= 5
    for article in corrected:
        correction = article.correction
        assert correction is not None
        assert 40 <= correction.after_seconds <= 90
        assert correction.title != article.title
        assert correction.paragraphs != article.paragraphs
        assert len(correction.paragraphs) == len(article.paragraphs)
        assert article.release_after_seconds == 0


def test_some_articles_appear_during_the_demonstration():
    later = sorted(a.release_after_seconds for a in ARTICLES if a.release_after_seconds)
    assert 10 <= len(later) <= 20
    assert later[0] >= 15
    assert later[-1] <= 300
    assert len({a.outlet for a in ARTICLES if a.release_after_seconds}) >= 8


def test_one_picture_is_used_by_several_outlets():
    users = defaultdict(set)
    for article in ARTICLES:
        if article.image:
            users[article.image].add(article.outlet)
    assert len(users) >= 24
    assert sum(len(outlets) >= 3 for outlets in users.values()) >= 10


def test_files_are_short():
    assert all(len(path.read_text(encoding="utf-8").splitlines()) < 600 for path in FOLDER.glob("*.toml"))


def test_keys_are_unique():
    assert len({article.key for article in ARTICLES}) == len(ARTICLES)


def test_a_file_gives_its_articles_what_stands_above_them(tmp_path: Path):
    path = tmp_path / "one.toml"
    path.write_text(
        'event = "e"\nlanguage = "fr"\n[[article]]\noutlet = "o"\nhours_ago = 1\ntitle = "T"\nsection = "S"\n'
        'paragraphs = ["un", "deux"]\n[article.correction]\nafter_seconds = 50\ntitle = "U"\n',
        encoding="utf-8",
    )
    (article,) = read_articles(path)
    assert (article.event, article.language, article.paragraphs) == ("e", "fr", ("un", "deux"))
    assert article.correction is not None
    assert (article.correction.title, article.correction.paragraphs) == ("U", ("un", "deux"))
