"""Dates that readers see in a page: where they stand and what the words beside them say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from jarida.core.extraction.page import Page, element_text, words
from jarida.core.text.clean import clean
from jarida.core.text.dates import Moment, find_moment
from jarida.core.text.hijri import find_hijri

MOST_HITS: Final = 150  # pieces of text with something like a date that are looked at
_AROUND: Final = 160  # characters before and after what looks like a date
_NEAR: Final = 60  # elements between a title and its dateline, at most
_BEFORE: Final = 25  # where the dateline comes first
_LISTED: Final = 2.0
_DAYS_OF_A_LIST: Final = 4
_ALONE: Final = 1.0  # what it weighs to be the only day that a page speaks of
_SHORT: Final = 160  # longer texts are prose: dates in them tell of events
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "title", "option", "select", "textarea", "svg"))
_LISTS: Final = frozenset(("aside", "nav", "select", "blockquote", "cite", "figcaption", "table"))

_LEADING: Final = 400  # characters of a text in which its date is looked for
_DIGITS = re.compile(r"[0-9٠-٩۰-۹][0-9٠-٩۰-۹./][0-9٠-٩۰-۹./][0-9٠-٩۰-۹]")  # fast: most texts have none
# what a date has in it at least; anything else is not looked at
_LIKE_A_DATE = re.compile(r"(?<![\d#])(?:1[34]|19|20)\d\d(?![\d%])|[٠-٩۰-۹]{4}|(?<![\d.])\d\d?[./]\d\d?[./]\d\d(?!\d)")
_DATED_CLASS = re.compile(
    r"date|time|publi|posted|byline|meta|info|tarikh|fecha|datum|update|stamp|auth|signature|created|cabecera|chapo"
)
_ELSEWHERE = re.compile(
    r"comment(?!s?-?(?:open|closed|count|number|link))|komment|related|recommend|recent|popular|most-?(?:read|view)|also-?(?:read|like)|latest|"
    r"newsletter|wm-ipp|weather|wetter|meteo|clock|today|heute|current-?date|ticker|archive-|calendar-?widget|event-?list|"
    r"similar|more-?(?:news|from|stories)|copyright"
)
_SAYS_PUBLISHED = re.compile(
    r"publi(?!c\b|k\b)|posted|released?\b|written|écrit|created|first|erstellt|erschienen|veröffentlicht|"
    r"geschrieben|eingestellt|herausgegeben|pressemitteilung|pressemeldung|pubbl|inserito|creado|geplaatst|"
    r"gepubliceerd|opublikowan|dodano|dodane|utworzon|опубликован|размещен|добавлен|δημοσ|ημερομηνία|yayın|"
    r"eklenme|نشر|كتب|بتاريخ|发布|发表|時間|时间|入力|등록|입력|\bparu|mis en ligne|date de parution",
    re.IGNORECASE,
)
_SAYS_FIRST = re.compile(
    r"(?:original\w*|first|initial\w*) (?:publi|posted|appeared)|erstveröff|initialement publi|publié initialement|"
    r"publicado originalmente|نشر لأول مرة",
    re.IGNORECASE,
)
_SAYS_MODIFIED = re.compile(
    r"mise?s? à jour|modifi|actuali[sz]|updated|edited|reviewed|revised|aktualisier|geändert|änderung|überarbeitet|"
    r"aggiorna|bijgewerkt|gewijzigd|aktualizac|zaktualizowano|обновлен|изменен|ενημέρωσ|τελευταία|güncel|"
    r"تحديث|تعديل|عدل|corrected|last (?:checked|change)|更新|수정",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"©|copyright|all rights reserved|tous droits|حقوق|\bcc by|\b(?:until|till|bis|jusqu|hasta|deadline|valid|"
    r"gültig|expires?|born|geboren|né le|née le|died|joined|registered|registriert|since|seit|depuis|desde|accessed|"
    r"retrieved|abgerufen|consulté|last visit|zuletzt besucht|event|termin|starts|ends|foto|photo|stand)\b[^.]{0,30}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A date that readers see. `weight` is how likely it is the article's own; `says` what the words beside it
    call it: "published", "modified" or "". `exact` is False for days converted from another calendar.
    """

    moment: Moment
    says: str
    weight: float
    exact: bool = True


def spoken_dates(page: Page, month_first: bool) -> tuple[Spoken, ...]:
    """The dates that may be the article's own, the likeliest first; worked out once for a page."""
    known: dict[bool, tuple[Spoken, ...]] = page.memo.setdefault("spoken dates", {})
    if month_first not in known:
        found = _without_lists([pair for pair in _all(page, month_first) if pair is not None])
        if len({spoken.moment.value.date() for spoken in found}) == 1:
            found = [replace(spoken, weight=spoken.weight + _ALONE) for spoken in found]
        known[month_first] = _ordered(found)
    return known[month_first]


def _ordered(found: list[Spoken]) -> tuple[Spoken, ...]:
    """The likeliest first; of two days side by side that nothing tells apart the earlier is the publication."""
    found.sort(key=lambda spoken: -spoken.weight)
    alike = [spoken for spoken in found if spoken.weight > found[0].weight - 0.3 and not spoken.says]
    if len(alike) == 2 and alike[0] is found[0] and alike[1].moment.value.date() < alike[0].moment.value.date():
        found[:2] = [alike[1], alike[0]]
    return tuple(found)


def _without_lists(found: list[tuple[str, Spoken]]) -> list[Spoken]:
    """The dates, with less weight where the same element with the same class tells many days: lists do.

    The first of such a list may be the article's own, told as those of the others are, if no other date stands
    before it.
    """
    days: dict[str, set[date]] = {}
    for kind, spoken in found:
        days.setdefault(kind, set()).add(spoken.moment.value.date())
    weighed, own = [], False
    for kind, spoken in found:
        listed = own and len(days[kind]) >= _DAYS_OF_A_LIST
        weighed.append(replace(spoken, weight=spoken.weight - _LISTED) if listed else spoken)
        own = own or spoken.weight > _LISTED
    return weighed


def near_title(page: Page, element: HtmlElement, after: int = _NEAR) -> bool:
    """Whether an element stands where datelines and bylines stand."""
    place = title_place(page)
    return place >= 0 and -_BEFORE <= page.index.place(element) - place <= after


def title_place(page: Page) -> int:
    """Where the article's title stands among the elements; -1 if that is not to be told.

    The main heading, but where it says nothing of the title that the page declares (a logo, a section) or there
    is none: whatever element says that title.
    """
    known: int | None = page.memo.get("title place")
    if known is None:
        known = page.memo["title place"] = _title_place(page)
    return known


def _title_place(page: Page) -> int:
    declared = clean(page.meta_text("og:title") or (page.tree.findtext(".//title") or "")[:400]).casefold()
    told = set(words(declared))
    heading = page.heading
    if heading is not None and (not told or told & set(words(element_text(heading, 400)))):
        return page.index.place(heading)
    for place, element in enumerate(page.index.elements):
        text = element.text
        if text and 12 <= len(text) <= 400 and element.tag not in _SILENT and clean(text).casefold() in declared:
            return place if len(words(text)) >= 3 else -1
    return page.index.place(heading) if heading is not None else -1


def belongs(page: Page, element: HtmlElement, text: str = "") -> bool:
    """Whether a date may be the article's own by where it stands.

    Datelines often stand in what looks like furniture (a footer of the header, an aside beside the title), so near
    the title only what is surely about other things counts as such.
    """
    own = [each for each in (element, *islice(element.iterancestors(), 12)) if each not in page.containers]
    if not page.in_furniture(element):
        return not any(map(_ELSEWHERE.search, map(_marks, own[:3])))
    told = _SAYS_PUBLISHED.search(f"{_before(element)} {text[:_SHORT]}") is not None
    dated = told or any(map(_DATED_CLASS.search, map(_marks, (element, *islice(element.iterancestors(), 2)))))
    if not dated or not near_title(page, element, 2 * _NEAR if told else _NEAR) or element in page.removed:
        return False
    within = (each for each in own if each.tag not in ("body", "html"))
    return not any(_ELSEWHERE.search(_marks(each)) or each in page.removed or each.tag == "nav" for each in within)


def _all(page: Page, month_first: bool) -> Iterator[tuple[str, Spoken] | None]:
    heading = title_place(page)
    seen: set[HtmlElement] = set()
    for place, element, text in islice(_pieces(page), MOST_HITS):
        if element.tag not in _LISTS and belongs(page, element, text):
            yield _weighed(element, text, place - heading if heading >= 0 else None, month_first, seen)


def _pieces(page: Page) -> Iterator[tuple[int, HtmlElement, str]]:
    """Place, element and text of what looks like a date; text after an element is its parent's."""
    digits, date = _DIGITS.search, _LIKE_A_DATE.search
    for place, element in enumerate(page.index.elements):
        # no call for each: this loop is most of what dates cost
        text, tail = element.text, element.tail
        if (
            text
            and len(text) > 3
            and digits(text, 0, _LEADING)
            and element.tag not in _SILENT
            and date(text, 0, _LEADING)
        ):
            yield place, element, text
        if tail and len(tail) > 3 and digits(tail, 0, _LEADING) and date(tail, 0, _LEADING):
            parent = element.getparent()
            if parent is not None and parent.tag not in _SILENT:
                yield place, parent, tail


def _weighed(
    element: HtmlElement, text: str, distance: int | None, month_first: bool, seen: set[HtmlElement]
) -> tuple[str, Spoken] | None:
    text, long = _excerpt(text)
    moment, exact = _moment(text, month_first), True
    if moment is None and not long:
        text = _around(element, seen) or text
        moment = _moment(text, month_first)
    if moment is None and (day := find_hijri(text)) is not None:
        moment, exact = Moment(_midnight(day), has_time=False), False
    if moment is None:
        return None
    said = f"{_before(element)} {_beside(text) if long else text}"
    if _SAYS_OTHER.search(said):
        return None
    weight = _by_place(distance) + _by_form(element, text, long) + _by_words(said)
    return f"{element.tag} {_marks(element)}", Spoken(moment, _says(said), weight, exact)


def _excerpt(text: str) -> tuple[str, bool]:
    """What stands around the first thing like a date, and whether it stands in a long text."""
    match = _LIKE_A_DATE.search(text)
    start = match.start() if match else 0
    return clean(text[max(0, start - _AROUND) : start + _AROUND]), len(clean(text[: 4 * _SHORT])) > _SHORT


def _beside(text: str) -> str:
    """What stands beside the first date in a long text: words farther away tell of other things."""
    match = _LIKE_A_DATE.search(text)
    return text[max(0, match.start() - 45) : match.end() + 20] if match else text


def _moment(text: str, month_first: bool) -> Moment | None:
    return find_moment(text, month_first=month_first, short_years=len(text) < 60)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 — the zone is the caller's to know


def _around(element: HtmlElement, seen: set[HtmlElement]) -> str:
    """The text of the smallest element around that holds more than a part of a date: days and months apart."""
    for place in (element, element.getparent(), *element.iterancestors()):
        if place is None or place in seen or len(place) > 8 or place.tag in ("body", "html"):
            return ""
        seen.add(place)
        text = element_text(place, 2 * _SHORT)
        if len(text) > _SHORT:
            return ""
        if len(text) > 7 and find_moment(text, short_years=True) is not None:
            return text
    return ""


def _before(element: HtmlElement) -> str:
    """The last words before an element: what a date is the date of often stands in an element of its own."""
    previous = element.getprevious()
    while previous is not None and previous.tag == "br" and not (previous.tail or "").strip():
        previous = previous.getprevious()
    if previous is not None:
        said = (previous.tail or "").strip() or ("" if len(previous) else previous.text or "")
    else:
        parent = element.getparent()
        said = (parent.text or "") if parent is not None and parent.tag not in ("body", "html") else ""
    # another date's words are not this one's
    return clean(said[-40:]) if len(said) < 60 and not _LIKE_A_DATE.search(said) else ""


def _says(text: str) -> str:
    if says_modified(text):
        return "modified"
    return "published" if _SAYS_PUBLISHED.search(text) else ""


def says_modified(text: str) -> bool:
    """Whether words beside a date call it that of a change, and not that of the publication as well."""
    return _SAYS_MODIFIED.search(text) is not None and _SAYS_PUBLISHED.search(text) is None


def _by_place(distance: int | None) -> float:
    """Datelines stand beside the heading, or else somewhere; the elements between say how far away."""
    if distance is None:
        return 0.5
    if -12 <= distance <= 40:
        return 2.5 - 0.02 * abs(distance)
    return 1.0 if -40 <= distance <= 120 else 0.0


def _by_form(element: HtmlElement, text: str, long: bool) -> float:
    marks = f"{_marks(element)} {_marks(element.getparent())}"
    weight = 1.5 if _DATED_CLASS.search(marks) else 0.0
    if long:
        starts = _LIKE_A_DATE.search(text[:40]) is not None
        return weight - (0.5 if starts else 3.0)
    if element.tag == "a" and len(text) > 25:  # a link to something of that day
        weight -= 2.0
    return weight + (1.0 if len(text) < 45 else 0.0)


def _marks(element: HtmlElement | None) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".lower() if element is not None else ""


def _by_words(said: str) -> float:
    return 2.0 * bool(_SAYS_PUBLISHED.search(said)) + 3.0 * bool(_SAYS_FIRST.search(said))
