"""What an outlet puts around its texts: notices, links, credits. Gone before texts are compared.

Two kinds: paragraphs that say by themselves what they are ("Lire aussi : …", "© AFP", "اقرأ أيضا"), and paragraphs
that come back in many articles of one outlet, whatever they say (`learn`).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from jarida.core.content import normalise

LEAST_ARTICLES: Final = 4  # of one outlet, in which a paragraph must stand to be boilerplate
LEAST_SHARE: Final = 0.05  # of the outlet's articles that were looked at
SAME_TEXT: Final = 0.8  # of the paragraphs of two articles, with which they are one text for `learn`
MANY, SAME_TEXT_OF_MANY = 8, 0.5  # or so many and such a share: more than stands around a text
MOST_WORDS: Final = 80  # a longer paragraph is text, however often it comes back

_NUMBERS: Final = re.compile(r"\d+")
_LINE_WORDS: Final = 40  # words of a paragraph that says by its beginning what it is
# how such a paragraph begins: links to other articles, calls to subscribe, to follow, to share, rights
_FRENCH: Final = (
    r"(?:à |a )?(?:lire|voir|écouter|découvrir|relire|revoir)(?: aussi| également| ici| plus)\b",
    r"lire la suite\b",
    r"sur le même (?:sujet|thème)",
    r"(?:articles?|contenus?) (?:similaires?|liés?|associés?|connexes?)\b",
    r"(?:déjà )?abonné(?:e|s|\(e\)|·e)?\b.{0,40}(?:connect|identif)",
    r"(?:cet article|la suite).{0,30} réservée?\b",
    r"(?:abonnez|inscrivez|rejoignez|suivez|retrouvez|téléchargez)[ -](?:vous|nous|notre|l['’]appli|toute l['’]actu)",
    r"recevez\b.{0,40}(?:newsletter|lettre|alertes?|e-?mail)",
    r"(?:partager|partagez)(?: (?:cet|ce|sur|l['’]).{0,30})?\Z",
    r"tous droits réservés",
    r"(?:pour toute )?reproduction (?:interdite|autorisée)",
    r"(?:crédits?|légende)? ?photos? ?(?::|©|\()",
    r"(?:mots?[ -]clés?|tags?) ?:",
    r"sources? ?: ?\S+(?: \S+){0,4}\Z",
    r"publicité\Z",
    r"service réservé aux abonnés",
)
_SPANISH: Final = (
    r"(?:lea|lee|leer|ver|vea|mira)(?: también| además| más)\b",
    r"te puede interesar",
    r"(?:noticias|artículos) relacionad[oa]s",
    r"(?:suscríbe|sígue|úne|regístra)(?:nos|te|se)\b",
    r"descarga (?:nuestra|la) app",
    r"(?:todos los )?derechos reservados",
    r"prohibida (?:su|la) reproducción",
    r"(?:foto|fotografía|imagen) ?(?::|©)",
    r"(?:etiquetas|fuente) ?: ?\S+(?: \S+){0,4}\Z",
    r"publicidad\Z",
)
_ENGLISH: Final = (
    r"(?:read|see|watch|listen|learn) (?:also|more|next)\b",
    r"also (?:read|watch)\b",
    r"(?:related|recommended|more)(?: stories| articles| news)?\Z",
    r"(?:subscribe|sign up|follow us|join (?:us|our)|download (?:the|our) app|click here)\b",
    r"all rights reserved",
    r"(?:file )?(?:photo|image|picture)(?: credit| by)? ?(?::|©)",
    r"(?:tags|source|topics) ?: ?\S+(?: \S+){0,4}\Z",
    r"advertisement\Z",
    r"this material may not be published",
)
_ARABIC: Final = (
    r"(?:[إاأ]?قر[أئ](?:وا|ي)?|شاهد(?:وا)?|طالع(?:وا)?|استمع(?:وا)?)[ :]*(?:[أا]يضا|المزيد|كذلك)",
    r"(?:مواضيع|مقالات|أخبار) (?:ذات صلة|مشابهة|متعلقة)",
    r"(?:تابعونا|تابعنا|اشترك(?:وا)? (?:الآن|في (?:نشرتنا|النشرة|قناتنا|القناة|خدمة))|حمل(?:وا)? تطبيق)",
    r"انضم(?:وا)? إلى (?:قناتنا|صفحتنا|مجموعتنا|قناة|مجموعة)",
    r"(?:جميع|كافة|كل) الحقوق محفوظة",
    r"حقوق (?:النشر|الطبع)",
    r"(?:المصدر|الكلمات المفتاحية|وسوم|الصورة|صورة|تصوير) ?:",
    r"شارك(?:وا)? (?:المقال|الخبر|هذا|على)\b.{0,30}\Z",
    r"[إا]علان\Z",
    r"خدمة مخصصة لمشتركي",
)
_ALL: Final = (r"©|\(c\) ?(?:19|20)\d\d|copyright\b", r"https?://\S+\Z", r"[#@]\S+(?:\s+[#@]\S+)*\Z")
_BEGINS: Final = re.compile(
    r"\W{0,12}?(?:" + "|".join((*_FRENCH, *_SPANISH, *_ENGLISH, *_ARABIC, *_ALL)) + ")", re.IGNORECASE
)


def paragraph_hash(paragraph: str) -> int:
    """The identity of a paragraph for `learn` and `without`: 63 bits. Numbers make no difference (dates, counters)."""
    text = _NUMBERS.sub("0", normalise(paragraph)).casefold()
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def learn(articles: Iterable[Sequence[str]]) -> frozenset[int]:
    """The hashes of the paragraphs that come back in many of one outlet's articles (each given as its paragraphs).

    Articles that are nearly all the same count once: one text under many addresses (a page that was published anew,
    a live blog) does not make all of itself boilerplate.
    """
    counts: Counter[int] = Counter()
    texts: list[set[int]] = []
    for paragraphs in articles:
        found = {paragraph_hash(each) for each in paragraphs if len(each.split()) <= MOST_WORDS}
        if found and not any(_alike(found, other) for other in texts):
            texts.append(found)
            counts.update(found)
    least = max(LEAST_ARTICLES, LEAST_SHARE * len(texts))
    return frozenset(one for one, times in counts.items() if times >= least)


def _alike(one: set[int], other: set[int]) -> bool:
    shared = len(one & other)
    share = shared / (len(one) + len(other) - shared)
    return share >= SAME_TEXT or (shared >= MANY and share >= SAME_TEXT_OF_MANY)


def says_so(paragraph: str) -> bool:
    """Whether a paragraph says by its beginning that it is no part of the text."""
    return len(paragraph.split()) <= _LINE_WORDS and _BEGINS.match(paragraph) is not None


def without(paragraphs: Iterable[str], known: Collection[int] = ()) -> tuple[str, ...]:
    """The paragraphs that are the text. `known` are hashes of the outlet's boilerplate (`learn`)."""
    return tuple(
        paragraph
        for paragraph in paragraphs
        if paragraph.strip() and not says_so(paragraph) and not (known and paragraph_hash(paragraph) in known)
    )
