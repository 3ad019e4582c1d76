"""The ledger in words: what a day of an outlet was, and why something is missing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jarida.archive.ledger import Day
from jarida.core.errors import NotAnArticle
from jarida.core.ledger import DayStatus, Expected
from jarida.website import formats

HOLE, WHOLE, OPEN, NOTHING, UNKNOWN = "○", "✓", "…", "·", "–"
_MARKS = {
    DayStatus.COMPLETE: WHOLE,
    DayStatus.INTERRUPTED: WHOLE,
    DayStatus.WAITING: OPEN,
    DayStatus.EMPTY: NOTHING,
    DayStatus.UNFOLLOWED: UNKNOWN,
    DayStatus.FUTURE: "",
}


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day as the calendar shows it: `mark` beside `ratio`, `sentence` for who hears it, `remarks` in words."""

    day: Day
    mark: str
    word: str
    ratio: tuple[str, str] | None
    sentence: str
    remarks: tuple[str, ...]


def shown(day: Day, ui: str) -> ShownDay:
    """A day in the interface's language."""
    counts = day.counts
    ratio = (formats.number(counts.collected, ui), formats.number(counts.announced, ui)) if counts.announced else None
    word = word_of(day.status)
    parts = [formats.full_date(day.day, ui), _kept(day, ui) if ratio else "", word]
    sentence = ("، " if ui == "ar" else ", ").join(part for part in parts if part)
    return ShownDay(day, mark_of(day.status), word, ratio, sentence, tuple(remarks(day, ui)))


def mark_of(status: DayStatus) -> str:
    """One letter for a status; every hole has the same."""
    return _MARKS.get(status, HOLE)


def legend() -> list[tuple[str, str]]:
    """The marks, with what they mean."""
    return [
        (HOLE, _("something is missing")),
        (WHOLE, _("complete")),
        (OPEN, _("still being read")),
        (NOTHING, _("nothing announced")),
        (UNKNOWN, _("not yet followed")),
    ]


def word_of(status: DayStatus) -> str:
    """A status in a few words; nothing for a day to come."""
    words = {
        DayStatus.UNFOLLOWED: _("not yet followed"),
        DayStatus.OUTAGE: _("hole: Jarida did not run"),
        DayStatus.UNWATCHED: _("hole: not looked at"),
        DayStatus.UNREACHABLE: _("hole: the outlet did not answer"),
        DayStatus.INCOMPLETE: _("hole: not everything could be read"),
        DayStatus.SILENT: _("hole: nothing announced"),
        DayStatus.FEW: _("hole: fewer than usual"),
        DayStatus.INTERRUPTED: _("complete, with a pause"),
        DayStatus.WAITING: _("still being read"),
        DayStatus.COMPLETE: _("complete"),
        DayStatus.EMPTY: _("nothing announced"),
    }
    return words.get(status, "")


def remarks(day: Day, ui: str) -> Iterator[str]:
    """What there is to say of a day in sentences, the hole's reason first."""
    if day.status in (DayStatus.FUTURE, DayStatus.UNFOLLOWED):
        return
    yield from _of_the_watch(day, ui)
    yield from _of_the_number(day, ui)
    yield from _of_what_was_announced(day, ui)


def _kept(day: Day, ui: str) -> str:
    return ngettext(
        "%(collected)s of %(announced)s article kept", "%(collected)s of %(announced)s articles kept",
        day.counts.announced,
    ) % {
        "collected": formats.number(day.counts.collected, ui), "announced": formats.number(day.counts.announced, ui)
    }  # fmt: skip


def _of_the_watch(day: Day, ui: str) -> Iterator[str]:
    watch = day.watch
    if day.status in (DayStatus.OUTAGE, DayStatus.INTERRUPTED):
        if not watch.running:
            yield _("Jarida did not run on this day.")
            return
        yield _("Jarida ran for only %(running)s of %(hours)s hours.") % {
            "running": formats.number(watch.running, ui), "hours": formats.number(watch.hours, ui)
        }  # fmt: skip
    elif day.status == DayStatus.UNWATCHED:
        yield _("Jarida ran, but did not ask the outlet's feeds.")
    elif day.status == DayStatus.UNREACHABLE:
        yield _("The outlet's feeds could not be read: %(reason)s.") % {"reason": _reasons(watch.problems, ui)}


def _of_the_number(day: Day, ui: str) -> Iterator[str]:
    usual = day.expected
    if usual is None or day.status not in (DayStatus.SILENT, DayStatus.FEW, DayStatus.OUTAGE):
        return
    if not day.counts.announced:
        yield _("Nothing was announced; %(range)s articles are usual on such a day.") % {"range": _range(usual, ui)}
    elif day.counts.announced < usual.low:
        yield _("Fewer articles were announced than usual: %(number)s instead of %(range)s.") % {
            "number": formats.number(day.counts.announced, ui), "range": _range(usual, ui)
        }  # fmt: skip


def _range(usual: Expected, ui: str) -> str:
    return _("%(low)s to %(high)s") % {"low": formats.number(usual.low, ui), "high": formats.number(usual.high, ui)}


def _of_what_was_announced(day: Day, ui: str) -> Iterator[str]:
    counts = day.counts
    missing: Counter[str] = Counter()
    for code, number in counts.problems.items():
        if code != NotAnArticle.code:  # nothing that could be missed
            missing[reason_of(code)] += number
    for reason, number in missing.most_common():
        yield ngettext(
            "%(number)s article is missing: %(reason)s.", "%(number)s articles are missing: %(reason)s.", number
        ) % {"number": formats.number(number, ui), "reason": reason}  # fmt: skip
    if counts.waiting:
        yield ngettext(
            "%(number)s article is still to be read.", "%(number)s articles are still to be read.", counts.waiting
        ) % {"number": formats.number(counts.waiting, ui)}  # fmt: skip
    if counts.withdrawn:
        yield ngettext(
            "%(number)s article was withdrawn.", "%(number)s articles were withdrawn.", counts.withdrawn
        ) % {"number": formats.number(counts.withdrawn, ui)}  # fmt: skip
    if counts.late:
        yield ngettext(
            "%(number)s article was known only hours after its publication.",
            "%(number)s articles were known only hours after their publication.",
            counts.late,
        ) % {"number": formats.number(counts.late, ui)}


def _reasons(problems: Mapping[str, int], ui: str) -> str:
    found = dict.fromkeys(reason_of(code) for code, _hours in sorted(problems.items(), key=lambda item: -item[1]))
    return ("، " if ui == "ar" else ", ").join(found) or reason_of("")


def reason_of(code: str) -> str:
    """The code of a failure in words that readers understand."""
    if code == "robots-forbid":
        return _("the outlet asks robots not to read it")
    if code in ("http-401", "http-402", "http-403", "http-451"):
        return _("the outlet keeps it closed")
    if code in ("http-404", "http-410", "gone"):
        return _("its page is not there")
    if code in ("connection", "too-slow", "http-429") or code.startswith("http-5"):
        return _("the outlet's site did not answer")
    if code in ("not-an-article", "not-a-feed"):
        return _("the page holds something else")
    return _("it could not be read")
