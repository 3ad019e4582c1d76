"""Names in Arabic letters: by gazetteer with clitics stripped, by given names, by titles, and by what Latin texts know.

There are no capitals to go by, so that a name which is not known needs evidence: a given name before a surname, a
title before both, that the two words stand together again in the article, or the same consonants as a person's name
that the archive has in Latin letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from jarida.core.names import signs
from jarida.core.names.identity import of_words
from jarida.core.names.index import Entry, Index
from jarida.core.names.mention import Mention
from jarida.core.names.model import Kind
from jarida.core.names.reading import Reading
from jarida.core.text.analysis import forms

_PREPOSITIONS: Final = frozenset(
    forms("في من إلى نحو قرب بين على ضواحي وسط شمال جنوب شرق غرب بإقليم بمدينة لمدينة بعمالة بجماعة")
)
# Names that are words of every day: the new, the eyes, a volcano, the strait, the rifle.
_AMBIGUOUS: Final = frozenset(
    forms("الجديدة العيون بركان المضيق الداخلة الريف الخليل مسقط البندقية حلب وزان سلوان الحوز الجميل")
)
_NEVER: Final = frozenset(forms("فتح إيفي الكاف القاعدة الوداد الرجاء"))
_SHORT: Final = 6  # letters of a city of the world that must be named as one, without its article
_SURE: Final = frozenset(forms("فاس مصر قطر غزة جدة دبي سلا"))  # short, and yet found behind a clitic
_ADJECTIVES: Final = frozenset(
    forms(
        "المغربي الدولي الوطني العالمي الطبيعي اليومي السياسي الاقتصادي الاجتماعي الثقافي الرياضي الماضي التالي الحالي "
        "الإفريقي الأوروبي الأمريكي الفرنسي الإسباني الثاني الرئيسي الأساسي المحلي الجهوي الملكي العسكري المالي"
    )
)
_ENDINGS: Final = (
    "اوي",
    "اني",
    "ري",
    "لي",
    "مي",
    "سي",
    "بي",
    "دي",
    "في",
    "شي",
    "تي",
    "زي",
    "طي",
    "صي",
    "كي",
    "ني",
    "حي",
    "جي",
    "قي",
)
_LAST: Final = 5  # words of a person's name


@dataclass
class ArabicReader:
    """Reads one text. `local`: names that were found elsewhere in the article, by their forms."""

    reading: Reading
    index: Index
    local: dict[tuple[str, ...], Mention]

    def at(self, at: int) -> tuple[int, Mention | None]:
        """What begins at a word, and the word behind it."""
        hit = self._hit(at)
        person = self._person(at)
        if person and (not hit or person.end > hit.end):
            return person.end, None if self._namesake(at) else person
        if hit:
            return hit.end, None if hit.kind is Kind.PERSON and self._namesake(at) else hit
        if self.reading.words[at].form in signs.ARABIC_ORGANISATIONS:
            return self._organisation(at)
        return at + 1, None

    # --- what is known ---

    def _hit(self, at: int) -> Mention | None:
        for bare in _without_clitics(self.reading.words[at].form):
            longest = self.index.starts.get(bare, 0)
            for end in range(min(at + longest, len(self.reading.words)), at, -1):
                form = (bare, *self.reading.forms(at + 1, end))
                entry = self.index.entries.get(form)
                if entry and self._joined(at, end) and self._is_meant(at, end, bare, entry):
                    return self._mention(entry.kind, entry.key, at, end, form, known=True)
            if found := self._local(at, bare):
                return found
        return None

    def _local(self, at: int, bare: str) -> Mention | None:
        if not self.local:
            return None
        for end in range(min(at + _LAST, len(self.reading.words)), at, -1):
            form = (bare, *self.reading.forms(at + 1, end))
            if found := self.local.get(form):
                return self._mention(found.kind, found.key, at, end, form, known=found.known)
        return None

    def _joined(self, at: int, end: int) -> bool:
        return all(self.reading.gap(n) in (" ", "\xa0", "-", "  ") for n in range(at + 1, end))

    def _is_meant(self, at: int, end: int, bare: str, entry: Entry) -> bool:
        """Whether a word is the name that is written like it."""
        if end - at > 1:
            return True
        word = self.reading.words[at].form
        if word in _NEVER or bare in _NEVER:
            return False
        if word != bare and len(bare) < 3:
            return False
        if word != bare and len(bare) < 4 and bare not in _SURE:
            return False
        if entry.weak and (bare in signs.EVERYDAY or not self._is_placed(at, bare)):
            return False
        if _has_more_hamza(self.reading.words[at].letters, entry.spelt.get((bare,), "")):
            return False  # an axe (فأس) is not Fez (فاس)
        if bare in _AMBIGUOUS:
            return (word != bare and word[0] in "بل") or self._before(at) in _PLACED
        if self._before(at) in signs.ARABIC_TITLES and word == bare and entry.kind is Kind.PLACE:
            return not word.endswith("ي")  # الوزير المغربي is no name; رئيس مصر names Egypt
        return True

    def _is_placed(self, at: int, bare: str) -> bool:
        """Whether a city of the world is spoken of as a place, or has a name so long that it is nothing else."""
        if self.reading.words[at].form == bare:
            return len(bare.removeprefix("ال")) > _SHORT or self._before(at) in _PLACED
        return self.reading.words[at].form[0] == "ب" or len(bare) > _SHORT

    # --- people ---

    def _person(self, at: int) -> Mention | None:
        """A given name with what is its surname, or the consonants of a known person's name."""
        for bare in _without_clitics(self.reading.words[at].form, articles=False):
            length = self._given(at, bare)
            if length:
                end = self._surname(at, at + length, weak=bare in signs.ARABIC_WEAK and length == 1)
                return self._named(at, end, bare) if end else None
        return None

    def _given(self, at: int, bare: str) -> int:
        if bare not in self.index.given_starts or self.reading.words[at].letters.endswith("على"):  # folded to علي
            return 0
        for length in (3, 2, 1):
            form = (bare, *self.reading.forms(at + 1, at + length))
            if len(form) == length and form in self.index.forenames and self._joined(at, at + length):
                return length
        return 0

    def _surname(self, start: int, at: int, *, weak: bool) -> int:
        """The end of a name whose given name ends at a word; 0 where no surname follows."""
        words, end = self.reading.words, at
        titled = self._titled(start)
        while end < min(len(words), start + _LAST) and self._follows(end):
            form = words[end].form
            if form in signs.ARABIC_PREFIXES and end + 1 < len(words) and self._follows(end + 1):
                end += 2
                continue
            if end > at and not (form.startswith("ال") and form.endswith("ي")) and (form,) not in self.index.forenames:
                break
            if form in signs.REGNAL and end == at:
                return end + 1
            if not self._may_be_surname(end, weak=weak and end == at, titled=titled):
                break
            end += 1
        return end if end > at else 0

    def _follows(self, at: int) -> bool:
        return (
            self.reading.words[at].arabic
            and self.reading.gap(at) in (" ", "\xa0")
            and len(self.reading.words[at].form) > 1
        )

    def _may_be_surname(self, at: int, *, weak: bool, titled: bool) -> bool:
        form = self.reading.words[at].form
        if form in signs.ARABIC_WORDS or form in signs.ARABIC_TITLES or len(form) < 3 or form[:2] in ("لل", "بم", "لم"):
            return False
        if (self.reading.forms(at - 1, at + 1) in self._pairs) or titled:
            return True
        if self.reading.forms(at - 1, at) in self.index.abroad:
            return not self.reading.words[at].letters.startswith(("ال", "يت", "ست", "سي", "يع", "يف", "يق"))
        if weak:
            nisba = form.startswith("ال") and form.endswith("ي") and len(form) > 5 and form not in _ADJECTIVES
            return nisba or (form.startswith(("بن", "بو", "الب", "ايت")) and len(form) > 4)
        given = (form,) in self.index.forenames
        return given or form.startswith(("بن", "بو", "اي", "اب", "ال")) or form.endswith(_ENDINGS)

    def _titled(self, at: int) -> bool:
        return self._before(at) in signs.ARABIC_TITLES and self.reading.gap(at) in (" ", "\xa0", " : ", ": ", "، ")

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """Two words that stand together more than once, as those of a name do."""
        words = self.reading.words
        seen: set[tuple[str, str]] = set()
        again: set[tuple[str, str]] = set()
        for one, other in pairwise(words):
            pair = (one.form, other.form)
            (again if pair in seen else seen).add(pair)
        return frozenset(again)

    def _named(self, at: int, end: int, bare: str) -> Mention:
        words = [bare, *(word.letters for word in self.reading.words[at + 1 : end])]
        form = (bare, *self.reading.forms(at + 1, end))
        return self._mention(Kind.PERSON, of_words(words, self.index.forenames), at, end, form)

    # --- organisations ---

    def _organisation(self, at: int) -> tuple[int, Mention | None]:
        """A ministry, university, party with what it is called: by an article, or for a person."""
        words, following = self.reading.words, at + 1
        if following >= len(words) or not self._follows(following):
            return following, None
        person = self._person(following)
        hit = person or self._hit(following)
        if hit and hit.kind is Kind.PERSON:
            return hit.end, self._whole(at, hit.end)
        form = words[following].form
        ministry = words[at].form in ("وزاره", "حزب") and form.startswith("ال") and len(form) > 4
        return (following + 1, self._whole(at, following + 1)) if ministry else (following, None)

    def _whole(self, at: int, end: int) -> Mention:
        letters = [word.letters for word in self.reading.words[at:end]]
        key = of_words(letters, {})
        return self._mention(Kind.ORGANISATION, key, at, end, self.reading.forms(at, end))

    # --- what stands around ---

    def _before(self, at: int) -> str:
        return self.reading.words[at - 1].form if at else ""

    def _namesake(self, at: int) -> bool:
        """Whether a name is that of a street, a stadium, a prize."""
        before = self._before(at)
        before = before[1:] if before[:1] in ("ب", "ل", "و") and before not in signs.ARABIC_NAMESAKES else before
        return before.removeprefix("ال") in signs.ARABIC_NAMESAKES and self.reading.gap(at) in (" ", "\xa0")

    def _mention(
        self, kind: Kind, key: str, at: int, end: int, form: tuple[str, ...], *, known: bool = False
    ) -> Mention:
        shown = self.reading.shown(at, end)
        word = self.reading.words[at]
        if word.form != form[0]:  # what is shown has no clitic either
            shown = _shown_without(word.letters, form[0]) + shown[len(word.letters) :]
        return Mention(kind, key, at, end, form, shown, known)


_PLACED: Final = _PREPOSITIONS | signs.ARABIC_BEFORE_PLACES | frozenset(forms("ميناء مطار ملعب شاطئ محكمة مستشفى"))


def _without_clitics(form: str, *, articles: bool = True) -> Iterator[str]:
    """A word, and what is left of it without و ف ب ل ك before it; ك only before an article."""
    yield form
    rest = form
    if form[0] in "وف" and len(form) > 4:
        rest = form[1:]
        yield rest
    if rest.startswith("لل") and len(rest) > 4 and articles:
        yield "ال" + rest[2:]
        yield rest[2:]
    elif (rest[0] in "بل" and len(rest) > 3) or (rest.startswith("كال") and len(rest) > 5 and articles):
        yield rest[1:]


def _has_more_hamza(letters: str, name: str) -> bool:
    """Whether a word has a hamza where the name has none; writers leave hamzas out, and add none."""
    pairs = zip(reversed(letters), reversed(name), strict=False)
    return any(mine in "أإآ" and its == "ا" for mine, its in pairs)


def _shown_without(letters: str, form: str) -> str:
    """The letters of a word as written, without the clitics that its form lost."""
    if form.startswith("ال") and "لل" in letters[:3] and not letters.startswith("ال"):
        return "ال" + letters[letters.index("لل") + 2 :]
    return letters[max(0, len(letters) - len(form)) :]
