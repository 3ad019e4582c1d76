"""The catalogues of translations: `python -m jarida.website.messages` (needs nothing but Babel).

`update` reads the sources for messages, brings every language's django.po up to date (a changed message
becomes untranslated, never fuzzy) and compiles it; `check` says what is missing, for tests and CI.
Messages are in English; the English catalogue repeats them, so that no language is a special case.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from jarida.website.languages import CODES

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "website" / "locale"
# who speaks to readers; the admin speaks English to the staff
METHODS = [
    ("website/**.py", "python"),
    ("website/jinja2/**.html", "jinja2"),
    ("moderation/views.py", "python"),
    ("archive/models/choices.py", "python"),
]
OPTIONS = {"website/jinja2/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def template() -> Catalog:
    """All messages of the sources."""
    catalog = Catalog(project="Jarida", charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS):
        catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return catalog


def po_path(code: str) -> Path:
    """The catalogue of a language, to edit."""
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def mo_path(code: str) -> Path:
    """The catalogue of a language, compiled."""
    return po_path(code).with_suffix(".mo")


def read(code: str) -> Catalog:
    """The catalogue of a language as it is; empty where there is none yet."""
    if not po_path(code).exists():
        return Catalog(locale=code, project="Jarida", charset="utf-8")
    with po_path(code).open("rb") as file:
        return read_po(file, locale=code)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue in gettext's binary form."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Bring every catalogue up to date with the sources, and compile it."""
    messages = template()
    for code in CODES:
        catalog = read(code)
        catalog.update(messages, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if code == "en":
            _repeat(catalog)
        po_path(code).parent.mkdir(parents=True, exist_ok=True)
        with po_path(code).open("wb") as file:
            write_po(file, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
        mo_path(code).write_bytes(compiled(read(code)))


def _repeat(catalog: Catalog) -> None:
    for message in catalog:
        if message.id and not _is_translated(message.string):
            message.string = message.id


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def problems() -> Iterator[str]:
    """What is missing, fuzzy, wrong or not compiled, a line each."""
    wanted = {(message.id, message.context) for message in template() if message.id}
    for code in CODES:
        catalog = read(code)
        held = {(message.id, message.context): message for message in catalog if message.id}
        yield from (f"{code}: not in the catalogue: {key[0]!r}" for key in wanted - held.keys())
        for message in held.values():
            if message.fuzzy or not _is_translated(message.string):
                yield f"{code}: not translated: {message.id!r}"
            yield from (f"{code}: {error}: {message.id!r}" for error in message.check(catalog))
        if not mo_path(code).exists() or mo_path(code).read_bytes() != compiled(catalog):
            yield f"{code}: django.mo is not what django.po says"


def main(arguments: list[str]) -> int:
    """`update` (default) or `check`."""
    if arguments == ["check"]:
        found = list(problems())
        sys.stderr.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    update()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
