"""Boilerplate: what stands around texts goes, and no text with it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.boilerplate import LEAST_ARTICLES, learn, paragraph_hash, says_so, without

NOTICE = "Ce journal est imprimé sur du papier recyclé par des gens qui aiment les arbres."


def article(number, *around):
    return (
        f"Le texte numéro {'abcdefghij'[number]} parle de choses.",
        f"Il continue en {'klmnopqrst'[number]}.",
        *around,
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "Lire aussi : Les barrages remplis à moitié",
        "À lire aussi | Les barrages",
        "» Voir également : la vidéo",
        "Lire la suite",
        "Sur le même sujet",
        "Articles similaires",
        "Déjà abonné ? Connectez-vous",
        "Cet article est réservé aux abonnés.",
        "La suite est réservée à nos abonnés",
        "Abonnez-vous à notre newsletter",
        "Suivez-nous sur WhatsApp",
        "Recevez chaque matin notre newsletter",
        "Partager",
        "Partager cet article",
        "Tous droits réservés.",
        "Crédit photo : AFP",
        "Photo : Salma Idrissi",
        "Mots-clés : eau, barrage",
        "Source : MAP",
        "Publicité",
        "Service réservé aux abonnés de l’agence.",
        "Lea también: Los embalses",
        "Te puede interesar",
        "Noticias relacionadas",
        "Suscríbete a nuestro boletín",
        "Foto: EFE",
        "Fuente: Europa Press",
        "Read more: Dams are half full",
        "ALSO READ: Dams",
        "Related",
        "Related stories",
        "Subscribe to our newsletter",
        "Sign up for our briefing",
        "All rights reserved.",
        "File photo: a dam",
        "اقرأ أيضا: السدود",
        "إقرأ أيضا",
        "شاهد أيضا : الفيديو",
        "مواضيع ذات صلة",
        "تابعونا على فيسبوك",
        "اشترك الآن في القناة",
        "جميع الحقوق محفوظة",
        "المصدر: و م ع",
        "صورة: رويترز",
        "شارك المقال",
        "إعلان",
        "© AFP",
        "(c) 2024 Reuters",
        "Copyright 2024",
        "https://example.org/suite",
        "#eau #barrage @jarida",
    ],
)
def test_a_paragraph_that_says_it_is_none(paragraph):
    assert says_so(paragraph)
    assert says_so(paragraph.upper()) or not paragraph.isascii()


@pytest.mark.parametrize(
    "paragraph",
    [
        "Lire est un plaisir, dit-elle.",
        "Voir Naples et mourir",
        "Le partage des eaux a commencé.",
        "Partager l'eau entre les villes est un défi que le pays relève depuis dix ans, selon le ministre.",
        "Photographe de presse, il avait vingt ans.",
        "Les sources du fleuve se tarissent.",
        "La publicité est interdite.",
        "Sources : le fleuve en a trois, et aucune n'a été mesurée depuis l'an dernier.",
        "Abonnés absents : les députés n'ont pas voté.",
        "Related parties were told to leave the court in Rabat.",
        "Read by millions, the book came out in 1960.",
        "More than ten towns were flooded.",
        "Ver para creer.",
        "Fotografía y memoria se dan la mano.",
        "سجل المنتخب الوطني هدفا في الدقيقة الأخيرة.",
        "حمل المحتجون لافتات.",
        "انضم المغرب إلى الاتفاق.",
        "اشترك في السباق ألف عداء.",
        "شارك في التظاهرة آلاف من المواطنين الذين قدموا من جميع المدن المجاورة.",
        "قرأ الوزير البيان.",
        "إعلان الرباط يدعو إلى السلام",
        "المصدر الوحيد للماء هو السد.",
        "",
        "   ",
    ],
)
def test_a_sentence_is_text(paragraph):
    assert not says_so(paragraph)


def test_a_long_paragraph_is_text_however_it_begins():
    assert not says_so("Lire aussi " + "que la lumière fut " * 20)


def test_what_comes_back_is_learned():
    articles = [article(number, NOTICE) for number in range(LEAST_ARTICLES)]
    assert learn(articles) == {paragraph_hash(NOTICE)}
    assert learn(articles[1:]) == frozenset()


def test_what_comes_back_rarely_among_many_is_text():
    articles = [article(number % 10, f"Suite {chr(97 + number // 10)}.") for number in range(10)]
    many = [[f"Texte {chr(97 + one)}{chr(97 + other)} du jour."] for one in range(26) for other in range(8)]
    assert not learn([*many, *(row[:1] for row in articles[:1]), *[(*article(n), NOTICE) for n in range(4)]])


def test_one_text_under_many_addresses_teaches_nothing():
    same = article(1, "Troisième paragraphe.", "Quatrième paragraphe.")
    assert learn([same] * 20) == frozenset()
    grown = [[f"Point de la minute {chr(97 + minute)}" for minute in range(length)] for length in range(10, 26)]
    assert learn(grown) == frozenset()


def test_numbers_in_a_notice_make_no_difference():
    articles = [article(number, f"Édition n° {4000 + number} du {number} mai") for number in range(6)]
    assert without(articles[0], learn(articles)) == articles[0][:2]


def test_long_paragraphs_are_not_learned():
    long = "mot " * 100
    assert learn([article(number, long) for number in range(9)]) == frozenset()


def test_empty_articles_teach_nothing():
    assert learn([]) == frozenset()
    assert learn([()] * 9) == frozenset()


def test_what_is_known_goes_and_the_rest_stays_in_order():
    text = (*article(1), "Lire aussi : la suite", NOTICE, "Fin.")
    assert without(text, {paragraph_hash(NOTICE)}) == (*article(1), "Fin.")
    assert without(text) == (*article(1), NOTICE, "Fin.")
    assert without(["", "  ", "\n"]) == ()


def test_a_hash_fits_a_signed_column_and_does_not_see_spaces():
    assert 0 <= paragraph_hash(NOTICE) < 2**63
    assert paragraph_hash(NOTICE) == paragraph_hash(f" {NOTICE.replace(' ', '  ')}\u200b".upper())


@given(st.text())
def test_any_paragraph_is_borne(paragraph):
    assert without([paragraph]) in ((), (paragraph,))
    assert isinstance(paragraph_hash(paragraph), int)


@pytest.mark.parametrize("piece", ["#a ", "» ", "abonné ", "©", " ", "partager l'"])
def test_long_hostile_paragraphs_cost_little(piece):
    before = time.process_time()
    says_so(piece * 100_000)
    assert time.process_time() - before < 1
