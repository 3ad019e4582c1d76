"""What the sections and tags of outlets say of an article's topic.

An outlet that puts an article under "Sport" knows what it is about. Sections that hold anything (Société, National,
Régions, Actualités) say nothing here. Words are compared as folded forms, so that "Économie" and "ECONOMIE" are one.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from jarida.core.stories.topics import CODES
from jarida.core.text.analysis import forms

LONGEST: Final = 120  # characters of a section or tag that are looked at
MOST_TAGS: Final = 20

_WORDS: Final[Mapping[str, str]] = {
    "culture": (
        "culture|cultures|culture et médias|arts|arts et culture|art|cinéma|musique|livres|théâtre|festival"
        "|festivals|patrimoine|médias|media|ثقافة|ثقافة وفنون|فن|فنون|فن وثقافة|فن ومشاهير|سينما|مسرح"
        "|موسيقى|تراث|كتب|إعلام|صحافة|مهرجان|cultura|cultura y ocio|cine|música|libros|teatro|letras|escena"
        "|patrimonio|medios|arts and culture|film|films|music|books|theatre|heritage"
        "|ⵉⴷⵍⵙ|ⵉⴷⵍⴻⵙ"
    ),
    "justice": (
        "justice|faits divers|police|droit|crimes|tribunaux|judiciaire|حوادث|قضايا|عدالة|محاكم|جرائم|أمن"
        "|قضاء|أمن وعدالة|sucesos|tribunales|justicia|crime|courts|law|crime and law"
    ),
    "disasters": (
        "accidents|catastrophes|séisme|incendie|incendies|inondations|كوارث|حوادث السير|زلزال|حريق|فيضانات"
        "|accidentes|terremoto|incendio|inundaciones|earthquake|floods|wildfires|accidents and disasters"
    ),
    "economy": (
        "économie|eco|éco|finance|finances|bourse|entreprises|business|marchés|conso|agriculture"
        "|agro-industrie|pêche|tourisme|énergie|immobilier|industrie|logistique|commerce|transports"
        "|infrastructures|auto industrie|مال وأعمال|اقتصاد|مالية|بورصة|أعمال|فلاحة|سياحة|طاقة|عقار|صناعة"
        "|تجارة|مقاولات|economía|finanzas|empresas|mercados|negocios|agricultura|turismo|energía|economy"
        "|markets|companies|trade|finance and business|business and economy|energy|money"
        "|ⵜⴰⴷⵎⵙⴰ"
    ),
    "education": (
        "éducation|enseignement|école|université|scolaire|تعليم|تربية|تربية وتعليم|تربية وتكوين|جامعة|مدرسة"
        "|educación|universidad|enseñanza|education|schools|university|ⵜⵉⵏⵎⵍ|ⴰⵙⵍⵎⴷ"
    ),
    "environment": (
        "environnement|climat|écologie|planète|biodiversité|développement durable|بيئة|مناخ|بيئة ومناخ"
        "|medio ambiente|clima y medio ambiente|ecología|environment|climate|nature|wildlife"
    ),
    "health": (
        "santé|médecine|santé et bien-être|covid|coronavirus|صحة|طب|صحة وطب|كورونا|salud|sanidad|medicina"
        "|health|medicine"
    ),
    "human-interest": (
        "insolite|people|gens|célébrités|buzz|طرائف|غرائب|منوعات|مشاهير|curiosidades|gente|famosos"
        "|celebrities|human interest|offbeat|royal family"
    ),
    "labour": (
        "emploi|travail|social et emploi|syndicats|syndicat|retraites|شغل|نقابات|تشغيل|وظائف|أخبار النقابات"
        "|empleo|trabajo|laboral|sindicatos|labour|labor|jobs|employment|unions"
    ),
    "leisure": (
        "lifestyle|art de vivre|cuisine|recettes|mode|beauté|déco|voyage|voyages|loisirs|maison|auto"
        "|automobile|jardin|horoscope|gastronomie|مطبخ|موضة|جمال|ديكور|سفر|نمط الحياة|لايف ستايل|سيارات"
        "|وصفات|estilo|estilo de vida|ocio|cocina|moda|viajes|gastronomía|casa|recetas|motor|food|fashion"
        "|travel|style|recipes|leisure|motoring"
    ),
    "politics": (
        "politique|gouvernement|parlement|diplomatie|élections|سياسة|برلمان|حكومة|دبلوماسية|أحزاب|انتخابات"
        "|أنشطة ملكية|activités royales|سياسية|política|gobierno|parlamento|diplomacia|elecciones|politics"
        "|government|parliament|diplomacy|elections"
        "|ⵜⴰⵙⵔⵜⵉⵜ"
    ),
    "religion": (
        "religion|religions|islam|ramadan|spiritualité|دين|دين ودنيا|إسلام|دينية|أوقاف|فتاوى|رمضان|religión"
        "|iglesia|faith|islam and faith"
    ),
    "science": (
        "sciences|science|techno|high-tech|high tech|tech|technologie|numérique|espace|علوم|تكنولوجيا"
        "|علوم وتكنولوجيا|تقنية|فضاء|ciencia|tecnología|ciencia y tecnología|technology"
        "|science and technology|space|digital"
    ),
    "society": (
        "migration|migrations|femmes|famille|droits humains|mre|هجرة|أسرة|المرأة|مغاربة العالم|حقوق الإنسان"
        "|migración|mujer|mujeres|inmigración|human rights|women|family"
    ),
    "sport": (
        "sport|sports|football|foot|basket|basketball|tennis|athlétisme|cyclisme|omnisports|coupe|botola"
        "|can|mondial|handball|judo|rugby|رياضة|رياضات|كرة القدم|كرة|بطولة|ألعاب القوى|المنتخب|ملاعب"
        "|deporte|deportes|fútbol|atletismo|ciclismo|baloncesto|soccer|athletics|cycling"
        "|ⴰⴷⴷⴰⵍ"
    ),
    "conflict": (
        "conflits|guerre|guerre et paix|terrorisme|défense|حروب|نزاعات|إرهاب|conflictos|guerra|conflict|war|conflicts"
    ),
    "weather": "météo|météorologie|طقس|أحوال الطقس|الطقس|tiempo|el tiempo|meteorología|weather|forecast",
}


def of_section(section: str) -> frozenset[str]:
    """The codes of the topics that a section names; none where it may hold anything.

    A path ("Accueil > Sport > Football") is looked at from its end.
    """
    for part in reversed(section[:LONGEST].replace("»", ">").replace("/", ">").split(">")):
        if found := _of_words(part):
            return found
    return frozenset()


def of_tags(tags: Iterable[str]) -> frozenset[str]:
    """The codes of the topics that tags name."""
    first = (tag for tag, _ in zip(tags, range(MOST_TAGS), strict=False))
    return frozenset().union(*(_of_words(tag[:LONGEST]) for tag in first))


@lru_cache(maxsize=4096)
def _of_words(words: str) -> frozenset[str]:
    code = _table().get(_key(words))
    return frozenset((code,)) if code else frozenset()


@cache
def _table() -> Mapping[tuple[str, ...], str]:
    return {_key(words): CODES[slug] for slug, listed in _WORDS.items() for words in listed.split("|")}


def _key(words: str) -> tuple[str, ...]:
    """Folded forms, without the Arabic article: "الرياضة" is "رياضة"."""
    return tuple(form[2:] if form.startswith("ال") and len(form) > 4 else form for form in forms(words))
