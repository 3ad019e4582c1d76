"""Credit lines: what says of itself that it is an agency's text, and what only names one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.agencies import AGENCIES, Agency, called, credit, of_names

TEXT = "Le gouvernement a annoncé mercredi un plan de trois ans. Les travaux commenceront en juin."
ARABIC = "أعلنت الحكومة يوم الأربعاء عن مخطط يمتد على ثلاث سنوات، وستنطلق الأشغال في يونيو."
RIF = Agency("rif", "Agence du Rif", ("Agence du Rif", "وكالة الريف", "ADR"), "وكالة الريف")


@pytest.mark.parametrize(
    ("beginning", "code"),
    [
        ("RABAT (MAP) - ", "map"),
        ("Rabat, 3 mars 2024 (MAP) – ", "map"),
        ("Rabat, le 1er août (MAP).- ", "map"),
        ("Laâyoune (MAP) — ", "map"),
        ("MAP – ", "map"),
        ("(AFP) - ", "afp"),
        ("[AFP] ", "afp"),
        ("Paris, 12 déc. (AFP) : ", "afp"),
        ("PARIS (AFP/Reuters) - ", "afp"),
        ("AFP, Paris — ", ""),  # no dateline of theirs: a name and a comma may begin a sentence
        ("Madrid, 3 mar (EFE).- ", "efe"),
        ("Madrid/EFE.- ", "efe"),
        ("MADRID, 4 (EUROPA PRESS) - ", "europapress"),
        ("Santa Cruz de Tenerife, 9 de enero de 2024 (EFE).- ", "efe"),
        ("LONDON, March 3 (Reuters) - ", "reuters"),
        ("NEW YORK, Aug 12 (Reuters) -- ", "reuters"),
        ("WASHINGTON (AP) — ", "ap"),
        ("BEIJING, Nov. 25 (Xinhua) -- ", "xinhua"),
        ("ANKARA/ANADOLU - ", "anadolu"),
        ("ALGER- (APS) - ", "aps"),
        ("TUNIS, 25 nov (TAP) - ", "tap"),
        ("Berlin (dpa) - ", "dpa"),
        ("(ANSA) - ", "ansa"),
        ("Lisboa, 25 nov 2024 (Lusa) - ", "lusa"),
        ("LONDON (Bloomberg) -- ", "bloomberg"),
        ("الرباط - (و م ع) : ", "map"),
        ("الرباط (ومع) – ", "map"),
        ("الرباط 3 مارس 2024 /ومع/ ", ""),  # nothing follows that ends a dateline
        ("الرباط 3 مارس 2024 /ومع/ - ", "map"),
        ("الرباط - و.م.ع - ", "map"),
        ("باريس - أ ف ب: ", "afp"),
        ("باريس (أ.ف.ب) - ", "afp"),
        ("لندن (رويترز) - ", "reuters"),
        ("لندن - رويترز: ", "reuters"),
        ("مدريد (إفي) - ", "efe"),
        ("أنقرة / الأناضول - ", "anadolu"),
        ("برلين (د ب أ) - ", "dpa"),
        ("الرياض (واس) - ", "spa"),
        ("أبوظبي في 25 نوفمبر (وام) - ", "wam"),
        ("الدوحة (قنا) - ", "qna"),
        ("بكين (شينخوا) - ", "xinhua"),
        ("الجزائر (وأج) - ", "aps"),
    ],
)
def test_datelines(beginning, code):
    assert credit("Titre", [beginning + TEXT, TEXT], []) == code
    assert credit("Titre", ["", "  " + beginning + TEXT, TEXT], []) == code


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Avec AFP", "afp"),
        ("(Avec AFP)", "afp"),
        ("Le360 avec MAP", "map"),
        ("Rédaction, avec MAP", "map"),
        ("Hespress FR avec AFP et Reuters", "afp"),
        ("Source : MAP", "map"),
        ("Source: Agence France-Presse", "afp"),
        ("MAP", "map"),
        ("M.A.P.", "map"),
        ("© Reuters", "reuters"),
        ("© 2024 AFP", "afp"),
        ("© 2024 AFP. Tous droits réservés.", "afp"),
        ("Copyright AFP", "afp"),
        ("AFP/Agences", "afp"),
        ("Por EFE", "efe"),
        ("Agencia EFE", "efe"),
        ("Con información de EFE y Europa Press", "efe"),
        ("Fuente: Europa Press", "europapress"),
        ("With AP", "ap"),
        ("By Reuters", "reuters"),
        ("The Associated Press", "ap"),
        ("Source: Xinhua", "xinhua"),
        ("المصدر: و م ع", "map"),
        ("المصدر: ومع", "map"),
        ("المصدر : وكالة المغرب العربي للأنباء", "map"),
        ("المصدر: رويترز", "reuters"),
        ("هسبريس - و م ع", "map"),
        ("(أ ف ب)", "afp"),
        ("فرانس برس", "afp"),
        ("وكالات / رويترز", "reuters"),
        ("عن الأناضول", "anadolu"),
    ],
)
def test_lines_of_their_own(line, code):
    assert credit("Titre", [TEXT, TEXT, line], []) == code
    assert credit("Titre", [line, TEXT, ARABIC], []) == code


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (" (AFP)", "afp"),
        (" (avec AFP)", "afp"),
        (" (with Reuters)", "reuters"),
        (" (AFP).", "afp"),
        (" (MAP, 3 mars)", "map"),
        (" – AFP", "afp"),
        (" EFE", "efe"),
        (" /MAP/", "map"),
        (" (و م ع)", "map"),
        (" /أ ف ب", "afp"),
    ],
)
def test_ends_of_texts(end, code):
    assert credit("Titre", [TEXT, TEXT + end], []) == code
    assert (
        credit("Titre", [TEXT, TEXT + end, "Lire aussi : un autre article du même jour, avec ses images"], []) == code
    )


@pytest.mark.parametrize(
    ("author", "code"),
    [
        ("MAP", "map"),
        ("La rédaction avec MAP", "map"),
        ("Le360 (avec AFP)", "afp"),
        ("AFP/Agences", "afp"),
        ("Par AFP", "afp"),
        ("Agencias", ""),
        ("EFE", "efe"),
        ("Redacción / Europa Press", "europapress"),
        ("Associated Press", "ap"),
        ("Reuters, Staff", "reuters"),
        ("Salma Idrissi and AP", "ap"),
        ("و م ع", "map"),
        ("هسبريس – و.م.ع", "map"),
        ("رويترز", "reuters"),
        ("هسبريس - أ.ف.ب", "afp"),
        ("Mapuche Films", ""),
        ("Map", ""),
        ("A.P.", ""),  # initials
        ("Pa Sow", ""),
        ("Jean Reuter-Lopez", ""),
        ("Ansa Kone", ""),
        ("", ""),
    ],
)
def test_bylines(author, code):
    assert credit("Titre", [TEXT], [author]) == code


@pytest.mark.parametrize(
    "text",
    [
        "This map of the city shows every fountain. The map is free.",
        "MAP of the city: the new edition is out.",
        "Selon l'AFP, le ministre a démissionné.",
        "Le ministre a confirmé l'information à Reuters - il n'a rien ajouté.",
        "Le Mouvement pour l'Avenir Populaire (MAP) a tenu son congrès à Fès.",
        "Le parti du mouvement (MAP) - fondé hier - a tenu son congrès.",
        "Les élus de l'assemblée provinciale (AP) – vingt au total – ont voté.",
        "The happy APPLE company and its PAPA, says the report",
        "Según informó EFE, el ministro dimitió.",
        "El spa (SPA) del hotel abre en junio.",
        "The TAP: how Portugal's airline was sold",
        "ومع ذلك، فإن الأشغال لم تنطلق بعد.",
        "ومع - رغم كل شيء - انطلقت الأشغال.",
        "وام القرى مدينة مقدسة.",
        "وقالت رويترز إن الوزير استقال.",
        "ونقلت وكالة فرانس برس عن الوزير قوله إن الأشغال ستنطلق.",
        "Photo : AFP",
        "© Photo AFP",
        "(Photo AFP)",
        "Crédit photo : AFP / Fadel Senna",
        "Foto: EFE",
        "AFP PHOTO / Fadel Senna",
        "صورة: رويترز",
        "Entretien avec Reuters",
        "Partenariat avec MAP",
        "Reuters, AFP et AP en première ligne de la bataille pour les archives",
        "L'agence MAP fête ses 65 ans",
        "Il faut lire la carte (map).",
    ],
)
def test_naming_an_agency_is_no_credit(text):
    assert credit("Titre", [TEXT, text, TEXT], []) == ""
    assert credit("Titre", [text, TEXT, TEXT], []) == ""
    assert credit("Titre", [TEXT, TEXT, text], []) == ""


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Budget : le vote est reporté (AFP)", "afp"),
        ("Oil climbs above 80 dollars | Reuters", "reuters"),
        ("تأجيل التصويت على الميزانية (و م ع)", "map"),
        ("AFP : un plan social annoncé", ""),
        ("La MAP change de patron", ""),
        ("A new map", ""),
        ("", ""),
    ],
)
def test_titles(title, code):
    assert credit(title, [TEXT], []) == code


def test_the_dateline_says_more_than_the_byline():
    assert credit("Titre", ["PARIS (AFP) - " + TEXT], ["MAP"]) == "afp"


def test_an_agency_in_the_middle_of_a_text_is_none_of_its_credits():
    assert credit("Titre", [*[TEXT] * 6, "Avec AFP", *[TEXT] * 6], []) == ""


def test_an_edition_has_agencies_of_its_own():
    assert credit("Titre", [TEXT], ["Agence du Rif"]) == ""
    assert credit("Titre", [TEXT], ["Agence du Rif"], [RIF]) == "rif"
    assert credit("Titre", ["TANOUJA (ADR) – " + TEXT], [], [RIF]) == "rif"
    assert credit("Titre", [TEXT, "المصدر: وكالة الريف"], [], [RIF]) == "rif"
    assert credit("Titre", [TEXT], ["وكالة الريف"], [RIF]) == "rif"
    assert credit("Titre", [TEXT], ["MAP"], [RIF]) == "map"


def test_an_editions_agency_has_the_known_marks_too():
    own = Agency("map", "Agence MAP", ("MAP Express",))
    assert credit("Titre", [TEXT], ["MAP Express"], [own]) == "map"
    assert credit("Titre", [TEXT], ["MAP"], [own]) == "map"
    assert called("map", "fr", [own]) == "Agence MAP"


def test_names_for_readers():
    assert called("map", "fr") == "MAP"
    assert called("map", "ar") == "و م ع"
    assert called("lusa", "ar") == "لوسا"
    assert called("pa", "ar") == "PA"
    assert called("rif", "ar", [RIF]) == "وكالة الريف"
    assert called("norway", "fr") == "NORWAY"


def test_which_agency_an_outlet_is():
    assert of_names(["Agence du Rif", "وكالة الريف"], [RIF]) == "rif"
    assert of_names(["Europa Press"]) == "europapress"
    assert of_names(["Le Courrier du Souk"], [RIF]) == ""
    assert of_names([]) == ""


def test_every_mark_is_recognised_as_a_byline():
    for agency in AGENCIES:
        for mark in agency.marks:
            assert credit("Titre", [TEXT], [mark]) == agency.code, mark


def test_codes_are_distinct():
    assert len({agency.code for agency in AGENCIES}) == len(AGENCIES)


@given(st.text(), st.lists(st.text()), st.lists(st.text()))
def test_any_text_is_borne(title, paragraphs, authors):
    assert credit(title, paragraphs, authors) in {"", *(agency.code for agency in AGENCIES)}


@pytest.mark.parametrize("piece", ["(", "MAP - ", "a, ", "/", "AFP/", "- ", "و ", "©", "Source : ", "x et "])
def test_long_hostile_texts_cost_little(piece):
    before = time.process_time()
    credit(piece * 20_000, [piece * 20_000] * 5, [piece * 20_000] * 5)
    assert time.process_time() - before < 1
