"""The pictures of an article, with caption and credit as they stand beside them."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from jarida.core.extraction.model import Picture
from jarida.core.extraction.page import Page, element_text, words
from jarida.core.extraction.structured import as_list, text_of
from jarida.core.text.clean import clean

MOST: Final = 10
_MOST_ELEMENTS: Final = 300
_WIDE_ENOUGH, _TOO_WIDE = 600, 3000  # pixels of a candidate for the lead picture
_SMALLEST: Final = 100  # pixels that a picture in the text must have at least, where the page tells
_SOURCES: Final = (
    "src",
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-full",
    "data-image",
    "content",
)
_NOT_A_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logos?|placeholders?|blank|spacer|pixel|tracker|tracking|avatars?|sprites?|icons?|favicon|gravatar|"
    r"1x1|no-?image|noimg|no-?photo|fallback|loader|loading|transparent|share-?default|badge|emoji|smilies)(?=[/_.\-\d]|$)|"
    r"(?:^|[_-])default(?:[_-](?:image|img|og|share|social|thumb\w*))?\.\w+$|\.svg$|doubleclick|scorecardresearch|"
    r"^https?://[^/]*(?:facebook\.com/tr|google-analytics|gravatar)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*[\[(]?\s*(?:©|\(c\)\s|(?:crédits?|credits?|créditos?|photos?|foto|ph|image|picture|bild|source|صورة|تصوير|الصورة|المصدر)"
    r"(?:\s+(?:photo|by|par|de))?\s*[.:/©-])\s*(?P<credit>[^()\[\]]{2,100}?)\s*[\])]?\.?$",
    re.IGNORECASE,
)
_CREDIT_CLASS = re.compile(r"credit|copyright|source|photographer|photo-?by|rights|crédit|attribution", re.IGNORECASE)
_CAPTION_CLASS: Final = (
    ".//figcaption | .//*[contains(@class, 'caption') or contains(@class, 'legend') or contains(@itemprop, 'caption')]"
)
_SIZE = re.compile(r"(?:[-_](?:\d{2,4}x\d{2,4}|scaled|large|medium|thumb(?:nail)?|small|full|\d{3,4}w))+(?=\.\w+$|$)")


def find_pictures(page: Page) -> tuple[Picture, ...]:
    """The lead picture first, then the pictures in the text that have a caption; at most ten."""
    elements = [
        each for each in page.index.any_tagged("img", "amp-img")[:_MOST_ELEMENTS] if not page.in_furniture(each)
    ]
    found: dict[str, Picture] = {}
    lead = _lead(page, elements)
    if lead:
        found[picture_key(lead)] = _described(page, lead, elements)
    for element in elements:
        if len(found) < MOST and _in_text(element) and (address := _address(page, element)):
            found.setdefault(picture_key(address), _described(page, address, [element]))
    return tuple(found.values())


def lead_candidates(page: Page) -> Iterator[tuple[str, str]]:
    """What may be the lead picture: by the edition's selector, declared, or shown in the page."""
    for origin, references in (("selector", _selected(page)), ("declared", _references(page))):
        yield from ((origin, address) for each in references if (address := page.absolute(each)))
    shown = (each for each in page.index.any_tagged("img", "amp-img")[:_MOST_ELEMENTS] if not page.in_furniture(each))
    yield from (("shown", address) for each in shown if (address := _address(page, each)))


def picture_key(address: str) -> str:
    """What the addresses of one picture in several sizes have in common: its file's name without size."""
    parts = urlsplit(address)
    name = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1].lower()
    # a resizing service: the picture is named in the query, or only the whole path tells pictures apart
    if re.fullmatch(r"(?:image|img|resize|thumb|index|photo|picture)?(?:\.\w+)?", name):
        return f"{parts.path}?{parts.query}"
    return _SIZE.sub("", name)


def _lead(page: Page, elements: list[Any]) -> str:
    """The address of the lead picture.

    The edition's selector wins. The picture that the page declares is taken as the text shows it; where
    the text shows another one, the declared one is a card made for social networks.
    """
    chosen = _first(page, _selected(page))
    declared = _first(page, _references(page))
    if chosen or not elements:
        return chosen or declared
    key = picture_key(declared) if declared else ""
    shown = [each for each in elements if key and _may_show(each, key) and key in _keys(page, each)]
    if shown:
        return next((wide for each in shown if (wide := _widest(page, each))), declared)
    figures = [each for each in elements if _inside(each, "figure") and _address(page, each)]
    if figures:
        return _widest(page, figures[0]) or _address(page, figures[0])
    inside = (each for each in elements if _inside(each, "article", "main"))
    return declared or next((address for each in inside if (address := _address(page, each))), "")


def _inside(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _first(page: Page, references: Iterator[str]) -> str:
    addresses = (page.absolute(reference) for reference in references)
    return next((address for address in addresses if address and not _NOT_A_PICTURE.search(address)), "")


def _may_show(element: Any, key: str) -> bool:
    """Whether a picture's name occurs in an element's attributes at all; spares reading every address."""
    stem = key.rsplit(".", 1)[0]
    values = " ".join(element.values()[:40])
    return "?" in key or "%" in values or "&" in values or stem in values.lower()


def _keys(page: Page, element: Any) -> set[str]:
    return {picture_key(page.absolute(source)) for source in _own_sources(element)}


def _widest(page: Page, element: Any) -> str:
    """The widest picture of an element's sets of sources, if it is wide enough to be a lead; else ""."""
    # libxml2 does not know <source> as empty: the image may stand inside it
    around = [*element.xpath("ancestor::picture[1]//source"), element]
    candidates = [candidate for each in around for candidate in _candidates(each)]
    fitting = [candidate for candidate in candidates if _WIDE_ENOUGH <= _width(candidate) <= _TOO_WIDE]
    return _first(page, iter([max(fitting, key=_width)[0]])) if fitting else ""


def _references(page: Page) -> Iterator[str]:
    yield from _selected(page)
    yield from page.meta_texts("og:image", "og:image:url", "og:image:secure_url")
    for item in as_list(page.article.get("image")):
        yield text_of(page.structured.resolve(item), keys=("url", "contentUrl", "@id"))
    yield from page.meta_texts(
        "twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full", "image"
    )
    for node in as_list(page.article.get("thumbnailUrl")):
        yield text_of(node)
    yield page.hints.image


def _selected(page: Page) -> Iterator[str]:
    from jarida.core.extraction.selectors import select

    selector = page.hints.selectors.get("image", "")
    for element in select(page.tree, selector) if selector else ():
        yield from _own_sources(element)


def _own_sources(element: Any) -> list[str]:
    """Where an image element may load from, the widest first of a set."""
    widest = sorted(_candidates(element), key=lambda part: -_width(part))
    return [source for name in _SOURCES if (source := element.get(name))] + [part[0] for part in widest]


def _candidates(element: Any) -> list[list[str]]:
    """The candidates of an element's sets of sources: address and width or density (HTML, srcset)."""
    sets = [element.get(name, "") for name in ("srcset", "data-srcset")]
    return [part.split() for text in sets for part in text[:8000].split(", ") if part.strip()]


def _width(candidate: list[str]) -> float:
    number = re.match(r"\d+(?:\.\d+)?", candidate[-1]) if len(candidate) > 1 else None
    return float(number[0]) if number else 0.0


def _address(page: Page, element: Any) -> str:
    """The address of an image element that can be a picture of the article; "" for decoration."""
    for side in ("width", "height"):
        size = re.match(r"\d+", element.get(side, ""))
        if size and len(size[0]) < 6 and int(size[0]) < _SMALLEST:
            return ""
    addresses = [page.absolute(source) for source in _own_sources(element)]
    return next((address for address in addresses if address and not _NOT_A_PICTURE.search(address)), "")


def _in_text(element: Any) -> bool:
    """Whether an image stands in the article's own text, as a figure with a caption."""
    figures = list(element.iterancestors("figure"))
    if not any(next(figure.iter("figcaption"), None) is not None for figure in figures):
        return False
    return any(
        each.tag in ("article", "main") or "articleBody" in each.get("itemprop", "")
        for each in figures[-1].iterancestors()
    )


def _described(page: Page, address: str, elements: list[Any]) -> Picture:
    """The picture with what stands beside it in the page, else with what the structured data says."""
    key = picture_key(address)
    caption, credit = "", ""
    for element in elements:
        if _may_show(element, key) and key in _keys(page, element):
            caption, credit = _beside(element)
            alt = clean(element.get("alt", ""))
            caption = caption or (alt if len(words(alt)) > 3 else "")
            if caption or credit:
                break
    told_caption, told_credit = _told(page, key)
    return Picture(address, (caption or told_caption)[:1000], (credit or told_credit)[:200])


def _beside(element: Any) -> tuple[str, str]:
    """Caption and credit of an image from its figure, or from the caption in the block around it."""
    around = element.xpath("ancestor::figure[1]") or element.xpath("ancestor::*[contains(@class, 'caption')][1]")
    around = around or element.xpath("ancestor::*[self::div or self::p][1]")
    if not around:
        return "", ""
    credits_ = [part for part in around[0].iterdescendants() if _CREDIT_CLASS.search(part.get("class") or "")]
    credit = next((text for part in credits_ if (text := element_text(part)) and len(text) <= 150), "")
    captions = around[0].xpath(_CAPTION_CLASS)
    caption = next((text for part in captions if (text := element_text(part))), "")
    return split_credit(caption, credit)


def split_credit(caption: str, credit: str = "") -> tuple[str, str]:
    """Caption and credit apart, where the credit stands at the caption's end."""
    if credit and caption.endswith(credit):
        caption = caption[: -len(credit)].strip(" |/-–—·")
    if not credit and (match := _CREDIT.search(caption)):
        caption, credit = caption[: match.start()].strip(" |/-–—·"), match["credit"]
    return caption, re.sub(
        r"^(?:©|(?:crédits?|credits?|créditos?|photo|foto|صورة|تصوير)\s*:)\s*", "", credit, flags=re.IGNORECASE
    ).strip()


def _told(page: Page, key: str) -> tuple[str, str]:
    """Caption and credit of an ImageObject with this picture."""
    for node in page.structured.of_types("ImageObject"):
        if picture_key(page.absolute(text_of(node, keys=("url", "contentUrl")))) == key:
            credit = node.get("creditText") or node.get("copyrightHolder") or node.get("creator") or node.get("author")
            return split_credit(text_of(node.get("caption")), text_of(page.structured.resolve(credit)))
    return "", ""
