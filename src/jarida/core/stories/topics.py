"""Topics: what an article is about, in the words of IPTC Media Topics, and in an edition's own.

The codes and the division are those of the top level of the IPTC Media Topics NewsCodes
(https://iptc.org/standards/media-topics/, © IPTC, CC BY 4.0). The names follow IPTC's, shortened to what a reader
looks for; Arabic and Spanish ones are in part our translation. How a topic is found: `classify`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

IPTC: Final = "medtop:"  # the namespace of IPTC's codes, as in ninjs and NewsML-G2
OWN: Final = "own:"  # that of an edition's own


@dataclass(frozen=True, slots=True)
class Topic:
    """That an article is about something. `confidence` is the share of such findings that are right, from 0 to 1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Heading:
    """A topic as a reader meets it: `slug` is its word in addresses, `names` what it is called by language."""

    code: str
    slug: str
    names: Mapping[str, str]

    def name_in(self, language: str) -> str:
        """Its name in a language; in English, or as it has one, where it has none there."""
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), self.slug)


def _heading(number: str, slug: str, fr: str, ar: str, es: str, en: str) -> Heading:
    return Heading(f"{IPTC}{number}000000", slug, {"fr": fr, "ar": ar, "es": es, "en": en})


HEADINGS: Final = (
    _heading("01", "culture", "Culture, arts et médias", "ثقافة وفنون وإعلام", "Cultura, artes y medios",
             "Arts, culture and media"),
    _heading("02", "justice", "Criminalité, droit et justice", "جريمة وقانون وعدالة", "Policía y justicia",
             "Crime, law and justice"),
    _heading("03", "disasters", "Catastrophes et accidents", "كوارث وحوادث", "Catástrofes y accidentes",
             "Disasters and accidents"),
    _heading("04", "economy", "Économie et finances", "اقتصاد ومال وأعمال", "Economía, negocios y finanzas",
             "Economy, business and finance"),
    _heading("05", "education", "Éducation", "تعليم", "Educación", "Education"),
    _heading("06", "environment", "Environnement", "بيئة", "Medio ambiente", "Environment"),
    _heading("07", "health", "Santé", "صحة", "Salud", "Health"),
    _heading("08", "human-interest", "Gens, animaux, insolite", "منوعات وطرائف", "Gente y curiosidades",
             "Human interest"),
    _heading("09", "labour", "Travail et social", "شغل ونقابات", "Trabajo y sindicatos", "Labour"),
    _heading("10", "leisure", "Vie quotidienne et loisirs", "نمط العيش والترفيه", "Estilo de vida y ocio",
             "Lifestyle and leisure"),
    _heading("11", "politics", "Politique et gouvernement", "سياسة وحكومة", "Política y gobierno",
             "Politics and government"),
    _heading("12", "religion", "Religion", "دين", "Religión", "Religion"),
    _heading("13", "science", "Sciences et techniques", "علوم وتكنولوجيا", "Ciencia y tecnología",
             "Science and technology"),
    _heading("14", "society", "Société", "مجتمع", "Sociedad", "Society"),
    _heading("15", "sport", "Sport", "رياضة", "Deportes", "Sport"),
    _heading("16", "conflict", "Conflits, guerre et paix", "نزاعات وحرب وسلام", "Conflictos, guerra y paz",
             "Conflict, war and peace"),
    _heading("17", "weather", "Météo", "طقس", "Tiempo", "Weather"),
)  # fmt: skip
BY_CODE: Final = {heading.code: heading for heading in HEADINGS}
SLUGS: Final = {heading.code: heading.slug for heading in HEADINGS}
CODES: Final = {heading.slug: heading.code for heading in HEADINGS}
