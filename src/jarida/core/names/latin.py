"""Names in Latin letters: by gazetteer, and by sequences of words with capitals and what stands around them."""

import re
from dataclasses import dataclass
from typing import Final

from jarida.core.names import signs
from jarida.core.names.identity import of_acronym, of_words
from jarida.core.names.index import Entry, Index
from jarida.core.names.mention import Mention
from jarida.core.names.model import Kind
from jarida.core.names.reading import ELIDED, Reading

LONGEST: Final = 7  # words of a name that is not in the gazetteer
LONGEST_PERSON: Final = 5

# Names that are words of every day, or others' abbreviations: taken where something says that the name is meant.
_AMBIGUOUS: Final = frozenset(
    "sus nice tours sale orange media lens reading bath male mobile cork split florence nancy grenade valence "
    "cologne colonia medina medine belen concepcion rif victoria pau sol union chelsea constantine prague "
    "lagos cap can bam ram far mat map wac dst cmr bcp rca irt ock rsb ocs dhj fus pam cdt pps caf cio oit oim "
    "cpi cij bei efe apple amazon detroit reunion perejil annual rincon stanley marigot lula".split()
)
_NEVER: Final = frozenset(("leila", "sus", "annual", "mobile", "media", "reading", "male", "union", "can", "reunion"))
_BEFORE_PLACE: Final = frozenset(
    "a de d en in from at to vers pour near desde hacia para of entre and et y e o au".split()
)
_NOBLE: Final = frozenset("de la du del di da von van der den dos le d".split())
_CONTINUED: Final = (
    signs.PARTICLES - _NOBLE - {"al", "el", "as", "ed", "es", "ad", "o", "san", "st", "er", "et", "ou", "an", "at"}
)
_ADJECTIVES: Final = frozenset(
    "national nationale nationaux royal royale general generale central centrale superieur superieure marocain "
    "marocaine islamique europeen europeenne africain africaine arabe international internationale mondial "
    "mondiale regional regionale democratique socialiste populaire constitutionnel constitutionnelle "
    "economique social sociale politique professionnel professionnelle nacional real superior marroqui "
    "espanola espanol europeo europea africano africana internacional mundial democratico democratica "
    "socialista popular constitucional autonoma autonomo independante independant francais francaise sportif "
    "sportive olympique espagnol espagnole algerien algerienne".split()
)
_ARTICLES: Final = frozenset("al el as es ed ad ech".split())
_CLUBS: Final = frozenset(("FC", "AS", "SC", "CF", "AC", "CD", "UD", "RC", "US"))
_NOT_JOINED: Final = frozenset((("casa", "blanca"),))  # the White House in Spanish, and the old name of Casablanca
# what English writes with capitals only, and is a word of every day otherwise
_EXACT: Final = {"UN": ("onu",), "US": ("usa",), "EU": ("ue",), "UK": ("uk",), "EEUU": ("ee", "uu")}
_PLACED_TOO: Final = frozenset(("sidi", "moulay", "mulay"))  # people are called so, and villages
_INNER: Final = frozenset("el ben bin ould ait bou al ibn".split())
_ACRONYM: Final = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,6}")


@dataclass(slots=True)
class LatinReader:
    """Reads one text. `local`: names that were found elsewhere in the article, by their forms."""

    reading: Reading
    index: Index
    language: str
    local: dict[tuple[str, ...], Mention]

    @property
    def _cautious(self) -> bool:
        """Whether capitals say nothing: only names that are known are taken."""
        return self.language == "de" or self.reading.in_capitals

    def at(self, at: int) -> tuple[int, Mention | None]:
        """What begins at a word with a capital, and the word behind it (or behind what is none)."""
        hit = self._hit(at)
        end = self._sequence(at)
        if hit and hit.end >= end:
            owner = self._organisation_before(at) if hit.kind is Kind.PERSON else None
            if owner is not None:  # l'université Mohammed V
                return hit.end, self._mention(Kind.ORGANISATION, self._key(owner, hit.end), owner, hit.end)
            return hit.end, self._allowed(hit)
        if self._cautious:
            return self._in_capitals(at, end, hit)
        return self._unknown(at, end, hit)

    # --- what is known ---

    def _hit(self, at: int) -> Mention | None:
        """The longest name of the index that begins here."""
        words = self.reading.words
        if (exact := _EXACT.get(words[at].letters)) and not self.reading.text.isupper():
            entry = self.index.entries.get(exact) or self.index.entries.get(("etats", "unis"))
            if entry and entry.kind is not Kind.PERSON:
                return self._mention(entry.kind, entry.key, at, at + 1, known=True)
        longest = min(self.index.starts.get(words[at].form, 0), len(words) - at)
        for end in range(at + longest, at, -1):
            form = self.reading.forms(at, end)
            entry = self.index.entries.get(form)
            if (
                entry
                and form not in _NOT_JOINED
                and self._joined(at, end)
                and (end - at > 1 or self._is_meant(at, entry))
            ):
                return self._mention(entry.kind, entry.key, at, end, known=True)
        return self._local(at)

    def _local(self, at: int) -> Mention | None:
        if not self.local:
            return None
        for end in range(min(at + LONGEST, len(self.reading.words)), at, -1):
            if found := self.local.get(self.reading.forms(at, end)):
                return self._mention(found.kind, found.key, at, end, known=found.known)
        return None

    def _joined(self, at: int, end: int) -> bool:
        """Whether nothing but blanks, hyphens and elisions stands between some words."""
        return all(self.reading.is_close(n) or ELIDED.fullmatch(self.reading.gap(n)) for n in range(at + 1, end))

    def _is_meant(self, at: int, entry: Entry) -> bool:
        """Whether a word is the name that is written like it."""
        word = self.reading.words[at]
        if word.form in _NEVER:
            return False
        name = entry.spelt.get((word.form,), word.letters)
        if name.isupper() and len(name) <= 4:  # "PAM", and not "Pam"; but "l'Onu"
            if not word.letters.isupper() and (len(name) < 3 or word.form in _AMBIGUOUS or self.reading.begins(at)):
                return False
            if self.reading.text.isupper():
                return word.form not in _AMBIGUOUS
        elif word.form in _AMBIGUOUS:
            return self._place_before(at) or (word.letters == name != _plain(name) and word.letters.istitle())
        return True

    def _place_before(self, at: int) -> bool:
        before = self.reading.words[at - 1].form if at else ""
        elided = self.reading.gap(at).endswith(("'", "’"))
        return at > 0 and not self.reading.in_capitals and (before in _BEFORE_PLACE or elided)

    def _allowed(self, hit: Mention) -> Mention | None:
        """A person for whom something is named is not spoken of: avenue Mohammed V, Hassan II stadium."""
        after = self.reading.words[hit.end].form if hit.end < len(self.reading.words) else ""
        named = self.language == "en" and after in signs.NAMESAKES and self.reading.gap(hit.end) == " "
        return None if hit.kind is Kind.PERSON and (named or self._namesake(hit.start)) else hit

    # --- sequences ---

    def _sequence(self, at: int) -> int:
        """The end of the words with capitals that follow each other, particles between them included."""
        reading, words = self.reading, self.reading.words
        end = at + 1
        while end < len(words) and end - at < LONGEST and reading.is_close(end):
            if words[end].capital:
                end += 1
                continue
            ahead = self._behind_particles(end)
            if not ahead:
                break
            end = ahead + 1
        return end

    def _behind_particles(self, at: int) -> int:
        """The word with a capital that particles join to a name (Saad el-Othmani), 0 for none."""
        words = self.reading.words
        for ahead in range(at, min(at + 3, len(words) - 1)):
            form, hyphen = words[ahead].form, self.reading.gap(ahead + 1) == "-"
            if form not in _CONTINUED and not (
                form in _ARTICLES and (hyphen or (form in ("al", "el") and self.language != "es"))
            ):
                return 0
            if not self.reading.is_close(ahead + 1):
                return 0
            if words[ahead + 1].capital:
                return ahead + 1
        return 0

    def _in_capitals(self, at: int, end: int, hit: Mention | None) -> tuple[int, Mention | None]:
        """Where all words have capitals: what is known, and a given name with the one word that follows it."""
        if hit:
            return hit.end, self._allowed(hit)
        length = self._given(at)
        behind = at + length
        if self.language != "de" and length and behind < end and self._surname_in_capitals(behind):
            while behind < end - 1 and self.reading.words[behind].form in signs.PARTICLES:
                behind += 1
            return behind + 1, self._person(at, behind + 1)
        return at + 1, None

    def _surname_in_capitals(self, at: int) -> bool:
        word = self.reading.words[at].form
        verb = word.endswith("s") and self.language == "en"
        return len(word) > 2 and not verb and word not in signs.STARTERS | signs.COMMON | signs.ORGANISATIONS

    # --- what is not known ---

    def _unknown(self, at: int, end: int, hit: Mention | None) -> tuple[int, Mention | None]:
        words = self.reading.words
        first = words[at].form
        begins = self.reading.begins(at)
        if not hit and (first in signs.COMMON or (first in signs.STARTERS and begins)):
            return at + 1, None
        if not hit and first in signs.TITLES and end - at > 1:
            return at + 1, None  # what follows sees the title before it
        if self._given(at) and at + self._given(at) < end:
            return self._named_person(at, end)
        if hit and (following := self._hit(hit.end)) and following.end == end:
            return hit.end, self._allowed(hit)  # UN Security Council
        organised = self._organisation(at, end)
        if organised:
            return organised
        if hit:
            return self._within(at, end, hit)
        return self._classified(at, end, begins=begins)

    def _named_person(self, at: int, end: int) -> tuple[int, Mention | None]:
        """What begins with a given name: a person, but for what is named for one."""
        words = self.reading.words
        stop = next((n for n in range(at + 1, end) if words[n].form in signs.ROMAN and len(words[n].letters) < 6), 0)
        kinds = {words[n].form for n in range(at, end)}
        if kinds & signs.ORGANISATIONS:
            return end, self._mention(Kind.ORGANISATION, self._key(at, end), at, end)
        if self._namesake(at) or kinds & signs.NAMESAKES:
            return end, None
        if (owner := self._organisation_before(at)) is not None:
            return end, self._mention(Kind.ORGANISATION, self._key(owner, end), owner, end)
        if words[at].form in _PLACED_TOO and end - at == 2:
            kind = Kind.PLACE if self._place_named(at) else Kind.UNSURE
            return end, self._mention(kind, self._key(at, end), at, end)
        last = self._place_behind(at + self._given(at) + 1, end)
        last = stop + 1 if stop else min(self._noble(last), at + LONGEST_PERSON)
        return last, self._person(at, last)

    def _place_behind(self, at: int, end: int) -> int:
        """Where the name ends if a known name begins in the sequence: (Karim Alami) Rabat."""
        for here in range(at, end):
            hit = self._hit(here)
            if hit and hit.known and hit.end == end and self.reading.gap(here) != "-":
                return here
        return end

    def _noble(self, end: int) -> int:
        """The end of a surname that goes on behind "de", "von", "du": unless a place follows."""
        words = self.reading.words
        ahead = end
        while (
            ahead < len(words) - 1 and words[ahead].form in _NOBLE and self.reading.is_close(ahead) and ahead < end + 2
        ):
            ahead += 1
        if ahead == end or not words[ahead].capital or not self.reading.is_close(ahead) or self._hit(ahead):
            return end
        return ahead + 1

    def _organisation(self, at: int, end: int) -> tuple[int, Mention | None] | None:
        """A name in which a kind of organisation stands, or before which one is written small."""
        words = self.reading.words
        places = [n for n in range(at, end) if words[n].form in signs.ORGANISATIONS or words[n].letters in _CLUBS]
        if places and places[0] > at:
            last = max(places[-1] + 1, end)
            return last, self._mention(Kind.ORGANISATION, self._key(at, last), at, last)
        if places:
            last = self._continued(at)
            content = any(words[n].capital for n in range(at + 1, last))
            if last > at + 1 and (content or not self.reading.begins(at)):
                return last, self._mention(Kind.ORGANISATION, self._key(at, last), at, last)
            return last, None
        if self._organisation_before(at) is not None:
            return end, self._mention(Kind.ORGANISATION, self._key(at, end), at, end)
        return None

    def _organisation_before(self, at: int) -> int | None:
        """Where a kind of organisation stands written small before a name; None for nowhere."""
        before = self.reading.words[at - 1] if at else None
        named = before and not before.capital and before.form in signs.BEFORE_ORGANISATIONS
        return at - 1 if named and self.reading.is_close(at) else None

    def _continued(self, at: int) -> int:
        """The end of an organisation's name that begins with its kind: Office national des aéroports."""
        words, end = self.reading.words, at + 1
        while end < len(words) and end - at < LONGEST + 1:
            close = self.reading.is_close(end) or ELIDED.fullmatch(self.reading.gap(end))
            if not close:
                break
            if words[end].capital or words[end].form in _ADJECTIVES:
                end += 1
            elif (words[end].form in signs.LINKS or words[end].form == "of") and self._linked(end + 1, at):
                end += 2
            elif ELIDED.fullmatch(self.reading.gap(end)) and not self.reading.begins(at):
                return end + 1
            else:
                break
        return end

    def _linked(self, at: int, start: int) -> bool:
        """Whether a name goes on behind "de": with a capital, or a noun that says of what the institution is."""
        words = self.reading.words
        if at >= len(words) or not (self.reading.is_close(at) or ELIDED.fullmatch(self.reading.gap(at))):
            return False
        inner = at < start + 4 and words[at].form not in signs.LINKS and not self.reading.begins(start)
        return words[at].capital or inner

    def _within(self, at: int, end: int, hit: Mention) -> tuple[int, Mention | None]:
        """A known name that is the beginning of a longer sequence."""
        words = self.reading.words
        following = hit.end
        rest = words[following].form
        ordinary = rest in signs.COMMON | signs.TITLES or words[following].form in signs.ROMAN
        if hit.kind is not Kind.PLACE or ordinary or self._given(following) or self._hit(following):
            return hit.end, self._allowed(hit)
        return end, self._mention(Kind.UNSURE, self._key(at, end), at, end)

    def _classified(self, at: int, end: int, *, begins: bool) -> tuple[int, Mention | None]:
        known = next((n for n in range(at + 1, end) if self._hit(n) and self.reading.gap(n) == "-"), None)
        if known:  # TGCC-Rabat
            end = known
        if self._namesake(at) or self.reading.words[at].form in signs.NAMESAKES:
            return end, None
        if self._place_named(at):
            return end, self._mention(Kind.PLACE, self._key(at, end), at, end)
        if titled := self._with_title(at, end):
            return end, titled
        if self._is_person(at, end):
            last = self._noble(end) if end - at > 1 else end
            return last, self._person(at, last)
        return self._single(at, begins=begins) if end - at == 1 else self._several(at, end)

    def _with_title(self, at: int, end: int) -> Mention | None:
        """A known person whose title belongs to the name: le pape François."""
        entry = self.index.entries.get((self._before(at), *self.reading.forms(at, end))) if at else None
        return self._mention(entry.kind, entry.key, at, end, known=True) if entry else None

    def _single(self, at: int, *, begins: bool) -> tuple[int, Mention | None]:
        word = self.reading.words[at]
        if _ACRONYM.fullmatch(word.letters):
            nobody = word.form in signs.ACRONYMS or word.form in signs.ROMAN
            return at + 1, None if nobody else self._mention(Kind.ORGANISATION, of_acronym(word.form), at, at + 1)
        ordinary = signs.NAMESAKES | signs.TITLES
        if begins or len(word.letters) < 3 or (word.form,) in self.index.forenames or word.form in ordinary:
            return at + 1, None
        return at + 1, self._mention(Kind.UNSURE, self._key(at, at + 1), at, at + 1)

    def _several(self, at: int, end: int) -> tuple[int, Mention | None]:
        """Words with capitals of which nothing is known; each acronym in them is one for itself."""
        words = self.reading.words
        if self.reading.gap(at + 1) == "-" and _ACRONYM.fullmatch(words[at].letters):
            return self._single(at, begins=False)
        hit = next((n for n in range(at + 1, end) if self._hit(n)), end)
        if hit == at + 1 and (self.reading.begins(at) or words[at].form in signs.TITLES):
            return at + 1, None
        kinds = {words[n].form for n in range(at, end)}
        if kinds & signs.NAMESAKES:
            return end, None
        return end, self._mention(Kind.UNSURE, self._key(at, end), at, end)

    # --- what stands around ---

    def _namesake(self, at: int) -> bool:
        """Whether a name is that of a street, a stadium, a prize."""
        before = self._before(at)
        return before in signs.NAMESAKES and self.reading.gap(at) in (" ", "\xa0")

    def _before(self, at: int) -> str:
        return self.reading.words[at - 1].form if at else ""

    def _place_named(self, at: int) -> bool:
        """Whether what stands before says that it is a place: ville de, province d', city of."""
        if not at:
            return False
        words = self.reading.words
        if ELIDED.fullmatch(self.reading.gap(at)):
            return words[at - 1].form in signs.BEFORE_PLACES
        linked = at > 1 and words[at - 1].form in signs.LINKS and words[at - 2].form in signs.BEFORE_PLACES
        return bool(linked) and self.reading.is_close(at) and self.reading.is_close(at - 1)

    def _is_person(self, at: int, end: int) -> bool:
        """Whether a title, what is said, or the name itself says that it is a person's."""
        words, length = self.reading.words, end - at
        if length > LONGEST_PERSON or _ACRONYM.fullmatch(words[at].letters):
            return False
        if self._titled(at) or (self._before(at) in signs.PEOPLES and self._titled(at - 1)):
            return True
        placed = self._place_before(at)
        if not placed and any(words[n].form in _INNER for n in range(at + 1, end - 1)) and length > 2:
            return True
        if length == 2 and words[end - 1].form.startswith(("ben", "bou")) and len(words[end - 1].form) > 5:
            return True
        return (length > 1 or not self.reading.begins(at)) and self._speaks(end)

    def _titled(self, at: int) -> bool:
        return self._before(at) in signs.TITLES and self.reading.gap(at) in (" ", "\xa0", ". ")

    def _speaks(self, end: int) -> bool:
        words = self.reading.words
        following = [word.form for word in words[end : end + 3]]
        gap = self.reading.gap(end)
        if gap == ", ":
            return bool(set(following[:2]) & signs.TITLES)
        spoken = following[1:2] if following[:1] in (["a"], ["ha"], ["has"]) else following[:1]
        return gap == " " and bool(set(spoken) & signs.SAYING)

    # --- making ---

    def _given(self, at: int) -> int:
        """How many words from here on are one given name."""
        if self.reading.words[at].form not in self.index.given_starts:
            return 0
        return next((n for n in (3, 2, 1) if self.reading.forms(at, at + n) in self.index.forenames), 0)

    def _person(self, at: int, end: int) -> Mention:
        return self._mention(Kind.PERSON, self._key(at, end), at, end)

    def _key(self, at: int, end: int) -> str:
        return of_words([word.letters for word in self.reading.words[at:end]], self.index.forenames)

    def _mention(self, kind: Kind, key: str, at: int, end: int, *, known: bool = False) -> Mention:
        return Mention(kind, key, at, end, self.reading.forms(at, end), self.reading.shown(at, end), known=known)


def _plain(name: str) -> str:
    return name.encode("ascii", "ignore").decode()
