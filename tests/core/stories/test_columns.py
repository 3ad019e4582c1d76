"""Which titles are standing columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.stories.columns import column, heading
from jarida.core.stories.model import Column

REVIEWS = (
    ("Revue de presse du lundi 12 mars", "fr"),
    ("La revue de presse de ce mardi", "fr"),
    ("Hespress | Revue de presse : le gouvernement face à la crise", "fr"),
    ("REVUE DE PRESSE. Benkirane, l'eau et le Mondial", "fr"),
    ("À la une des quotidiens de ce week-end", "fr"),
    ("Les unes de la presse, mercredi 4 juin 2025", "fr"),
    ("L'actu en bref de ce jeudi", "fr"),
    ("Les titres du journal de 20h", "fr"),
    ("أبرز عناوين الصحف الصادرة اليوم الثلاثاء", "ar"),
    ("قراءة في الصحف اليومية ليوم الأربعاء", "ar"),
    ("رصيف الصحافة: مخزون السدود يتراجع", "ar"),
    ("موجز الأخبار ليوم 12 مارس", "ar"),
    ("Revista de prensa: las portadas del lunes", "es"),
    ("Las portadas de los periódicos de hoy, 3 de mayo", "es"),
    ("Resumen de prensa | 14 de junio", "es"),
    ("Press review: what Morocco's dailies say", "en"),
    ("Today's papers: a deal at last", "en"),
    ("Morning brief, Tuesday 3 June", "en"),
)
WEATHER = (
    ("Météo du mercredi 12 mars", "fr"),
    ("Météo : le temps qu'il fera ce mardi au Maroc", "fr"),
    ("Météo Maroc: pluies et averses orageuses prévues ce mardi 6 mai", "fr"),
    ("Temps prévu pour le vendredi 5 avril", "fr"),
    ("Maroc - Météo : ciel nuageux et températures en baisse", "fr"),
    ("Prévisions météorologiques pour samedi et dimanche", "fr"),
    ("Températures prévues pour demain", "fr"),
    ("حالة الطقس اليوم الأربعاء 12 مارس", "ar"),
    ("توقعات أحوال الطقس لليوم الثلاثاء", "ar"),
    ("طقس الخميس.. أجواء باردة وأمطار متفرقة", "ar"),
    ("El tiempo en Madrid hoy", "es"),
    ("El tiempo: lluvias y viento en el norte este lunes", "es"),
    ("Previsión meteorológica para el sábado 5 de abril", "es"),
    ("Weather forecast for Tuesday", "en"),
    ("Today's weather: sunny with showers in the north", "en"),
)
HOROSCOPES = (
    ("Horoscope du jour", "fr"),
    ("Astro : votre horoscope du 3 mars", "fr"),
    ("Horoscope de la semaine : Lion, Vierge, Balance", "fr"),
    ("حظك اليوم الجمعة: برج الحمل", "ar"),
    ("الأبراج اليومية 12 مارس", "ar"),
    ("Horóscopo de hoy, jueves 12 de marzo de 2026: amor, trabajo y salud", "es"),
    ("Your daily horoscope for June 3", "en"),
)
SERVICES = (
    ("Horaires des prières à Rabat, le 3 mars", "fr"),
    ("Pharmacies de garde à Casablanca ce week-end", "fr"),
    ("Taux de change du dirham du 12 mars", "fr"),
    ("Résultats du Loto : tirage du samedi 5 avril", "fr"),
    ("Programme TV du lundi 3 juin", "fr"),
    ("La Bourse de Casablanca ouvre en hausse", "fr"),
    ("Bourse de Casablanca : clôture en baisse", "fr"),
    ("بورصة الدار البيضاء تفتتح تداولاتها على وقع الارتفاع", "ar"),
    ("مواقيت الصلاة ليوم الجمعة", "ar"),
    ("أسعار العملات مقابل الدرهم اليوم", "ar"),
    ("سعر الدولار اليوم في البنوك", "ar"),
    ("Farmacias de guardia en Ceuta hoy", "es"),
    ("Bonoloto: resultados del sorteo de hoy", "es"),
    ("Prayer times in London today", "en"),
    ("Lottery results: winning numbers for June 3", "en"),
)
EVENTS = (
    ("Météo: alerte rouge, trois morts dans les inondations", "fr"),
    ("Météo : vigilance orange pour neige dans l'Atlas", "fr"),
    ("Météo-France licencie cent prévisionnistes à Toulouse pour cause d'économies budgétaires", "fr"),
    ("La revue de presse de France Inter supprimée", "fr"),
    ("Horoscope interdit à la télévision publique", "fr"),
    ("Pharmacies de garde: les pharmaciens en grève", "fr"),
    ("Bourse de Casablanca : le PDG arrêté pour fraude", "fr"),
    ("Un gagnant remporte 200 millions à l'EuroMillions", "fr"),
    ("Le journal Le Monde rachète Télérama", "fr"),
    ("Séisme au Maroc : le bilan s'alourdit", "fr"),
    ("Ce que la presse dit du discours royal", "fr"),
    ("Le temps des réformes est venu, estime Akhannouch", "fr"),
    ("الطقس.. نشرة إنذارية حمراء وأمطار طوفانية", "ar"),
    ("الطقس السيئ يتسبب في مصرع ثلاثة أشخاص", "ar"),
    ("سعر الدولار يقفز إلى مستوى قياسي", "ar"),
    ("اعتقال مدير بورصة الدار البيضاء", "ar"),
    ("El tiempo se agota para el gobierno de Sánchez", "es"),
    ("El tiempo: alerta roja por la DANA en Valencia", "es"),
    ("La Primitiva: un vecino de Lugo gana el bote", "es"),
    ("Weather: red alert as storm kills three", "en"),
    ("Forecast: inflation to hit 3% next year", "en"),
    ("The papers were signed in Geneva after long talks and a walkout by strikers: two dead", "en"),
    ("Horoscope app banned in schools", "en"),
    ("Los titulares de la selección, lesionados", "es"),
    ("أجواء احتفالية بالرباط بعد الفوز", "ar"),
    ("أبراج الكويت تضيء بألوان المغرب", "ar"),
    ("Astro : une comète visible à l'œil nu", "fr"),
    ("Un kiosque du centre-ville fermé", "fr"),
    ("", "fr"),
    ("😀😀😀", ""),
    ("...", "xx"),
)


class TestColumn:
    @pytest.mark.parametrize(("title", "language"), REVIEWS)
    def test_reviews_of_the_press(self, title: str, language: str) -> None:
        assert column(title, language) is Column.REVIEW

    @pytest.mark.parametrize(("title", "language"), WEATHER)
    def test_weather(self, title: str, language: str) -> None:
        assert column(title, language) is Column.WEATHER

    @pytest.mark.parametrize(("title", "language"), HOROSCOPES)
    def test_horoscopes(self, title: str, language: str) -> None:
        assert column(title, language) is Column.HOROSCOPE

    @pytest.mark.parametrize(("title", "language"), SERVICES)
    def test_services(self, title: str, language: str) -> None:
        assert column(title, language) is Column.SERVICE

    @pytest.mark.parametrize(("title", "language"), EVENTS)
    def test_events(self, title: str, language: str) -> None:
        assert column(title, language) is Column.NONE

    @pytest.mark.parametrize(("title", "language"), [*REVIEWS, *WEATHER, *HOROSCOPES, *SERVICES])
    def test_a_wrong_language_does_not_matter(self, title: str, language: str) -> None:
        assert column(title, "en" if language != "en" else "ar") is column(title, language)

    def test_capitals_and_accents_do_not_matter(self) -> None:
        assert column("METEO DU 12 MARS") is column("météo du 12 mars") is Column.WEATHER

    @given(st.text(max_size=600), st.text(max_size=5), st.text(max_size=30))
    def test_it_takes_any_text(self, title: str, language: str, section: str) -> None:
        assert column(title, language, section) in Column

    def test_a_very_long_title(self) -> None:
        assert column("météo " * 5000, "fr") in Column


class TestSection:
    def test_it_tells_what_the_title_does_not(self) -> None:
        assert column("Pluies éparses mercredi au nord", "fr", "Météo") is Column.WEATHER
        assert column("Lion : amour et travail", "fr", "Horoscope") is Column.HOROSCOPE
        assert column("أمطار متفرقة غدا", "ar", "الطقس") is Column.WEATHER

    def test_an_event_stays_one(self) -> None:
        assert column("Trois morts dans les crues", "fr", "Météo") is Column.NONE

    def test_another_section_says_nothing(self) -> None:
        assert column("Pluies éparses mercredi au nord", "fr", "Politique") is Column.NONE


class TestHeading:
    def test_dates_and_numbers_do_not_matter(self) -> None:
        assert heading("Le journal du lundi 12 mars 2026") == heading("Le journal du mardi 3 avril 2025") != 0
        assert heading("الافتتاحية 12 مارس") == heading("الافتتاحية 3 أبريل")

    def test_words_do(self) -> None:
        assert heading("Séisme à Agadir") != heading("Séisme à Fès")

    @pytest.mark.parametrize("title", ["", "12 mars 2025", "😀", "…"])
    def test_nothing_has_none(self, title: str) -> None:
        assert heading(title) == 0

    @given(st.text(max_size=200))
    def test_it_fits_where_it_is_kept(self, title: str) -> None:
        assert 0 <= heading(title) < 1 << 56
