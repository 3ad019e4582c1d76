"""Small pages for tests."""

from datetime import UTC, datetime

from jarida.core.extraction.extract import extract
from jarida.core.extraction.model import Extraction, Hints
from jarida.core.extraction.page import Page, read_page

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://journal.example/actualites/la-digue-tient-bon"
TEXT = (
    "<p>La digue de Port-Safran a tenu bon malgré la plus forte tempête depuis vingt ans, disent les ingénieurs.</p>"
    "<p>Les pompes ont tourné toute la nuit et le quartier bas n'a été inondé que de dix centimètres, dit-on.</p>"
    "<p>Un second coup de vent est attendu jeudi. Les écoles du front de mer resteront fermées d'ici là.</p>"
)


def html(
    head: str = "", body: str = f"<article><h1>La digue tient bon</h1>{TEXT}</article>", lang: str = "fr"
) -> bytes:
    start = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
    return f"{start}{head}</head><body>{body}</body></html>".encode()


def page(
    head: str = "", body: str = "<h1>La digue tient bon</h1>", *, url: str = URL, lang: str = "fr", **hints
) -> Page:
    return read_page(html(head, body, lang), url, Hints(**hints), NOW)


def extracted(head: str = "", body: str | None = None, *, url: str = URL, lang: str = "fr", **hints) -> Extraction:
    markup = html(head, lang=lang) if body is None else html(head, body, lang)
    return extract(markup, url, Hints(**hints), now=NOW)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'
