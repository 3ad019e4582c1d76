"""How to cite a story: as text, as BibTeX and as RIS. The address cited is the permanent, language-free one."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jarida.archive.queries import ArticleLine
from jarida.archive.stories.whole import StoryHead
from jarida.website import addresses, formats
from jarida.website.citations import latex, one_line
from jarida.website.languages import site_name


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of a story. `first` and `last` are days in the edition's time zone."""

    id: int
    title: str
    language: str
    articles: int
    outlets: int
    first: date
    last: date

    @property
    def address(self) -> str:
        """The permanent address."""
        return addresses.absolute(addresses.permanent_story(self.id))


def cited(head: StoryHead, line: ArticleLine, zone: str) -> Cited:
    """A story under one of its headlines."""
    days = (formats.local(moment, zone).date() for moment in (head.told_since, head.told_until))
    return Cited(head.id, line.title, line.language, head.articles, head.outlets, *days)


def text(found: Cited, ui: str, today: date, summed: str) -> str:
    """The citation as one sentence in the active language."""
    days = [formats.long_date(found.first, ui)]
    if found.last != found.first:
        days.append(formats.long_date(found.last, ui))
    parts = [_("“%(title)s”") % {"title": found.title}, _("story told by %(outlets)s") % {"outlets": summed}]
    separator = "، " if ui == "ar" else ", "
    return _("%(work)s. Kept by %(site)s: %(address)s (accessed %(day)s).") % {
        "work": separator.join(one_line(part) for part in (*parts, " – ".join(days))),
        "site": site_name(),
        "address": found.address,
        "day": formats.long_date(today, ui),
    }


def bibtex(found: Cited, today: date) -> str:
    """A BibTeX entry (@misc, understood by BibTeX and biblatex), in UTF-8."""
    fields = {
        "title": f"{{{latex(found.title)}}}",
        "howpublished": latex(site_name()),
        "year": f"{found.first.year}",
        "month": f"{found.first.month}",
        "day": f"{found.first.day}",
        "url": found.address,
        "urldate": today.isoformat(),
        "note": latex(_note(found)),
        "language": found.language,
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{jarida-story{found.id},", *lines, "}", ""])


def ris(found: Cited, today: date) -> str:
    """A RIS record (TY ELEC), in UTF-8 with CRLF as the format wants."""
    tags = [
        ("TY", "ELEC"), ("TI", found.title), ("T2", site_name()), ("PY", f"{found.first.year}"),
        ("DA", f"{found.first:%Y/%m/%d}"), ("LA", found.language), ("UR", found.address), ("Y2", f"{today:%Y/%m/%d}"),
        ("N1", _note(found)),
    ]  # fmt: skip
    lines = [f"{tag}  - {one_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _note(found: Cited) -> str:
    return (
        f"{found.articles} articles of {found.outlets} outlets, {found.first.isoformat()} to {found.last.isoformat()}."
        f" Kept by {site_name()}."
    )
