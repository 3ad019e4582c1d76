"""Why an article is in its story, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jarida.archive.models import CorrectionKind
from jarida.archive.queries import ArticleLine
from jarida.archive.stories.names import NameLine
from jarida.archive.stories.why import Why
from jarida.website import addresses, formats
from jarida.website.lines import direction_of
from jarida.website.stories.shown import agency_names, number_in

DAY = 24  # hours
COPIED = 0.2  # of a text: less is a quotation that both have


@dataclass(frozen=True, slots=True)
class Value:
    """A name or number that was found; a name has a page."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what was found, perhaps the article it is about. `against`: it speaks against."""

    label: str
    values: tuple[Value, ...] = ()
    sentence: str = ""
    other: ArticleLine | None = None
    other_address: str = ""
    other_direction: str = ""
    against: bool = False


def sentences(why: Why, ui: str) -> list[Reason]:
    """The reasons, the strongest first: what a person said, the same text, then what the score found."""
    return [*_of_people(why), *_of_text(why, ui), *_of_likeness(why, ui)]


def _of_people(why: Why) -> Iterable[Reason]:
    if why.editor:
        yield Reason(_("An editor"), sentence=_("An editor put this article here; this is stronger than any score."))


def _of_text(why: Why, ui: str) -> Iterable[Reason]:
    if why.agency:
        name = agency_names([why.agency], ui)[why.agency]
        yield Reason(_("Dispatch"), sentence=_("It is, or prints, a dispatch of %(agency)s.") % {"agency": name})
    if why.original:
        share = formats.percent(why.share, ui)
        yield _about(_("The same text"), why.original, ui, _("%(share)s of its text stands in this article:") % {
            "share": share,
        })  # fmt: skip
    elif why.copied >= COPIED:
        sentence = _("%(share)s of the shorter text stands in the other.")
        yield Reason(_("The same text"), sentence=sentence % {"share": formats.percent(why.copied, ui)})


def _of_likeness(why: Why, ui: str) -> Iterable[Reason]:
    if why.nearest:
        yield _about(_("Nearest article"), why.nearest, ui, _("Of the story's articles it is most like this one:"))
    if why.names or why.unshown:
        yield Reason(_("Shared names"), _names(why.names, ui), _unshown(why.unshown, ui))
    if why.places:
        yield Reason(_("Shared places"), _names(why.places, ui))
    if why.numbers:
        yield Reason(_("Shared numbers"), _numbers(why.numbers, ui))
    if why.contradicting:
        yield Reason(
            _("Numbers that differ"), _numbers(why.contradicting, ui), _("Each side has its own."), against=True
        )
    if why.cosine is not None:
        likeness = formats.percent(max(0.0, min(1.0, why.cosine)), ui)
        yield Reason(_("Similar meaning"), sentence=_("%(share)s, by the titles' meaning in any language.") % {
            "share": likeness,
        })  # fmt: skip
    if why.hours is not None:
        yield Reason(_("Time apart"), sentence=apart(why.hours, ui))


def _names(names: Iterable[NameLine], ui: str) -> tuple[Value, ...]:
    return tuple(Value(name.name_in(ui), addresses.name(ui, name)) for name in names)


def _numbers(numbers: Iterable[str], ui: str) -> tuple[Value, ...]:
    return tuple(Value(number_in(number, ui)) for number in numbers)


def _unshown(number: int, ui: str) -> str:
    if not number:
        return ""
    words = ngettext("and %(number)s that is in no list", "and %(number)s that are in no list", number)
    return words % {"number": formats.number(number, ui)}


def _about(label: str, line: ArticleLine, ui: str, sentence: str) -> Reason:
    return Reason(
        label, sentence=sentence, other=line, other_address=addresses.article(ui, line),
        other_direction=direction_of(line.language),
    )  # fmt: skip


def apart(hours: float, ui: str) -> str:
    """A span of time in words: minutes, hours or days."""
    hours = abs(hours)
    if hours < 1:
        number = round(hours * 60)
        words = ngettext("%(number)s minute", "%(number)s minutes", number)
    elif hours < 2 * DAY:
        number = round(hours)
        words = ngettext("%(number)s hour", "%(number)s hours", number)
    else:
        number = round(hours / DAY)
        words = ngettext("%(number)s day", "%(number)s days", number)
    return words % {"number": formats.number(number, ui)}


def said(why: Why, ui: str) -> list[Reason]:
    """What editors said of this article and others."""
    labels = {CorrectionKind.TOGETHER.value: _("One event with"), CorrectionKind.APART.value: _("Another event than")}
    return [
        Reason(
            labels.get(each.kind, each.kind), sentence=formats.long_date(each.made_at.date(), ui), other=each.other,
            other_address=addresses.article(ui, each.other), other_direction=direction_of(each.other.language),
            against=each.kind == CorrectionKind.APART,
        )
        for each in why.said
    ]  # fmt: skip
