"""Kinds of pages: a floor on the labelled set, and the rules one by one."""

from collections import Counter
from pathlib import Path

import pytest
from benchmarks.kinds import figures
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.kinds import find_kind, is_free, weigh_text
from jarida.core.extraction.model import PageKind
from tests.core.extraction.pages import TEXT, extracted, json_ld, page

SET = Path(__file__).parent / "kinds_set"
ROWS = [line.split("\t") for line in (SET / "labels.tsv").read_text(encoding="utf-8").splitlines()[1:]]
# what no general rule tells yet: a wall without any mark, an error in words of no list
UNTOLD = {"hard_paywall_without_marks", "hard_error_pt_body"}
PARAGRAPHS = tuple(f"La digue de Port-Safran a tenu bon, disent les ingénieurs du quartier {n}. " * 4 for n in range(5))
LINKS = "".join(f"<h2><a href='/a/{n}'>Une autre nouvelle de la ville {n}</a></h2>" for n in range(12))


def kind_of(name: str, url: str) -> PageKind:
    from tests.core.extraction.pages import NOW, extract

    return extract((SET / f"{name}.html").read_bytes(), url, now=NOW).kind


@pytest.mark.parametrize(("name", "kind", "url", "note"), [row for row in ROWS if row[0] not in UNTOLD])
def test_pages_of_the_set_are_told_apart(name, kind, url, note):
    assert kind_of(name, url) == kind, note


def test_the_set_keeps_its_floor_and_its_breadth():
    pairs = [(kind, kind_of(name, url).value) for name, kind, url, _ in ROWS]
    counts = Counter(kind for kind, _ in pairs)

    assert len(pairs) >= 60
    assert {PageKind(kind) for kind in counts} == set(PageKind)
    assert {path.stem for path in SET.glob("*.html")} == {row[0] for row in ROWS}
    for kind, figure in figures(pairs).items():
        assert figure["recall"] >= 0.8, kind
        assert figure["precision"] >= 0.9, kind


def test_figures_of_kinds():
    found = figures([("article", "article"), ("article", "section"), ("error", "error"), ("error", "article")])
    assert found["article"] == {"precision": 0.5, "recall": 0.5, "n": 2}
    assert found["section"] == {"precision": 0.0, "recall": 0.0, "n": 0}
    assert found["error"]["precision"] == 1.0


# --- errors and walls -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "404", "Error 404", "404 - Not Found", "Erreur 404", "Page introuvable", "Cette page n'existe plus",
        "Page not found", "Oops! Nothing here", "Accès refusé", "Access Denied", "503 Service Unavailable",
        "Página no encontrada", "Página não encontrada", "Pagina non trovata", "Seite nicht gefunden",
        "Pagina niet gevonden", "Страница не найдена", "Sayfa bulunamadı", "页面不存在", "الصفحة غير موجودة",
        "لم يتم العثور على الصفحة", "Just a moment...", "Attention Required! | Cloudflare", "Contenu introuvable",
    ],
)  # fmt: skip
def test_titles_of_errors_in_many_languages(title):
    body = f"<h1>{title}</h1><p>Retournez à l'accueil.</p>"
    assert extracted(f"<title>{title}</title>", body).kind is PageKind.ERROR


@pytest.mark.parametrize(
    "title",
    [
        "404 maisons détruites par la tempête sur la côte", "500 euros de prime pour les pêcheurs du port",
        "Erreur médicale : ce que dit l'enquête", "L'accès à la plage du nord reste ouvert tout l'été",
        "The 403 pupils of the harbour school go on strike", "502 bateaux attendus pour la fête de la mer",
    ],
)  # fmt: skip
def test_figures_in_titles_are_no_errors(title):
    assert extracted(f"<title>{title}</title>", f"<article><h1>{title}</h1>{TEXT}</article>").kind is PageKind.ARTICLE


def test_a_dated_article_is_no_error_whatever_its_title_says():
    head = json_ld('{"@type":"NewsArticle","headline":"Page not found","datePublished":"2024-04-01"}')
    assert extracted(head, f"<h1>Page not found</h1>{TEXT}").kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "Nous et nos 832 partenaires utilisons des cookies.", "We and our partners use cookies to store data.",
        "Wir und unsere 120 Partner verarbeiten Daten.", "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط",
    ],
)  # fmt: skip
def test_walls_of_consent_are_empty_of_an_article(text):
    assert extracted("", f"<h2>Le Journal</h2><p>{text}</p><button>OK</button>").kind is PageKind.CONSENT


def test_a_banner_of_consent_hides_no_article():
    body = (
        f"<article><h1>La digue tient bon</h1>{TEXT}{TEXT}</article><div><p>We and our partners use cookies.</p></div>"
    )
    assert extracted("", body).kind is PageKind.ARTICLE


def test_a_form_to_log_in_is_empty_only_if_it_is_all():
    form = "<form><input type=password></form>"
    assert extracted("", f"<h1>Se connecter</h1>{form}<p>Pas encore de compte ?</p>").kind is PageKind.EMPTY
    assert extracted("", f"{form}<article><h1>La digue tient bon</h1>{TEXT}</article>").kind is PageKind.ARTICLE
    assert extracted("", f"<h1>Se connecter à la mer</h1>{TEXT}").kind is PageKind.ARTICLE


# --- closed articles --------------------------------------------------------------------------------


def closed(value="false"):
    return json_ld(
        f'{{"@type":"NewsArticle","headline":"x","datePublished":"2024-04-01","isAccessibleForFree":{value}}}'
    )


def test_closed_with_only_a_beginning_is_a_paywall():
    assert find_kind(page(closed()), "x", PARAGRAPHS[:1]) is PageKind.PAYWALL
    assert find_kind(page(closed('"False"')), "x", PARAGRAPHS[:1]) is PageKind.PAYWALL
    assert find_kind(page(closed("true")), "x", PARAGRAPHS[:1]) is PageKind.ARTICLE


def test_closed_with_the_whole_text_is_an_article():
    assert find_kind(page(closed()), "x", PARAGRAPHS * 3) is PageKind.ARTICLE
    assert not is_free(page(closed()))
    assert is_free(page())


@pytest.mark.parametrize(
    "words", ["Subscribe to read", "Réservé aux abonnés", "Suscríbete", "Jetzt Abo testen", "للمشتركين فقط"]
)
def test_a_box_that_asks_to_subscribe_is_a_paywall(words):
    box = f"<div class='paywall'>{words}</div>"
    assert find_kind(page("", f"<h1>Un titre bien long ici</h1>{box}"), "Un titre", PARAGRAPHS[:1]) is PageKind.PAYWALL


def test_a_class_name_alone_is_no_wall():
    body = "<article class='paywall'><h1>Un titre</h1><p>Abonnez-vous aux lettres du journal.</p></article>"
    assert find_kind(page("", body), "Un titre", PARAGRAPHS[:1]) is PageKind.ARTICLE
    body = "<h1>Un titre</h1><div class='paywall'><p>La suite du texte, sans rien demander.</p></div>"
    assert find_kind(page("", body), "Un titre", PARAGRAPHS[:1]) is PageKind.ARTICLE


# --- live, films, pictures --------------------------------------------------------------------------


def test_a_live_title_needs_entries_by_the_clock():
    entries = "<time>10:00</time>" * 5
    assert (
        find_kind(page("", f"<h1>En direct : la tempête</h1>{entries}"), "En direct : la tempête", PARAGRAPHS)
        is PageKind.LIVE
    )
    assert (
        find_kind(page("", "<h1>En direct : la tempête</h1>"), "En direct : la tempête", PARAGRAPHS) is PageKind.ARTICLE
    )
    assert find_kind(page("", f"<h1>La tempête</h1>{entries}"), "La tempête", PARAGRAPHS) is PageKind.ARTICLE


def test_a_film_with_a_text_is_an_article():
    film = json_ld('{"@type":"VideoObject","name":"x"}')
    assert find_kind(page(film), "La digue tient bon", ("Regardez.",)) is PageKind.VIDEO
    assert find_kind(page(film), "La digue tient bon", PARAGRAPHS) is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("player", "kind"),
    [
        ("<iframe src='https://www.youtube.com/embed/x'></iframe>", PageKind.VIDEO),
        ("<iframe data-src='https://player.vimeo.com/video/1'></iframe>", PageKind.VIDEO),
        ("<video src='/v.mp4'></video>", PageKind.VIDEO),
        ("<iframe src='https://maps.example/embed'></iframe>", PageKind.EMPTY),
    ],
)
def test_players_without_a_text(player, kind):
    head = "<title>La digue vue du ciel ce matin - Journal</title>"
    assert find_kind(page(head, f"<h1>La digue vue du ciel ce matin</h1>{player}"), "La digue vue du ciel", ()) is kind


# --- lists ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://journal.example/", "https://journal.example/fr/", "https://journal.example/tag/mer",
        "https://journal.example/category/ville/", "https://journal.example/auteurs/ida-moe",
        "https://journal.example/ville/page/3/", "https://journal.example/politique", "https://journal.example/?s=digue",
        "https://journal.example/وسم/البحر", "https://journal.example/suche?q=deich",
    ],
)  # fmt: skip
def test_lists_by_their_addresses(url):
    assert find_kind(page("", f"<h1>Mer</h1>{LINKS}", url=url), "Mer", ("Un mot.",) * 5) is PageKind.SECTION


@pytest.mark.parametrize(
    "marks", ["archive category-ville", "tag tag-mer", "page-taxonomy", "search-results", "author"]
)
def test_lists_by_what_the_content_system_calls_them(marks):
    found = page("", f"<div>{LINKS}</div><h1>Mer</h1>", url="https://journal.example/x/y12")
    found.index.tagged("body")[0].set("class", marks)
    assert find_kind(found, "Mer", ("Un mot.",) * 5) is PageKind.SECTION


def test_many_teasers_below_an_article_change_nothing():
    body = f"<article><h1>La digue de Port-Safran tient bon</h1></article>{LINKS}"
    head = "<title>La digue de Port-Safran tient bon - Journal</title>"
    assert find_kind(page(head, body), "La digue de Port-Safran tient bon", PARAGRAPHS[:2]) is PageKind.ARTICLE


def test_a_list_has_links():
    bare = page("", "<h1>Mer</h1>", url="https://journal.example/mer")
    assert (
        find_kind(bare, "Mer", ("Un texte court, mais un texte, et rien d'autre sur la page que lui seul.",))
        is PageKind.ARTICLE
    )


def test_text_without_spaces_weighs_more():
    assert weigh_text(("abc", "def")) == 6
    assert weigh_text(("海" * 10,)) == 30
    assert weigh_text(("été",)) == 3
    assert weigh_text(()) == 0


@given(st.text(max_size=200), st.lists(st.text(max_size=100), max_size=5), st.text(max_size=60))
def test_any_words_give_a_kind(title, paragraphs, path):
    url = f"https://journal.example/{path}"
    assert find_kind(page("", f"<h1>x</h1>{LINKS}", url=url), title, tuple(paragraphs)) in set(PageKind)


def test_long_titles_and_many_elements_are_bounded():
    many = "<div class='paywall x'>a</div>" * 3000 + "<input>" * 3000
    assert find_kind(page("", many), "404 " * 20_000, ("x " * 50_000,)) in set(PageKind)
