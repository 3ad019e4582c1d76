"""Which addresses of an outlet are articles, by the shape of those that were fetched.

An address becomes a pattern: its path with years, numbers, identifiers and slugs generalised, once with its
other words (`/sport/{slug}`) and once without (`/{word}/{slug}`). What became of the addresses that were fetched
counts for their patterns. Nothing is stored beside that: the archive's own entries are the evidence.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

from jarida.core.addresses import address_key

PROBES = 3  # addresses of one pattern that are fetched before any of them has shown what it is
MOST_PROBES = 12  # of all such patterns together, while their answers are awaited
MOST_PATTERNS = 400
MOST_SEGMENTS = 12
ENOUGH = 2  # articles that prove a pattern
LOST = 3  # other pages, and hardly an article, that end it
LOST_GENERALLY = 6  # the same for the pattern without its words

_ENDINGS = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|shtml|ece|cms|do|story|ghtml|phtml|xhtml)\Z", re.IGNORECASE)
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|ico|pdf|docx?|xlsx?|pptx?|zip|gz|mp[34]|m4a|m3u8|css|js|xml|rss|atom|json|txt|ics|apk)\Z",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BREAKS = re.compile(r"[-_+.,~ ]+")
_TOKEN = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{6,}", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{4,}")

# Segments that name what is no article, in the languages of content systems and of the Mediterranean press.
_NEVER = frozenset(
    "tag tags topic topics thema themen dossier dossiers etiqueta etiquetas etiquette etiquettes mot-cle mots- "
    "cles motcle keyword keywords hashtag label category categories categorie categoria categorias author "
    "authors auteur auteurs autor autores autora profile profil perfil user users membre member journalist "
    "journaliste redaction redaccion staff team equipe page search recherche buscar busqueda rechercher login "
    "signin signup register registro connexion inscription account compte mon-compte cuenta mi-cuenta "
    "subscribe subscription abonnement abonnements s-abonner abonnez-vous suscripcion suscripciones suscribete "
    "newsletter newsletters boletines contact contacts contacto contactez-nous contact-us about about-us "
    "a-propos apropos qui-sommes-nous quienes-somos sobre-nosotros privacy privacy-policy confidentialite "
    "politique-de-confidentialite privacidad politica-de-privacidad cookies cookie terms legal mentions- "
    "legales aviso-legal conditions cgu cgv rss feed feeds sitemap plan-du-site mapa-web archive archives "
    "archivo hemeroteca wp-login.php wp-admin wp-json wp-content cdn-cgi cart panier shop boutique tienda "
    "store advertise publicite publicidad annonces anuncios jobs emploi empleo widget widgets embed share "
    "print imprimer comment comments commentaires faq help aide ayuda podcasts games jeux juegos weather meteo "
    "eltiempo horoscope horoscopo وسم وسوم تصنيف كاتب كتاب بحث اتصل-بنا من-نحن سياسة-الخصوصية".split()
)
_LISTING_QUERY = frozenset(
    "page paged pg p offset sort order filter s q search query lang hl tag cat category author replytocom share print "
    "add-to-cart attachment_id login redirect return".split()
)
_WITH_AN_ID = frozenset("p cat category lang hl".split())
_ID_QUERY = frozenset("id p aid nid newsid news_id articleid article_id id_article storyid story_id art idnews".split())


class Seen(StrEnum):
    """What became of an address of the outlet."""

    ARTICLE = "article"
    OTHER = "other"  # it was fetched and is no article
    WAITING = "waiting"  # not fetched yet, or not successfully


@dataclass(frozen=True, slots=True)
class Counts:
    """How many addresses of a pattern turned out to be what."""

    articles: int = 0
    others: int = 0
    waiting: int = 0

    @property
    def share(self) -> float:
        """Articles among what was fetched; 0 where nothing was."""
        fetched = self.articles + self.others
        return self.articles / fetched if fetched else 0.0


NONE = Counts()


class Trust(StrEnum):
    """What is known of addresses like this one."""

    PROVEN = "proven"
    UNKNOWN = "unknown"
    LOST = "lost"  # they are no articles


@lru_cache(maxsize=4096)
def pattern_of(url: str) -> tuple[str, str]:
    """The patterns of an address, with its words and without; "" twice if it is no web address.

    `pattern_of("https://a.example/sport/2024/05/le-derby-de-rabat.html")` is
    `("/sport/{year}/{n}/{slug}.html", "/{word}/{year}/{n}/{slug}.html")`.
    """
    path, query = _halves(url)
    if path is None:
        return "", ""
    special, general = [], []
    for segment in path[:MOST_SEGMENTS]:
        kind, ending = _kind(segment)
        special.append((kind or _ENDINGS.sub("", segment).lower()[:40]) + ending)
        general.append((kind or "{word}") + ending)
    names = "?" + "&".join(sorted(f"{name}={_kind(value)[0] or '{word}'}" for name, value in query)) if query else ""
    return "/" + "/".join(special) + names, "/" + "/".join(general) + names


def _halves(url: str) -> tuple[list[str] | None, list[tuple[str, str]]]:
    """The segments of the path and the pairs of the query of an address, readable."""
    key = address_key(url)
    if not key:
        return None, []
    rest, _, query = key.partition("?")
    segments = [unquote(segment) for segment in rest.split("/")[1:]]
    pairs = [(name.lower(), unquote(value)) for name, _, value in (part.partition("=") for part in query.split("&"))]
    return segments, [pair for pair in pairs if pair[0]][:MOST_SEGMENTS]


def _kind(segment: str) -> tuple[str, str]:
    """What stands for a segment in patterns, "" where it stands for itself; and its ending (`.html`)."""
    match = _ENDINGS.search(segment)
    ending = match[0].lower() if match else ""
    name = segment[: match.start()] if match else segment
    if name.isdecimal():
        return ("{year}" if _YEAR.fullmatch(name) else "{n}" if len(name) <= 2 else "{id}"), ending
    if _DATE.fullmatch(name):
        return "{date}", ending
    if _UUID.fullmatch(name) or (_TOKEN.fullmatch(name) and len(name) >= 8):
        return "{id}", ending
    return ("{slug}" if is_slug(name) else ""), ending


def is_slug(name: str) -> bool:
    """Whether a segment reads like a title: three words, two with a number, or a long one of another script."""
    words = [word for word in _BREAKS.split(name) if word]
    if len(words) >= 3 and len(name) >= 12:
        return True
    if len(words) >= 2 and any(_LONG_NUMBER.fullmatch(word) or _TOKEN.fullmatch(word) for word in words):
        return True
    return not name.isascii() and len(name) >= 14


def is_never_an_article(url: str) -> bool:
    """Whether an address is a file, a list, a form or the like by its own words."""
    path, query = _halves(url)
    if path is None or not (path or query) or (path and _FILES.search(path[-1])):
        return True
    # the words of an article's own slug are no reason: /politique/contact-perdu-avec-la-sonde; nor is the name of a
    # section over a dated article: /weather/2024/04/26/storms-over-the-plains
    if any(segment.lower() in _NEVER for segment in path) and not _is_dated_article(path):
        return True
    # an article may name its section beside its identifier: /article.php?cat=politique&id=4711
    identified = any(name in _ID_QUERY and value.isdecimal() for name, value in query)
    listing = any(name in _LISTING_QUERY and not (identified and name in _WITH_AN_ID) for name, _ in query)
    return listing or (bool(path) and path[-1].lower() in ("rss.php", "feed.php", "print.php"))


def _is_dated_article(path: list[str]) -> bool:
    kinds = [_kind(segment)[0] for segment in path]
    return kinds[-1] == "{slug}" and ("{date}" in kinds or ("{year}" in kinds and "{n}" in kinds))


def prior(url: str) -> float:
    """How likely an address is an article's by its look alone, as the logarithm of odds."""
    path, query = _halves(url)
    if path is None or is_never_an_article(url):
        return -9.0
    kinds = [_kind(segment)[0] for segment in path]
    last = path[-1] if path else ""
    words = [word for word in _BREAKS.split(_ENDINGS.sub("", last)) if word and not word.isdecimal()]
    dated = "{date}" in kinds or bool(_DATE.search(last)) or ("{year}" in kinds and "{n}" in kinds)
    numbered = bool(_LONG_NUMBER.search(last)) or "{id}" in kinds or _names_one(query)
    sluggish = bool(kinds) and kinds[-1] == "{slug}"
    score = 2.2 * dated + 1.4 * numbered + 0.4 * bool(_ENDINGS.search(last))
    score += (1.0 + 0.5 * min(len(words) - 3, 3)) * sluggish
    return score if dated or numbered or sluggish else -2.5 + 0.5 * (len(words) == 2) + 0.3 * (len(path) > 2)


def _names_one(query: list[tuple[str, str]]) -> bool:
    return any(name in _ID_QUERY and any(letter.isdecimal() for letter in value) for name, value in query)


@dataclass(frozen=True, slots=True)
class AddressPatterns:
    """What is known of an outlet's addresses. `known` are those that were announced before, by `address_key`."""

    counts: Mapping[str, Counts] = field(default_factory=dict)
    known: Mapping[str, Seen] = field(default_factory=dict)

    @classmethod
    def learned(cls, seen: Iterable[tuple[str, Seen]]) -> "AddressPatterns":
        """The patterns of addresses (or their keys), each with what became of it; the first of an address counts."""
        known: dict[str, Seen] = {}
        for address, outcome in seen:
            written = address if address.startswith(("http://", "https://")) else f"https://{address}"
            known.setdefault(address_key(written), outcome)
        known.pop("", None)
        tallies: Counter[tuple[str, Seen]] = Counter()
        for key, outcome in known.items():
            tallies.update((pattern, outcome) for pattern in set(pattern_of(f"https://{key}")))
        common = Counter[str]()
        for (pattern, _), count in tallies.items():
            common[pattern] += count
        names = [pattern for pattern, _ in common.most_common(MOST_PATTERNS)]
        return cls({name: Counts(*(tallies[name, outcome] for outcome in Seen)) for name in names}, known)

    def trust(self, url: str) -> Trust:
        """What is known of addresses like `url`: first by its pattern with words, then by the one without."""
        special, general = (self.counts.get(pattern, NONE) for pattern in pattern_of(url))
        if special.articles >= ENOUGH and special.share >= 0.5:
            return Trust.PROVEN
        if special.others >= LOST and special.share < 0.25:
            return Trust.LOST
        if special.articles + special.others < ENOUGH:
            if general.articles > ENOUGH and general.share >= 0.8:
                return Trust.PROVEN
            if general.others >= LOST_GENERALLY and general.articles == 0:
                return Trust.LOST
        return Trust.UNKNOWN

    def evidence(self, url: str) -> float:
        """What was seen of addresses like this one, as the logarithm of odds to add to `prior`; from -4 to 4."""
        special, general = (self.counts.get(pattern, NONE) for pattern in pattern_of(url))
        counts = special if special.articles + special.others >= ENOUGH else general
        fetched = counts.articles + counts.others
        if not fetched:
            # where much is known, what looks like nothing of it is less likely
            return -0.7 if sum(seen is Seen.ARTICLE for seen in self.known.values()) >= 10 else 0.0
        return max(-4.0, min(4.0, 1.4 * math.log((counts.articles + 0.5) / (counts.others + 0.5))))

    def admitted(self, urls: Iterable[str]) -> tuple[bool, ...]:
        """Which of these may be announced now: known ones, those of proven patterns, a few of each unknown one."""
        waiting = sum(counts == Seen.WAITING for counts in self.known.values())
        left = max(MOST_PROBES - waiting, 0)
        used = Counter({pattern: counts.waiting for pattern, counts in self.counts.items()})
        answers = []
        for url in urls:
            trust, pattern = self.trust(url), pattern_of(url)[0]
            probing = trust is Trust.UNKNOWN and address_key(url) not in self.known
            fits = not probing or (left > 0 and used[pattern] < PROBES)
            if probing and fits:
                left -= 1
                used[pattern] += 1
            answers.append(fits and (trust is not Trust.LOST or address_key(url) in self.known))
        return tuple(answers)
